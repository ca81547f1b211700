"""Storage: one synchronous layer on SQLite and PostgreSQL, sealed where the law asks it (design, "Transactions")."""

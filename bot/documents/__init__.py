"""Cards as files: what a message says, on pages that a telephone shows well. Nothing is kept here."""

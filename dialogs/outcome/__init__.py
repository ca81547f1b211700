"""From the answers of a check to its outcome: the table, the advice, and how it is told."""

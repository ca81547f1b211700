"""The signal record of signal_schema.md: its fields, how it is made, how long it is kept."""

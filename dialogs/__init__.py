"""The conversation: questionnaires as data, the pure engine that runs them, the signal record, the reading of Dutch.

Nothing in this package does I/O or knows the time; its own data files are read once, at start.
"""

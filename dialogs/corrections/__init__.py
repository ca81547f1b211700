"""What was answered changes: corrections, additions, steps back, and what was not understood."""

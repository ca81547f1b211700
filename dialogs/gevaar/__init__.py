"""Danger that is read in a message: what is answered at once, and what is asked."""

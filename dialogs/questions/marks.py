"""The mark of a choice in a list: its number or its letter."""

from __future__ import annotations


def mark(place: int, lettered: bool) -> str:
    """By what a choice is chosen: its number, or its letter where a number is itself an answer."""
    return chr(ord("a") + place) if lettered else str(place + 1)

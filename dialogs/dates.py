"""Dates in words, as a user reads them."""

from __future__ import annotations

from datetime import date

from dialogs.phrasebook import Phrasebook


def written_day(phrases: Phrasebook, day: date, today: date) -> str:
    """`dinsdag 24 november 2026`, with the year only where it is not this one."""
    names = phrases.text("datum.dagen").split()
    months = phrases.text("datum.maanden").split()
    text = f"{names[day.weekday()]} {day.day} {months[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"

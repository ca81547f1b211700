"""Numbers up to seventeen in words."""

from __future__ import annotations

NUMBERS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien",
)  # fmt: skip


def number_of(word: str) -> int | None:
    """The number that a folded word is; None for another word."""
    return NUMBERS.index(word) if word in NUMBERS else None

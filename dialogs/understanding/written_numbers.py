"""Numbers as they are written in a message, in digits and in letters."""

from __future__ import annotations

from typing import Final

NUMBERS: Final = {
    "een": 1, "anderhalf": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
    "achttien": 18, "negentien": 19, "twintig": 20,
}  # fmt: skip


def number_of(word: str) -> int | None:
    """Read a number of at most two digits, or a word for it up to twenty; "2,5" and "2.5" are 2."""
    if not word[:1].isdigit():
        return NUMBERS.get(word)
    whole = word.replace(".", ",").partition(",")[0]
    return int(whole) if len(whole) <= 2 and whole.isascii() and whole.isdigit() else None

"""Numbers and birth dates written in words: `nul zes een twee ...`, `derde mei tweeduizend zestien`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dialogs.understanding.number_data import Span

_DIGIT: Final = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|\d)"
_PHONE = re.compile(rf"\b{_DIGIT}(?:[ -]{{1,3}}{_DIGIT}){{8,13}}\b", re.IGNORECASE)
_UNITS: Final = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TEENS: Final = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
_DAY: Final = (
    rf"(?:(?:{_UNITS})(?:en|ën|-en-)?(?:twintig|dertig)(?:ste)?|twintig(?:ste)?|dertig(?:ste)?|(?:{_TEENS})de|elfde|"
    rf"eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|(?:{_TEENS})|(?:{_UNITS}))"
)
_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_MONTH: Final = f"(?:{'|'.join(_MONTHS)})"
_YEAR: Final = (
    rf"(?:(?:19|20)\d\d|(?:tweeduizend|negentienhonderd|twintig|negentien)(?:[ -]?(?:en|ën))?"
    rf"(?:[ -]?(?:(?:{_UNITS})[ -]?(?:en|ën)[ -]?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|"
    rf"negentig)|{_TEENS}|"
    rf"{_UNITS}|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)))"
)
_BIRTH = re.compile(rf"\b{_DAY} (?:van )?{_MONTH} {_YEAR}\b", re.IGNORECASE)


def find_spoken(text: str) -> Iterator[Span]:
    """Telephone numbers and birth dates in words."""
    lower = text.lower()
    if "nul" in lower:
        for match in _PHONE.finditer(text):
            if sum(map(str.isalpha, match[0])) > 8:
                yield Span(match.start(), match.end(), "telefoon")
    if any(map(lower.__contains__, _MONTHS)):
        for match in _BIRTH.finditer(text):
            yield Span(match.start(), match.end(), "geboortedatum")

"""Messages of which nothing is kept: a secret place is named, or a reporter can be recognised (signal_schema.md §5).

They are read for danger first and answered. Only what a message says counts, in the form in which it is kept: addresses
are hidden by then.
"""

from __future__ import annotations

import re
from typing import Final, Literal

NotKept = Literal["", "plek", "melder"]

_SHELTER: Final = (
    r"(?:vrouwenopvang|mannenopvang|crisisopvang|noodopvang|opvanghuis|blijfhuis|"
    r"blijf[- ]van[- ]mijn[- ]lijf\w*|de blijf|"
    r"oranje ?huis|safe ?house|schuil(?:plek|adres|huis)|onderduikadres|geheime? (?:adres|plek|locatie|opvang)|opvang)"
)
_STAYS: Final = (
    r"(?:zit|zitten|zat|verblij\w+|verbleef|woont|wonen|slaapt|slapen|ondergedoken|gevlucht|vluchtte|geplaatst|"
    r"ondergebracht|schuilt|schuilen|vertrokken|opgevangen|is nu|zijn nu|adres)"
)
_AT: Final = r"(?:(?:\b(?:in|te|bij|naar|op)\s+(?:de |het )?(?-i:[A-ZÀ-Þ])[\w'-]{2,})|\[adres\]|\[postcode\])"
_SECRET_PLACE = re.compile(
    rf"\b{_STAYS}\b[^.!?\n]{{0,60}}\b{_SHELTER}\b[^.!?\n]{{0,40}}{_AT}|"
    rf"\b{_SHELTER}\b[^.!?\n]{{0,40}}{_AT}[^.!?\n]{{0,40}}\b{_STAYS}\b|"
    rf"\b(?:ondergedoken|schuilt|schuilen|geheime? (?:adres|plek|locatie))\b[^.!?\n]{{0,40}}{_AT}|"
    rf"{_AT}[^.!?\n]{{0,60}}\b(?:ondergedoken|adres (?:moet|is|blijft) geheim|mag (?:hij|vader|haar ex) niet weten)\b",
    re.IGNORECASE,
)
_REPORTER = re.compile(
    r"\b(?:over|onder|boven|achter)?(?:buurvrouw|buurman|buren|buurmeisje|buurjongen|buur)\b[^.!?\n]{0,20}"
    r"(?:\b(?:nr|nummer|huisnummer|no)\b\.? ?\d{1,4}|\bop \d{1,4}[a-z]?\b(?! jaar)|"
    r"\bvan \d{1,4}[a-z]?\b(?! jaar)|\d hoog|"
    r"\[adres\])[^.!?\n]{0,30}\b(?:zegt|zei|zeggen|belt|belde|meldt|meldde|melden|vertelt|vertelde|hoort|hoorde|horen|ziet|"
    r"zag|zien|klaagt|klaagde|appt|appte|mailt|mailde|denkt|gaf aan|geeft aan)\b",
    re.IGNORECASE,
)
_MARKS_OF_A_PLACE: Final = (
    "opvang", "blijf", "oranje", "safe", "schuil", "onderduik", "ondergedoken", "geheim", "niet weten"
)  # fmt: skip
"""One of these stands in whatever `_SECRET_PLACE` finds; most messages have none, and are looked at no further."""
_MARKS_OF_A_REPORTER: Final = ("buur", "buren")


def not_kept(text: str) -> NotKept:
    """Why nothing of a message may be kept; empty when it may."""
    lower = text.lower()
    if any(mark in lower for mark in _MARKS_OF_A_PLACE) and _SECRET_PLACE.search(text):
        return "plek"
    return "melder" if any(mark in lower for mark in _MARKS_OF_A_REPORTER) and _REPORTER.search(text) else ""

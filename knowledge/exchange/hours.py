"""Opening hours as people write them in one cell: `ma-vr 9:00-17:00; za 10:00-12:00`."""

from __future__ import annotations

import re
from typing import Any, Final, get_args

from knowledge.values import Weekday

DAYS: Final[tuple[str, ...]] = get_args(Weekday)

WORDS: Final = {"werkdagen": "ma-vr", "dagelijks": "ma-zo", "elke dag": "ma-zo"}
"""What people write for several days."""

_DAY: Final = "|".join(DAYS)
_PART: Final = re.compile(
    rf"(?P<days>(?:(?:{_DAY})(?: ?- ?| ?t/m ?| ?, ?| en | )?)+?) ?"
    r"(?P<opens>\d{1,2}[:.]\d{2}) ?(?:-|–|tot) ?(?P<closes>\d{1,2}[:.]\d{2})"
)
_RANGE: Final = re.compile(rf"({_DAY})(?: ?- ?| ?t/m ?)({_DAY})")
_ONE: Final = re.compile(_DAY)

Hours = list[dict[str, Any]]
"""As they stand under `opening` in a landscape file."""


def write_hours(hours: object) -> str:
    """Write the hours. Days that follow each other from the first of three on become a range."""
    assert isinstance(hours, list)  # noqa: S101 - what the model gave
    return "; ".join(f"{_days(each['days'])} {each['opens']}-{each['closes']}" for each in hours)


def read_hours(text: str) -> Hours | None:
    """Read the hours; None for anything else."""
    hours: Hours = []
    for part in text.split(";"):
        plain = part.strip().casefold()
        for word, days in WORDS.items():
            plain = plain.replace(word, days)
        if not plain and hours:
            continue
        found = _PART.fullmatch(plain)
        if found is None:
            return None
        hours.append(
            {"days": _named(found["days"]), "opens": _clock(found["opens"]), "closes": _clock(found["closes"])}
        )
    return hours


def _days(days: list[str]) -> str:
    start = DAYS.index(days[0])
    follows = list(DAYS[start : start + len(days)]) == days
    return f"{days[0]}-{days[-1]}" if follows and len(days) > 2 else ", ".join(days)


def _named(text: str) -> list[str]:
    whole = _RANGE.sub(lambda found: " ".join(_between(found[1], found[2])), text)
    return _ONE.findall(whole)


def _between(first: str, last: str) -> list[str]:
    return list(DAYS[DAYS.index(first) : DAYS.index(last) + 1])


def _clock(text: str) -> str:
    hours, _, minutes = text.replace(".", ":").partition(":")
    return f"{int(hours):02}:{minutes}"

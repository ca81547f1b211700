"""A correction of one child's age among those that are known: every minor stays (kindcheck.md §4.2 KC-G2, R22)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dialogs.model import UNKNOWN, Answer
from dialogs.questions.number_words import number_of

_WHICH = re.compile(r"\b(jongste|middelste|oudste)\b")
_ANOTHER = re.compile(
    r"\b(?:ook|nog)(?: nog)?(?: een| haar| zijn| hun)?(?: \w+)? "
    r"(?:baby|peuter|kleuter|puber|tiener|kind|zoon|dochter|broer|zus|jongen|meisje)(?:tje|je)?\b"
)
"""A child that was not told of before: "er is ook nog een broertje van 4"."""
_SIBLING = re.compile(r"\b(\w+ )?(?:half|stief|pleeg|tweeling)?(?:broer|zus)(?:tje|je)?\b((?: \w+){0,5})")
"""A brother or sister, with the word before and those behind."""
_BEFORE_AN_AGE: Final = frozenset(
    {"van", "is", "wordt", "werd", "die", "hij", "zij", "ze", "nu", "ook", "al", "pas", "ongeveer", "bijna", "rond"}
)
"""What may stand between the child and how old it is: "een zusje van bijna 3"."""
_YEARS: Final = re.compile(r"\d+[ -]?jarige? $")
_BANDS: Final = ("0-3", "4-11", "12-15", "16-17", "18-22")
_MOST: Final = 15
"""More children than this are no family."""


def names_one(folded: str) -> bool:
    """Whether a message says which child it is about."""
    return bool(_WHICH.search(folded))


def told_besides(before: Answer, said: Answer, folded: str, count: int | None) -> Answer | None:
    """The bands of all children where ages are told in passing; None where it says nothing new, or names nobody else.

    Who is told of again ("hij is 10 en heeft ook blauwe plekken") is the child that is known.
    """
    if names_one(folded):
        bands = corrected(before, said, folded, count)
    elif len(said) == 1 and (_ANOTHER.search(folded) or _is_sibling(before, said, folded)):
        bands = (*before, *said)
    else:
        bands = said if len(said) > len(before) else None
    return bands if bands is not None and bands != before and len(bands) >= len(before) else None


def _is_sibling(before: Answer, said: Answer, folded: str) -> bool:
    """Whether the age that is told is of a brother or sister nobody told of: "8 en een zusje van 3".

    In a band that is known it is another child only where it is brought up as new, beside one child.
    """
    found = next((each for each in _SIBLING.finditer(folded) if _is_aged(each)), None)
    if found is None:
        return False
    return said[0] not in before or (len(before) == 1 and found[1] == "een ")


def _is_aged(sibling: re.Match[str]) -> bool:
    """Whether the age stands with the brother or sister: "het 3-jarige zusje", "zijn broer is twaalf"."""
    if _YEARS.search(sibling.string[: sibling.end(1)] if sibling[1] else ""):
        return True
    behind = next((word for word in sibling[2].split() if word not in _BEFORE_AN_AGE), "")
    return behind.isdecimal() or number_of(behind) is not None


def corrected(before: Answer, said: Answer, folded: str, count: int | None) -> Answer | None:
    """The bands of all children after `said`; None where nobody can tell which child is meant.

    "De jongste is 3" changes the youngest and keeps the others. A whole list replaces what was known. `count` is how
    many children the message tells of: those without an age stay in the list as not known.
    """
    which = _WHICH.findall(folded)
    known = tuple(band for band in before if band != UNKNOWN)
    if which and len(which) == len(said) and set(said) <= set(_BANDS):
        bands = _each_changed(before, which, said, count)
        return None if bands is None or (count or 0) > _MOST else _filled(bands, count)
    if len(said) == 1 and set(before) == set(said) and not count:
        return before
    if len(known) < 2 or len(said) >= 2 or UNKNOWN in said:
        return _filled(said, count if count and count <= _MOST else None)
    return None


def _each_changed(before: Answer, which: Sequence[str], said: Answer, count: int | None) -> Answer | None:
    bands = list(before)
    if count is not None and count < len(before) and count != len(said):
        return None  # fewer children than were told: which of them is none?
    one_more = len(which) == 1 and count == len(before) + 1
    for name, band in zip(which, said, strict=True):
        place = None if one_more else _place(bands, name)
        if place is not None:
            bands[place] = band
        elif name == "middelste" and len(before) > 1 and not one_more:
            return None
        elif one_more or band not in bands:
            bands.append(band)
    return tuple(bands)


def _place(bands: Sequence[str], name: str) -> int | None:
    """Where that child stands; None for one of a family of which at most one child is known, so that none is lost."""
    known = [place for place, band in enumerate(bands) if band != UNKNOWN]
    if len(known) < 2:
        return None
    in_order = sorted(known, key=lambda place: _BANDS.index(bands[place]) if bands[place] in _BANDS else -1)
    if name == "middelste":
        return in_order[1] if len(in_order) == len(bands) == 3 else None
    return in_order[0] if name == "jongste" else in_order[-1]


def _filled(bands: Answer, count: int | None) -> Answer:
    """With the children that are counted and have no age yet, and without one too many of those."""
    ages = tuple(band for band in bands if band != UNKNOWN)
    missing = max((count or 0) - len(ages), 0) if count else len(bands) - len(ages)
    return (*ages, *([UNKNOWN] * missing))

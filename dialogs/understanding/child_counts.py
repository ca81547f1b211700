"""Numbers that say of how many children there are: "oudste van vijf is 11", "drie onder de zes", "kinderen: 4"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dialogs.understanding import age_words as w
from dialogs.understanding.written_numbers import number_of

_BEFORE_ITS_AGE: Final = (w.IS | w.BEFORE_AN_AGE) - {"morgen", "vandaag", "gisteren", "toen", "volgens", "mij"}
_FAMILY: Final = 8
OLDEST: Final = 22
"""Young adults at home are asked about up to this age (kindcheck.md §4.2 KC-G2)."""


def is_number_of_children(words: Sequence[str], place: int) -> bool:
    """Tell whether a number says of how many there are: "aantal kinderen: 4", "kids: 3 (1 bij oma)", "oudste van 5"."""
    if place and words[place - 1] in w.COUNTED:
        follows, then = (*words[place + 1 : place + 3], "", "")[:2]
        part = (number_of(follows) or OLDEST) < (number_of(words[place]) or 0) and then in w.WHERE - {"in", "op"}
        return words[max(0, place - 2)] == "aantal" or follows in w.WHERE or part
    if _is_under_an_age(words, place):
        return True
    if place < 2 or words[place - 1] != "van" or words[place - 2] not in w.OF_ALL:
        return False
    if _has_an_age_of_its_own(words, place):
        return True
    if place < 5 or words[place - 3] != "de":
        return False  # "daar is de oudste van 15 alleen"
    few = (number_of(words[place]) or OLDEST) <= _FAMILY
    return few and words[place - 4] in w.IS and words[place - 5] in w.SUBJECTS


def _is_under_an_age(words: Sequence[str], place: int) -> bool:
    """`Drie onder de vijf`: that many children, all younger than that."""
    if words[place + 1 : place + 3] != ("onder", "de") or place + 3 >= len(words):
        return False
    below = number_of(words[place + 3])
    return below is not None and below < OLDEST and 1 < (number_of(words[place]) or 0) <= _FAMILY


def _has_an_age_of_its_own(words: Sequence[str], place: int) -> bool:
    """Read "oudste van vijf is 11", "jongste van 4, net zes": the age follows, so the first number counts."""
    count = number_of(words[place])
    if count is None or not 1 < count <= _FAMILY or words[place - 2] == "middelste":
        return False
    at = place + 1
    while at < len(words) and at <= place + 3 and words[at] in _BEFORE_ITS_AGE:
        at += 1
    age = number_of(words[at]) if at < len(words) else None
    follows = words[at + 1] if at + 1 < len(words) else ""
    if age is None or age == count or follows in w.MEASURES or words[at] == "een":
        return False
    return age > count if words[place - 2] == "oudste" else at > place + 1  # "oudste van 6, 4 en 2" are ages

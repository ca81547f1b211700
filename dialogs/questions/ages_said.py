"""Strict reading of the ages of children: they become bands, one for each child (kindcheck.md KC-G2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogs.model import Answer, Field
from dialogs.questions.marks import mark
from dialogs.questions.number_words import number_of
from dialogs.questions.schema import Item
from dialogs.understanding.normalise import fold

_SPLIT = re.compile(r"\s*(?:,|;|\+|/|\ben\b|\s)\s*")
_AGE = re.compile(r"(?P<n>\d{1,2})(?P<glued>jr|j|jaar|mnd|wk)?")
_YEARS = frozenset({"jaar", "jr", "j"})
_UNDER_ONE = frozenset({"maand", "maanden", "mnd", "week", "weken", "wk", "dag", "dagen"})
_MORE_THAN_ONE = frozenset({"kinderen", "kids", "jongens", "meisjes", "zoons", "zonen", "dochters", "broers", "zussen"})
_ONE_CHILD = frozenset(
    {
        "kind", "kindje", "jongen", "jongetje", "meisje", "zoon", "zoontje", "dochter", "dochtertje", "broer",
        "broertje", "zus", "zusje", "baby", "peuter", "kleuter", "hij", "zij", "ze", "oudste", "jongste", "middelste",
    }
)  # fmt: skip
_UP_TO = ((3, "0-3"), (11, "4-11"), (15, "12-15"), (17, "16-17"), (22, "18-22"))
"""The bands of kindcheck.md KC-G2, each with the last year of its age."""
_BANDS = frozenset(band for _, band in _UP_TO)
_AROUND = frozenset(
    {"en", "is", "zijn", "van", "de", "het", "nog", "oud", "ongeveer", "rond", "circa", "ca", "bijna", "net", "pas"}
)
_GUESSING = frozenset(
    {
        "ik", "denk", "dacht", "schat", "gok", "geschat", "naar", "schatting", "volgens", "mij", "misschien",
        "waarschijnlijk", "vermoedelijk", "zo", "zo'n", "iets", "hem", "haar",
    }
)  # fmt: skip
"""Words of who is not sure: ages are asked about, and a band is all that is kept (kindcheck.md KC-G2)."""
_ROUGHLY = re.compile(
    r"\b(?:een )?jaar of (?=\S)|\bof zo\b|\bofzo\b|^(?:ik )?weet (?:het )?niet (?:zeker|precies),?(?: maar)?"
)
_ONE_OF_TWO = re.compile(r"\b(\d{1,2}) (?:of|a) (\d{1,2})\b")
"""One child: "6 of 7"."""


def ages_said(field: Field, item: Item, text: str) -> Answer | None:
    """Ages become bands, one for each child; the bands themselves may be named or lettered (kindcheck.md KC-G2)."""
    marks = {mark(n, lettered=True): option.code for n, option in enumerate(field.options)}
    labels = {fold(option.label): option.code for option in field.options}
    labels |= {fold(word): option.code for option in item.options for word in option.words}
    if text in labels:
        return (labels[text],)
    parts = [part for part in _SPLIT.split(text) if part]
    if parts and all(part.rstrip(".)") in marks for part in parts):
        return tuple(marks[part.rstrip(".)")] for part in parts)
    return _ages_in(_said_roughly(text).split())


def bands_offered(item: Item, folded: str) -> Answer | None:
    """Children by their age, where a list offers the bands: "de jongste van 1". Bare numbers choose from the list."""
    offered = {option.code for option in item.options}
    words = folded.split()
    if offered.isdisjoint(_BANDS) or not (_ONE_CHILD | _MORE_THAN_ONE | _YEARS | _UNDER_ONE) & set(words):
        return None
    bands = _ages_in(words)
    return tuple(dict.fromkeys(bands)) if bands and offered.issuperset(bands) else None


def _said_roughly(text: str) -> str:
    """The ages without what only says that they are a guess; of "6 of 7" the first, where both are of one band."""
    plain = _ROUGHLY.sub(" ", text)
    return _ONE_OF_TWO.sub(lambda two: two[1] if _band(int(two[1])) == _band(int(two[2])) else two[0], plain)


def _ages_in(words: Sequence[str]) -> Answer | None:
    """The bands of "7 en 5", "zij is 7 en een broertje van 5", "3 kinderen: 2, 4 en 8 maanden"; no other sentence."""
    about_children = bool((_ONE_CHILD | _MORE_THAN_ONE) & set(words))
    bands: list[str] = []
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else ""
        number = _age(word)
        if word == "een" and about_children and after not in _YEARS:
            continue
        if number is None:
            if word not in _AROUND | _GUESSING | _ONE_CHILD | _MORE_THAN_ONE | _YEARS | _UNDER_ONE:
                return None
        elif after not in _MORE_THAN_ONE:
            band = "0-3" if after in _UNDER_ONE or word.endswith(("mnd", "wk")) else _band(number)
            if band is None:
                return None
            bands.append(band)
    return tuple(bands) or None


def _age(word: str) -> int | None:
    match = _AGE.fullmatch(word)
    if match:
        return int(match["n"])
    return number_of(word)


def _band(years: int) -> str | None:
    for upper, band in _UP_TO:
        if years <= upper:
            return band
    return None

"""Ages of children in a sentence: "7 jaar", "zesjarige", "meisje van 4", "jongen (14)", "14 maanden", "3 en 5 jaar"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dialogs.understanding.sentences import Sentence

_NUMBERS: Final = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
}  # fmt: skip
_UNIT = re.compile(r"(?P<y>jaar|jaren|jr|j)|(?P<m>maand|maanden|mnd|mnden)|(?P<w>week|weken|wk|dag|dagen)")
_AGED = re.compile(r"(?P<n>\d{1,2}|[a-z]+?)-?(?P<u>jarige?|maands|weeks)e?")
_GLUED = re.compile(r"(?P<n>\d{1,2})(?P<u>jr|j|jaar|mnd|wk)")
_NOT_AN_AGE: Final = frozenset(
    {
        "geleden",
        "lang",
        "later",
        "terug",
        "eerder",
        "achtereen",
        "samen",
        "getrouwd",
        "bekend",
        "schuld",
        "cel",
        "keer",
        "uur",
        "euro",
        "x",
    }
)
_HOW_LONG: Final = frozenset(
    {"al", "sinds", "over", "na", "binnen", "afgelopen", "komende", "elke", "iedere", "om", "per", "duurt"}
)
_ABOUT: Final = frozenset({"van", "is", "was", "bijna", "ongeveer", "net", "pas", "wordt"})
_CHILD: Final = frozenset(
    [
        "meisje", "meisjes", "jongen", "jongens", "jongetje", "kind", "kindje", "kinderen", "kids", "zoon", "zoontje",
        "dochter", "dochtertje", "broer", "broertje", "zus", "zusje", "leerling", "leerlinge", "baby", "dreumes",
        "peuter", "kleuter", "puber", "tiener", "tweeling", "scholier", "oudste", "middelste", "jongste", "zij", "ze",
        "hij",
    ]
)  # fmt: skip
_ADULT: Final = frozenset(
    [
        "moeder", "vader", "ouder", "ouders", "man", "vrouw", "client", "patient", "partner", "vriend", "stiefvader",
        "stiefmoeder", "oma", "opa",
    ]
)  # fmt: skip
OLDEST: Final = 22
"""Young adults at home are asked about up to this age (kindcheck.md §4.2 KC-G2)."""


@dataclass(frozen=True, slots=True)
class Age:
    """One age in whole years; a child in its first year is 0."""

    years: int
    word: int
    """The number of the word."""

    @property
    def band(self) -> str:
        """The age band of the record; ages are not kept."""
        for limit, band in ((3, "0-3"), (11, "4-11"), (15, "12-15"), (17, "16-17")):
            if self.years <= limit:
                return band
        return "18-22"


def ages_in(sentence: Sentence) -> Iterator[Age]:
    """Find the ages of at most 22 years, in their order. A number of years that tells how long is no age."""
    words = sentence.words
    numbers = {place: value for place, word in enumerate(words) if (value := _number(word)) is not None}
    last = -3
    for place, word in enumerate(words):
        value = _with_unit(words, place, numbers) if place in numbers else _compound(word)
        if value is None and place in numbers and word not in _NUMBERS and _after_child_or_age(words, place, last):
            value = numbers[place]
        if value is not None and value <= OLDEST and not _ADULT & set(words[max(0, place - 2) : place]):
            last = place
            yield Age(value, place)


def _with_unit(words: tuple[str, ...], place: int, numbers: Mapping[int, int]) -> int | None:
    """Read "7 jaar"; in "3, 5 en 7 jaar" the unit stands behind the last one."""
    if words[place - 1 if place else place] in _HOW_LONG or (place > 1 and words[place - 2] in _HOW_LONG):
        return None
    at = place + 1
    while at < len(words) and at <= place + 8 and (at in numbers or words[at] == "en"):
        at += 1
    unit = _UNIT.fullmatch(words[at]) if at < len(words) else None
    if unit is None or (at + 1 < len(words) and words[at + 1] in _NOT_AN_AGE) or (words[place] == "een" and unit["y"]):
        return None
    return numbers[place] if unit["y"] else numbers[place] // 12 if unit["m"] else 0


def _after_child_or_age(words: tuple[str, ...], place: int, last: int) -> bool:
    """Read "meisje van 4", "jongen (14)", "ze is 9", and each next number of "2, 6 en 9"."""
    if place + 1 < len(words) and words[place + 1] in _NOT_AN_AGE:
        return False
    before = words[place - 1] if place else ""
    if last in (place - 1, place - 2) and before in (words[last], "en"):
        return True
    return (before in _CHILD and before not in {"kinderen", "kids"}) or (
        before in _ABOUT and place > 1 and words[place - 2] in _CHILD
    )


def _compound(word: str) -> int | None:
    match = _AGED.fullmatch(word) or _GLUED.fullmatch(word)
    if match is None:
        return None
    value = int(match["n"]) if match["n"].isdigit() else _NUMBERS.get(match["n"])
    if value is None:
        return None
    return value // 12 if match["u"][0] == "m" else 0 if match["u"][0] == "w" else value


def _number(word: str) -> int | None:
    whole = word.removesuffix(",5")
    if len(whole) <= 2 and whole.isascii() and whole.isdigit():
        return int(whole)
    return _NUMBERS.get(word)

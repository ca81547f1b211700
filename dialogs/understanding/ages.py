"""Ages of children in a sentence: "7 jaar", "zesjarige", "meisje van 4", "jongen (14)", "baby van 6 weken", "3 en 5".

A number of years that tells how long something takes is no age; a number of weeks or months is one only beside a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dialogs.understanding.sentences import Sentence

_NUMBERS: Final = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
    "achttien": 18, "negentien": 19, "twintig": 20,
}  # fmt: skip
_ORDINALS: Final = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
    "negende": 9, "tiende": 10, "elfde": 11, "twaalfde": 12, "dertiende": 13, "veertiende": 14, "vijftiende": 15,
    "zestiende": 16,
}  # fmt: skip
_ORDINAL_DIGITS = re.compile(r"(\d{1,2})(?:e|de|ste)")
_UNIT = re.compile(
    r"(?P<y>jaar|jaartjes|jaren|jr|jrn|j|jarig|jarige)|(?P<m>maand|maanden|maandjes|mnd|mnden|mnds?)|"
    r"(?P<w>week|weken|weekjes|wk|wkn|dag|dagen|dgn)"
)
_AGED = re.compile(r"(?P<n>\d{1,2}|[a-z]+?)-?(?P<u>jarige?|maands|weeks)e?n?")
_AGED_ENDS: Final = tuple(unit + end for unit in ("jarig", "jarige", "maands", "weeks") for end in ("", "e", "n", "en"))
_GLUED = re.compile(r"(?P<n>\d{1,2})(?P<u>jr|j|jaar|mnd|wk|wkn|w|m)")
_MEASURES: Final = frozenset(
    [
        "keer", "keren", "x", "maal", "euro", "uur", "uren", "kilo", "kg", "gram", "procent", "nachten", "min",
        "minuten", "km", "meter", "cm", "graden", "kinderen", "kids", "mensen", "mannen", "collega's", "instanties",
        "hulpverleners", "zwemdiploma's", "extracties", "gaatjes", "scholen", "werkdagen", "naar", "tot", "t/m",
        "vmbo", "havo", "vwo", "mbo", "zwanger",
    ]
)  # fmt: skip
"""What a number in front of it counts."""
_AFTER_A_TIME: Final = frozenset(
    [
        "geleden", "lang", "later", "terug", "eerder", "achtereen", "achter", "samen", "getrouwd", "bekend", "schuld",
        "cel", "wachttijd", "wachten", "rust", "over", "vanaf", "niet", "geen", "clean", "nuchter", "droog", "vrij",
        "gestopt", "weg", "thuis", "werk", "huurachterstand", "ots", "uithuisplaatsing", "detentie", "gevangenis",
        "onderweg", "zwanger", "ver", "pp", "met", "van",
    ]
)  # fmt: skip
"""What follows a time that tells how long."""
_HOW_LONG: Final = frozenset(
    [
        "al", "sinds", "over", "na", "binnen", "afgelopen", "komende", "elke", "iedere", "om", "per", "duurt", "in",
        "ruim", "laatste", "eerste", "vorige", "tot", "voor", "die", "de", "minstens", "hooguit", "anderhalf", "hele",
        "nummer", "groep", "klas", "niveau", "niv", "gr", "vmbo", "havo", "vwo", "kamer", "huisnummer", "nr",
    ]
)  # fmt: skip
_LEVELS: Final = frozenset({"groep", "klas", "niveau", "niv", "gr", "kamer", "nr", "nummer", "huisnummer", "fase"})
_ABOUT: Final = frozenset(["van", "is", "was", "bijna", "ongeveer", "net", "pas", "wordt", "al", "nu", "inmiddels",
                           "zijn", "waren", "circa", "amper", "zou", "ook", "leeftijd", "ca", "zo'n", "jaartje", "rond",
                           "werd", "toen", "wel"])  # fmt: skip
_CHILD: Final = frozenset(
    [
        "meisje", "meisjes", "meid", "meiden", "meiske", "jongen", "jongens", "jongetje", "jongetjes", "jochie",
        "jochies", "knul", "knulletje", "ventje", "mannetje", "manneke", "gastje", "kind", "kindje", "kindjes",
        "kinderen", "kids", "kleine", "kleintje", "kleintjes", "zoon", "zoons", "zonen", "zoontje", "zoontjes",
        "dochter", "dochters", "dochtertje", "dochtertjes", "broer", "broers", "broertje", "broertjes", "zus",
        "zussen", "zusje", "zusjes", "leerling", "leerlingen", "leerlinge", "mentorleerling", "brugklasser", "baby",
        "baby's", "babytje", "zuigeling", "pasgeborene", "neonaat", "dreumes", "dreumesen", "peuter", "peuters",
        "kleuter", "kleuters", "puber", "pubers", "tiener", "tieners", "tweeling", "scholier", "student", "studente",
        "pupil", "oudste", "middelste", "jongste", "zij", "ze", "hij", "pleegkind", "pleegmeisje", "pleegzoon",
        "pleegdochter", "stiefzoon", "stiefdochter", "kleinkind", "kleinzoon", "kleindochter", "nichtje", "neefje",
        "jongere", "jongeman", "tienerdochter", "tienerzoon", "tienermoeder", "patientje", "pt", "eentje", "een",
        "ander", "andere", "koter", "koters", "keeper", "vriendinnetje", "kinders", "drieling", "die", "deze",
    ]
)  # fmt: skip
_SMALL: Final = frozenset(
    [
        "baby", "baby's", "babytje", "zuigeling", "pasgeborene", "neonaat", "dreumes", "kind", "kindje", "jongetje",
        "meisje", "zoontje", "dochtertje", "broertje", "zusje", "hij", "ze", "zij", "kleine", "kleintje", "zoon",
        "dochter", "tweeling", "jongste", "prematuur", "ventje", "eentje", "patientje", "een", "leeftijd", "kindjes",
    ]
)  # fmt: skip
"""Whose age may be told in weeks or months."""
_BEFORE_SMALL: Final = (_ABOUT | _SMALL | {"en", "vn", "v"}) - {"al", "pas", "toen", "rond"}
_ADULT: Final = frozenset(
    [
        "moeder", "vader", "ouder", "ouders", "man", "vrouw", "client", "cliente", "patient", "patiente", "partner",
        "vriend", "vriendje", "stiefvader", "stiefmoeder", "oma", "opa", "mevrouw", "mevr", "mw", "meneer", "dhr",
        "jongens", "mannen", "gast", "kerel", "oom", "tante", "neef", "nicht", "student", "studente", "ex", "buurman",
    ]
)  # fmt: skip
_GROWN_NAMES: Final = _ADULT - {"jongens", "student", "studente", "neef", "nicht"}
_OF_AGE: Final = 18
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
    numbers = {place: value for place, value in enumerate(map(number_of, words)) if value is not None}
    last = -3
    for place, word in enumerate(words):
        if place not in numbers and not _may_tell_an_age(word):
            continue
        value = _compound(word) if word[:1].isdigit() or word.endswith(_AGED_ENDS) else None
        if value is None and place in numbers:
            value = _with_unit(words, place, numbers)
            if value is None and not _counts(sentence, place):
                value = _after_child_or_age(words, place, last, numbers[place])
                if value is None and (_stands_alone(sentence, place) or _in_a_row(words, place, numbers)):
                    value = numbers[place]
        if value is None:
            value = _on_the_birthday(words, place)
        if value is not None and value <= OLDEST and not _is_grown_up(words, place):
            last = place
            yield Age(value, place)


def _may_tell_an_age(word: str) -> bool:
    """A word that is no number, yet may hold one: "7jr", "zesjarige", "negende"."""
    return word in _ORDINALS or word[:1].isdigit() or word.endswith(_AGED_ENDS)


def _is_grown_up(words: tuple[str, ...], place: int) -> bool:
    """The number stands right behind an adult ("moeder van 22", "vriend (20)")."""
    before = words[max(0, place - 2) : place]
    if before[-1:] == ("van",) and before[:1] and before[0] in _ADULT - {"jongens"}:
        return True
    return bool(before) and (before[-1] in _GROWN_NAMES or (before[-1] in _ABOUT and before[0] in _GROWN_NAMES))


def _with_unit(words: tuple[str, ...], place: int, numbers: Mapping[int, int]) -> int | None:
    """Read "7 jaar"; in "3, 5 en 7 jaar" the unit stands behind the last one."""
    at = place + 1
    while at < len(words) and at <= place + 8 and (at in numbers or words[at] == "en"):
        at += 1
    unit = _UNIT.fullmatch(words[at]) if at < len(words) else None
    if unit is None:
        return None
    after = words[at + 1] if at + 1 < len(words) else ""
    old = after == "oud"
    before = [word for word in words[max(0, place - 3) : place] if word not in _ABOUT and number_of(word) is None
              and word != "en"]  # fmt: skip
    child = bool(before) and before[-1] in _CHILD
    if words[place - 1 if place else place] in _LEVELS:
        return None
    if unit["y"]:
        of_child = child and words[place - 1] == "van"
        if not old and not of_child and (after in _AFTER_A_TIME or words[place] == "een"):
            return None
        how_long = any(word in _HOW_LONG for word in words[max(0, place - 2) : place])
        return numbers[place] if old or child or not how_long else None
    near = words[max(0, place - 6) : place]
    small = place > 0 and any(word in _SMALL for word in near) and words[place - 1] in _BEFORE_SMALL
    if not old and (not small or after in {"geleden", "zwanger", "ver", "achter", "pp"}):
        return None
    return numbers[place] // 12 if unit["m"] else 0


def _counts(sentence: Sentence, place: int) -> bool:
    """The number is followed by what it counts, or tells a class, so it is no age."""
    words = sentence.words
    follows = words[place + 1] if place + 1 < len(words) and place + 1 not in sentence.breaks else ""
    if follows in _MEASURES or _UNIT.fullmatch(follows) or (place and words[place - 1] in _LEVELS):
        return True
    return follows in _CHILD - {"ze", "zij", "hij", "een", "andere", "ander", "die", "deze"}


def _after_child_or_age(words: tuple[str, ...], place: int, last: int, value: int) -> int | None:
    """Read "meisje van 4", "jongen (14)", "ze is 9", "broer 10", and each next number of "2, 6 en 9"."""
    before = words[place - 1] if place else ""
    if last in (place - 1, place - 2) and before in (words[last], "en") and words[place] != "een":
        return value
    digits = words[place][:1].isdigit()
    if before in _CHILD and digits and before not in {"een", "andere", "ander", "die", "deze", "hij", "ze", "zij"}:
        return value
    steps = place - 1
    while steps > 0 and words[steps] in _ABOUT and place - steps <= 3:
        steps -= 1
    if before not in _ABOUT or words[steps] not in _CHILD:
        return None
    said = words[steps + 1 : place]
    if digits or "van" in said or {"is", "was", "wordt", "zijn", "werd"} & set(said):
        return value if digits or _ends_there(words, place) or "van" in said else None
    return None


def _stands_alone(sentence: Sentence, place: int) -> bool:
    """A number in digits between commas or brackets, or alone at the end: "zegt hij, 11, dat"."""
    words = sentence.words
    begins = place in sentence.breaks or (place == 0 and len(words) > 1)
    ends = place + 1 in sentence.breaks or place + 1 == len(words)
    return begins and ends and words[place][:1].isdigit() and 0 < (number_of(words[place]) or 0) < _OF_AGE


def _in_a_row(words: tuple[str, ...], place: int, numbers: Mapping[int, int]) -> bool:
    """The first of several numbers behind children: "drie kids bij ons op school, 5, 7 en 10"."""
    if not words[place][:1].isdigit() or not any(word in _CHILD for word in words[max(0, place - 8) : place]):
        return False
    at = place + 1
    while at < len(words) and (words[at] == "en" or (at in numbers and words[at][:1].isdigit())):
        at += 1
    row = [number for number in range(place, at) if number in numbers]
    follows = words[at] if at < len(words) else ""
    rising = all(numbers[number] < _OF_AGE for number in row)
    return len(row) > 1 and rising and follows not in _MEASURES and not _UNIT.fullmatch(follows)


def _ends_there(words: tuple[str, ...], place: int) -> bool:
    """Nothing follows that a number in letters could count ("hij is zes en ...")."""
    follows = words[place + 1] if place + 1 < len(words) else ""
    return follows in {"", "en", "of", "maar", "jaar", "dus", "hij", "ze", "zij", "die", "nu", "met"}


def _on_the_birthday(words: tuple[str, ...], place: int) -> int | None:
    """Read "op haar negende", "op zijn 13e"."""
    if place < 2 or words[place - 1] not in {"haar", "zijn", "z'n", "zn", "d'r"} or words[place - 2] not in {
        "op", "sinds", "vanaf", "rond",
    }:  # fmt: skip
        return None
    digits = _ORDINAL_DIGITS.fullmatch(words[place])
    return int(digits[1]) if digits else _ORDINALS.get(words[place])


def _compound(word: str) -> int | None:
    match = _AGED.fullmatch(word) or _GLUED.fullmatch(word)
    if match is None:
        return None
    value = int(match["n"]) if match["n"].isdigit() else _NUMBERS.get(match["n"])
    if value is None or (match.re is _GLUED and match["u"] in ("w", "m")):
        return None
    return value // 12 if match["u"][0] == "m" else 0 if match["u"][0] == "w" else value


def number_of(word: str) -> int | None:
    """Read a number of at most two digits, or a word for it up to twenty; "2,5" is 2."""
    if not word[:1].isdigit():
        return _NUMBERS.get(word)
    whole = word.partition(",")[0]
    return int(whole) if len(whole) <= 2 and whole.isascii() and whole.isdigit() else None

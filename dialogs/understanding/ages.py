"""Ages of children in a sentence: "7 jaar", "zesjarige", "meisje van 4", "jongen (14)", "baby van 6 weken", "3 en 5".

A number of years that tells how long something takes is no age; a number of weeks or months is one only beside a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.understanding import age_words as w
from dialogs.understanding.child_counts import OLDEST, is_number_of_children
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.written_numbers import NUMBERS, number_of

_ORDINALS: Final = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
    "negende": 9, "tiende": 10, "elfde": 11, "twaalfde": 12, "dertiende": 13, "veertiende": 14, "vijftiende": 15,
    "zestiende": 16,
}  # fmt: skip
_WRITTEN: Final = NUMBERS.keys() | _ORDINALS.keys()
_ORDINAL_DIGITS = re.compile(r"(\d{1,2})(?:e|de|ste)")
_UNIT = re.compile(
    r"(?P<y>jaar|jaartjes|jaren|jr|jrn|j|jarig|jarige)|(?P<m>maand|maanden|maandjes|mnd|mnden|mnds?)|"
    r"(?P<w>week|weken|weekjes|wk|wkn|dag|dagen|dgn)"
)
_AGED = re.compile(r"(?P<n>\d{1,2}|[a-z]+?)-?(?P<u>jarige?|maands|weeks)e?n?")
_AGED_ENDS: Final = tuple(unit + end for unit in ("jarig", "jarige", "maands", "weeks") for end in ("", "e", "n", "en"))
_GLUED = re.compile(r"(?P<n>\d{1,2})(?P<u>jr|j|jaar|mnd|wk|wkn|w|m)")
_BEFORE_SMALL: Final = (w.ABOUT | w.SMALL | {"en", "vn", "v"}) - {"al", "pas", "toen", "rond"}
_GROWN_NAMES: Final = w.ADULT - {"jongens", "student", "studente", "neef", "nicht"}
_OF_PARTS: Final = ("kg", "kilo", "gram", "ton", "meter", "graden", "procent", "promille", "liter", "ml", "mg", "mmol")
"""What comes in parts of one: with a comma before the last digits."""
_MONTHS: Final = frozenset(map(str, range(12)))
_AFTER_AN_AGE: Final = frozenset(["", "en", "of", "maar", "jaar", "dus", "hij", "ze", "zij", "die", "nu", "met"])
_OF_TEENS: Final = 13
"""A father of thirteen children is rarer than one of thirteen years."""
_OF_SCHOOL: Final = 4
_SOMEBODY: Final = w.CHILD - {"een", "ander", "andere", "die", "deze", "student", "studente"}
_ONE_CHILD: Final = _SOMEBODY - w.PRONOUNS - w.CHILDREN - w.TEAMS
_NOT_OF_A_CHILD: Final = frozenset({"punten", "cijfer", "score", "kamer", "nummer", "huisnummer", "ruimte", "uur"})
_OF_AGE: Final = 18


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
    telling = [place for place, word in enumerate(words) if word in _WRITTEN or "0" <= word[0] <= "9" or _is_aged(word)]
    if not telling:
        return
    numbers = {place: value for place in telling if (value := number_of(words[place])) is not None}
    last = -3
    for place in telling:
        word = words[place]
        value = _compound(word) if word[:1].isdigit() or word.endswith(_AGED_ENDS) else None
        if value is None and place in numbers:
            value = _read_number(sentence, place, numbers, last)
        if value is None:
            value = _on_the_birthday(words, place)
        if value is None or value > OLDEST or _is_grown_up(words, place, value) or _is_compared(words, place):
            continue
        last = place
        nearly = value > 0 and word != "anderhalf" and _is_nearly(words, place)
        yield Age(value - nearly, place)


def ages_told(sentences: Sequence[Sentence]) -> list[tuple[Sentence, Age]]:
    """The ages in a message, in their order; the last words may be nothing but an age ("slaapt in de les. 15")."""
    told = [(sentence, age) for sentence in sentences for age in ages_in(sentence)]
    last = sentences[-1] if len(sentences) > 1 else None
    if last is None or told or len(last.words) > 1:
        return told
    value = number_of(last.words[0])
    if value is None or not _OF_SCHOOL <= value < _OF_AGE:
        return told
    near = sentences[-2].words
    if _SOMEBODY.isdisjoint(near) or not _NOT_OF_A_CHILD.isdisjoint(near):
        return told
    return [(last, Age(value, 0))]


def _read_number(sentence: Sentence, place: int, numbers: Mapping[int, int], last: int) -> int | None:
    words = sentence.words
    if _is_roughly(sentence, place):
        return numbers[place]
    if words[place + 1 : place + 3] == ("jaar", "of"):
        return None  # "een jaar of 8": the next number tells
    if (first := _first_of_decimal(sentence, place, numbers)) is not None:
        return numbers[place] if place == first and _is_age_in_parts(words, place) else None
    value = _with_unit(sentence, place, numbers)
    if value is not None or _counts(sentence, place) or _is_measured(sentence, place, numbers):
        return value
    if _is_a_part(words[place]) or is_number_of_children(words, place) or _is_a_team(sentence, place, numbers):
        return None
    value = _after_child_or_age(words, place, last, numbers[place])
    if value is None and (
        _stands_alone(sentence, place) or _in_a_row(words, place, numbers) or _is_told(sentence, place, numbers[place])
    ):
        return numbers[place]
    return value


def _is_nearly(words: tuple[str, ...], place: int) -> bool:
    """Not there yet: "bijna 3", "wordt morgen acht"."""
    before = words[max(0, place - 3) : place]
    return before[-1:] == ("bijna",) or "wordt" in before


def _is_roughly(sentence: Sentence, place: int) -> bool:
    """Read "een jaar of 8", "jaar of acht"; "een jaar of acht geleden" and "woont er een jaar of 5" tell how long."""
    words = sentence.words
    if words[max(0, place - 1) : place] != ("of",) or words[max(0, place - 2)] not in w.YEARS_ROUGHLY:
        return False
    if words[place + 1 : place + 2] and words[place + 1] in w.LONG_AGO:
        return False
    told = words[sentence.clause_of(place).start : place - 2]
    before = told[:-1] if told[-1:] == ("een",) else told
    return before[-1:] == ("van",) or (w.LASTS.isdisjoint(told) and w.RIGHT_BEFORE_A_TIME.isdisjoint(before[-1:]))


def _is_compared(words: tuple[str, ...], place: int) -> bool:
    """No age of anybody here: "praat als een kleuter van drie", "op het niveau van een achtjarige"."""
    before = words[max(0, place - 5) : place]
    for number, word in enumerate(before):
        follows = before[number + 1 : number + 2]
        if word in w.COMPARED_WITH and follows and follows[0] in {"een", "mijn", "die"} and "is" not in before[number:]:
            at = place - len(before) + number
            return at > 0 and words[at - 1] not in w.BEFORE_IF
        if word in w.LEVEL_OF and follows and follows[0] in {"van", "zeg"}:
            return word != "leeftijd" and "een" in before[number:]
    return False


def _is_told(sentence: Sentence, place: int, value: int) -> bool:
    """Read "... en is 7", "ze is pas vijf, hoor", "14 is ze", and "turnster van 13" of whoever is a child by that."""
    words = sentence.words
    if not 0 < value < _OF_AGE or words[place] == "een":
        return False
    follows = words[place + 1] if place + 1 < len(words) else ""
    begins, ends = place == 0 or place in sentence.breaks, place + 1 in sentence.breaks or not follows
    if begins and follows == "is" and words[place + 2 : place + 3] and words[place + 2] in w.SOMEBODY_TOLD:
        return True
    if _is_of_a_pronoun(words, place, ends=ends):
        return True
    if words[place - 1 : place] == ("bijna",) and (place == 1 or place - 1 in sentence.breaks):
        return ends or follows == "en"
    steps = place - 1
    while steps > 0 and words[steps] in w.BEFORE_AN_AGE and place - steps <= 3:
        steps -= 1
    if steps >= 0 and words[steps] in w.IS and (ends or follows in {"en", "maar", "dus", "geworden", "hoor"}):
        return steps == 0 or words[steps - 1] not in w.NO_ONE
    if place < 2 or words[place - 1] != "van" or not words[place][:1].isdigit():
        return False
    who = words[place - 2]
    if len(who) <= 3 or not who[:1].isalpha() or who == "eentje" or who in w.NOT_AGED | w.MEASURES | w.BEFORE_AN_AGE:
        return False
    return who not in w.ADULT or value >= _OF_TEENS


def _is_of_a_pronoun(words: tuple[str, ...], place: int, *, ends: bool) -> bool:
    """Read "terwijl hij zes is", "nu is ze 14 en ..."; "toen hij zes was" and "als ze 18 is" are not now."""
    steps = place - 1
    while steps > 0 and words[steps] in w.BEFORE_AN_AGE and place - steps <= 2:
        steps -= 1
    if steps < 1 or words[steps] not in w.SOMEBODY_TOLD:
        return False
    follows = words[place + 1 : place + 2]
    if words[steps - 1] == "is":
        return ends or follows in {("en",), ("maar",)}
    return words[steps - 1] in w.WHILE and follows == ("is",)


def _is_aged(word: str) -> bool:
    """A word with an age in it: "zesjarige"."""
    return len(word) > 4 and word.endswith(_AGED_ENDS)


def _is_grown_up(words: tuple[str, ...], place: int, value: int) -> bool:
    """The number stands right behind an adult ("moeder van 22", "moeder van 3"); one of 16 is a child herself."""
    if _OF_TEENS <= value < _OF_AGE:
        return False
    before = words[max(0, place - 2) : place]
    if before[-1:] == ("van",) and before[:1] and before[0] in w.ADULT - {"jongens"}:
        return True
    return bool(before) and (before[-1] in _GROWN_NAMES or (before[-1] in w.ABOUT and before[0] in _GROWN_NAMES))


def _with_unit(sentence: Sentence, place: int, numbers: Mapping[int, int]) -> int | None:
    """Read "7 jaar"; in "3, 5 en 7 jaar" the unit stands behind the last one."""
    words = sentence.words
    at = place + 1
    while at < len(words) and at <= place + 8 and (at in numbers or words[at] == "en"):
        at += 1
    unit = _UNIT.fullmatch(words[at]) if at < len(words) else None
    if unit is None:
        return None
    after = words[at + 1] if at + 1 < len(words) and at + 1 not in sentence.breaks else ""
    old = after == "oud"
    before = [word for word in words[max(0, place - 3) : place] if word not in w.ABOUT and number_of(word) is None
              and word != "en"]  # fmt: skip
    child = bool(before) and before[-1] in w.CHILD
    if words[place - 1 if place else place] in w.LEVELS or _is_of_a_thing(words, place):
        return None
    begins, ends = place in sentence.breaks, at + 1 == len(words) or at + 1 in sentence.breaks
    if unit["y"]:
        return numbers[place] if old or _years_of_child(sentence, place, after, child=child, ends=ends) else None
    if unit["m"] and ends and (begins or place == 0) and (w.LASTING | w.EXPECTING).isdisjoint(words):
        return numbers[place] // 12  # "..., 7 maanden" with nobody named
    if begins and ends and _has_born(sentence, range(max(0, place - 8), place), w.SMALL - w.PRONOUNS):
        return numbers[place] // 12 if unit["m"] else 0  # "de kleine, 11 weken, ..."
    near = words[max(0, place - 6) : place]
    small = place > 0 and _has_born(sentence, range(max(0, place - 6), place), w.SMALL)
    small = small and words[place - 1] in _BEFORE_SMALL
    if small and words[place - 1] in w.PRONOUNS | {"is", "nu", "hooguit"} and (w.SMALL - w.PRONOUNS).isdisjoint(near):
        small = ends and bool(unit["m"])  # "ze is 14 weken" and "hij zit nu 7 maanden thuis" tell something else
    if not old and (not small or after in {"geleden", "zwanger", "ver", "achter", "pp"}):
        return None
    return numbers[place] // 12 if unit["m"] else 0


def _has_born(sentence: Sentence, places: range, small: frozenset[str]) -> bool:
    return any(sentence.words[at] in small and not is_unborn(sentence, at) for at in places)


def is_unborn(sentence: Sentence, place: int) -> bool:
    """Tell whether what stands there is still expected: "zwanger van een tweeling", "een drieling op komst"."""
    clause = sentence.clause_of(place)
    before, behind = sentence.words[clause.start : place], sentence.words[place + 1 : min(place + 4, clause.stop)]
    if behind[:1] == ("van",) and behind[1:] and number_of(behind[1]) is not None:
        return False  # who is two is born
    return not w.EXPECTING.isdisjoint(before) or not w.EXPECTED.isdisjoint(behind)


def _is_of_a_thing(words: tuple[str, ...], place: int) -> bool:
    """`een wachtlijst van 5 maanden`."""
    return place > 1 and words[place - 1] == "van" and words[place - 2] in w.NOT_AGED


def _years_of_child(sentence: Sentence, place: int, after: str, *, child: bool, ends: bool) -> bool:
    """Whether a number of years is an age, and does not tell how long or how long ago."""
    words = sentence.words
    before = words[place - 1] if place else ""
    of_child = child and (before in {"van", "v", "vn"} or (before in _ONE_CHILD and words[place].isdigit()))
    if after in {"geleden", "terug"}:
        return False
    if not of_child and (after in w.AFTER_A_TIME or words[place] in {"een", "anderhalf"}):
        return False
    if before == "al" and not ends:
        return False  # "die is al vier jaar uit beeld"
    clause = sentence.clause_of(place)
    how_long = any(word in w.HOW_LONG for word in words[max(clause.start, place - 2) : place])
    return child or not how_long


def _counts(sentence: Sentence, place: int) -> bool:
    """The number is followed by what it counts, or tells a class, so it is no age."""
    words = sentence.words
    follows = words[place + 1] if place + 1 < len(words) and place + 1 not in sentence.breaks else ""
    if follows in w.UP_TO and _goes_on_behind_an_age(words, place):
        return False
    if follows.partition("-")[0] in w.MEASURES or _UNIT.fullmatch(follows) or (place and words[place - 1] in w.LEVELS):
        return True
    return follows in w.CHILD - {"ze", "zij", "hij", "een", "andere", "ander", "die", "deze"}


def _goes_on_behind_an_age(words: tuple[str, ...], place: int) -> bool:
    """Read "zusjes van 6 en 8 tot laat", "zoon van 9 naar school": whose age it is stands there, and no range."""
    before = words[max(0, place - 5) : place]
    whose = [at for at, word in enumerate(before[:-1]) if word in w.CHILD - w.PRONOUNS and before[at + 1] == "van"]
    then, unit = (*words[place + 2 : place + 4], "", "")[:2]
    return bool(whose) and (number_of(then) is None or unit == "uur")


def _is_measured(sentence: Sentence, place: int, numbers: Mapping[int, int]) -> bool:
    """A measure stands before it or behind it, also where a comma cuts the number in two: "gewicht 4,2", "3,8 kilo"."""
    words = sentence.words
    first = place - 1 if _is_one_number(sentence, place - 1, numbers) else place
    last = place + 1 if _is_one_number(sentence, place, numbers) else place
    before = words[max(0, first - 2) : first]
    if before[-1:] and before[-1] in w.ABOUT:
        before = before[:-1]
    return bool(before and before[-1] in w.MEASURED) or words[last + 1 : last + 2] in {(each,) for each in _OF_PARTS}


def _is_one_number(sentence: Sentence, place: int, numbers: Mapping[int, int]) -> bool:
    """Two numbers with a comma and no space between them."""
    if place not in numbers or place + 1 not in numbers or place + 1 not in sentence.breaks:
        return False
    return sentence.places[place][1] + 1 == sentence.places[place + 1][0]


def _first_of_decimal(sentence: Sentence, place: int, numbers: Mapping[int, int]) -> int | None:
    """Where two numbers begin that are one, written with a comma or semicolon and no space: "ketonen 3,6", "3;9 jr".

    Behind more than one child they are two: "de kinderen (5,7)"; and so are three in a row.
    """
    joined = [at for at in range(place - 2, place + 2) if _is_one_number(sentence, at, numbers)]
    if len(joined) != 1 or not place - 1 <= joined[0] <= place:
        return None
    steps = joined[0] - 1
    while steps > 0 and sentence.words[steps] in w.ABOUT:
        steps -= 1
    return None if steps >= 0 and sentence.words[steps] in w.CHILDREN | w.TWINS.keys() else joined[0]


def _is_age_in_parts(words: tuple[str, ...], place: int) -> bool:
    """Read "2;6 jr", "kindje 0;8": years with months or tenths behind them, and no clock."""
    follows, then = (*words[place + 2 : place + 4], "", "")[:2]
    unit = _UNIT.fullmatch(follows)
    if unit is not None:
        return bool(unit["y"]) and then not in {"geleden", "terug"}
    before = [word for word in words[max(0, place - 3) : place] if word not in w.ABOUT]
    of_child = bool(before) and before[-1] in w.CHILD - w.PRONOUNS
    return of_child and follows not in _OF_PARTS and words[place + 1] in _MONTHS


def _is_a_part(word: str) -> bool:
    """A decimal that is no half: only with a unit behind it an age."""
    return "." in word and not word.endswith(".5")


def _is_a_team(sentence: Sentence, place: int, numbers: Mapping[int, int]) -> bool:
    """Read "de jongens 4 gymt", "bij meisjes 2": one number, no comma before it, more behind it."""
    words = sentence.words
    if not place or words[place - 1] not in w.TEAMS or place in sentence.breaks or not words[place].isdigit():
        return False
    follows = words[place + 1] if place + 1 < len(words) and place + 1 not in sentence.breaks else "en"
    return follows not in {"en", "of"} and place + 1 not in numbers and place - 2 not in numbers


def _after_child_or_age(words: tuple[str, ...], place: int, last: int, value: int) -> int | None:
    """Read "meisje van 4", "jongen (14)", "ze is 9", "broer 10", and each next number of "2, 6 en 9"."""
    before = words[place - 1] if place else ""
    if last in (place - 1, place - 2) and before in (words[last], "en") and words[place] != "een":
        return value
    digits = words[place][:1].isdigit()
    if before in w.CHILD and digits and before not in {"een", "andere", "ander", "die", "deze", "hij", "ze", "zij"}:
        return value
    steps = place - 1
    while steps > 0 and words[steps] in w.ABOUT and place - steps <= 3:
        steps -= 1
    if before not in w.ABOUT or words[steps] not in w.CHILD:
        return None
    if words[place] == "een" and not _ends_there(words, place):
        return None  # "kindje van een half jaar"
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
    if not words[place][:1].isdigit() or not any(word in w.CHILD for word in words[max(0, place - 8) : place]):
        return False
    at = place + 1
    while at < len(words) and (words[at] == "en" or (at in numbers and words[at][:1].isdigit())):
        at += 1
    row = [number for number in range(place, at) if number in numbers]
    follows = words[at] if at < len(words) else ""
    rising = all(numbers[number] < _OF_AGE for number in row)
    return len(row) > 1 and rising and follows not in w.MEASURES and not _UNIT.fullmatch(follows)


def _ends_there(words: tuple[str, ...], place: int) -> bool:
    """Nothing follows that a number in letters could count ("hij is zes en ...")."""
    follows = words[place + 1] if place + 1 < len(words) else ""
    return follows in _AFTER_AN_AGE or (follows in w.GOES_ON and words[place] != "een")


def _on_the_birthday(words: tuple[str, ...], place: int) -> int | None:
    """Read "op haar negende", "op zijn 13e"."""
    if place < 2 or words[place - 1] not in {"haar", "zijn", "z'n", "zn", "d'r"} or words[place - 2] not in {
        "op", "sinds", "vanaf", "rond", "na", "voor", "tot",
    }:  # fmt: skip
        return None
    digits = _ORDINAL_DIGITS.fullmatch(words[place])
    return int(digits[1]) if digits else _ORDINALS.get(words[place])


def _compound(word: str) -> int | None:
    match = _AGED.fullmatch(word) or _GLUED.fullmatch(word)
    if match is None:
        return None
    value = int(match["n"]) if match["n"].isdigit() else NUMBERS.get(match["n"])
    if value is None or (match.re is _GLUED and match["u"] in ("w", "m")):
        return None
    return value // 12 if match["u"][0] == "m" else 0 if match["u"][0] == "w" else value

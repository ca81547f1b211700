"""The stage that reads facts: how many children, which ages, a pregnancy (understanding.md, "facts")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dialogs.model import Facts
from dialogs.understanding.age_words import CHILDREN, TWINS
from dialogs.understanding.ages import Age, is_unborn
from dialogs.understanding.child_counts import is_number_of_children
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.written_numbers import number_of

_BETWEEN: Final = frozenset(
    [
        "jonge", "kleine", "minderjarige", "schoolgaande", "eigen", "thuiswonende", "opgroeiende", "lieve", "blonde",
        "andere", "oudere", "jongere", "pleeg", "stief", "van", "hele", "drukke", "stille", "nog", "gezonde",
        "zieke", "leuke",
    ]
)  # fmt: skip
_ORDINALS: Final = frozenset(
    {"eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "laatste"}
)
_ALL_OF_THEM: Final = frozenset({"alle", "die", "de", "deze", "alledrie"})
_AFTER_ALL: Final = frozenset(
    ["", "en", "bij", "zitten", "zijn", "slapen", "op", "de", "haalt", "heeft", "is", "thuis", "alleen", "nu", "te",
     "naar", "van", "in", "met", "gaan", "moeten", "krijgen", "eten", "worden", "die", "draait", "hebben", "lopen"]
)  # fmt: skip
_SHE: Final = frozenset({"ze", "zij", "hij", "die"})
_OF_AGE: Final = 18
_FAMILY: Final = 8
_MOST: Final = 15
"""More children than this are a class or a group, no family."""


def facts_in(sentences: Sequence[Sentence], told: Sequence[tuple[Sentence, Age]], *, pregnant: bool) -> Facts:
    """Read the facts. `told` are the ages in the sentences; whether somebody is pregnant is told by the lexicon."""
    ages: list[int] = []
    named: set[int] = set()
    for sentence, age in told:
        by_pronoun = _is_by_pronoun(sentence, age)
        if age.years < _OF_AGE and not (by_pronoun and age.years in named):
            ages.append(age.years)
        if not by_pronoun:
            named.add(age.years)
    count = _children(sentences)
    if count is None and len(ages) > 1:
        count = len(ages)
    return Facts(count, tuple(dict.fromkeys(ages)), pregnant)


def _is_by_pronoun(sentence: Sentence, age: Age) -> bool:
    """`Ze is 9`: behind "meisje van 9" that is the same girl."""
    return age.word > 1 and sentence.words[age.word - 1] == "is" and sentence.words[age.word - 2] in _SHE


def _children(sentences: Sequence[Sentence]) -> int | None:
    for sentence in sentences:
        words = sentence.words
        for place, word in enumerate(words):
            if word in TWINS and not is_unborn(sentence, place):
                return TWINS[word]
            if word == "kind" and place and words[place - 1] == "enig":
                return 1
            if word in CHILDREN and (count := _count_before(words, place)) is not None:
                return count
            if is_number_of_children(words, place) and 0 < (number_of(word) or 0) <= _MOST:
                return number_of(word)
            if word in _ALL_OF_THEM and place + 1 < len(words) and (count := _counted(words, place + 1)) is not None:
                return count
            if word == "van" and place + 1 < len(words) and (count := _parent_of(words, place)) is not None:
                return count
    return None


def _count_before(words: Sequence[str], place: int) -> int | None:
    """Read "drie kinderen" and "2 jonge kids"; a number behind `groep` or `van` an age counts nobody."""
    at = place - 1
    while at >= 0 and words[at] in _BETWEEN and place - at <= 3:
        at -= 1
    if at < 0:
        return None
    count = number_of(words[at])
    if count is None or not 1 < count <= _MOST or (at and words[at - 1] in ("groep", "klas", "kamer")):
        return None
    return count


def _counted(words: Sequence[str], place: int) -> int | None:
    """Read "alle drie", "die twee", "met de vier": a number in letters with nothing behind it that it counts."""
    count = number_of(words[place])
    follows = words[place + 1] if place + 1 < len(words) else ""
    if place > 2 and words[place - 2] == "van" and words[place - 3] in _ORDINALS:
        return None  # "hij werd vierde van de vijf"
    if place > 1 and words[place - 2] == "onder":
        return None  # "kinderen onder de zes"
    if count is None or words[place].isdigit() or not 1 < count <= _FAMILY or follows not in _AFTER_ALL:
        return None
    return count


def _parent_of(words: Sequence[str], place: int) -> int | None:
    """Read "moeder van drie", "gezin van vijf" is no count of children."""
    if place == 0 or words[place - 1] not in ("moeder", "vader", "mama", "papa", "ouders", "alleenstaande"):
        return None
    count = number_of(words[place + 1])
    if count is None or not 1 < count <= _MOST:
        return None
    follows = words[place + 2] if place + 2 < len(words) else ""
    return None if follows in ("jaar", "jarige", "weken", "maanden", "jr") else count

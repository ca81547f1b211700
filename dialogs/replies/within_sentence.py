"""A choice that is said in a sentence: "de kinderen zijn vrijdag gezien, de afspraak staat. moeder was eerst boos".

Only where the content gives ways to say it (`within` of an option). Each part of the message between marks stands by
itself; a part that names no choice changes nothing. Where a part denies a choice, or says that it is still to be done,
nothing of the message is an answer: the question is asked again (conversations.md §2.6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dialogs.model import Answer
from dialogs.questions.answers import contradicts
from dialogs.questions.plain_words import Words
from dialogs.questions.schema import Item
from dialogs.understanding.normalise import fold

Places = tuple[int, ...]
_BETWEEN: Final = 3
"""Other words between those of a choice, where more may be chosen of what was done: "kinderen vrijdag thuis gezien"."""
_NUMBER: Final = "0"
"""In a way to say it: any number."""
_PART: Final = re.compile(r"[,;:.!(\n–]| maar ", re.IGNORECASE)


def within_sentence(item: Item, text: str, words: Words) -> Answer:
    """The choices of an item that a message says; empty where it says none, or not clearly."""
    if "?" in text and item.type == "multi":
        return ()
    found: set[str] = set()
    for part in _PART.split(text):
        said = fold(part).split()
        named = _named(item, said)
        if any(_undoes(item, said, places, words) for places in named.values()):
            return ()
        found |= named.keys()
    codes = tuple(option.code for option in item.options if option.code in found)
    if item.type == "choice" and len(codes) > 1:
        return ()
    return () if contradicts(item, codes) else codes


def _named(item: Item, said: Sequence[str]) -> dict[str, Places]:
    """Each choice that a part names, and where its words stand in it; the way that takes most words first."""
    named: dict[str, Places] = {}
    for option in item.options:
        forms = sorted((fold(form).split() for form in option.within), key=len, reverse=True)
        found = (_find(said, form, _BETWEEN if item.type == "multi" else 0) for form in forms)
        if places := next(filter(None, found), ()):
            named[option.code] = places
    return named


def _find(said: Sequence[str], form: Sequence[str], between: int) -> Places:
    """Where the words of a form stand, in their order, with few others between them; empty where they do not."""
    for start in range(len(said)):
        places: list[int] = []
        for word in form:
            near = range(places[-1] + 1, min(places[-1] + 2 + between, len(said))) if places else (start,)
            place = next((place for place in near if _is(said[place], word)), None)
            if place is None:
                break
            places.append(place)
        else:
            return tuple(places)
    return ()


def _is(said: str, word: str) -> bool:
    return said == word or (word == _NUMBER and said.isdecimal())


def _undoes(item: Item, said: Sequence[str], places: Places, words: Words) -> bool:
    """Whether the other words of a part deny what it names, or say that it is yet to be done."""
    rest = {word for place, word in enumerate(said) if place not in places}
    own = words.own
    return bool(rest & (own.denial | own.not_done if item.type == "multi" else own.denial))

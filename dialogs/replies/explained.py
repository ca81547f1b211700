"""A choice with an explanation behind it: "nee, gewoon school en bso", "zelf gezien bij huisbezoek".

The choice stands in front and is read strictly; what follows may neither take it back nor name another choice. At the
danger question a no counts only if nothing behind it tells of danger or of what is still to come (kindcheck.md §1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from dialogs.model import Answer, Field, Reading
from dialogs.questions.answers import parse
from dialogs.questions.plain_words import Words, only_denies, plain, turns
from dialogs.questions.schema import Item
from dialogs.understanding.normalise import fold

_BEHIND: Final = re.compile(r"[,;:.!(–\n]| (?:want|omdat|doordat|sinds|aangezien) ", re.IGNORECASE)
"""What begins an explanation."""
_HOW: Final = frozenset({"bij", "op", "in", "tijdens", "van", "door", "via", "toen", "uit", "na", "volgens"})
"""Words that begin an explanation without a comma, behind the words of a choice."""
_AT_LEAST: Final = 2
"""Words of a choice before an explanation without a comma: one word alone begins too many sentences."""
_LONGEST: Final = 16
"""Words of a choice with a short explanation; more of them are a story."""
_MARK: Final = re.compile(r"\d+|[a-z]")
_NO_DANGER: Final = frozenset({"nee", "geen"})
_OF_DANGER: Final = _NO_DANGER | {"ja", "twijfel"}
_HARMS: Final = frozenset({"huiselijk_geweld", "letsel", "seksueel", "suicidaliteit"})
_WORRIES: Final = frozenset({"verslaving", "psychisch", "onvoldoende_toezicht", "verwaarloosd_uiterlijk", "onthulling"})
"""Behind a "nee" these make it no clear one: "nee, ze is nu bij hem en hij drinkt" is asked again."""
_CALM: Final = frozenset({"goed", "prima", "rustig", "veilig", "oke", "best", "voorbij"})
"""Behind a "ja" at the danger question these tell that no danger is meant."""


def explained(asked: Field, item: Item, reading: Reading, today: date, words: Words) -> Answer | None:
    """The answer to a choice question in front of its explanation; None where it is not clear."""
    if "?" in reading.text:
        return None
    for head, rest in _apart(reading, words):
        if _MARK.fullmatch(head):
            continue
        answer = parse(asked, item, Reading(text=head, folded=head), today, words)
        if answer is not None and _stands(asked, item, answer, reading, rest, today, words):
            return answer
    return None


def _apart(reading: Reading, words: Words) -> Iterator[tuple[str, str]]:
    """Ways to take a message apart into an answer and what is said about it."""
    said = reading.folded.split()
    short = len(said) <= _LONGEST
    for found in reversed(list(_BEHIND.finditer(reading.text)) if short else []):  # a label may hold a comma itself
        yield fold(reading.text[: found.start()]), fold(reading.text[found.end() :])
    for place in range(len(said) - 1 if short else 0, _AT_LEAST - 1, -1):
        if said[place] in _HOW:
            yield " ".join(said[:place]), " ".join(said[place:])
    if said and said[0] in words.yes | words.no:
        yield said[0], " ".join(said[1:])


def _stands(asked: Field, item: Item, answer: Answer, reading: Reading, rest: str, today: date, words: Words) -> bool:
    """Whether an answer still stands with what is said behind it."""
    if item.gate and set(answer) <= _OF_DANGER:
        return _stands_at_the_gate(answer, reading, rest, words)
    if item.gate and words.own.adults & set(rest.split()):
        return False  # who is there as well may be the danger
    parts = (part for part in _parts(rest) if not _MARK.fullmatch(part))
    others = (parse(asked, item, Reading(text=part, folded=part), today, words) for part in parts)
    if any(other not in (None, answer) for other in others):
        return False
    first = reading.folded.split()[0]
    if first in words.yes | words.no:
        return plain(rest, words) != "twijfel" and not (first in words.yes and only_denies(rest, words))
    return not turns(rest, words)


def _stands_at_the_gate(answer: Answer, reading: Reading, rest: str, words: Words) -> bool:
    """Danger may be told behind a yes, and behind a doubt; behind a no nothing that worries, and nothing to come."""
    if set(answer) <= _NO_DANGER:
        worries = any(
            (name in _WORRIES and status == "aanwezig") or (name in _HARMS and status != "ontkend")
            for name, status in reading.categories.items()
        )
        told = reading.acute or reading.danger or reading.urgency == "acuut" or worries
        return not told and not turns(rest, words)
    said = set(rest.split())
    return not said & (words.own.denial | words.no | _CALM)


def _parts(rest: str) -> Iterator[str]:
    """The words behind an answer from each of them on: another choice may stand anywhere in them."""
    said = rest.split()[:_LONGEST]
    for place in range(len(said)):
        for stop in range(place + 1, min(len(said), place + 4) + 1):
            yield " ".join(said[place:stop])

"""A request to be reminded: which words of time are its own, and what is left as its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.moments.canonical import Canonical
from dialogs.moments.fragments import Bounded, Clock, Day, Exact, Found, Part, Repeat
from dialogs.moments.model import Spans
from dialogs.moments.rule_words import any_of
from dialogs.moments.words import Words

_LINKS: Final = frozenset({"aan", "dat", "of", "dan", "eraan", ":", "om", "over"})
"""Words after which the subject stands, where they belong to no words of time."""
_ALONE: Final = frozenset({"herinner", "herinnering", "reminder"})
"""One word that is a request; `even` or `graag` is none."""
_MOST_LINKS: Final = 2
"""`eraan` and `dat ik` may follow each other; more would eat the subject."""
_CUT: Final = "\0"
"""Stands where words of time were; `normalise.clean` leaves none in a text."""
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?])|,(?=\s*,)")
_EDGE: Final = " \t\n,.;:!?-"


@dataclass(frozen=True, slots=True)
class Request:
    """How the words of time of a request can be taken."""

    readings: tuple[tuple[Found, ...], ...]
    """More than one: the user is asked."""
    used: tuple[Found, ...]
    """What is left out of the subject."""
    described: bool = False
    """They only tell which thing is meant: `het gesprek van dinsdag`."""


def not_described(seen: Canonical, found: Sequence[Found]) -> Sequence[Found]:
    """Leave out a day that tells which thing is meant (`het gesprek van maandag`) where another day stands."""
    others = [each for each in found if "van" not in seen.words(each.first - 1, each.first)]
    return others if any(isinstance(each.fragment, Day | Exact | Repeat | Clock) for each in others) else found


class RequestReader:
    """Splits requests, with the words in which they are made."""

    def __init__(self, words: Words) -> None:
        data = words.data
        self._asked = re.compile(rf"(?:{any_of(data.verzoek)})(?!\w)", re.IGNORECASE)
        self._link = re.compile(rf"(?:{any_of(data.koppeling)})(?!\w)", re.IGNORECASE)
        self._closing = re.compile(rf"(?<!\w)(?:{any_of(data.slot)})$", re.IGNORECASE)
        self._preposition = re.compile(rf"(?<!\w)(?:{any_of(data.voorzetsels)})\s*{_CUT}", re.IGNORECASE)
        self._nothing = data.niets
        prefix = any_of(data.voorvoegsels)
        self._to_do = re.compile(rf"(?<!\w)(?:(?P<prefix>{prefix}) )?te (?P<verb>\w+)$", re.IGNORECASE)
        must = any_of(data.moeten)
        self._must_first = re.compile(rf"^(?:{must}) ", re.IGNORECASE)
        self._must = re.compile(rf"(?<!\w)(?:{must}) (?P<last>\w+)$|(?<!\w)(?:{must})$", re.IGNORECASE)

    def split(self, seen: Canonical, found: Sequence[Found]) -> Request:
        """Take what stands before `aan`, `dat` and the like as the moment, and what stands after it as the subject."""
        found = not_described(seen, found)
        inside = {index for each in found for index in range(each.first, each.last)}
        links = (i for i, t in enumerate(seen.tokens) if t.word in _LINKS and i not in inside)
        link = next(
            (i for i in links if not (seen.tokens[i].word == "of" and {i + 1, i + 2} & inside)), len(seen.tokens)
        )
        before = tuple(each for each in found if each.first < link)
        after = tuple(each for each in found if each.first > link)
        if any(isinstance(each.fragment, Day | Exact | Repeat) for each in before):
            return _day_first(before, after)
        own = tuple(each for each in after if "van" not in seen.words(each.first - 1, each.first))
        if any(isinstance(each.fragment, Clock | Part) for each in before):
            days = tuple(each for each in own if isinstance(each.fragment, Day | Repeat))
            return Request((before, (*before, *days)) if days else (before,), before)
        if own or not after:
            return Request(((*before, *own),), (*before, *own))
        return Request((after,), (), described=True)

    def begins(self, text: str) -> bool:
        """Whether it begins with the words of a request: more of them than one, or `herinner` itself."""
        asked = self._asked.match(text.lstrip(_EDGE))
        return asked is not None and (" " in asked[0] or asked[0].lower() in _ALONE)

    def subject(self, text: str, spans: Spans) -> str:
        """What is left without the words of time and the request around it: `de huisarts bellen`.

        That is of `herinner me er vrijdag aan dat ik de huisarts moet bellen`.
        """
        for start, end in reversed(spans):
            text = f"{text[:start]}{_CUT}{text[end:]}"
        text = " ".join(self._preposition.sub(" ", text).replace(_CUT, " ").split())
        text, links = self._strip(_SPACE_BEFORE.sub("", text).strip(_EDGE), self._asked), ""
        for _ in range(_MOST_LINKS):
            if link := self._link.match(text):
                links = f"{links} {link[0].lower()}"
                text = self._strip(text[link.end() :].strip(_EDGE), self._asked)
        while (closing := self._closing.search(text)) and closing.start():
            text = text[: closing.start()].strip(_EDGE)
        if links.endswith("ik"):
            text = self._must_first.sub("", text)
            text = self._must.sub(lambda match: match["last"] or "", text).strip(_EDGE)
        if links:
            text = self._to_do.sub(lambda match: f"{match['prefix'] or ''}{match['verb']}", text)
        return "" if text.lower() in self._nothing or self._closing.fullmatch(text) else text

    def _strip(self, text: str, pattern: re.Pattern[str]) -> str:
        while match := pattern.match(text):
            text = text[match.end() :].strip(_EDGE)
        return text


def _day_first(before: tuple[Found, ...], after: tuple[Found, ...]) -> Request:
    """The day stands before the subject; a time in the subject may be that of the reminder, or of what it is about."""
    bounds = tuple(each for each in after if isinstance(each.fragment, Bounded))
    if bounds and any(isinstance(each.fragment, Repeat) for each in before):
        before = (*before, *bounds)
    clocks = tuple(each for each in after if isinstance(each.fragment, Clock))
    if clocks and not any(isinstance(each.fragment, Clock | Part | Exact) for each in before):
        return Request((before, (*before, *clocks)), before)
    return Request((before,), before)

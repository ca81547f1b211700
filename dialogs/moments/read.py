"""Reads when somebody wants to be reminded, and of what, in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from dialogs.moments.canonical import Canonical, canonical
from dialogs.moments.change import ChangeReader
from dialogs.moments.fragments import Found, Told
from dialogs.moments.model import Change, Reminder, Spans, Unclear, Understood
from dialogs.moments.request import Request, RequestReader, not_described
from dialogs.moments.scan import Scanner
from dialogs.moments.settle import Settled, settle
from dialogs.moments.words import Words, load_words
from dialogs.understanding.normalise import clean
from dialogs.workdays import AMSTERDAM

LONGEST: Final = 1_000
"""So many characters are searched for words of time; the rest is kept as it is."""


class MomentReader:
    """Reads words of time. Immutable, so that every conversation may use the same one.

    Its rules are made at the first use: that takes a tenth of a second, and the first prompt needs none of them.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self._words)

    @cached_property
    def _requests(self) -> RequestReader:
        return RequestReader(self._words)

    @cached_property
    def _changes(self) -> ChangeReader:
        return ChangeReader(self._words)

    def read_moment(self, text: str, now: datetime) -> Understood | Unclear | None:
        """The moment that a text names, None when it names none.

        `now` is a moment with a zone. What is understood, and every choice, is in the future. Spans and rest are of
        the text as `normalise.clean` returns it.
        """
        text = clean(text)
        told = self._told(now)
        seen = canonical(text[:LONGEST], self._words)
        found = not_described(seen, self._scanner.find(seen, told))
        return _answer(text, seen, found, settle([each.fragment for each in found], told, now))

    def read_reminder(self, text: str, now: datetime) -> Reminder:
        """What a request to be reminded says: its subject and its moment.

        `herinner me vrijdag aan het overleg van maandag` is about Friday; Monday is left in the subject.
        """
        text = clean(text)
        told = self._told(now)
        seen = canonical(text[:LONGEST], self._words)
        request = self._requests.split(seen, self._scanner.find(seen, told))
        moment = _answer(text, seen, request.used, self._settled(request, told, now))
        return Reminder(self._requests.subject(text, moment.spans if moment else ()), moment)

    def read_change(self, text: str, now: datetime) -> Change | None:
        """What a text wants of a reminder that stands; None when it wants nothing of one."""
        text = clean(text)
        if not self._changes.may_be(text):
            return None
        seen = canonical(text[:LONGEST], self._words)
        return self._changes.read(seen, self._scanner.find(seen, self._told(now)))

    def asks(self, text: str) -> bool:
        """Whether a text begins as a request to be reminded, and not as an answer to when."""
        return self._requests.begins(clean(text))

    def _told(self, now: datetime) -> Told:
        local = now.astimezone(AMSTERDAM)
        return Told(local.replace(tzinfo=None, fold=0, second=0, microsecond=0), self._words)

    def _settled(self, request: Request, told: Told, now: datetime) -> Settled | None:
        readings = [settle([each.fragment for each in reading], told, now) for reading in request.readings]
        settled = [reading for reading in readings if reading]
        if not settled:
            return None
        whens = tuple(dict.fromkeys(when for reading in settled for when in reading.whens))
        if request.described:
            return Settled(whens, "geen_tijd")
        if len(settled) == 1 or len(whens) == 1:
            return settled[0]
        return Settled(whens, "tweeduidig")


def load_moments() -> MomentReader:
    """The reader with its words. Raises ContentError with file and line."""
    return MomentReader(load_words())


def _answer(text: str, seen: Canonical, found: Sequence[Found], settled: Settled | None) -> Understood | Unclear | None:
    if settled is None:
        return None
    spans = _joined(seen.span(each.first, each.last) for each in found)
    rest = _without(text, spans)
    if settled.reason is None:
        return Understood(settled.whens[0], spans, rest)
    return Unclear(settled.reason, settled.whens, spans, rest)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans with nothing but a space between them are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _without(text: str, spans: Spans) -> str:
    left, position = [], 0
    for start, end in spans:
        left.append(text[position:start])
        position = end
    return " ".join(" ".join([*left, text[position:]]).split())

"""What is understood of words of time: a moment, a repetition, or a question that has to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Reason = Literal["tweeduidig", "onmogelijk", "voorbij", "geen_tijd", "te_ver"]
"""Why a moment is asked back: more than one reading, no such day or time, it has been, it names no day that can be
computed (`na de kerstvakantie`, `straks`), or it is further away than a reminder may be."""

Holidays = Literal["", "overslaan", "erna", "ervoor"]
"""What a repetition does on a day that nobody works: nothing special, skip it, move to the next or the last working day
before it."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment on the wall in Amsterdam, once or repeated. Its UTC moments are derived in `time_line.py`."""

    day: date
    """Of a repetition: its first day, before `holidays` is applied."""
    clock: time
    """To the minute, without a zone."""
    rule: str = ""
    """An RFC 5545 recurrence rule (`FREQ=WEEKLY;BYDAY=FR`), made by `dialogs/moments/rule.py`; empty is once. UNTIL is
    local, as all of it."""
    holidays: Holidays = ""


Spans = tuple[tuple[int, int], ...]
"""Start and end of pieces of a text, in order."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One reading, in the future."""

    when: When
    spans: Spans
    """Where the words of time stand in the text (after `normalise.clean`)."""
    rest: str
    """The text without them."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words of time that have to be asked back."""

    reason: Reason
    candidates: tuple[When, ...]
    """Readings to choose from, each in the future, the likeliest first. May be empty: then ask when."""
    spans: Spans
    rest: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A request to be reminded."""

    subject: str
    """What of, in the user's words without the request and without the time; empty when it was not said. Not filtered
    for personal data: that is the caller's."""
    moment: Understood | Unclear | None
    """None when no time was named."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words about a reminder that stands: it has to go, or to another moment. They never ask for a new one."""

    way: Literal["weg", "verzet"]
    named: bool
    """A reminder is named; otherwise the words are about whatever was spoken of last (`annuleer maar`)."""
    several: bool
    """More than one may be meant: `verwijder mijn herinneringen`."""
    denied: bool
    """`herinner me niet`: of a reminder that was being made, that ends the making."""
    which: str
    """The words that may tell which one is meant, by its day or its subject."""
    when: str
    """The words that may tell the new moment."""

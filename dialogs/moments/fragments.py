"""The pieces of time that the rules find in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from dialogs.moments.model import Holidays, Reason
from dialogs.moments.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """When something was said: the wall in Amsterdam."""

    now: datetime
    """Local, without a zone, to the minute."""
    words: Words

    @property
    def today(self) -> date:
        """The date of it."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or days to choose from."""

    days: tuple[date, ...]
    reason: Reason | None = None
    """Why it is asked back; with `tweeduidig` one day that is left is enough."""
    feast: bool = False
    """A day with a name, so that `voor` and `na` mean before and after it."""
    last: date | None = None
    """Its last day, for `na`: Easter has two."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, or times to choose from."""

    times: tuple[time, ...]
    loose: bool = False
    """Said with a number up to 12: another half of the day is possible."""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class DayOrClock:
    """`15.12`: a date, or a time."""

    month: int
    day: int
    clock: Clock


@dataclass(frozen=True, slots=True)
class Part:
    """Morning, afternoon, evening or night."""

    name: str
    sure: bool
    """With `'s` or `in de`; a bare word counts beside a day only."""


@dataclass(frozen=True, slots=True)
class Exact:
    """So many minutes from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition, or ones to choose from."""

    rules: tuple[str, ...]
    holidays: Holidays = ""
    start: date | None = None
    """The day from which it counts when that follows from the words: every three months."""
    once: tuple[bool, ...] = ()
    """For each rule: only its first day (`de laatste vrijdag van januari`)."""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """From or until a day: the day follows it."""

    side: Literal["vanaf", "tot", "tot en met"]


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before or after the day that follows it."""

    count: int
    """Negative is before; 0 is `voor` or `na` without a number, which is then the unit."""
    unit: str
    weekday: int = 0
    """Of the unit `weekdag`: the last or next such day."""


@dataclass(frozen=True, slots=True)
class Vague:
    """Words of time without a day."""

    soon: Literal["", "vandaag_nog", "deze_dagen"] = ""


@dataclass(frozen=True, slots=True)
class Past:
    """Words of what has been."""

    choice: date | None = None
    """A day to come that may be meant."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """A day from which, or until which, something is repeated."""

    side: str
    day: Day


Fragment = Day | Clock | DayOrClock | Part | Exact | Repeat | Bound | Bounded | Shift | Vague | Past


@dataclass(frozen=True, slots=True)
class Found:
    """A fragment and its tokens: `first` up to `last`, that one left out."""

    fragment: Fragment
    first: int
    last: int

"""From the wall in Amsterdam to UTC: when something happens, when it happens next, and when it may be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from dialogs.moments.model import Holidays, When
from dialogs.moments.rule import parts, without
from dialogs.workdays import (
    AMSTERDAM,
    add_working_days,
    amsterdam_date,
    is_working_day,
    moment_of,
    working_day_before,
)

_LONGEST_MOVE = timedelta(days=10)
"""No row of days that nobody works is as long."""


def first_moment(when: When) -> datetime | None:
    """The UTC moment of it, the first one of a repetition; None for a rule that never happens."""
    return next(_moments(when, datetime.combine(when.day, time()) - _LONGEST_MOVE), None)


def next_occurrence(when: When, after: datetime) -> datetime | None:
    """The first UTC moment of it strictly after `after`; None when there is none any more.

    A time that does not exist moves later, of a double one it is the first, so a fixed time stays that time on the wall
    over both changes of the clock. ValueError for an `after` without a zone.
    """
    start = datetime.combine(amsterdam_date(after), time()) - _LONGEST_MOVE
    return next((moment for moment in _moments(when, start) if moment > after), None)


def first_day(rule: str, start: datetime, holidays: Holidays = "") -> date | None:
    """The first day from `start` (local, without a zone) that the rule holds; a first time needs no interval before it.

    With `holidays` it is the first one that happens from `start` on: what was moved past it counts too. None when the
    rule never holds.
    """
    early = start - _LONGEST_MOVE if holidays in {"erna", "ervoor"} else start
    for found in rrulestr(without(rule, "INTERVAL"), dtstart=early).xafter(early, inc=True):
        worked = _worked(found.date(), holidays)
        if worked and datetime.combine(worked, start.time()) >= start:
            return found.date()
    return None


def moved(when: When, last: date) -> Iterator[tuple[date, date | None]]:
    """Days of a repetition up to `last` on which nobody works, and the day on which it happens instead, if any."""
    if not when.holidays:
        return
    first = datetime.combine(when.day, when.clock)
    for local in rrulestr(when.rule, dtstart=first).between(first, datetime.combine(last, time.max), inc=True):
        day = local.date()
        if not is_working_day(day):
            yield day, _worked(day, when.holidays)


def quiet_until(moment: datetime, quiet: tuple[time, time]) -> datetime:
    """The moment at which something may be told: itself, or the end of the quiet hours that it falls in (UTC).

    `quiet` is local, from and to; it may pass midnight, and equal times are no quiet hours.
    """
    begin, end = quiet
    local = moment.astimezone(AMSTERDAM)
    clock = local.time()
    if begin <= end:
        day = local.date() if begin <= clock < end else None
    elif clock >= begin:
        day = local.date() + timedelta(days=1)
    else:
        day = local.date() if clock < end else None
    return moment.astimezone(UTC) if day is None else moment_of(day, end)


def next_working_morning(after: datetime, clock: time = time(9)) -> datetime:
    """The first moment after `after` that is this time on a working day (UTC)."""
    today = amsterdam_date(after)
    if is_working_day(today) and moment_of(today, clock) > after:
        return moment_of(today, clock)
    return moment_of(add_working_days(today, 1), clock)


def _moments(when: When, start: datetime) -> Iterator[datetime]:
    """In order; of a repetition only what falls from `start` (local) on."""
    if not when.rule:
        yield moment_of(when.day, when.clock)
        return
    first = datetime.combine(when.day, when.clock)
    if "INTERVAL" not in parts(when.rule):  # nothing is counted from the first day, so years need not be walked through
        first = max(first, datetime.combine(start.date(), when.clock))
    last: date | None = None
    for local in rrulestr(when.rule, dtstart=first).xafter(max(start, first), inc=True):
        day = _worked(local.date(), when.holidays)
        if day and day != last:
            yield moment_of(day, when.clock)
            last = day


def _worked(day: date, holidays: Holidays) -> date | None:
    """The day on which it happens, when nobody works on `day`; None for not at all."""
    if not holidays or is_working_day(day):
        return day
    if holidays == "overslaan":
        return None
    return add_working_days(day, 1) if holidays == "erna" else working_day_before(day)

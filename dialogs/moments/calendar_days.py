"""Arithmetic with days: weekdays, dates without a year, units, stretches of time, days with a name."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from dialogs.moments.fragments import Day
from dialogs.moments.words import Feast, WordData
from dialogs.workdays import add_months, add_working_days, is_working_day, working_day_before

MONTHS = {"maand": 1, "kwartaal": 3, "jaar": 12}
"""Units that are so many months."""


def coming(today: date, weekday: int) -> date:
    """The next such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def last_before(day: date, weekday: int) -> date:
    """The last such day before a day."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def in_week(today: date, weekday: int, weeks: int) -> date:
    """That day of the week (Monday to Sunday) so many weeks from this one."""
    return today - timedelta(days=today.weekday()) + timedelta(days=weekday, weeks=weeks)


def shifted(day: date, count: int, unit: str) -> date | None:
    """So many units later, or earlier with a negative count; None for a unit of less than a day, or no such year."""
    try:
        if unit == "werkdag":
            return _working_days(day, count)
        if unit in MONTHS:
            return add_months(day, count * MONTHS[unit])
        days = {"dag": 1, "week": 7}.get(unit)
        return day + timedelta(days=count * days) if days else None
    except (ValueError, OverflowError):
        return None


def dated(today: date, month: int, day: int, recent: int) -> Day:
    """A date without a year: the first one that comes. Asked back when it does not exist, or was in the last days."""
    try:
        this_year = date(today.year, month, day)
    except ValueError:
        this_year = None
    if this_year and this_year >= today:
        return Day((this_year,))
    try:
        next_year = date(today.year + 1, month, day)
    except ValueError:
        return impossible(today, month, day, today.year)
    if this_year is None and month >= today.month:
        return impossible(today, month, day, today.year)
    if this_year and (today - this_year).days <= recent:
        return Day((next_year,), reason="voorbij")
    return Day((next_year,))


def impossible(today: date, month: int, day: int, year: int) -> Day:
    """A date that does not exist: the last day of that month to choose from, and the day after it when that is near."""
    if not 1 <= month <= 12:
        return Day((), reason="onmogelijk")
    last = date(year, month, monthrange(year, month)[1])
    if last < today:
        last = add_months(last, 12)
    return Day((last, last + timedelta(days=1)) if day <= 31 else (last,), reason="onmogelijk")


def monthday(today: date, day: int) -> Day:
    """The first such day of a month: `de 15e`. Today is asked back."""
    if not 1 <= day <= 31:
        return Day((), reason="onmogelijk")
    days = [each for each in _monthdays(today, day) if each >= today]
    return Day((days[0], days[1]), reason="tweeduidig") if days[0] == today else Day((days[0],))


def span_start(first: date, last: date) -> date:
    """The first working day of a stretch of time, its first day when nobody works in it."""
    day = first if is_working_day(first) else add_working_days(first, 1)
    return day if day <= last else first


def span_middle(first: date, last: date) -> date:
    """The working day on or after the middle."""
    middle = first + timedelta(days=((last - first).days - 1) // 2)
    return middle if is_working_day(middle) else add_working_days(middle, 1)


def span_end(first: date, last: date) -> date:
    """The last working day of a stretch of time, its last day when nobody works in it."""
    day = last if is_working_day(last) else working_day_before(last)
    return day if day >= first else last


def span(today: date, unit: str, count: int) -> tuple[date, date]:
    """First and last day of this week, month, quarter or year (0), of the next one (1) and so on."""
    if unit == "week":
        first = in_week(today, 0, count)
        return first, first + timedelta(days=6)
    months = MONTHS[unit]
    start = date(today.year, (today.month - 1) // months * months + 1, 1)
    first = add_months(start, count * months)
    return first, add_months(first, months) - timedelta(days=1)


def month_span(today: date, month: int, year: int | None) -> tuple[date, date]:
    """First and last day of a month, this one or the next that comes."""
    if year is None:
        year = today.year + (month < today.month)
    first = date(year, month, 1)
    return first, add_months(first, 1) - timedelta(days=1)


def feast_day(feast: Feast, year: int) -> date:
    """When a day with a name is in a year."""
    if feast.pasen is not None:
        from dateutil.easter import easter

        return easter(year) + timedelta(days=feast.pasen)
    day = date(year, *map(int, feast.vast.split("-")))
    return day + timedelta(days=feast.op_zondag if day.weekday() == 6 else 0)


def coming_feast(data: WordData, name: str, today: date) -> tuple[date, date]:
    """First and last day of it, the first one that is not over."""
    feast = data.feestdagen[name]
    for year in (today.year, today.year + 1):
        first = feast_day(feast, year)
        if first + timedelta(days=feast.tot) >= today:
            return max(first, today), first + timedelta(days=feast.tot)
    raise ValueError(name)


def _working_days(day: date, count: int) -> date:
    if count >= 0:
        return add_working_days(day, count)
    for _ in range(-count):
        day = working_day_before(day)
    return day


def _monthdays(today: date, day: int) -> Iterator[date]:
    first = today.replace(day=1)
    for months in range(15):
        month = add_months(first, months)
        if day <= monthrange(month.year, month.month)[1]:
            yield month.replace(day=day)

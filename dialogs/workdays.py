"""Days and moments in the Netherlands: working days with public holidays, Amsterdam dates, summer time."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAY = timedelta(days=1)


def amsterdam_date(moment: datetime) -> date:
    """Give the date on the wall in Amsterdam. ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(AMSTERDAM).date()


def moment_of(day: date, clock: time) -> datetime:
    """Give the UTC moment of a local date and time: one that does not exist moves later, of a double one the first."""
    return datetime.combine(day, clock.replace(tzinfo=None, fold=0), AMSTERDAM).astimezone(UTC)


def is_working_day(day: date) -> bool:
    """Tell whether it is Monday to Friday, and no Dutch public holiday."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """Count `count` working days on from `day`; with 0 the day itself, also when nobody works then.

    ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("count forward only")
    while count:
        day += _DAY
        if is_working_day(day):
            count -= 1
    return day


def working_day_before(day: date) -> date:
    """Give the last working day before `day`."""
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def add_months(day: date, count: int) -> date:
    """Give the same day of the month `count` months later, the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    # Imported here: it takes a sixth of a second, and the first prompt needs no working day.
    from holidays import country_holidays

    return frozenset(country_holidays("NL", years=year))

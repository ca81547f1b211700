"""Recurrence rules of RFC 5545, as this assistant makes them, and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS: Final = ",".join(DAYS[:5])
_SHORTEST_MONTH: Final = 28


def daily(interval: int = 1) -> str:
    """Every so many days."""
    return _rule("DAILY", interval)


def weekly(weekdays: Iterable[int], interval: int = 1) -> str:
    """On these days (0 is Monday), every so many weeks."""
    return _rule("WEEKLY", interval, BYDAY=",".join(DAYS[day] for day in sorted(set(weekdays))))


def monthly(day: int, interval: int = 1) -> str:
    """On this day of the month, or the last of a month that has no such day; -1 is the last day.

    A plain `BYMONTHDAY=31` skips short months (RFC 5545 §3.3.10), and a reminder may not be skipped.
    """
    return _rule("MONTHLY", interval, **_day_of_month(day))


def monthly_weekday(which: int, weekday: int, interval: int = 1) -> str:
    """On the first, second, ... or last (-1) of this weekday in the month."""
    return _rule("MONTHLY", interval, BYDAY=f"{which}{DAYS[weekday]}")


def monthly_workday(which: int, interval: int = 1) -> str:
    """On the first (1) or last (-1) of Monday to Friday in the month; holidays are left to `When.holidays`."""
    return _rule("MONTHLY", interval, BYDAY=WORKDAYS, BYSETPOS=str(which))


def yearly(month: int, day: int) -> str:
    """Each year on this date; 29 February is the 28th where there is none."""
    return _rule("YEARLY", 1, BYMONTH=str(month), **_day_of_month(day, clip=month == 2))


def until(rule: str, day: date) -> str:
    """The same rule up to and including this day."""
    return f"{rule};UNTIL={day:%Y%m%d}T235959"


def parts(rule: str) -> Mapping[str, str]:
    """The parts of a rule by name."""
    return dict(part.split("=", 1) for part in rule.split(";"))


def without(rule: str, name: str) -> str:
    """The rule without this part."""
    return ";".join(part for part in rule.split(";") if not part.startswith(f"{name}="))


def _day_of_month(day: int, *, clip: bool = True) -> dict[str, str]:
    if day <= _SHORTEST_MONTH or not clip:
        return {"BYMONTHDAY": str(day)}
    return {"BYMONTHDAY": ",".join(map(str, range(_SHORTEST_MONTH, day + 1))), "BYSETPOS": "-1"}


def _rule(frequency: str, interval: int, **more: str) -> str:
    named = {"FREQ": frequency, **({"INTERVAL": str(interval)} if interval > 1 else {}), **more}
    return ";".join(f"{name}={value}" for name, value in named.items())

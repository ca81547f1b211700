"""Working days in the Netherlands, Amsterdam dates, summer time."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.workdays import (
    add_months,
    add_working_days,
    amsterdam_date,
    is_working_day,
    moment_of,
    working_day_before,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # King's Day
        date(2025, 5, 5),  # Liberation Day, once in five years
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2026, 12, 25),
        date(2026, 11, 28),  # a Saturday
    ],
)
def test_nobody_works(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2026, 5, 5), date(2026, 12, 24)])
def test_people_work(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 24), 5, date(2026, 12, 1)),
        (date(2026, 11, 24), 2, date(2026, 11, 26)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 2, date(2026, 12, 1)),
        (date(2026, 12, 24), 2, date(2026, 12, 29)),  # Friday 25 and Saturday 26 are Christmas
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # Monday is King's Day
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_working_days_on(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count) == expected


def test_working_days_do_not_count_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 11, 24), -1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 11, 29), date(2026, 11, 27)),
        (date(2026, 12, 28), date(2026, 12, 24)),
        (date(2026, 1, 2), date(2025, 12, 31)),
    ],
)
def test_the_working_day_before(day: date, expected: date) -> None:
    assert working_day_before(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 24), date(2027, 5, 24)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_six_months_on(day: date, expected: date) -> None:
    assert add_months(day, 6) == expected


@given(DAYS, st.integers(1, 30))
def test_a_term_ends_on_a_working_day_with_that_many_in_between(day: date, count: int) -> None:
    end = add_working_days(day, count)
    assert is_working_day(end)
    assert sum(is_working_day(day + timedelta(days=n)) for n in range(1, (end - day).days + 1)) == count


@given(DAYS)
def test_nobody_works_between_a_day_and_the_working_day_before(day: date) -> None:
    before = working_day_before(day)
    assert is_working_day(before)
    assert not any(is_working_day(before + timedelta(days=n)) for n in range(1, (day - before).days))


def test_the_date_is_that_of_amsterdam() -> None:
    assert amsterdam_date(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)) == date(2026, 11, 25)
    assert amsterdam_date(datetime(2026, 7, 24, 21, 59, tzinfo=UTC)) == date(2026, 7, 24)
    assert amsterdam_date(datetime(2026, 7, 24, 22, 0, tzinfo=UTC)) == date(2026, 7, 25)
    with pytest.raises(ValueError, match="zone"):
        amsterdam_date(datetime(2026, 11, 24, 12, 0))  # noqa: DTZ001 - a moment without a zone is the point


def test_summer_time_ends_and_begins() -> None:
    assert moment_of(date(2026, 1, 5), time(9)) == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert moment_of(date(2026, 7, 6), time(9)) == datetime(2026, 7, 6, 7, tzinfo=UTC)
    # 02:30 does not exist on 29 March: it becomes 03:30. On 25 October it comes twice: the first one.
    assert moment_of(date(2026, 3, 29), time(2, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment_of(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_of(date(2026, 10, 25), time(2, 30, fold=1)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_holidays_are_not_loaded_before_they_are_needed() -> None:
    code = "import sys, dialogs.workdays, dialogs.outcome.outcomes; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

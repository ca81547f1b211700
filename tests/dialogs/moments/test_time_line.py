"""From the wall in Amsterdam to UTC: summer time, holidays, short months, quiet hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.moments import rule
from dialogs.moments.model import When
from dialogs.moments.time_line import first_moment, next_occurrence, next_working_morning, quiet_until
from dialogs.workdays import AMSTERDAM, is_working_day

NINE = time(9)
QUIET = (time(21), time(7, 30))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def occurrences(when: When, after: datetime, count: int) -> list[datetime]:
    found: list[datetime] = []
    for _ in range(count):
        following = next_occurrence(when, after)
        if following is None:
            break
        found.append(following)
        after = following
    return found


@pytest.mark.parametrize("start", [date(2027, 3, 19), date(2026, 10, 16)])
def test_every_friday_at_nine_stays_at_nine_over_a_change_of_the_clock(start: date) -> None:
    found = occurrences(When(start, NINE, rule.weekly([4])), utc(start.year, start.month, start.day), 4)
    local = [moment.astimezone(AMSTERDAM) for moment in found]
    assert [(each.hour, each.weekday()) for each in local] == [(9, 4)] * 4
    assert len({each.utcoffset() for each in local}) == 2


def test_a_time_that_does_not_exist_is_an_hour_later() -> None:
    assert first_moment(When(date(2027, 3, 28), time(2, 30))) == utc(2027, 3, 28, 1, 30)  # 3.30 in summer time


def test_of_a_double_time_it_is_the_first() -> None:
    assert first_moment(When(date(2026, 10, 25), time(2, 30))) == utc(2026, 10, 25, 0, 30)


def test_a_daily_reminder_in_the_double_hour_happens_once_a_day() -> None:
    found = occurrences(When(date(2026, 10, 24), time(2, 30), rule.daily()), utc(2026, 10, 23), 3)
    assert [moment.astimezone(AMSTERDAM).day for moment in found] == [24, 25, 26]


def test_each_working_day_skips_weekends_and_holidays() -> None:
    when = When(date(2026, 12, 24), NINE, rule.weekly(range(5)), "overslaan")
    days = [moment.date() for moment in occurrences(when, utc(2026, 12, 23), 6)]
    assert days == [date(2026, 12, day) for day in (24, 28, 29, 30, 31)] + [date(2027, 1, 4)]


def test_the_first_working_day_of_the_month_comes_after_new_years_day() -> None:
    when = When(date(2026, 12, 1), NINE, rule.monthly_workday(1), "erna")
    days = [moment.date() for moment in occurrences(when, utc(2026, 12, 1, 12), 2)]
    assert days == [date(2027, 1, 4), date(2027, 2, 1)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (31, [(12, 31), (1, 31), (2, 28), (3, 31), (4, 30)]),
        (30, [(12, 30), (1, 30), (2, 28), (3, 30), (4, 30)]),
        (29, [(12, 29), (1, 29), (2, 28), (3, 29), (4, 29)]),
        (28, [(12, 28), (1, 28), (2, 28), (3, 28), (4, 28)]),
    ],
)
def test_a_short_month_has_its_last_day(day: int, expected: list[tuple[int, int]]) -> None:
    when = When(date(2026, 12, day), NINE, rule.monthly(day))
    found = occurrences(when, utc(2026, 12, 1), 5)
    assert [(each.month, each.day) for each in found] == expected


def test_29_february_is_the_28th_in_other_years() -> None:
    when = When(date(2027, 2, 28), NINE, rule.yearly(2, 29))
    found = occurrences(when, utc(2027, 1, 1), 3)
    assert [each.date() for each in found] == [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]


def test_every_other_week_counts_from_the_first_one() -> None:
    when = When(date(2026, 12, 1), NINE, rule.weekly([1], 2))
    found = occurrences(when, utc(2026, 12, 20), 2)
    assert [each.date() for each in found] == [date(2026, 12, 29), date(2027, 1, 12)]


def test_a_moment_that_has_been_has_no_next_one() -> None:
    when = When(date(2026, 12, 1), NINE)
    assert next_occurrence(when, utc(2026, 12, 1, 7, 59)) == utc(2026, 12, 1, 8)
    assert next_occurrence(when, utc(2026, 12, 1, 8)) is None


def test_a_repetition_ends() -> None:
    when = When(date(2026, 12, 4), NINE, rule.until(rule.weekly([4]), date(2026, 12, 11)))
    assert len(occurrences(when, utc(2026, 11, 1), 9)) == 2


def test_a_downtime_of_three_days_leaves_the_next_one_where_it_was() -> None:
    when = When(date(2026, 12, 1), NINE, rule.daily())
    assert next_occurrence(when, utc(2026, 12, 4, 9)) == utc(2026, 12, 5, 8)


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.sampled_from([rule.daily(), rule.weekly([0, 3], 2), rule.monthly(31, 2), rule.yearly(2, 29)]))
def test_the_next_one_is_later_and_nothing_is_skipped(after: datetime, ruled: str) -> None:
    when = When(date(2026, 1, 1), time(2, 30), ruled)
    following = next_occurrence(when, after)
    assert following is not None
    assert following > after
    assert next_occurrence(when, following - timedelta(seconds=1)) == following


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (utc(2026, 12, 1, 8), utc(2026, 12, 1, 8)),
        (utc(2026, 12, 1, 20), utc(2026, 12, 2, 6, 30)),  # 21.00
        (utc(2026, 12, 1, 19, 59), utc(2026, 12, 1, 19, 59)),
        (utc(2026, 12, 1, 23, 30), utc(2026, 12, 2, 6, 30)),  # 0.30
        (utc(2026, 12, 2, 6, 29), utc(2026, 12, 2, 6, 30)),
        (utc(2026, 12, 2, 6, 30), utc(2026, 12, 2, 6, 30)),
        (utc(2027, 3, 27, 22), utc(2027, 3, 28, 5, 30)),  # the night of summer time
    ],
)
def test_in_quiet_hours_it_waits_for_their_end(moment: datetime, told: datetime) -> None:
    assert quiet_until(moment, QUIET) == told


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    assert quiet_until(utc(2026, 12, 1, 12), (time(12), time(14))) == utc(2026, 12, 1, 13)
    assert quiet_until(utc(2026, 12, 1, 12), (time(9), time(9))) == utc(2026, 12, 1, 12)


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.times(), st.times())
def test_what_waited_for_quiet_hours_need_not_wait_again(moment: datetime, begin: time, end: time) -> None:
    quiet = (begin.replace(microsecond=0), end.replace(microsecond=0))
    told = quiet_until(moment, quiet)
    assert moment <= told < moment + timedelta(days=1, hours=2)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (utc(2026, 12, 1, 7), utc(2026, 12, 1, 8)),
        (utc(2026, 12, 1, 8), utc(2026, 12, 2, 8)),
        (utc(2026, 12, 24, 12), utc(2026, 12, 28, 8)),
        (utc(2027, 4, 26, 12), utc(2027, 4, 28, 7)),  # King's Day between them
    ],
)
def test_the_next_working_morning(after: datetime, expected: datetime) -> None:
    assert next_working_morning(after) == expected


@settings(max_examples=100, deadline=None)
@given(MOMENTS)
def test_a_working_morning_is_ahead_and_on_a_working_day(after: datetime) -> None:
    morning = next_working_morning(after)
    assert after < morning
    assert is_working_day(morning.astimezone(AMSTERDAM).date())


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1500), st.sampled_from([rule.daily(), rule.weekly([0, 3]), rule.monthly(31), rule.yearly(2, 29)]))
def test_a_repetition_of_years_ago_goes_on_as_one_of_today(days: int, ruled: str) -> None:
    now = utc(2030, 3, 1) + timedelta(days=days)
    old, new = (When(day, NINE, ruled) for day in (date(2026, 1, 1), now.date() - timedelta(days=30)))
    assert next_occurrence(old, now) == next_occurrence(new, now)

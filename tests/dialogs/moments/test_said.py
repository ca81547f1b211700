"""What is said back: with the day of the week, and so that it can be read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogs.loading.load import load_phrases
from dialogs.moments import rule
from dialogs.moments.model import Holidays, Understood, When
from dialogs.moments.read import load_moments
from dialogs.moments.said import say
from dialogs.moments.time_line import first_day, first_moment
from dialogs.workdays import AMSTERDAM, amsterdam_date

READER = load_moments()
PHRASES = load_phrases()
TODAY = date(2026, 11, 25)
NINE = time(9)
Rules = st.SearchStrategy[tuple[str, Holidays]]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(date(2026, 12, 4), NINE), "vrijdag 4 december om 9.00 uur"),
        (When(date(2027, 3, 3), time(14, 30)), "woensdag 3 maart 2027 om 14.30 uur"),
        (When(date(2026, 11, 26), time(3)), "donderdag 26 november om 03.00 uur"),
        (When(date(2026, 12, 7), NINE, rule.monthly_weekday(1, 0)),
         "elke eerste maandag van de maand om 9.00 uur, voor het eerst op maandag 7 december"),
        (When(date(2026, 11, 30), NINE, rule.monthly(31)),
         ("elke maand op de 31e, of anders de laatste dag van de maand, om 9.00 uur, "
          "voor het eerst op maandag 30 november")),
        (When(date(2026, 11, 26), NINE, rule.weekly(range(5)), "overslaan"),
         "elke werkdag, niet op feestdagen, om 9.00 uur, voor het eerst op donderdag 26 november"),
        (When(date(2026, 12, 1), NINE, rule.weekly([1], 2)),
         "elke 2 weken op dinsdag om 9.00 uur, voor het eerst op dinsdag 1 december"),
        (When(date(2027, 1, 1), NINE, rule.monthly_workday(1), "erna"),
         "elke maand op de eerste werkdag van de maand om 9.00 uur, voor het eerst op maandag 4 januari 2027"),
        (When(date(2026, 11, 27), NINE, rule.until(rule.weekly([4]), date(2027, 3, 1))),
         "elke vrijdag om 9.00 uur, voor het eerst op vrijdag 27 november, tot en met maandag 1 maart 2027"),
    ],
)  # fmt: skip
def test_it_is_said_with_the_day_of_the_week(when: When, said: str) -> None:
    assert say(PHRASES, when, TODAY) == said


def made(make: Callable[..., str], *arguments: st.SearchStrategy[object], holidays: Holidays = "") -> Rules:
    return st.tuples(st.builds(make, *arguments), st.just(holidays))


EVERY = st.integers(1, 6)
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1, max_size=4)
RULES: Rules = st.one_of(
    made(rule.daily, EVERY),
    made(rule.weekly, WEEKDAYS, EVERY),
    made(rule.monthly, st.integers(1, 31), EVERY),
    made(rule.monthly, st.just(-1), EVERY),
    made(rule.monthly_weekday, st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6), EVERY),
    made(rule.yearly, st.integers(1, 12), st.integers(1, 28)),
    made(rule.yearly, st.just(2), st.just(29)),
    made(rule.weekly, st.just(range(5)), holidays="overslaan"),
    made(rule.monthly_workday, st.just(1), EVERY, holidays="erna"),
    made(rule.monthly_workday, st.just(-1), EVERY, holidays="ervoor"),
)
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
CLOCKS = st.times().map(lambda each: each.replace(second=0, microsecond=0))


def read_again(when: When, now: datetime) -> When:
    today = amsterdam_date(now)
    reading = READER.read_moment(say(PHRASES, when, today), now)
    assert isinstance(reading, Understood), say(PHRASES, when, today)
    assert reading.rest == ""
    return reading.when


@settings(max_examples=200, deadline=None)
@given(NOWS, st.integers(0, 1700), CLOCKS)
def test_a_moment_that_is_said_is_read_as_the_same(now: datetime, days: int, clock: time) -> None:
    when = When(amsterdam_date(now) + timedelta(days=days), clock)
    moment = first_moment(when)
    assume(moment and moment > now)
    assert read_again(when, now) == when


@settings(max_examples=300, deadline=None)
@given(NOWS, RULES, CLOCKS, st.integers(1, 400), st.none() | st.integers(0, 800))
def test_a_repetition_that_is_said_is_read_as_the_same(
    now: datetime, made_rule: tuple[str, Holidays], clock: time, days: int, lasts: int | None
) -> None:
    ruled, holidays = made_rule
    start = datetime.combine(now.astimezone(AMSTERDAM).date() + timedelta(days=days), clock)
    first = first_day(ruled, start, holidays)
    assert first
    if lasts is not None:
        ruled = rule.until(ruled, max(first, start.date()) + timedelta(days=lasts))
    when = When(first, clock, ruled, holidays)
    assert read_again(when, now) == when

"""What people say about time, and what it means: the table, and what holds for every reading."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.moments.model import Unclear, Understood
from dialogs.moments.read import load_moments
from dialogs.moments.time_line import first_moment
from dialogs.workdays import amsterdam_date
from tests.dialogs.moments.table import Row, meaning, rows

READER = load_moments()
ROWS = rows()
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
WORDS = st.sampled_from([word for row in ROWS for word in row.said.split()])


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.said} ({row.now:%d-%m-%Y})" for row in ROWS])
def test_a_phrase_means(row: Row) -> None:
    assert meaning(READER.read_moment(row.said, row.now)) == row.means


def test_the_table_is_large_and_asks_back_often() -> None:
    assert len(ROWS) >= 150
    assert sum(row.kind == "asked back" for row in ROWS) >= 25


def check(reading: Understood | Unclear | None, now: datetime) -> None:
    if reading is None:
        return
    whens = reading.candidates if isinstance(reading, Unclear) else (reading.when,)
    for when in whens:
        moment = first_moment(when)
        assert moment is not None
        assert moment > now
    if isinstance(reading, Unclear):
        assert len(set(whens)) == len(whens)
        assert reading.reason != "tweeduidig" or len(whens) > 1
        assert reading.reason != "te_ver" or not whens


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ROWS), NOWS)
def test_a_moment_is_never_in_the_past(row: Row, now: datetime) -> None:
    check(READER.read_moment(row.said, now), now)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=8).map(" ".join), NOWS)
def test_any_words_of_time_together_give_moments_ahead_or_a_question(text: str, now: datetime) -> None:
    check(READER.read_moment(text, now), now)
    check(READER.read_reminder(f"herinner me {text} aan de evaluatie", now).moment, now)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), NOWS)
def test_any_text_can_be_read(text: str, now: datetime) -> None:
    check(READER.read_moment(text, now), now)


@pytest.mark.parametrize(
    "text",
    [
        "maandag en ook vrijdag bellen",
        "vrijdag of zaterdag",
        "morgen om 9 uur of om 11 uur",
        "elke maandag of elke vrijdag",
        "elke vrijdag op dinsdag 1 december",
        "over twee weken, op 3 januari",
    ],
)
def test_two_moments_are_asked_back_and_not_chosen(text: str) -> None:
    reading = READER.read_moment(text, ROWS[0].now)
    assert isinstance(reading, Unclear)
    assert reading.reason == "tweeduidig"


def test_the_words_of_time_are_told_and_the_rest_is_kept() -> None:
    text = "Dinsdag graag de mentor bellen, om half tien dus"
    reading = READER.read_moment(text, ROWS[0].now)
    assert isinstance(reading, Understood)
    assert [text[start:end] for start, end in reading.spans] == ["Dinsdag", "om half tien"]
    assert reading.rest == "graag de mentor bellen, dus"


def test_over_an_hour_in_the_night_of_the_double_hour_is_still_ahead() -> None:
    now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2.30 in summer time; an hour later it is 2.30 again
    reading = READER.read_moment("over een uur", now)
    check(reading, now)
    assert isinstance(reading, Understood)


def test_a_day_over_midnight_in_utc_is_counted_from_the_date_in_amsterdam() -> None:
    now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # 0.30 on 1 July
    reading = READER.read_moment("morgen", now)
    assert isinstance(reading, Understood)
    assert reading.when.day == date(2026, 7, 2)
    assert amsterdam_date(now) == date(2026, 7, 1)

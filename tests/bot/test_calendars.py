"""The calendar file, read by another library than the one that writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject

from bot.calendars import CalendarEntry, as_ics
from dialogs.moments import rule
from dialogs.moments.model import When
from dialogs.moments.time_line import next_occurrence
from dialogs.workdays import AMSTERDAM

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TITLE = "Signaalwijzer: open taak"
NINE = time(9)


def entry(at: When | datetime, uid: str = "H-1@test") -> CalendarEntry:
    return CalendarEntry(uid, TITLE, at, "https://voorbeeld.invalid/H-1")


def read(*entries: CalendarEntry) -> Any:
    calendar = vobject.readOne(as_ics(entries, "Signaalwijzer", NOW).decode())
    assert calendar.validate(raiseException=True)
    return calendar


def test_one_reminder_is_an_event_at_its_time_in_amsterdam() -> None:
    event = read(entry(When(date(2026, 12, 4), NINE))).vevent
    assert event.dtstart.value.astimezone(UTC) == datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
    assert event.summary.value == TITLE
    assert event.uid.value == "H-1@test"
    assert event.dtstamp.value == NOW
    assert event.valarm.description.value == TITLE


def test_a_moment_that_was_put_off_is_in_utc() -> None:
    moment = datetime(2026, 12, 4, 10, 30, tzinfo=UTC)
    assert read(entry(moment)).vevent.dtstart.value == moment


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        as_ics([entry(datetime(2026, 12, 4, 10, 30))], "Signaalwijzer", NOW)  # noqa: DTZ001 - that is the fault


def test_a_feed_holds_all_entries_and_may_be_empty() -> None:
    calendar = read(entry(When(date(2026, 12, 4), NINE), "a@test"), entry(When(date(2026, 12, 5), NINE), "b@test"))
    assert [event.uid.value for event in calendar.vevent_list] == ["a@test", "b@test"]
    assert read().contents.get("vevent", []) == []


@pytest.mark.parametrize(
    "when",
    [
        When(date(2027, 3, 19), NINE, rule.weekly([4])),
        When(date(2026, 10, 16), NINE, rule.weekly([4])),
        When(date(2026, 12, 1), NINE, rule.weekly([1, 3], 2)),
        When(date(2026, 12, 31), NINE, rule.monthly(31)),
        When(date(2026, 12, 7), NINE, rule.monthly_weekday(1, 0)),
        When(date(2026, 12, 24), NINE, rule.weekly(range(5)), "overslaan"),
        When(date(2026, 12, 1), NINE, rule.monthly_workday(1), "erna"),
        When(date(2026, 12, 4), NINE, rule.until(rule.weekly([4]), date(2026, 12, 25))),
        When(date(2027, 2, 28), NINE, rule.yearly(2, 29)),
    ],
)
def test_a_calendar_shows_a_repetition_when_it_is_reminded_of(when: When) -> None:
    ours: list[datetime] = []
    after = datetime.combine(when.day, time(), UTC) - timedelta(days=1)
    while len(ours) < 12 and (following := next_occurrence(when, after)):
        ours.append(following)
        after = following
    shown = sorted(_utc(each) for each in _first(read(entry(when)).vevent.getrruleset(), 14))
    assert shown[: len(ours)] == ours


def _first(series: Any, count: int) -> list[datetime]:
    return [each for each, _ in zip(series, range(count), strict=False)]


def _utc(moment: datetime) -> datetime:
    """The library repeats in the zone of the file; the clock on the wall is what counts."""
    return moment.replace(tzinfo=AMSTERDAM).astimezone(UTC)


def test_lines_are_as_the_standard_wants_them() -> None:
    text = as_ics([CalendarEntry("a@test", "é" * 60, When(date(2026, 12, 4), NINE))], "Signaalwijzer", NOW)
    lines = text.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert b"BEGIN:VTIMEZONE" in lines
    assert b"TZID:Europe/Amsterdam" in lines

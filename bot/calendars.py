"""Reminders as a calendar (iCalendar, RFC 5545): a file for one of them, or a feed. Holds neutral titles only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from dialogs.moments.model import When
from dialogs.moments.rule import parts
from dialogs.moments.time_line import moved
from dialogs.workdays import AMSTERDAM, amsterdam_date, moment_of

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_MAKER: Final = "-//Signaalwijzer//NL"
_LENGTH: Final = timedelta(minutes=15)
"""An entry takes no time of the day: it shows as free. Clients draw one without a length badly."""
_REFRESH: Final = timedelta(hours=1)
_HOLIDAYS_AHEAD: Final = timedelta(days=2 * 366)
"""So far ahead holidays are taken out of a repetition; a feed is read again long before."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One reminder as a calendar shows it."""

    uid: str
    """The same for the same reminder, each time, and unique everywhere: `H-XXXXXXXX@installation`."""
    title: str
    """Neutral, because calendars are shared and shown on lock screens: `Signaalwijzer: open taak`."""
    at: When | datetime
    """A moment on the wall or a repetition, or a UTC moment (one that was put off)."""
    url: str = ""
    """Where it is opened."""


def as_ics(entries: Iterable[CalendarEntry], calendar_name: str, now: datetime) -> bytes:
    """The calendar as a file. `now` is a moment with a zone. ValueError for an entry at a moment without one."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", calendar_name)
    calendar.add("x-wr-timezone", AMSTERDAM.key)
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    calendar.add_component(_amsterdam())
    for entry in entries:
        calendar.add_component(_event(entry, now.astimezone(UTC)))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("summary", entry.title)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if entry.url:
        event.add("url", entry.url)
    if isinstance(entry.at, When):
        _at_wall(event, entry.at, now)
    elif entry.at.tzinfo is None:
        raise ValueError("a moment needs a zone")
    else:
        event.add("dtstart", entry.at.astimezone(UTC))
    event.add("duration", _LENGTH)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
    return event


def _at_wall(event: Event, when: When, now: datetime) -> None:
    event.add("dtstart", datetime.combine(when.day, when.clock, AMSTERDAM))
    if not when.rule:
        return
    rule = vRecur.from_ical(when.rule)
    if "UNTIL" in parts(when.rule):  # with a zone in DTSTART it has to be in UTC (RFC 5545 §3.3.10)
        rule["UNTIL"] = [moment_of(rule["UNTIL"][0].date(), time(23, 59, 59))]
    event.add("rrule", rule)
    changes = list(moved(when, amsterdam_date(now + _HOLIDAYS_AHEAD)))
    gone = [datetime.combine(day, when.clock, AMSTERDAM) for day, _ in changes]
    instead = [datetime.combine(day, when.clock, AMSTERDAM) for _, day in changes if day]
    if gone:
        event.add("exdate", gone)
    if instead:
        event.add("rdate", instead)


def _amsterdam() -> Timezone:
    """The zone with the rule of the European Union for summer time (directive 2000/84/EC)."""
    winter, summer = TimezoneStandard(), TimezoneDaylight()
    for part, name, start, month, before, after in (
        (summer, "CEST", datetime(1981, 3, 29, 2), 3, 1, 2),  # noqa: DTZ001 - local by definition
        (winter, "CET", datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
    zone = Timezone()
    zone.add("tzid", AMSTERDAM.key)
    zone.add_component(summer)
    zone.add_component(winter)
    return zone

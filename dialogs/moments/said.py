"""Saying back what was understood, with the day of the week: a mistake in it shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from dialogs.dates import written_day
from dialogs.moments.model import When
from dialogs.moments.rule import DAYS, WORKDAYS, parts
from dialogs.moments.time_line import first_moment
from dialogs.phrasebook import Phrasebook
from dialogs.workdays import amsterdam_date


def say(phrases: Phrasebook, when: When, today: date) -> str:
    """`vrijdag 4 december om 9.00 uur`, or the repetition and its first day; the year where it is not this one.

    KeyError for a rule that `dialogs/moments/rule.py` does not make.
    """
    day = written_day(phrases, _first(when), today)
    if not when.rule:
        return phrases.text("moment.keer", datum=day, tijd=_clock(when.clock))
    rule = parts(when.rule)
    said = phrases.text("moment.steeds", regel=_how_often(phrases, rule), tijd=_clock(when.clock), datum=day)
    if "UNTIL" not in rule:
        return said
    last = datetime.strptime(rule["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007 - a date, no moment
    return phrases.text("moment.tot", moment=said, datum=written_day(phrases, last, today))


def _first(when: When) -> date:
    """The day on which it really happens first."""
    moment = first_moment(when) if when.rule else None
    return amsterdam_date(moment) if moment else when.day


def _clock(clock: time) -> str:
    """`9.00`; early hours with a zero before them, because 3 uur is the afternoon."""
    return f"{clock.hour:02}.{clock.minute:02}" if 0 < clock.hour < 7 else f"{clock.hour}.{clock.minute:02}"


def _how_often(phrases: Phrasebook, rule: Mapping[str, str]) -> str:
    count = rule.get("INTERVAL", "")
    match rule["FREQ"]:
        case "DAILY":
            return phrases.text("moment.dagen_om", aantal=count) if count else phrases.text("moment.dagen")
        case "WEEKLY" if rule["BYDAY"] == WORKDAYS:
            return phrases.text("moment.werkdagen")
        case "WEEKLY":
            days = _days(phrases, rule["BYDAY"])
            return (
                phrases.text("moment.weken_om", aantal=count, dagen=days)
                if count
                else phrases.text("moment.weken", dagen=days)
            )
        case "MONTHLY":
            return _monthly(phrases, rule, count)
        case _:
            return _yearly(phrases, rule)


def _days(phrases: Phrasebook, codes: str) -> str:
    *firsts, last = (_weekday(phrases, code) for code in codes.split(","))
    return phrases.text("moment.en", eerste=", ".join(firsts), laatste=last) if firsts else last


def _weekday(phrases: Phrasebook, code: str) -> str:
    return phrases.text("datum.dagen").split()[DAYS.index(code)]


def _monthly(phrases: Phrasebook, rule: Mapping[str, str], count: str) -> str:
    often = phrases.text("moment.maanden_om", aantal=count) if count else phrases.text("moment.maanden")
    if rule.get("BYDAY") == WORKDAYS:
        first = rule["BYSETPOS"] == "1"
        return (
            phrases.text("moment.op_eerste_werkdag", hoe_vaak=often)
            if first
            else phrases.text("moment.op_laatste_werkdag", hoe_vaak=often)
        )
    if "BYDAY" in rule:
        which, day = rule["BYDAY"][:-2], _weekday(phrases, rule["BYDAY"][-2:])
        ranks = phrases.text("moment.rangen").split()
        rank = ranks[-1] if which == "-1" else ranks[int(which) - 1]
        return (
            phrases.text("moment.op_welke_om", hoe_vaak=often, welke=rank, dag=day)
            if count
            else phrases.text("moment.op_welke", welke=rank, dag=day)
        )
    if rule["BYMONTHDAY"] == "-1":
        return phrases.text("moment.op_laatste_dag", hoe_vaak=often)
    last = rule["BYMONTHDAY"].split(",")[-1]
    return (
        phrases.text("moment.op_de_of", hoe_vaak=often, dag=last)
        if "BYSETPOS" in rule
        else phrases.text("moment.op_de", hoe_vaak=often, dag=last)
    )


def _yearly(phrases: Phrasebook, rule: Mapping[str, str]) -> str:
    if "BYSETPOS" in rule:
        return phrases.text("moment.jaren_schrikkel")
    month = phrases.text("datum.maanden").split()[int(rule["BYMONTH"]) - 1]
    return phrases.text("moment.jaren", dag=rule["BYMONTHDAY"], maand=month)

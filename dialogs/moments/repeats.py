"""Repetitions: `elke vrijdag`, `om de week op dinsdag`, `elke eerste maandag van de maand`, `iedere werkdag`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from dialogs.moments.fragments import Day, Fragment, Repeat, Told
from dialogs.moments.rule import daily, monthly, monthly_weekday, monthly_workday, weekly, yearly
from dialogs.moments.rule_words import Reads, Rule, any_of, phrases, rules
from dialogs.moments.time_line import first_day
from dialogs.moments.words import Words
from dialogs.workdays import add_months

_MONTHS: Final = {"maand": 1, "kwartaal": 3, "jaar": 12}
_OF_MONTH: Final = r" van (?:de|elke) maand"
_OF_EACH: Final = " van elke maand"
_LAST: Final = -1
_WORKDAYS: Final = frozenset(range(5))


def repeat_rules(words: Words) -> Iterator[Rule]:
    """All ways to say how often."""
    day = any_of(words.data.dagen)
    days = rf"(?P<dagen>(?:{day})(?:(?: ,)?(?: en)?(?: op| elke)? (?:{day}))*)"
    rank = r"(?:(?P<rank>\d)e|(?P<last>laatste))"
    each = f"(?:elke|{phrases(words, words.data.elke_ook)})"
    of_the_month = "(?: van de maand)?"
    monthday = r"(?P<d>\d{1,2})e"
    clipped = rf"(?: , (?:{phrases(words, words.data.of_anders)})(?: ,)?)?"
    of_month = rf"{monthday}{of_the_month}{clipped}(?! <dag_>)"
    table: list[tuple[str, Reads]] = [
        (rf"(?:op )?(?:elke )+{days}", _weekdays),
        (rf"om de {days}", _every_other),
        (rf"(?:{each}|(?P<om>om de))(?P<other> andere)?(?: (?P<n>\d{{1,2}}))? week(?: ,)?(?: op)?(?: de)?(?: {days})?",
         _weeks),
        (r"(?:elke|om de)(?: (?P<n>\d{1,3}))? dag", _days),
        (r"om de dag", _days),
        (r"elke(?= (?:ochtend|middag|avond))", _days),
        (rf"(?:op )?elke werkdag(?: , (?:{phrases(words, words.data.niet_op_feestdagen)})(?: ,)?)?", _workdays),
        (r"op werkdag", _workdays),
        (rf"(?:{each}|(?P<om>om de))(?: (?P<n>\d{{1,2}}|half))? (?P<unit>maand|kwartaal|jaar)", _months),
        (rf"{each}(?: (?P<n>\d{{1,2}}))? maand(?: op)?(?: de)? {of_month}", _monthday),
        (rf"(?:op )?elke {monthday}(?:{_OF_MONTH})?{clipped}(?! <dag_>| werkdag| dag| week| maand| keer)", _monthday),
        (rf"op de (?P<d>\d{{1,2}})e{_OF_EACH}{clipped}", _monthday),
        (rf"{each}(?: (?P<n>\d{{1,2}}))? maand(?: op)?(?: de)? laatste dag{of_the_month}", _last_day),
        (rf"elke laatste dag{_OF_MONTH}", _last_day),
        (rf"{each}(?: (?P<n>\d{{1,2}}))? maand(?: op)?(?: de)? {rank} werkdag{of_the_month}", _workday_of_month),
        (rf"(?:op )?(?:elke|de) {rank} werkdag{_OF_EACH}", _workday_of_month),
        (rf"(?:op )?elke {rank} werkdag(?:{_OF_MONTH})?", _workday_of_month),
        (rf"{each}(?: (?P<n>\d{{1,2}}))? maand(?: op)?(?: de)? {rank} <dag>{of_the_month}", _weekday_of_month),
        (rf"(?:op )?elke {rank} <dag>(?P<month>{_OF_MONTH})?", _weekday_of_month_or_weeks),
        (rf"(?:op )?(?:de )?{rank} <dag>{_OF_EACH}", _weekday_of_month),
        (rf"(?:op )?(?:de )?{rank} <dag> van (?:de|deze) maand", _once_or_each),
        (rf"(?:op )?(?:de )?{rank} <dag> van (?:<maand>(?: (?P<y>\d{{4}}))?|(?P<next>volgende) maand)", _once),
        (rf"(?:in )?(?P<next>volgende) maand (?:op )?(?:de )?{rank} <dag>", _once),
        (rf"elke (?:jaar )?(?:op )?(?:de )?{monthday}? (?:van )?<maand>{clipped}", _yearly),
        (r"elke weekend", _weekends),
        (r"elke(?: \d{1,3}| half)? (?:uur|minuut|kwartier)", lambda match, told: Repeat((), reason="onmogelijk")),
    ]  # fmt: skip
    yield from rules(words, table)


def _numbers(match: re.Match[str], told: Told) -> list[int]:
    names = list(told.words.data.dagen)
    return [names.index(word) for word in match["dagen"].split() if word in names]


def _weekdays(match: re.Match[str], told: Told) -> Fragment:
    days = _numbers(match, told)
    return Repeat((weekly(days),), holidays="overslaan" if set(days) == _WORKDAYS else "")


def _every_other(match: re.Match[str], told: Told) -> Fragment:
    return Repeat((weekly(_numbers(match, told), 2),))


def _weeks(match: re.Match[str], told: Told) -> Fragment:
    weeks = int(match["n"] or 0) or (2 if match["om"] or match["other"] else 1)
    if match["dagen"]:
        return Repeat((weekly(_numbers(match, told), weeks),))
    return Repeat((weekly([told.today.weekday()], weeks),), start=told.today + timedelta(weeks=weeks))


def _days(match: re.Match[str], told: Told) -> Fragment:
    written = match.groupdict().get("n")
    days = int(written or 0) or (2 if match[0].startswith("om") else 1)
    return Repeat((daily(days),), start=told.today + timedelta(days=days) if days > 1 else None)


def _workdays(match: re.Match[str], told: Told) -> Fragment:
    return Repeat((weekly(range(5)),), holidays="overslaan")


def _months(match: re.Match[str], told: Told) -> Fragment:
    unit = match["unit"]
    if match["n"] == "half":
        months = _MONTHS[unit] // 2
    else:
        months = _MONTHS[unit] * (int(match["n"] or 0) or (2 if match["om"] else 1))
    if not months or (match["n"] == "half" and unit != "jaar"):
        return Repeat((), reason="onmogelijk")
    today = told.today
    rule = yearly(today.month, today.day) if months == 12 else monthly(today.day, months)
    return Repeat((rule,), start=add_months(today, months))


def _monthday(match: re.Match[str], told: Told) -> Fragment:
    day = int(match["d"])
    return Repeat((monthly(day, _every(match)),)) if 1 <= day <= 31 else Repeat((), reason="onmogelijk")


def _last_day(match: re.Match[str], told: Told) -> Fragment:
    return Repeat((monthly(_LAST, _every(match)),))


def _workday_of_month(match: re.Match[str], told: Told) -> Fragment | None:
    if match["last"]:
        return Repeat((monthly_workday(_LAST, _every(match)),), holidays="ervoor")
    return Repeat((monthly_workday(1, _every(match)),), holidays="erna") if match["rank"] == "1" else None


def _weekday_of_month(match: re.Match[str], told: Told) -> Fragment:
    rank = _rank(match)
    return Repeat((_nth(match, told),)) if rank <= 4 else Repeat((), reason="onmogelijk")


def _weekday_of_month_or_weeks(match: re.Match[str], told: Told) -> Fragment:
    """`elke tweede dinsdag` is the second of the month, or every other one."""
    rank = _rank(match)
    if rank > 4:
        return Repeat((), reason="onmogelijk")
    if match["month"] or rank in {1, _LAST}:
        return Repeat((_nth(match, told),))
    weekday = list(told.words.data.dagen).index(match["dag"])
    return Repeat((_nth(match, told), weekly([weekday], rank)), reason="tweeduidig")


def _once_or_each(match: re.Match[str], told: Told) -> Fragment:
    rule = _nth(match, told)
    return Repeat((rule, rule), once=(True, False), reason="tweeduidig")


def _once(match: re.Match[str], told: Told) -> Fragment:
    """`de laatste vrijdag van januari`: one day."""
    if match["next"]:
        return _first_from(_nth(match, told), add_months(told.today.replace(day=1), 1))
    month = list(told.words.data.maanden).index(match["maand"]) + 1
    year = int(match["y"]) if match["y"] else told.today.year + (month < told.today.month)
    found = _first_from(_nth(match, told), date(year, month, 1))
    if not found.days or found.days[0] >= told.today:
        return found
    next_one = _first_from(_nth(match, told), date(told.today.year + (month <= told.today.month), month, 1))
    return Day(next_one.days, reason="voorbij")


def _first_from(rule: str, start: date) -> Day:
    day = first_day(rule, datetime.combine(start, time()))
    return Day((day,)) if day else Day((), reason="te_ver")


def _yearly(match: re.Match[str], told: Told) -> Fragment:
    month, day = list(told.words.data.maanden).index(match["maand"]) + 1, int(match["d"])
    try:
        date(2000, month, day)
    except ValueError:
        return Repeat((), reason="onmogelijk")
    return Repeat((yearly(month, day),))


def _weekends(match: re.Match[str], told: Told) -> Fragment:
    return Repeat((weekly([5]), weekly([6])), reason="tweeduidig")


def _every(match: re.Match[str]) -> int:
    return int(match.groupdict().get("n") or 1)


def _rank(match: re.Match[str]) -> int:
    return _LAST if match["last"] else int(match["rank"])


def _nth(match: re.Match[str], told: Told) -> str:
    return monthly_weekday(_rank(match), list(told.words.data.dagen).index(match["dag"]), _every(match))

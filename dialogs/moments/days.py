"""Days by their name, by their date, and by how far they are: `volgende week dinsdag`, `3 maart`, `over twee weken`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from dialogs.moments.calendar_days import coming, dated, impossible, in_week, monthday, shifted
from dialogs.moments.fragments import Day, Exact, Fragment, Past, Told
from dialogs.moments.rule_words import Reads, Rule, any_of, count, rules
from dialogs.moments.words import Words

_ON: Final = r"(?:(?:op|per) )?"
_FAR: Final = {"vandaag": 0, "morgen": 1, "overmorgen": 2}
_NUMERIC: Final = r"(?P<d>\d{1,2})(?P<s>[-/])(?P<m>\d{1,2})(?:(?P=s)(?P<y>\d{4}|\d\d))?"
_MINUTES: Final = {"minuut": 1, "kwartier": 15, "uur": 60}
_A_FEW: Final = (2, 3, 5)


def day_rules(words: Words) -> Iterator[Rule]:
    """All ways to say a day that follow from today alone."""
    far = f"(?P<far>{any_of(_FAR)})"
    after_rank = any_of(words.data.na_rang)
    no_rank = any_of((*words.data.geen_rang_voor, *words.data.eenheden))
    table: list[tuple[str, Reads]] = [
        (rf"{far}(?: nog)?", lambda match, told: Day((told.today + timedelta(days=_FAR[match["far"]]),))),
        (rf"{far} over <n> week", _far_from_now),
        (r"later (?:op )?(?:vandaag|deze dag|de dag)(?: nog)?", _later_today),
        (rf"{_ON}<dag>", _weekday),
        (rf"{_ON}(?P<which>komende|deze|volgende) <dag>", _which_weekday),
        (rf"{_ON}<dag> over <n> week", _weekday_and_weeks),
        (rf"{_ON}<dag> (?:van |in )?(?P<week>deze|volgende|komende) week", _weekday_of_week),
        (rf"(?:in |van )?(?P<week>deze|volgende|komende) week {_ON}<dag>", _weekday_of_week),
        (rf"over <n> week {_ON}<dag>", _weeks_and_weekday),
        (rf"{_ON}(?:de )?(?P<d>\d{{1,2}})e? (?:\. )?(?:van )?<maand>(?: \.)?(?: (?P<y>\d{{4}}))?", _date),
        (rf"{_ON}<dag>(?: \.)?(?: ,)?(?: de)? (?P<d>\d{{1,2}})e? (?:van )?<maand>(?: \.)?(?: (?P<y>\d{{4}}))?", _date),
        (rf"{_ON}(?:<dag>(?: \.)?(?: de)? )?{_NUMERIC}", _date),
        (rf"{_ON}(?:<dag> )?(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}|\d\d)", _date),
        (rf"{_ON}(?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})", _date),
        (rf"{_ON}(?:(?P<prefix><dag_>) )?de (?P<d>\d{{1,2}})e(?= (?:{after_rank})(?: |$)|$| [^\w])", _rank),
        (rf"op de (?P<d>[6-9]|\d\d)e(?! (?:{no_rank}))", _rank),
        (rf"{_ON}de (?P<d>\d{{1,2}})e van (?:(?P<next>volgende)|de|deze) maand", _rank_of_month),
        (r"over (?:precies |ongeveer |exact )?<n> <eenheid>", _from_now),
        (r"(?P<n>\d{1,3}|een|half) <eenheid> later", _from_now),
        (r"over (?:een )?paar <eenheid>", _a_few),
        (r"over (?:een|1) <eenheid> of (?P<n>\d{1,2})", _one_or),
        (r"over (?P<n>\d{1,2})(?: of | a | tot |-)(?P<n2>\d{1,2}) <eenheid>", _one_or),
        (r"(?:eer)?gisteren", lambda match, told: Past()),
        (r"vorige (?:week|maand|jaar|kwartaal)", lambda match, told: Past()),
        (r"(?P<n>\d{1,3}|een|half|paar) <eenheid> geleden", lambda match, told: Past()),
        (r"(?:op )?vorige <dag>", lambda match, told: Past(coming(told.today, _weekday_number(match, told)))),
    ]  # fmt: skip
    yield from rules(words, table)


def _weekday_number(match: re.Match[str], told: Told) -> int:
    return list(told.words.data.dagen).index(match["dag"])


def _far_from_now(match: re.Match[str], told: Told) -> Fragment | None:
    return _whole(told.today + timedelta(days=_FAR[match["far"]]), match["n"], "week")


def _later_today(match: re.Match[str], told: Told) -> Fragment:
    hours = told.words.data.later_vandaag_uren
    later = told.now + timedelta(hours=hours)
    return Exact(hours * 60) if later.date() == told.today else Day((told.today,))


def _weekday(match: re.Match[str], told: Told) -> Fragment:
    weekday = _weekday_number(match, told)
    day = coming(told.today, weekday)
    return Day((told.today, day), reason="tweeduidig") if told.today.weekday() == weekday else Day((day,))


def _which_weekday(match: re.Match[str], told: Told) -> Fragment:
    weekday = _weekday_number(match, told)
    day = coming(told.today, weekday)
    if match["which"] == "deze":
        this_week = in_week(told.today, weekday, 0)
        return Day((day,), reason="voorbij") if this_week < told.today else Day((this_week,))
    next_week = in_week(told.today, weekday, 1)
    if match["which"] == "komende" or day == next_week:
        return Day((day,))
    return Day((day, next_week), reason="tweeduidig")


def _weekday_and_weeks(match: re.Match[str], told: Told) -> Fragment | None:
    weekday = _weekday_number(match, told)
    start = told.today if told.today.weekday() == weekday else coming(told.today, weekday)
    return _whole(start, match["n"], "week")


def _weekday_of_week(match: re.Match[str], told: Told) -> Fragment:
    weekday = _weekday_number(match, told)
    if match["week"] == "deze":
        day = in_week(told.today, weekday, 0)
        return Day((day + timedelta(days=7),), reason="voorbij") if day < told.today else Day((day,))
    return Day((in_week(told.today, weekday, 1),))


def _weeks_and_weekday(match: re.Match[str], told: Told) -> Fragment | None:
    weekday, weeks = _weekday_number(match, told), count(match["n"])
    if weeks % 1:
        return None
    in_that_week = in_week(told.today, weekday, int(weeks))
    start = told.today if told.today.weekday() == weekday else coming(told.today, weekday)
    counted = start + timedelta(weeks=int(weeks))
    return Day((in_that_week, counted), reason="tweeduidig") if in_that_week != counted else Day((counted,))


def _date(match: re.Match[str], told: Told) -> Fragment:
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else list(told.words.data.maanden).index(groups["maand"]) + 1
    day, data = int(groups["d"]), told.words.data
    if groups.get("y"):
        found = _full_date(told.today, int(groups["y"]), month, day, data.kort_geleden_dagen)
    else:
        found = dated(told.today, month, day, data.kort_geleden_dagen)
    if not groups.get("dag") or found.reason:
        return found
    return _on_weekday(found.days[0], list(data.dagen).index(groups["dag"]), told.today)


def _full_date(today: date, year: int, month: int, day: int, recent: int) -> Day:
    year += 2000 if year < 100 else 0
    try:
        named = date(year, month, day)
    except ValueError:
        return impossible(today, month, day, year)
    if named >= today:
        return Day((named,))
    return Day(dated(today, month, day, 0).days[:1], reason="voorbij")


def _on_weekday(day: date, weekday: int, today: date) -> Day:
    """A date that is another day of the week than was said: that date, or that day nearby."""
    if day.weekday() == weekday:
        return Day((day,))
    around = sorted((day + timedelta(days=step) for step in range(-3, 4)), key=lambda each: abs(each - day))
    near = next(each for each in around if each.weekday() == weekday)
    return Day((day, near) if near >= today else (day,), reason="tweeduidig")


def _rank(match: re.Match[str], told: Told) -> Fragment:
    found = monthday(told.today, int(match["d"]))
    prefix = match.groupdict().get("prefix")
    if not prefix or len(found.days) != 1:
        return found
    return _on_weekday(found.days[0], list(told.words.data.dagen).index(prefix), told.today)


def _rank_of_month(match: re.Match[str], told: Told) -> Fragment:
    day = int(match["d"])
    if not match["next"]:
        return monthday(told.today, day)
    first = shifted(told.today.replace(day=1), 1, "maand")
    try:
        return Day((first.replace(day=day),)) if first else Day((), reason="onmogelijk")
    except ValueError:
        return impossible(told.today, first.month, day, first.year) if first else Day((), reason="onmogelijk")


def _from_now(match: re.Match[str], told: Told) -> Fragment | None:
    unit, much = match["eenheid"], count(match["n"])
    if unit in _MINUTES:
        return Exact(round(much * _MINUTES[unit]))
    if much % 1 and unit == "jaar":
        return _whole(told.today, str(round(much * 12)), "maand")
    return _whole(told.today, match["n"], unit)


def _whole(start: date, written: str, unit: str) -> Fragment | None:
    """So many units on; half a week or month is two days to choose from."""
    much = count(written)
    day = shifted(start, int(much), unit)
    if not much % 1:
        return Day((day,)) if day else Day((), reason="te_ver")
    if day is None or unit not in {"week", "maand"}:
        return None
    more = (3, 4) if unit == "week" else (14, 15)
    return Day(tuple(day + timedelta(days=step) for step in more), reason="tweeduidig")


def _a_few(match: re.Match[str], told: Told) -> Fragment | None:
    unit = match["eenheid"]
    if unit in _MINUTES:
        return Exact(2 * _MINUTES[unit]) if unit == "uur" else None
    return _choice(told.today, _A_FEW, unit)


def _one_or(match: re.Match[str], told: Told) -> Fragment | None:
    second = match.groupdict().get("n2")
    return _choice(told.today, (int(match["n"]), int(second)) if second else (1, int(match["n"])), match["eenheid"])


def _choice(today: date, counts: tuple[int, ...], unit: str) -> Day | None:
    days = [day for much in counts if (day := shifted(today, much, unit))]
    return Day(tuple(days), reason="tweeduidig") if days else None

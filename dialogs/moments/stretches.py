"""Stretches of time and days with a name, and what stands before or after a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from dialogs.moments.calendar_days import (
    coming_feast,
    in_week,
    month_span,
    shifted,
    span,
    span_end,
    span_middle,
    span_start,
)
from dialogs.moments.canonical import in_rule_words
from dialogs.moments.fragments import Bound, Day, Fragment, Shift, Told, Vague
from dialogs.moments.rule_words import Reads, Rule, any_of, count, phrases, rules
from dialogs.moments.words import Words

_PLACE: Final = r"(?:(?:aan |tegen |op |in )?(?:het )?(?P<place>begin|half|eind) (?:van )?(?:de |het )?)"
_A_DATE: Final = r"\d{1,2}e? <maand_>|\d{1,2}[-/]\d"
_LONG: Final = "(?P<unit>week|maand|kwartaal|jaar)"


def stretch_rules(words: Words) -> Iterator[Rule]:
    """Weeks, months, quarters, years, feasts, and words without a day."""
    table: list[tuple[str, Reads]] = [
        (rf"(?:in |de )?(?P<which>volgende|komende) {_LONG}", _next_stretch),
        (rf"{_PLACE}(?:(?P<which>deze|volgende|komende) )?{_LONG}", _place_in_stretch),
        (rf"{_PLACE}<maand>(?: (?P<y>\d{{4}}))?", _place_in_month),
        (r"in <maand>(?: (?P<y>\d{4}))?", _place_in_month),
        (r"(?:in )?week (?P<w>\d{1,2})", _week),
        (r"(?:(?:in|dit|deze|komende) )?(?:het )?weekend", _weekend),
        (r"(?:de|een|1) <eenheid> (?P<side>voor|eerder_dan|na)", _shift),
        (r"(?P<n>\d{1,3}|een) <eenheid> (?P<side>voor|eerder_dan|na)", _shift),
        (r"(?P<side>voor|eerder_dan|na)", _beside),
        (rf"(?:, |en )?(?:{phrases(words, words.data.vanaf)})", lambda match, told: Bound("vanaf")),
        (r"(?:, )?tot(?! en met)(?: aan)?", lambda match, told: Bound("tot")),
        (r"(?:, )?tot en met", lambda match, told: Bound("tot en met")),
        (r"over - \d{1,3} <eenheid_>", lambda match, told: Day((), reason="onmogelijk")),
        (r"(?:\d{1,2}|paar) (?:keer|x) per (?:week|dag|maand|jaar|kwartaal)", lambda match, told: Vague()),
    ]
    yield from rules(words, table)
    data = words.data
    feasts = {
        in_rule_words(form, words): name for name, feast in data.feestdagen.items() for form in (name, *feast.ook)
    }
    feast = any_of(feasts)
    named = f"(?:de |het )?(?:{feast}|weekend|{_A_DATE})"
    soon, days = phrases(words, data.gauw.vandaag_nog), phrases(words, data.gauw.deze_dagen)
    around = f"(?:{any_of(data.om_zonder_dag)})"
    without = phrases(words, data.zonder_dag)
    yield from rules(
        words,
        [
            (rf"(?:(?:op|met|rond|tegen) )?(?:de |het )?(?P<feast>{feast})(?: (?P<y>\d{{4}}))?", _feast(feasts)),
            (rf"(?:de )?<dag> (?P<side>voor|eerder_dan|na)(?= {named})", _weekday_beside),
            (rf"(?:<n> <eenheid> )?{around}(?: de| het| mijn)? (?:{without})",
             lambda match, told: Vague()),
            (f"(?:{soon})", lambda match, told: Vague("vandaag_nog")),
            (f"(?:{days})", lambda match, told: Vague("deze_dagen")),
        ],
    )  # fmt: skip


def _next_stretch(match: re.Match[str], told: Told) -> Fragment:
    unit = match["unit"]
    first, last = span(told.today, unit, 1)
    start = span_start(first, last)
    if unit in {"jaar", "kwartaal"}:
        return _choose(start, shifted(told.today, 1, unit))
    if (first - told.today).days <= told.words.data.dichtbij_dagen[unit]:
        return _choose(start, shifted(start, 1, "week") if unit == "week" else shifted(told.today, 1, unit))
    return Day((start,))


def _choose(*days: date | None) -> Day:
    return Day(tuple(day for day in days if day), reason="tweeduidig")


def _place_in_stretch(match: re.Match[str], told: Told) -> Fragment:
    unit, ahead = match["unit"], 0 if match["which"] in {None, "deze"} else 1
    day = _at(match["place"], *span(told.today, unit, ahead))
    return day if day.days[0] >= told.today else Day(_at(match["place"], *span(told.today, unit, 1)).days, "voorbij")


def _place_in_month(match: re.Match[str], told: Told) -> Fragment:
    groups = match.groupdict()
    month = list(told.words.data.maanden).index(groups["maand"]) + 1
    place = groups.get("place") or "begin"
    named = int(groups["y"]) if groups.get("y") else None
    day = _at(place, *month_span(told.today, month, named))
    if not groups.get("place") and named is None and day.days[0] > _far_ahead(told):
        return Day(day.days, reason="voorbij")
    if day.days[0] >= told.today:
        return day
    if not groups.get("place") and month == told.today.month and named in {None, told.today.year}:
        return _choose(shifted(told.today, 1, "werkdag"), _at("eind", *month_span(told.today, month, named)).days[0])
    year = told.today.year + (month <= told.today.month)
    return Day(_at(place, *month_span(told.today, month, year)).days, reason="voorbij")


def _far_ahead(told: Told) -> date:
    return shifted(told.today, told.words.data.ver_vooruit_maanden, "maand") or told.today


def _at(place: str, first: date, last: date) -> Day:
    pick = {"begin": span_start, "half": span_middle, "eind": span_end}[place]
    if place == "eind" and (last - first).days == 6:
        last -= timedelta(days=2)
    return Day((pick(first, last),))


def _week(match: re.Match[str], told: Told) -> Fragment:
    week = int(match["w"])
    for year in (told.today.isocalendar().year, told.today.isocalendar().year + 1):
        try:
            first = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        day = span_start(first, first + timedelta(days=6))
        if day >= told.today:
            return Day((day,))
    return Day((), reason="onmogelijk")


def _weekend(match: re.Match[str], told: Told) -> Fragment:
    saturday, sunday = in_week(told.today, 5, 0), in_week(told.today, 6, 0)
    days = tuple(day for day in (saturday, sunday) if day >= told.today)
    return Day(days, reason="tweeduidig", feast=True, last=sunday)


def _shift(match: re.Match[str], told: Told) -> Fragment | None:
    much = int(count(match.groupdict().get("n") or "een"))
    return Shift(much if match["side"] == "na" else -much, match["eenheid"])


def _weekday_beside(match: re.Match[str], told: Told) -> Fragment:
    """`de vrijdag voor kerst`: the day that was named follows."""
    weekday = list(told.words.data.dagen).index(match["dag"])
    return Shift(1 if match["side"] == "na" else -1, "weekdag", weekday)


def _beside(match: re.Match[str], told: Told) -> Fragment:
    return Shift(0, match["side"])


def _feast(feasts: dict[str, str]) -> Reads:
    def read(match: re.Match[str], told: Told) -> Fragment:
        data, name = told.words.data, feasts[match["feast"]]
        asked_from = date(int(match["y"]), 1, 1) if match["y"] else told.today
        first, last = coming_feast(data, name, max(asked_from, told.today))
        return Day((first,), feast=True, last=last)

    return read

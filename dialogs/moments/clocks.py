"""Times of day: `half tien`, `kwart voor drie`, `9u30`, `drie uur 's middags`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Final

from dialogs.moments.canonical import in_rule_words
from dialogs.moments.fragments import Clock, DayOrClock, Fragment, Part, Told
from dialogs.moments.rule_words import Reads, Rule, any_of, phrases, rules
from dialogs.moments.words import Words

_NOON: Final = 12
_AT: Final = r"(?:(?:om|tegen|na|vanaf|op) )?(?:ongeveer )?(?:een )?"
_AROUND: Final = r"(?P<min>kwart|\d{1,2})(?: minuut)? (?P<side>voor|over) (?P<half>half )?(?P<h>\d{1,2})"
_NOT_COUNTED: Final = r"(?! <eenheid_>| <maand_>|[-/.:,]\d| per )"


def clock_rules(words: Words) -> Iterator[Rule]:
    """All ways to say a time."""
    at_hour: list[tuple[str, Reads]] = [
        (rf"{_AT}(?P<h>\d{{1,2}}) uur(?: (?P<m>\d\d)(?! <maand_>))?(?! per| later)", _hour),
        (r"om (?P<h>een) uur(?! per)", _hour),
        (rf"(?:om|tegen|rond) (?P<h>\d{{1,2}}){_NOT_COUNTED}", _hour),
        (rf"{_AT}uur of (?P<h>\d{{1,2}})", _hour),
        (r"(?:(?P<at>om|tegen|na|vanaf) |op )?(?P<h>\d{1,2})(?P<sep>[:.])(?P<m>\d\d)(?P<uur> uur)?", _written),
        (rf"{_AT}half (?P<h>\d{{1,2}})(?: uur)?{_NOT_COUNTED}", _half),
        (rf"{_AT}{_AROUND}(?: uur)?{_NOT_COUNTED}", _around),
        (r"(?:om )?tussen (?P<h>\d{1,2})(?: uur)? en (?P<h2>\d{1,2}) uur", _either),
        (rf"(?:om )?tussen (?P<h>\d{{1,2}}) en (?P<h2>\d{{1,2}}){_NOT_COUNTED}", _either),
        (r"(?:om )?(?P<h>\d{1,2})(?: uur)? of (?P<h2>\d{1,2}) uur", _either),
    ]
    yield from rules(words, at_hour)
    fixed = {in_rule_words(name, words): clock for name, clock in words.data.vaste_tijden.items()}
    yield from rules(words, [(f"(?:aan het )?({any_of(fixed)})", lambda match, told: Clock((fixed[match[1]],)))])
    part = phrases(words, words.data.dagdeelwoorden)
    yield from rules(
        words,
        [
            (rf"(?P<sure>'s |in de )?(?:vroege )?(?P<part>{part})(?: vroeg)?", _part),
            (r"(?P<part>vroeg)", lambda match, told: Part("ochtend", sure=False)),
        ],
    )


def _part(match: re.Match[str], told: Told) -> Fragment:
    return Part(match["part"], sure=bool(match["sure"]))


def _hour(match: re.Match[str], told: Told) -> Fragment:
    groups = match.groupdict()
    return _clock(told, groups["h"], int(groups.get("m") or 0))


def _written(match: re.Match[str], told: Told) -> Fragment:
    clock = _clock(told, match["h"], int(match["m"]), digital=True)
    if match["sep"] == "." and not match["at"] and not match["uur"]:
        try:
            day = date(told.today.year, int(match["m"]), int(match["h"]))
        except ValueError:
            return clock
        return DayOrClock(day.month, day.day, clock) if clock.times else clock
    return clock


def _half(match: re.Match[str], told: Told) -> Fragment:
    return _before(told, match["h"], 30)


def _around(match: re.Match[str], told: Told) -> Fragment | None:
    minutes = 15 if match["min"] == "kwart" else int(match["min"])
    if not 0 < minutes < 30:
        return None
    signed = -minutes if match["side"] == "voor" else minutes
    return _before(told, match["h"], 30 - signed) if match["half"] else _before(told, match["h"], -signed)


def _either(match: re.Match[str], told: Told) -> Fragment:
    first, second = _clock(told, match["h"], 0), _clock(told, match["h2"], 0)
    return Clock((*first.times, *second.times), loose=first.loose, reason="tweeduidig")


def _before(told: Told, hour: str, minutes: int) -> Fragment:
    """So many minutes before an hour; negative is after it."""
    hours = int(hour)
    if not 1 <= hours <= _NOON:
        return Clock((), reason="onmogelijk")
    total = (hours * 60 - minutes) % (12 * 60)
    return _clock(told, str(total // 60 or _NOON), total % 60, spoken=hours)


def _clock(told: Told, hour: str, minute: int, *, digital: bool = False, spoken: int = 0) -> Clock:
    """The time by day, when it was said with a number up to twelve; 3 uur is 15.00 uur."""
    hours = 1 if hour == "een" else int(hour)
    if hours > 23 or minute > 59:
        return Clock((), reason="onmogelijk")
    if hours > _NOON or hour.startswith("0"):
        return Clock((time(hours, minute),))
    data = told.words.data
    afternoon = (spoken or hours) <= data.laatste_uur_in_de_middag
    clock = time(hours + _NOON if afternoon and hours < _NOON else hours, minute)
    if (spoken or hours) in data.uren_navragen and not (digital and hours == max(data.uren_navragen)):
        return Clock((clock, clock.replace(hour=clock.hour + _NOON)), loose=True, reason="tweeduidig")
    return Clock((clock,), loose=not digital or afternoon)

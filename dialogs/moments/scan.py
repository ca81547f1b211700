"""Finds the pieces of time in a text, from left to right, the longest first, and joins those that belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dialogs.moments.calendar_days import coming, last_before, shifted
from dialogs.moments.canonical import Canonical
from dialogs.moments.clocks import clock_rules
from dialogs.moments.days import day_rules
from dialogs.moments.fragments import (
    Bound,
    Bounded,
    Clock,
    Day,
    Exact,
    Found,
    Part,
    Repeat,
    Shift,
    Told,
    Vague,
)
from dialogs.moments.repeats import repeat_rules
from dialogs.moments.rule_words import Rule
from dialogs.moments.stretches import stretch_rules
from dialogs.moments.words import Words
from dialogs.workdays import add_working_days, working_day_before

_FIGURE = re.compile(r"\d")
_FROM_TODAY = frozenset({"over", "vandaag", "morgen", "overmorgen"})
"""`een seintje voor morgen` is one tomorrow."""
_BEFORE = frozenset({"voor", "eerder_dan"})


class Scanner:
    """All rules, ready to be used on any text."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._rules: tuple[Rule, ...] = (
            *repeat_rules(words),
            *day_rules(words),
            *stretch_rules(words),
            *clock_rules(words),
        )

    def find(self, text: Canonical, told: Told) -> Sequence[Found]:
        """The pieces in their order, joined: `drie werkdagen voor` with its day, `tot` with its day."""
        return tuple(self._joined(text, tuple(self._scan(text, told))))

    def _scan(self, text: Canonical, told: Told) -> Iterator[Found]:
        index = 0
        while index < len(text.tokens):
            found = self._longest(text, index, told)
            if found and not self._is_figure(text, found):
                yield found
                index = found.last
            else:
                index += 1

    def _longest(self, text: Canonical, index: int, told: Told) -> Found | None:
        best: Found | None = None
        for rule in self._rules:
            match = rule.pattern.match(text.line, text.offsets[index])
            if not match:
                continue
            last = bisect_left(text.offsets, match.end())
            if (best is None or last > best.last) and (fragment := rule.read(match, told)):
                best = Found(fragment, index, last)
        return best

    def _is_figure(self, text: Canonical, found: Found) -> bool:
        """Tell whether a number there is no time: `groep 5/6`, `3-4 jaar`."""
        if isinstance(found.fragment, Repeat | Exact) or not _FIGURE.match(text.tokens[found.first].word):
            return False
        data = self._words.data
        before, after = text.words(found.first - 1, found.first), text.words(found.last, found.last + 1)
        return bool(data.geen_datum_na.intersection(before) or data.geen_datum_voor.intersection(after))

    def _joined(self, text: Canonical, found: Sequence[Found]) -> Iterator[Found]:
        index = 0
        while index < len(found):
            this, after = found[index], found[index + 1] if index + 1 < len(found) else None
            follows = after is not None and after.first == this.last
            match this.fragment:
                case Shift() as shift:
                    joined = self._shift(text, this, shift, after) if after and follows else None
                    if joined and after:
                        yield Found(joined, this.first, after.last)
                        index += 1
                case Bound(side=side):
                    if after and follows and isinstance(after.fragment, Day):
                        yield Found(Bounded(side, after.fragment), this.first, after.last)
                        index += 1
                case Part(sure=False) if not (_beside_time(found, index)):
                    pass
                case _:
                    yield this
            index += 1

    def _shift(self, text: Canonical, this: Found, shift: Shift, after: Found) -> Day | Clock | Vague | None:
        """What stands before or after a day; None when the words mean something else."""
        match after.fragment:
            case Vague() as vague:
                return vague
            case Day() as day if shift.count:
                return _counted(day, shift)
            case Day() as day:
                return self._beside(text, this, after, day, before=shift.unit in _BEFORE, sure=shift.unit != "voor")
            case Clock() | Exact() | Repeat() if not shift.count:
                return None
            case _:
                return None

    def _beside(self, text: Canonical, this: Found, after: Found, day: Day, *, before: bool, sure: bool) -> Day | None:
        """`voor kerst`, `na vrijdag`; but `een herinnering voor vrijdag` is for that day."""
        if not day.days or text.tokens[after.first].word in _FROM_TODAY:
            return None
        if not before:
            return Day((add_working_days(day.last or day.days[-1], 1),))
        earlier = working_day_before(day.days[0])
        announced = bool(self._words.data.herinnering.intersection(text.words(this.first - 1, this.first)))
        if sure or (day.feast and not announced):
            return Day((earlier,))
        if announced and not day.feast:
            return None
        return Day((*day.days, earlier), reason="tweeduidig")


def _counted(day: Day, shift: Shift) -> Day | None:
    start = (day.last if shift.count > 0 and day.last else None) or (day.days[0] if day.days else None)
    if start is None:
        return day
    if shift.unit == "weekdag":
        return Day((coming(start, shift.weekday) if shift.count > 0 else last_before(start, shift.weekday),))
    ends = [start] if day.feast else list(day.days)
    days: list[date] = [found for end in ends if (found := shifted(end, shift.count, shift.unit))]
    return replace(day, days=tuple(days), feast=False, last=None, reason=None if day.feast else day.reason)


def _beside_time(found: Sequence[Found], index: int) -> bool:
    """Tell whether a bare `middag` stands right beside a day or a time."""
    this = found[index]
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    return (
        before is not None and before.last == this.first and isinstance(before.fragment, Day | Clock | Repeat | Bound)
    ) or (after is not None and after.first == this.last and isinstance(after.fragment, Clock))

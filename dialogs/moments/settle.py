"""From pieces of time to one moment, or to the choices with which it is asked back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

from dialogs.moments.calendar_days import coming, dated, shifted, span, span_start
from dialogs.moments.fragments import (
    Bounded,
    Clock,
    Day,
    DayOrClock,
    Exact,
    Fragment,
    Part,
    Past,
    Repeat,
    Told,
    Vague,
)
from dialogs.moments.model import Reason, When
from dialogs.moments.rule import until
from dialogs.moments.time_line import first_day, first_moment
from dialogs.moments.times import Times
from dialogs.workdays import AMSTERDAM, add_months, amsterdam_date

_MOST: Final = 4
"""Choices that are shown at most."""
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Settled:
    """Readings, each in the future; with no reason there is exactly one."""

    whens: tuple[When, ...]
    reason: Reason | None = None


def settle(fragments: Sequence[Fragment], told: Told, now: datetime) -> Settled | None:
    """What all of these say together; None when they are no moment."""
    return Settling(fragments, told, now).settled()


class Settling:
    """One reading: the pieces by their kind, and the moment from which is looked ahead."""

    def __init__(self, fragments: Sequence[Fragment], told: Told, now: datetime) -> None:
        self._told, self._now = told, now
        self._data = told.words.data
        self._days = list(_of(Day, fragments))
        self._clocks = list(_of(Clock, fragments))
        self._parts = list(_of(Part, fragments))
        self._repeats = list(_of(Repeat, fragments))
        self._exacts = list(_of(Exact, fragments))
        self._bounds = list(_of(Bounded, fragments))
        self._vague = list(_of(Vague, fragments))
        self._past = list(_of(Past, fragments))
        self._times = Times(self._data, self._clocks, self._parts)
        self._either = list(_of(DayOrClock, fragments))

    def settled(self) -> Settled | None:
        """What the pieces say together."""
        if self._either:
            return self._date_or_time(self._either[0])
        if not self._repeats:
            self._days.extend(bound.day for bound in self._bounds)
        if self._times.impossible:
            return self._without_clock()
        if self._repeats:
            return self._repeated()
        if self._exacts and not self._days:
            return self._result([when for exact in self._exacts for when in self._exact(exact)], None)
        if self._days:
            return self._on_days()
        if any(not vague.soon for vague in self._vague):
            return Settled((), "geen_tijd")
        if self._times.named:
            return self._today_or_tomorrow()
        if self._vague:
            return Settled(_few(self._ahead(self._soon(self._vague[0]))), "geen_tijd")
        if self._past:
            days = [past.choice for past in self._past if past.choice]
            return Settled(_few(self._ahead(When(day, self._times.usual) for day in days)), "voorbij")
        return None

    def _date_or_time(self, either: DayOrClock) -> Settled | None:
        """`15.12` beside a day is a time, beside a time a date, and alone it is asked."""
        rest: list[Fragment] = [*self._days, *self._clocks, *self._parts, *self._repeats, *self._bounds]
        if self._days or self._repeats or self._parts:
            return settle([*rest, either.clock], self._told, self._now)
        day = dated(self._told.today, either.month, either.day, self._data.kort_geleden_dagen)
        if self._clocks:
            return settle([*rest, day], self._told, self._now)
        both = [settle([each], self._told, self._now) for each in (day, either.clock)]
        return self._result([when for each in both if each for when in each.whens], "tweeduidig")

    def _without_clock(self) -> Settled:
        """A time that does not exist: the same without it, to choose."""
        rest: list[Fragment] = [*self._days, *self._repeats, *self._bounds]
        plain = settle(rest, self._told, self._now) if rest else None
        return Settled(plain.whens if plain else (), "onmogelijk")

    # --- which day

    def _on(self, day: date) -> Iterator[When]:
        """Readings of one day that are still ahead."""
        if day == self._told.today and not self._times.named:
            yield from list(self._ahead(When(day, clock) for clock in self._times.later_today))[:1]
            return
        only = all(len(each.days) == 1 for each in self._days)
        for clock in self._times.all:
            ahead = list(self._ahead([When(day, clock)]))
            if not ahead and only and (evening := self._times.evening(clock)):
                ahead = list(self._ahead([When(day, evening)]))
            yield from ahead

    def _on_days(self) -> Settled:
        reasons = {day.reason for day in self._days if day.reason}
        days = list(dict.fromkeys(each for day in self._days for each in day.days))
        far = add_months(self._told.today, 12 * self._data.verste_jaren)
        near = [day for day in days if day <= far]
        if (days and not near) or "te_ver" in reasons:
            return Settled((), "te_ver")
        whens = [when for day in near for when in self._on(day)]
        if not whens and days and not reasons & {"onmogelijk"}:
            return Settled(_few(self._ahead(self._next_chance(near))), "voorbij")
        for reason in ("onmogelijk", "voorbij", "geen_tijd"):
            if reason in reasons:
                return Settled(_few(whens), reason)
        return self._result(whens, "tweeduidig" if reasons or len(days) > 1 else self._times.reason)

    def _next_chance(self, days: Iterable[date]) -> Iterator[When]:
        """A day that is over: the same tomorrow when it was today, else in a week."""
        for day in days:
            later = self._told.today + timedelta(days=1)
            if day != self._told.today:
                later = coming(self._told.today, day.weekday())
            yield from (When(later, clock) for clock in self._times.all)

    def _today_or_tomorrow(self) -> Settled:
        """Only a time: today when that is ahead."""
        today, tomorrow = self._told.today, self._told.today + timedelta(days=1)
        times = self._times.all
        whens = list(self._ahead(When(today, clock) for clock in times))
        if whens:
            return self._result(whens, self._times.reason)
        tomorrows = [When(tomorrow, clock) for clock in times]
        other_half = list(self._on(today))
        if other_half:
            return Settled(_few([*other_half, *tomorrows]), "tweeduidig")
        return Settled(_few(tomorrows), "voorbij")

    def _exact(self, exact: Exact) -> Iterator[When]:
        local = (self._now + timedelta(minutes=exact.minutes)).astimezone(AMSTERDAM)
        if local.fold:  # the second of a double hour: the first time that can be said
            local = local.replace(hour=local.hour + 1, minute=0)
        yield from self._ahead([When(local.date(), time(local.hour, local.minute))])

    # --- how often

    def _repeated(self) -> Settled:
        reasons = {repeat.reason for repeat in self._repeats if repeat.reason}
        if "onmogelijk" in reasons:
            return Settled((), "onmogelijk")
        froms = [bound.day for bound in self._bounds if bound.side == "vanaf"]
        starts: list[date | None] = [day for start in froms for day in start.days] or [None]
        whens = [
            when
            for repeat in self._repeats
            for number, rule in enumerate(repeat.rules)
            for start in starts
            for when in self._each(repeat, self._ending(rule), start, once=bool(repeat.once) and repeat.once[number])
        ]
        unsure = [bound.day.reason for bound in self._bounds if bound.day.reason]
        if any(not vague.soon for vague in self._vague):
            return Settled(_few(whens), "geen_tijd")
        if self._days:
            on_days = self._on_days()
            return self._result([*whens, *on_days.whens], "tweeduidig")
        if not whens:
            return Settled((), "te_ver" if froms else "voorbij" if self._bounds else "onmogelijk")
        if unsure and unsure[0] not in {None, "tweeduidig"}:
            return Settled(_few(whens), unsure[0])
        return self._result(whens, "tweeduidig" if reasons or unsure else self._times.reason)

    def _ending(self, rule: str) -> str:
        for bound in self._bounds:
            if bound.side != "vanaf" and bound.day.days:
                last = bound.day.days[0]
                return until(rule, last - timedelta(days=bound.side == "tot"))
        return rule

    def _each(self, repeat: Repeat, rule: str, start: date | None, *, once: bool) -> Iterator[When]:
        bound = start or repeat.start or self._told.today
        for clock in self._times.all:
            begin = max(datetime.combine(bound, clock), datetime.combine(self._told.today, clock))
            if begin <= self._told.now:
                begin += timedelta(days=1)
            day = first_day(rule, begin, repeat.holidays)
            if day:
                when = When(day, clock, "" if once else rule, "" if once else repeat.holidays)
                yield from self._ahead([when])

    # --- what is left

    def _soon(self, vague: Vague) -> Iterator[When]:
        today, usual = self._told.today, self._data.tijden["gewoon"]
        if vague.soon == "vandaag_nog":
            yield from self._exact(Exact(60))
            yield When(today, self._data.tijden["middag"])
            yield When(today + timedelta(days=1), usual)
            return
        yield When(today + timedelta(days=2), usual)
        yield When(span_start(*span(today, "week", 1)), usual)
        yield When(shifted(today, 2, "week") or today, usual)

    def _ahead(self, whens: Iterable[When]) -> Iterator[When]:
        far = add_months(self._told.today, 12 * self._data.verste_jaren)
        for when in whens:
            moment = first_moment(when)
            if moment and moment > self._now and amsterdam_date(moment) <= far:
                yield when

    def _result(self, whens: Sequence[When], reason: Reason | None) -> Settled:
        few = _few(whens)
        if not few:
            return Settled((), "voorbij")
        return Settled(few, None if len(few) == 1 else reason or "tweeduidig")


def _few(whens: Iterable[When]) -> tuple[When, ...]:
    return tuple(dict.fromkeys(whens))[:_MOST]


def _of(kind: type[Kind], fragments: Sequence[Fragment]) -> Iterator[Kind]:
    return (fragment for fragment in fragments if isinstance(fragment, kind))

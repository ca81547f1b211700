"""What a change comes to: every value old and new, and what routes will say. Found by comparing before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from knowledge.edits.rewording import mentions, said_by, spoken
from knowledge.freshness import districts_without_team
from knowledge.model import Contact, Index, Municipality, Named, Organisation, Procedure, Route
from knowledge.values import UNKNOWN

WHOLE: Final = "all"
_TEXTS: Final = ("name", "wat", "voor_wie", "hoe", "let_op")
_DAYS: Final = ("assured_on", "review_by", "ended_on")
_PARTS: Final = ("phone", "email", "hours")


@dataclass(frozen=True, slots=True)
class Changed:
    """One value of one entry."""

    entry: str
    name: str
    """Of the entry, as it is called afterwards."""
    field: str
    """`name`, `wat`, `phone`, `areas`, `successor`, …: a sentence of the application says it in words."""
    of: str
    """The function of a contact; empty for other fields."""
    old: str
    """Empty: it was not there."""
    new: str


@dataclass(frozen=True, slots=True)
class RouteSays:
    """One sentence of a route that changes, or a step that leads elsewhere from now on."""

    route: str
    name: str
    step: int
    """0: what is said beside the steps."""
    old: str
    new: str
    to: tuple[str, ...] = ()
    """Names of whom the step leads to now, where that changes."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does. What others are told of it can be made from this alone."""

    entry: str
    name: str
    changed: tuple[Changed, ...]
    """Of the entry itself first."""
    routes: tuple[RouteSays, ...]
    named_in: tuple[str, ...]
    """Names of the routes that lead to it, or did; those that say the same as before too."""
    named_still: tuple[str, ...]
    """Names of what still names the old name in its words: somebody has to write that anew."""
    without_team: tuple[str, ...]
    """Names of districts that have no team any more."""
    areas_of: tuple[tuple[str, str], ...]
    """Who works elsewhere from now on, and what its own words are: they may name the old districts."""
    of_a_route: bool
    who_does_what: bool
    """Whether somebody goes elsewhere, or calls another number for a route: others should hear of it."""

    @property
    def is_nothing(self) -> bool:
        """Everything is as it was."""
        return not (self.changed or self.routes)


def effect(before: Municipality, after: Municipality, entry: str) -> Effect:
    """Compare two landscapes for a change to one entry."""
    old, new = _entries(before), _entries(after)
    changed = [
        line
        for id_ in dict.fromkeys((entry, *new, *old))
        for line in _differences(old.get(id_), new.get(id_), before, after)
    ]
    here, there = old.get(entry), new.get(entry)
    name = there.name if there is not None else here.name if here is not None else entry
    routes = tuple(_routes(before, after))
    named_in = _named_in(before, after, entry)
    moved = any(line.field in ("successor", "areas", "new") for line in changed)
    called = any(line.field == "phone" and line.entry == entry for line in changed)
    return Effect(
        entry,
        name,
        tuple(changed),
        routes,
        named_in,
        _named_still(after, entry, here),
        _without_team(before, after),
        tuple((new[each.entry].name, _wat(new[each.entry])) for each in changed if each.field == "areas" and each.old),
        isinstance(there or here, Route),
        moved or (called and bool(named_in)) or any(each.to for each in routes),
    )


def _differences(old: Named | None, new: Named | None, before: Municipality, after: Municipality) -> Iterator[Changed]:
    if old == new:
        return
    if new is None:
        assert old is not None  # noqa: S101 - one of them is there: told to mypy
        yield Changed(old.id, old.name, "gone", "", old.name, "")
        return
    was = dict(_values(old, before)) if old is not None else {}
    now = dict(_values(new, after))
    if old is None:
        yield Changed(new.id, new.name, "new", "", "", new.name)
    for key in dict.fromkeys((*now, *was)):
        if was.get(key, "") != now.get(key, "") and not (now.get(key) == UNKNOWN and not was.get(key)):
            yield Changed(new.id, new.name, key[0], key[1], was.get(key, ""), now.get(key, ""))


def _values(entry: Named, town: Municipality) -> Iterator[tuple[tuple[str, str], str]]:
    """What of an entry is shown to who changes it: by field and, of a contact, by function."""
    names = {each.id: each.name for each in _entries(town).values()}
    beside = ("let_op",) if isinstance(entry, Route) else ()  # that is told with what the route says
    for field in (*_TEXTS, "number"):
        if hasattr(entry, field) and field not in beside:
            yield (field, ""), str(getattr(entry, field))
    if isinstance(entry, Organisation):
        for contact in () if entry.contact == UNKNOWN else entry.contact:
            yield from _contact(contact)
        places = {place.id: place.name for place in town.places} | {WHOLE: town.meta.name}
        areas = (UNKNOWN,) if entry.areas == UNKNOWN else entry.areas
        yield ("areas", ""), ", ".join(places.get(area, area) for area in areas)
        waiting = entry.waiting
        yield ("weeks", ""), str(waiting.weeks)
        yield ("measured_on", ""), _day(waiting.measured_on)
        yield ("successor", ""), names.get(entry.successor or "", "")
        yield ("part_of", ""), names.get(entry.part_of or "", "")
        yield ("partners", ""), ", ".join(names.get(id_, id_) for id_ in entry.partners)
    if isinstance(entry, Procedure):
        yield ("between", ""), ", ".join(names.get(id_, id_) for id_ in entry.between)
    for field in _DAYS:
        yield (field, ""), _day(getattr(entry, field, None))
    yield ("assured_by", ""), str(entry.assured_by)


def _contact(contact: Contact) -> Iterator[tuple[tuple[str, str], str]]:
    for part in _PARTS:
        yield (part, contact.functie), str(getattr(contact, part))


def _day(day: date | str | None) -> str:
    return day.isoformat() if isinstance(day, date) else day or ""


def _routes(before: Municipality, after: Municipality) -> Iterator[RouteSays]:
    old = {route.id: route for route in before.routes}
    names = {each.id: each.name for each in _entries(after).values()}
    for route in after.routes:
        was = old.get(route.id)
        if was is None or was == route:
            continue
        for number, (then, now) in enumerate(zip(was.steps, route.steps, strict=True), 1):
            if then != now:
                to = tuple(names[id_] for id_ in now.to) if then.to != now.to else ()
                yield RouteSays(route.id, route.name, number, then.zin, now.zin, to)
        for field in ("consent", "let_op"):
            if getattr(was, field) != getattr(route, field):
                yield RouteSays(route.id, route.name, 0, getattr(was, field), getattr(route, field))
        if was.regie != route.regie:
            yield RouteSays(route.id, route.name, 0, _name(before, was.regie), names.get(route.regie, route.regie))


def _named_in(before: Municipality, after: Municipality, entry: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            route.name
            for town in (after, before)
            for route in town.routes
            if route.regie == entry or any(entry in step.to for step in route.steps)
        )
    )


def _named_still(after: Municipality, entry: str, old: Named | None) -> tuple[str, ...]:
    """Who still says the old name, when there is a new name or a successor."""
    now = _entries(after).get(entry)
    if not isinstance(old, Organisation) or not isinstance(now, Organisation):
        return ()
    if now.name == old.name and now.status == old.status:
        return ()
    return tuple(
        each.name
        for each in _entries(after).values()
        if each.id != entry
        and not (isinstance(each, Organisation) and each.status == "abolished")
        and any(mentions(text, name) for text in _said(each) for name in spoken(old, after.meta.name))
    )


def _said(entry: Named) -> Iterator[str]:
    match entry:
        case Organisation():
            yield from (entry.wat, entry.voor_wie, entry.hoe, entry.let_op)
            yield from (each.zin for each in entry.expectations)
        case Route():
            yield from said_by(entry)
        case Procedure() | Index():
            yield from (entry.wat, entry.let_op)
        case _:
            return


def _without_team(before: Municipality, after: Municipality) -> tuple[str, ...]:
    had = {place.id for place in districts_without_team(before)}
    return tuple(place.name for place in districts_without_team(after) if place.id not in had)


def _wat(entry: Named) -> str:
    return entry.wat if isinstance(entry, Organisation) else ""


def _name(town: Municipality, id_: str) -> str:
    found = _entries(town).get(id_)
    return found.name if found is not None else id_


def _entries(town: Municipality) -> dict[str, Named]:
    return {entry.id: entry for entry in town.entries}

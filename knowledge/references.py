"""The faults that a landscape file can have although every single value is sound: a reference that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from knowledge.faults import Fault, Where
from knowledge.model import Municipality, Organisation
from knowledge.values import RESERVED_IDS, UNKNOWN

WHOLE_MUNICIPALITY: Final = "all"

BY_ITSELF: Final = re.compile(r"[1-9]\d{3}([A-Z]{2})?|WK\d{6}|BU\d{8}")
"""An area that needs no district of ours: a postcode, a wijk or buurt code."""


def faults(town: Municipality) -> Iterator[Fault]:
    """Every fault, in the order of the file's sections."""
    yield from _doubles(town)
    yield from _organisations(town)
    yield from _routes(town)
    yield from _said_of(town)
    known = _entries(town)
    for i, procedure in enumerate(town.procedures):
        yield from _dead(("procedures", i, "between"), procedure.between, known)
    for i, instrument in enumerate(town.instruments):
        if instrument.used_by != UNKNOWN:
            yield from _dead(("instruments", i, "used_by"), instrument.used_by, known)
    for i, term in enumerate(town.glossary):
        yield from _dead(("glossary", i, "carried_out_by"), (term.carried_out_by,), known)


def _entries(town: Municipality) -> set[str]:
    return {
        entry.id
        for section in (town.organisations, town.procedures, town.indices, town.national_contacts)
        for entry in section
    }


def _doubles(town: Municipality) -> Iterator[Fault]:
    """One id is one entry, over all sections that a look-up can answer with; places have ids of their own."""
    seen: set[str] = set()
    for section in ("national_contacts", "organisations", "routes", "procedures", "indices"):
        for i, entry in enumerate(getattr(town, section)):
            if entry.id in seen:
                yield Fault((section, i, "id"), "twice", {"id": entry.id})
            if entry.id in RESERVED_IDS:
                yield Fault((section, i, "id"), "reserved", {"id": entry.id})
            seen.add(entry.id)
    places: set[str] = set()
    for i, place in enumerate(town.places):
        if place.id in places:
            yield Fault(("places", i, "id"), "twice", {"id": place.id})
        if place.id in RESERVED_IDS or BY_ITSELF.fullmatch(place.id):
            yield Fault(("places", i, "id"), "reserved", {"id": place.id})
        places.add(place.id)


def _organisations(town: Municipality) -> Iterator[Fault]:
    organisations = {each.id: each for each in town.organisations}
    known = set(organisations)
    places = {each.id for each in town.places} | {WHOLE_MUNICIPALITY}
    for i, each in enumerate(town.organisations):
        at: Where = ("organisations", i)
        others = (*((each.part_of,) if each.part_of is not None else ()), *each.partners)
        if each.part_of is not None:
            yield from _dead((*at, "part_of"), (each.part_of,), known)
        yield from _dead((*at, "partners"), each.partners, known)
        if each.id in others:
            yield Fault((*at, "part_of" if each.id == each.part_of else "partners"), "itself", {"id": each.id})
        if each.areas != UNKNOWN:
            ours = tuple(area for area in each.areas if not BY_ITSELF.fullmatch(area))
            yield from _dead((*at, "areas"), ours, places)
        if each.admission.through != UNKNOWN:
            yield from _dead((*at, "admission", "through"), each.admission.through, known)
        if each.successor is not None:
            yield from _dead((*at, "successor"), (each.successor,), known)
            if not _ends_alive(each, organisations):
                yield Fault((*at, "successor"), "no_living_successor", {"id": each.id})


def _said_of(town: Municipality) -> Iterator[Fault]:
    """What is asked of an organisation, or is missing there, names one that exists."""
    known = {each.id for each in town.organisations}
    for i, expectation in enumerate(town.expectations):
        yield from _dead(("expectations", i, "party"), expectation.party, known)
    for i, gap in enumerate(town.known_gaps):
        yield from _dead(("known_gaps", i, "party"), gap.party, known)


def _ends_alive(start: Organisation, organisations: Mapping[str, Organisation]) -> bool:
    seen: set[str] = set()
    here = start
    while here.successor is not None and here.id not in seen:
        seen.add(here.id)
        if here.successor not in organisations:
            return True  # a dead successor is a fault of its own
        here = organisations[here.successor]
    return here.successor is None


def _routes(town: Municipality) -> Iterator[Fault]:
    known = _entries(town)
    national = {each.id for each in town.national_contacts}
    abolished = {each.id for each in town.organisations if each.status == "abolished"}
    for i, route in enumerate(town.routes):
        at: Where = ("routes", i)
        if route.regie != UNKNOWN:
            yield from _dead((*at, "regie"), (route.regie,), known)
            if route.regie in abolished:
                yield Fault((*at, "regie"), "abolished_regie", {"id": route.regie})
        for j, step in enumerate(route.steps):
            here = (*at, "steps", j, "to")
            yield from _dead(here, step.to, known)
            for target in step.to:
                if target in abolished:
                    yield Fault(here, "abolished_target", {"id": target})
                if route.acute and target in known - national:
                    yield Fault(here, "not_national", {"id": target})


def _dead(path: Where, references: tuple[str, ...], known: set[str]) -> Iterator[Fault]:
    for reference in references:
        if reference not in known:
            yield Fault(path, "dead", {"id": reference})

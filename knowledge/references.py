"""The faults that a landscape file can have although every single value is sound: a reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.model import Municipality
from knowledge.values import UNKNOWN

Path = tuple[int | str, ...]

WHOLE_MUNICIPALITY = "all"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the file."""

    path: Path
    text: str


def faults(town: Municipality) -> Iterator[Fault]:
    """Every fault, in the order of the file's sections."""
    yield from _doubles(town)
    yield from _organisations(town)
    yield from _routes(town)
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
                yield Fault((section, i, "id"), f"id {entry.id} stands twice")
            seen.add(entry.id)
    places: set[str] = set()
    for i, place in enumerate(town.places):
        if place.id in places or place.id == WHOLE_MUNICIPALITY:
            yield Fault(("places", i, "id"), f"place {place.id} stands twice or is reserved")
        places.add(place.id)


def _organisations(town: Municipality) -> Iterator[Fault]:
    organisations = {each.id: each for each in town.organisations}
    places = {each.id for each in town.places} | {WHOLE_MUNICIPALITY}
    for i, each in enumerate(town.organisations):
        at: Path = ("organisations", i)
        known = set(organisations) - {each.id}
        if each.part_of is not None:
            yield from _dead((*at, "part_of"), (each.part_of,), known)
        yield from _dead((*at, "partners"), each.partners, known)
        if each.areas != UNKNOWN:
            yield from _dead((*at, "areas"), each.areas, places)
        if each.successor is not None:
            yield from _dead((*at, "successor"), (each.successor,), set(organisations))
            if not _ends_alive(each.id, town):
                yield Fault(
                    (*at, "successor"), f"the successors of {each.id} never lead to an organisation that exists"
                )


def _ends_alive(start: str, town: Municipality) -> bool:
    organisations = {each.id: each for each in town.organisations}
    seen: set[str] = set()
    here = organisations[start]
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
        at: Path = ("routes", i)
        if route.regie != UNKNOWN:
            yield from _dead((*at, "regie"), (route.regie,), known)
        for j, step in enumerate(route.steps):
            here = (*at, "steps", j, "to")
            yield from _dead(here, step.to, known)
            for target in step.to:
                if target in abolished:
                    yield Fault(here, f"{target} is abolished; name its successor")
                if route.acute and target in known - national:
                    yield Fault(here, f"an acute route holds national contacts only, not {target}")


def _dead(path: Path, references: tuple[str, ...], known: set[str]) -> Iterator[Fault]:
    for reference in references:
        if reference not in known:
            yield Fault(path, f"{reference} does not exist")

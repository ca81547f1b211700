"""From the entries of an import to a landscape that holds together, or to the reasons why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from knowledge.exchange.draft import Draft, Piece
from knowledge.exchange.grid import Note, Place
from knowledge.exchange.yaml_form import plain
from knowledge.faults import Fault, Where, say, value_faults
from knowledge.model import Municipality
from knowledge.references import faults
from knowledge.values import UNKNOWN

SINGLE = frozenset({"meta", "intervention_levels", "beleid"})
"""Sections that are one entry and no list."""

LISTS = ("national_contacts", "places", "organisations", "routes")
"""Sections that every landscape has, be it empty."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import changes: a section, a name, and what happens to it."""

    section: str
    name: str
    what: str
    """`new`, `changed` or `gone`."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    town: Municipality | None
    """The landscape, when it may be written."""
    refused: tuple[Note, ...] = ()
    remarks: tuple[Note, ...] = ()
    differences: tuple[Difference, ...] = field(default=())


def assemble(draft: Draft, gemeente: str, base: Municipality | None, *, partly: bool) -> Imported:
    """Check an import as a whole.

    Without `partly` one refusal is enough for no landscape. With it, a refused entry stays what it is in `base`, or
    stays out when it is not there; what then no longer fits is refused too, until all that is left fits.
    """
    building = _Building(draft, {} if base is None else plain(base), partly=partly)
    building.check_entries()
    town = building.town(gemeente)
    while partly and town is None and building.take_out():
        town = building.town(gemeente)
    refused = _once(building.refused)
    if refused and not partly:
        town = None
    return Imported(town, refused, tuple(draft.remarks), () if town is None else tuple(_differences(base, town)))


class _Building:
    """The landscape in the making."""

    def __init__(self, draft: Draft, base: Mapping[str, Any], *, partly: bool) -> None:
        self.refused = list(draft.refused)
        self._refused_at = {note.place for note in self.refused}
        self._partly = partly
        self._base = base
        self._sections = {**{name: _kept(section) for name, section in base.items()}, **draft.sections}
        self._faulty: list[tuple[str, Piece]] = []
        self._lost: set[str] = set()

    def check_entries(self) -> None:
        """Refuse what is wrong inside an entry, and put in its place what was there before."""
        self._faulty += [(name, each) for name, section in self._sections.items() for each in section if each.broken]
        content = self._content()
        try:
            Municipality.model_validate(content)
        except ValidationError as error:
            self._refuse(value_faults(error, content))
        self.take_out()

    def town(self, gemeente: str) -> Municipality | None:
        """Give the landscape when all of it fits; else refuse what does not."""
        content = self._content()
        try:
            town = Municipality.model_validate(content)
        except ValidationError as error:
            self._refuse(value_faults(error, content))
            return None
        found = [each for each in faults(town) if self._partly or not self._follows(each)]
        if town.meta.id != gemeente:
            found.append(Fault(("meta", "id"), "andere_gemeente", {"found": town.meta.id, "wanted": gemeente}))
        self._refuse(found)
        return town if not found else None

    def take_out(self) -> bool:
        """Take the faulty entries out, or put back what they were; tell whether that changed anything."""
        changed = False
        for name, piece in self._faulty:
            section = self._sections[name]
            at = next((i for i, each in enumerate(section) if each is piece), None)
            if at is None or not piece.places:
                continue  # what was kept cannot be taken out: nobody asked for that
            section[at : at + 1] = self._before(name, piece)
            self._lost.add(piece.key)
            changed = True
        self._faulty = []
        return changed

    def _before(self, name: str, piece: Piece) -> list[Piece]:
        """Give what a faulty entry was in the landscape before, unless that stands there already."""
        kept = _kept(self._base.get(name, []))
        if name in SINGLE:
            return kept
        taken = {each.key for each in self._sections[name] if each is not piece}
        return [each for each in kept if each.key and each.key == piece.key and each.key not in taken]

    def _follows(self, fault: Fault) -> bool:
        """Tell whether a fault is there only because another entry was refused."""
        return fault.code == "dead" and fault.values["id"] in self._lost

    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = {name: [] for name in LISTS}
        for name, section in self._sections.items():
            if name not in SINGLE:
                content[name] = [each.content for each in section]
            elif section:
                content[name] = section[0].content
        return content

    def _refuse(self, found: Iterable[Fault]) -> None:
        for fault in found:
            name, piece, rest = self._owner(fault)
            if piece is None or not piece.places:
                parts = (name, piece.key if piece else "", *rest)
                where = ".".join(str(part) for part in parts if part != "")
                self.refused.append(Note(Place(), say("kaart_blijft", where=where, fault=str(fault))))
            else:
                place = piece.place(rest)
                if not {place, Place(place.sheet, place.row)} & self._refused_at:
                    text = say("geweigerd_elders", id=fault.values["id"]) if self._follows(fault) else str(fault)
                    self.refused.append(Note(place, text))
                    self._refused_at.add(place)
                self._faulty.append((name, piece))

    def _owner(self, fault: Fault) -> tuple[str, Piece | None, Where]:
        """Give the section, the entry and the path in it."""
        name, rest = str(fault.path[0]), fault.path[1:]
        section = self._sections.get(name, [])
        if name in SINGLE:
            return name, section[0] if section else None, rest
        if rest and isinstance(rest[0], int) and rest[0] < len(section):
            return name, section[rest[0]], rest[1:]
        return name, None, rest


def _kept(section: Any) -> list[Piece]:
    entries = section if isinstance(section, list) else [section]
    return [Piece(each) for each in entries if each != UNKNOWN]


def _once(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(dict.fromkeys(notes))


def _differences(base: Municipality | None, town: Municipality) -> Iterator[Difference]:
    before, after = {} if base is None else plain(base), plain(town)
    for name in dict.fromkeys((*before, *after)):
        old, new = _keyed(before.get(name)), _keyed(after.get(name))
        for key, entry in new.items():
            if key not in old:
                yield Difference(name, key, "new")
            elif old[key] != entry:
                yield Difference(name, key, "changed")
        yield from (Difference(name, key, "gone") for key in old if key not in new)


def _keyed(section: Any) -> dict[str, Any]:
    if section is None or section == UNKNOWN:
        return {}
    if isinstance(section, Mapping):
        return {"": section}
    return {_called(each): each for each in section}


def _called(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    return str(entry.get("name") or entry.get("zin") or "")

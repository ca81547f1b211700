"""From the rows of sheets to the entries of a landscape; each row that does not fit is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from knowledge.exchange.cells import CellError, read
from knowledge.exchange.draft import Draft, Piece
from knowledge.exchange.grid import Grid, Note, Place, Row
from knowledge.exchange.layout import ITSELF, NUMBER, OWNER, Column, Layout, Sheet
from knowledge.exchange.yaml_form import plain
from knowledge.faults import say
from knowledge.model import Municipality
from knowledge.values import UNKNOWN

Track = Callable[[Sequence[Row], str], Iterable[Row]]
"""Goes through the rows of a sheet while somebody watches."""

SINGLE = ("meta", "intervention_levels")
"""Sections that are one entry and no list."""


def read_tables(grids: Sequence[Grid], layout: Layout, base: Municipality | None, track: Track) -> Draft:
    """Read the sheets. What is on no sheet stays as it is in `base`."""
    reading = _Reading(layout, {} if base is None else plain(base), track)
    reading.match(grids)
    for section in dict.fromkeys(each.section for each in layout.sheets):
        reading.section(section)
    return reading.draft


class _Reading:
    """One import."""

    def __init__(self, layout: Layout, base: Mapping[str, Any], track: Track) -> None:
        self.draft = Draft()
        self._layout = layout
        self._base = base
        self._track = track
        self._found: dict[str, Grid] = {}

    def match(self, grids: Sequence[Grid]) -> None:
        """Find for every sheet of the layout the grid that holds it."""
        names = {_folded(each.name): each.name for each in self._layout.sheets}
        for grid in grids:
            name = names.get(_folded(grid.name))
            if name is None:
                if _folded(grid.name) != _folded(self._layout.readme) and (grid.rows or any(grid.headings)):
                    self._refuse(Place(grid.name), "blad_onbekend")
            elif name in self._found:
                self._refuse(Place(grid.name), "blad_twee_keer")
            elif not any(grid.headings):
                self._refuse(Place(grid.name), "blad_leeg")
            else:
                self._found[name] = grid
                self.draft.remarks.extend(grid.remarks)
        if not self._found:
            self._refuse(Place(), "niets_gevonden")
        elif not self._base and (first := self._layout.sheets[0].name) not in self._found:
            self._refuse(Place(first), "blad_verplicht")

    def section(self, section: str) -> None:
        """Read the sheets of a section, when there is one."""
        sheet, lists = self._layout.entries(section), self._layout.lists(section)
        if not any(each.name in self._found for each in (sheet, *lists)):
            if section in self._base and self._found:
                kept = self._base[section]
                count = str(len(kept)) if isinstance(kept, list) else "1"
                self.draft.remarks.append(Note(Place(sheet.name), say("blad_weg", count=count)))
            return
        if section == "beleid":
            pieces = [self._terms(sheet)]
        elif sheet.name in self._found:
            pieces = self._entries(sheet)
        else:
            pieces = self._kept(section)
        owners = {"" if section in SINGLE else each.key: each for each in pieces}
        for each in lists:
            self._fill(each, owners, sheet)
        self.draft.sections[section] = pieces

    # --- sheets ------------------------------------------------------------------------------------------------

    def _kept(self, section: str) -> list[Piece]:
        kept = self._base.get(section, [])
        entries = kept if isinstance(kept, list) else [kept]
        return [Piece(dict(each) if isinstance(each, Mapping) else each) for each in entries if each != UNKNOWN]

    def _entries(self, sheet: Sheet) -> list[Piece]:
        pieces = [self._piece(sheet, row, columns) for row, columns in self._rows(sheet)]
        if sheet.section in SINGLE:
            for extra in pieces[1:]:
                self._refuse(extra.place(()), "een_rij")
            pieces = pieces[:1]
        return pieces

    def _terms(self, sheet: Sheet) -> Piece:
        piece = Piece({"terms": {}}, {(): Place(sheet.name)})
        for row, columns in self._rows(sheet):
            found = self._piece(sheet, row, columns)
            name = self._own(sheet, row, columns, OWNER)
            if name in piece.content["terms"]:
                self._refuse(found.place(()), "naam_twee_keer", name=name)
                found.broken = True
            piece.content["terms"][name] = found.content
            piece.places["terms", name] = found.place(())
            piece.broken = piece.broken or found.broken
        return piece

    def _fill(self, sheet: Sheet, owners: Mapping[str, Piece], entries: Sheet) -> None:
        """Read the rows that stand inside entries; without such a sheet they stay as they were."""
        if sheet.name not in self._found:
            self._keep(sheet, owners)
            return
        items: dict[str, dict[int, Piece]] = {}
        for row, columns in self._rows(sheet):
            found = self._piece(sheet, row, columns)
            owner = self._own(sheet, row, columns, OWNER)
            if owner not in owners:
                column = sheet.column(OWNER)
                place = Place(sheet.name, row.number, column.heading if column else "")
                code = "eigenaar_weg" if owner else "geen_eigenaar"
                self._refuse(place, code, id=owner, sheet=entries.name)
                continue
            taken = items.setdefault(owner, {})
            taken[self._number(sheet, row, columns, found, taken)] = found
            owners[owner].broken = owners[owner].broken or found.broken
        for owner, piece in owners.items():
            piece.content.pop(sheet.inside, None)
            if not sheet.none_is_unknown:
                piece.content[sheet.inside] = []
            for at, (_, found) in enumerate(sorted(items.get(owner, {}).items(), key=lambda pair: pair[0])):
                piece.content.setdefault(sheet.inside, []).append(found.content)
                piece.places |= {(sheet.inside, at, *path): place for path, place in found.places.items()}

    def _keep(self, sheet: Sheet, owners: Mapping[str, Piece]) -> None:
        for kept in self._kept(sheet.section):
            owner = owners.get(kept.key if sheet.section not in SINGLE else "")
            if owner is not None and sheet.inside in kept.content:
                owner.content[sheet.inside] = kept.content[sheet.inside]

    def _number(
        self, sheet: Sheet, row: Row, columns: Sequence[Column | None], piece: Piece, taken: dict[int, Piece]
    ) -> int:
        """Give the place of a row among those of its owner: its number, else after the last one that was read."""
        last = next(reversed(taken), None)
        following = 1 if last is None else last + 1
        column = sheet.column(NUMBER)
        if column is None:
            return following
        said = self._own(sheet, row, columns, NUMBER)
        number = int(said) if said.isdecimal() else 0
        if said and (not number or number in taken):
            place = Place(sheet.name, row.number, column.heading)
            self._refuse(place, "stap_twee_keer" if number else "geen_getal", number=said)
            piece.broken = True
        while not number or number in taken:
            number = following
            following += 1
        return number

    # --- rows --------------------------------------------------------------------------------------------------

    def _rows(self, sheet: Sheet) -> Iterable[tuple[Row, Sequence[Column | None]]]:
        grid = self._found[sheet.name]
        columns = self._columns(sheet, grid)
        for row in self._track(grid.rows, sheet.name):
            yield row, columns

    def _columns(self, sheet: Sheet, grid: Grid) -> list[Column | None]:
        known = {_folded(each.heading): each for each in sheet.columns}
        columns: list[Column | None] = []
        for at, heading in enumerate(grid.headings):
            column = known.get(_folded(heading))
            if column is None and (heading or any(at < len(row.cells) and row.cells[at] for row in grid.rows)):
                self._refuse(Place(sheet.name, 1, heading or str(at + 1)), "kop_onbekend")
            elif column is not None and column in columns:
                self._refuse(Place(sheet.name, 1, heading), "kop_twee_keer")
                column = None
            columns.append(column)
        for column in sheet.columns:
            if column not in columns:
                place = Place(sheet.name, 1, column.heading)
                if column.field in (OWNER, ITSELF, "id", "name"):
                    self._refuse(place, "kop_ontbreekt")
                else:
                    self.draft.remarks.append(Note(place, say("kop_weg")))
        return columns

    def _own(self, sheet: Sheet, row: Row, columns: Sequence[Column | None], field: str) -> str:
        """Read the column that is no field: the owner of a row, or its number."""
        column = sheet.column(field)
        raw = row.cells[columns.index(column)] if column in columns and columns.index(column) < len(row.cells) else None
        if column is None:
            return ""
        try:
            return str(read(raw, column).value or "")
        except CellError:
            return ""

    def _piece(self, sheet: Sheet, row: Row, columns: Sequence[Column | None]) -> Piece:
        here = Place(sheet.name, row.number)
        piece = Piece({}, {(): here})
        if row.merged:
            self._refuse(here, "cel_samengevoegd")
            piece.broken = True
        if any(row.cells[len(columns) :]):
            self._refuse(here, "te_veel_cellen")
            piece.broken = True
        for column, raw in zip(columns, row.cells, strict=False):
            if column is None or column.field in (OWNER, NUMBER):
                continue
            place = Place(sheet.name, row.number, column.heading)
            piece.places[column.path] = place if column.path else here
            try:
                meaning = read(raw, column)
            except CellError as error:
                self._refuse(place, error.code, **error.values)
                piece.broken = True
                continue
            if meaning.remark:
                self.draft.remarks.append(Note(place, say(meaning.remark)))
            if meaning.value is not None:
                _put(piece, column.path, meaning.value)
        _close_groups(piece.content)
        return piece

    def _refuse(self, place: Place, code: str, **values: str) -> None:
        self.draft.refused.append(Note(place, say(code, **values)))


def _put(piece: Piece, path: Sequence[str], value: object) -> None:
    if not path:
        piece.content = value
        return
    here = piece.content
    for name in path[:-1]:
        here = here.setdefault(name, {})
    here[path[-1]] = value


def _close_groups(content: object) -> None:
    """Make a group of columns of which none is known unknown as a whole."""
    if isinstance(content, dict):
        for name, group in content.items():
            if isinstance(group, dict) and all(value == UNKNOWN for value in group.values()):
                content[name] = UNKNOWN


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())

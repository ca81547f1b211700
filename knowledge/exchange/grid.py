"""A sheet as it was found: rows of cells with their numbers, before anything is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.exchange.cells import Bad, Raw
from knowledge.faults import say


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: a sheet, a row from 1, a column by its heading. Empty or 0: all of it."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a place: a refusal or a remark, in Dutch."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something."""

    number: int
    cells: Sequence[Raw | Bad]
    merged: bool = False
    """Whether it shares a cell with another row."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Row]
    remarks: Sequence[Note] = field(default=())


class UnreadableError(Exception):
    """A file, or a sheet of it, that cannot be read at all; holds the Dutch sentence."""

    def __init__(self, code: str, sheet: str = "", **values: str) -> None:
        super().__init__(code)
        self.note = Note(Place(sheet), say(code, **values))


MAX_ROWS = 200_000
"""Rows of one sheet; the postcodes of the largest municipality are a tenth of it."""

MAX_BYTES = 50_000_000
"""Bytes of one file, and ten times as much unpacked."""


def is_empty(cells: Sequence[Raw | Bad]) -> bool:
    """Tell whether a row holds nothing."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)

"""Sheets as XLSX."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.exchange.cells import NO, YES, Bad, Raw, shield
from knowledge.exchange.grid import MAX_BYTES, MAX_ROWS, Grid, Row, UnreadableError, is_empty
from knowledge.exchange.layout import Layout, Sheet

TEXT_FORMAT: Final = "@"
"""Keeps the zeros of what somebody types later."""
_WIDE: Final = 46
_NARROW: Final = 16
_LONGEST: Final = 32_000
_CHOICE: Final = 250
"""Characters that a list to choose from may have in the file format."""


class CellTooLongError(Exception):
    """A cell would hold more than the format can; holds the sheet and the row."""

    def __init__(self, sheet: str, row: int) -> None:
        super().__init__(f"{sheet} {row}")
        self.sheet, self.row = sheet, row


def write_xlsx(layout: Layout, tables: Iterable[tuple[Sheet, Iterable[Sequence[str | int | date]]]]) -> bytes:
    """Write a workbook: the sheet that explains, then the tables. Raises CellTooLongError."""
    book = Workbook()
    readme = book.worksheets[0]
    readme.title = layout.readme
    readme.column_dimensions["A"].width = 120
    for number, line in enumerate(layout.lines, start=1):
        _fill(readme.cell(number, 1), line, layout.readme)
    for sheet, rows in tables:
        _write_sheet(book.create_sheet(sheet.name), sheet, rows)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_sheet(paper: Worksheet, sheet: Sheet, rows: Iterable[Sequence[str | int | date]]) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        head = paper.cell(1, number, column.heading)
        head.font = Font(bold=True)
        letter = get_column_letter(number)
        paper.column_dimensions[letter].width = (
            _WIDE if column.field in ("wat", "zin", "voor_wie", "hoe", "let_op", "opening") else _NARROW
        )
        if column.kind in ("tekst", "telefoon", "lijst", "gebieden", "tijden"):
            paper.column_dimensions[letter].number_format = TEXT_FORMAT
        choices = [YES, NO] if column.kind == "ja_nee" else list(column.labels) if column.kind == "tekst" else []
        if choices and len(",".join(choices)) <= _CHOICE:
            choice = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            choice.showErrorMessage = False  # `onbekend` is allowed too, and what is wrong is told at the import
            choice.add(f"{letter}2:{letter}5000")
            paper.add_data_validation(choice)
    paper.freeze_panes = "B2"
    for at, row in enumerate(rows, start=2):
        for number, value in enumerate(row, start=1):
            if value != "":
                _fill(paper.cell(at, number), value, sheet.name)


def _fill(cell: Cell | Any, value: str | int | date, sheet: str) -> None:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise CellTooLongError(sheet, cell.row)
        cell.value = shield(value)
        cell.data_type = "s"  # else `#N/A` and `=` would be more than text
        cell.number_format = TEXT_FORMAT
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


def read_xlsx(data: bytes) -> list[Grid]:
    """Read a workbook. Raises UnreadableError."""
    if len(data) > MAX_BYTES:
        raise UnreadableError("bestand_te_groot", limit=str(MAX_BYTES // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > 10 * MAX_BYTES:
            raise UnreadableError("bestand_te_groot", limit=str(MAX_BYTES // 1_000_000))
        book = load_workbook(io.BytesIO(data), keep_links=False)
    except UnreadableError:
        raise
    except Exception as error:  # a damaged workbook fails in any way, deep inside the reader
        raise UnreadableError("geen_xlsx") from error
    return [_read_sheet(paper) for paper in book.worksheets]


def _read_sheet(paper: Worksheet) -> Grid:
    if paper.max_row > MAX_ROWS:
        raise UnreadableError("te_veel_rijen", paper.title, limit=str(MAX_ROWS))
    merged = {row for each in paper.merged_cells.ranges for row in range(each.min_row, each.max_row + 1)}
    headings: list[str] = []
    rows: list[Row] = []
    for number, cells in enumerate(paper.iter_rows(), start=1):
        values = [_value(cell) for cell in cells]
        if number == 1:
            headings = [str(each).strip() if each is not None and not isinstance(each, Bad) else "" for each in values]
        elif not is_empty(values):
            rows.append(Row(number, values, number in merged))
    return Grid(paper.title, headings, rows)


def _value(cell: Cell | Any) -> Raw | Bad:
    if cell.data_type == "f":
        return Bad("cel_formule")
    if cell.data_type == "e":
        return Bad("cel_fout")
    value: Raw = cell.value if isinstance(cell.value, str | int | float | bool | date) or cell.value is None else None
    return Bad("cel_datum") if value is None and cell.value is not None else value

"""Sheets as CSV: written as a Dutch spreadsheet program wants it, read as it comes back from there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from knowledge.exchange.cells import shield
from knowledge.exchange.grid import MAX_BYTES, MAX_ROWS, Grid, Note, Place, Row, UnreadableError, is_empty
from knowledge.faults import say

DELIMITERS: Final = (";", ",", "\t")
_MARK: Final = "sep="
"""A first line by which Excel is told the delimiter."""


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str | int | date]]) -> bytes:
    """Write one sheet: UTF-8 with a mark, `;` between the cells, nothing that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([shield(cell.isoformat() if isinstance(cell, date) else str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def read_csv(name: str, data: bytes) -> Grid:
    """Read one sheet. Raises UnreadableError."""
    if len(data) > MAX_BYTES:
        raise UnreadableError("bestand_te_groot", name, limit=str(MAX_BYTES // 1_000_000))
    text, remarks = _decode(name, data)
    first, _, rest = text.partition("\n")
    if first.casefold().startswith(_MARK):
        delimiter, text = first[len(_MARK) : len(_MARK) + 1] or ";", rest
    else:
        delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    headings: list[str] | None = None
    try:
        for cells in reader:
            if headings is None:
                headings = [each.strip() for each in cells]
            elif not is_empty(cells):
                rows.append(Row(reader.line_num, cells))
            if len(rows) > MAX_ROWS:
                raise UnreadableError("te_veel_rijen", name, limit=str(MAX_ROWS))
    except csv.Error as error:
        reason = say("aanhaling_open") if "unexpected end" in str(error) else f"regel {reader.line_num}"
        raise UnreadableError("geen_csv", name, reason=reason) from None
    return Grid(name, headings or [], rows, remarks)


def _decode(name: str, data: bytes) -> tuple[str, list[Note]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried: tuple[str, ...] = ("utf-16",)
    else:
        tried = ("utf-8-sig", "cp1252")
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, [Note(Place(name), say("gelezen_als_windows"))] if encoding == "cp1252" else []
    raise UnreadableError("geen_tekst", name)

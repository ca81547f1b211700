"""From a landscape to the rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from knowledge.exchange.cells import write
from knowledge.exchange.layout import NUMBER, OWNER, Column, Layout, Sheet
from knowledge.exchange.yaml_form import plain
from knowledge.model import Municipality
from knowledge.values import UNKNOWN

Line = list[str | int | date]


def tables(town: Municipality, layout: Layout) -> Iterator[tuple[Sheet, list[Line]]]:
    """Give every sheet with its rows, cells not yet shielded."""
    whole, written = town.model_dump(mode="json", by_alias=True), plain(town)
    for sheet in layout.sheets:
        pairs = _entries(whole[sheet.section], written.get(sheet.section))
        rows = [row for pair in pairs for row in _rows(sheet, *pair)] if sheet.inside else []
        if sheet.section == "beleid":
            rows = [[name, days] for name, days in whole["beleid"]["terms"].items()]
        elif not sheet.inside:
            rows = [_row(sheet, *pair) for pair in pairs]
        yield sheet, rows


def _entries(whole: Any, written: Any) -> list[tuple[Any, Any]]:
    """The entries of a section, as they are and as they would be written."""
    if whole == UNKNOWN or isinstance(whole, Mapping):
        return [] if whole == UNKNOWN else [(whole, written)]
    return list(zip(whole, written or whole, strict=True))


def _rows(sheet: Sheet, whole: Any, written: Any) -> Iterator[Line]:
    """The rows of one entry on a sheet for a list inside it."""
    items = whole[sheet.inside]
    if items != UNKNOWN:
        for number, pair in enumerate(zip(items, written.get(sheet.inside, items), strict=True), start=1):
            yield _row(sheet, *pair, owner=whole.get("id", ""), number=number)


def _row(sheet: Sheet, whole: Any, written: Any, *, owner: str = "", number: int = 0) -> Line:
    special: Mapping[str, str | int] = {OWNER: owner, NUMBER: number}
    return [
        special[column.field] if column.field in special else _cell(column, whole, written) for column in sheet.columns
    ]


def _cell(column: Column, whole: Any, written: Any) -> str | int | date:
    said = True
    for name in column.path:
        if whole == UNKNOWN:
            break
        whole = whole[name]
        said = isinstance(written, Mapping) and name in written
        written = written[name] if said else None
    return write(whole, column, said=said)

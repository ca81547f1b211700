"""The forms that a landscape can have in files, each written and read in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from knowledge.exchange.assemble import Imported, assemble
from knowledge.exchange.csv_form import read_csv, write_csv
from knowledge.exchange.draft import Draft
from knowledge.exchange.hsds_reading import read_hsds
from knowledge.exchange.hsds_writing import write_hsds
from knowledge.exchange.layout import layout
from knowledge.exchange.table_reading import read_tables
from knowledge.exchange.table_writing import tables
from knowledge.exchange.xlsx_form import read_xlsx, write_xlsx
from knowledge.exchange.yaml_form import write_yaml
from knowledge.model import Municipality

Form = Literal["yaml", "hsds", "xlsx", "csv"]

README: Final = "leesmij.txt"

Track = Callable[[Sequence[Any], str], Iterable[Any]]
"""Goes through the rows of a sheet, or the organizations of a file, while somebody watches."""


def write(town: Municipality, form: Form) -> Mapping[str, bytes]:
    """Give the files of a form by name; only `csv` has more than one. Raises CellTooLongError for XLSX."""
    match form:
        case "yaml":
            return {f"{town.meta.id}.yaml": write_yaml(town).encode()}
        case "hsds":
            return {f"{town.meta.id}.json": write_hsds(town).encode()}
        case "xlsx":
            return {f"{town.meta.id}.xlsx": write_xlsx(layout(), tables(town, layout()))}
        case "csv":
            files = {
                f"{sheet.name}.csv": write_csv([each.heading for each in sheet.columns], rows)
                for sheet, rows in tables(town, layout())
            }
            return files | {README: ("\r\n".join(layout().lines) + "\r\n").encode("utf-8-sig")}


def read(
    files: Mapping[str, bytes],
    form: Literal["hsds", "xlsx", "csv"],
    gemeente: str,
    base: Municipality | None,
    track: Track,
    *,
    partly: bool,
) -> Imported:
    """Read files by name into a landscape. Raises UnreadableError."""
    return assemble(_draft(files, form, base, track), gemeente, base, partly=partly)


def _draft(files: Mapping[str, bytes], form: str, base: Municipality | None, track: Track) -> Draft:
    if form == "csv":
        grids = [read_csv(name.removesuffix(".csv"), data) for name, data in files.items()]
        return read_tables(grids, layout(), base, track)
    (data,) = files.values()
    if form == "hsds":
        return read_hsds(data, base, track)
    return read_tables(read_xlsx(data), layout(), base, track)

"""Which sheets a landscape has in a spreadsheet, and which column is which field (`tabellen.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from knowledge.document import read

FILE: Final = Path(__file__).parent / "tabellen.yaml"

OWNER: Final = "^"
"""The column that says to which entry a row belongs, or under which name."""
NUMBER: Final = "#"
"""The column that numbers the rows of one entry."""
ITSELF: Final = "."
"""The column that is the whole value."""

Kind = Literal["tekst", "lijst", "gebieden", "postcode", "datum", "getal", "ja_nee", "telefoon", "tijden"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    heading: str
    field: str
    kind: Kind
    labels: Mapping[str, str]
    """What a code is called: label to code."""

    @property
    def path(self) -> tuple[str, ...]:
        """Where its value stands in the entry."""
        return tuple(self.field.split(".")) if self.field not in (ITSELF, OWNER, NUMBER) else ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the entries of a section, or a list inside them."""

    name: str
    section: str
    inside: str
    """The list in the entries of the section where the rows belong; empty when the rows are the entries."""
    columns: tuple[Column, ...]
    none_is_unknown: bool
    """Whether an entry without rows here has nothing known, instead of nothing."""

    def column(self, field: str) -> Column | None:
        """Give the column of a field."""
        return next((each for each in self.columns if each.field == field), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """All sheets in their order, and the sheet that explains them."""

    sheets: tuple[Sheet, ...]
    readme: str
    lines: tuple[str, ...]

    def entries(self, section: str) -> Sheet:
        """The sheet whose rows are the entries of a section."""
        return next(each for each in self.sheets if each.section == section and not each.inside)

    def lists(self, section: str) -> tuple[Sheet, ...]:
        """The sheets whose rows stand inside the entries of a section."""
        return tuple(each for each in self.sheets if each.section == section and each.inside)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Column(_Strict):
    veld: str
    soort: Kind = "tekst"
    waarden: str = ""


class _Sheet(_Strict):
    deel: str
    bij: str = ""
    leeg: Literal["", "onbekend"] = ""
    kolommen: dict[str, str | _Column]


class _Readme(_Strict):
    blad: str
    regels: tuple[str, ...]


class _File(_Strict):
    waarden: dict[str, dict[str, str]]
    bladen: dict[str, _Sheet]
    leesmij: _Readme


@lru_cache(maxsize=1)
def layout() -> Layout:
    """Read the sheets."""
    file = _File.model_validate(read(FILE).content)
    sheets = tuple(
        Sheet(name, each.deel, each.bij, tuple(_column(file, *pair) for pair in each.kolommen.items()), each.leeg != "")
        for name, each in file.bladen.items()
    )
    return Layout(sheets, file.leesmij.blad, file.leesmij.regels)


def _column(file: _File, heading: str, column: str | _Column) -> Column:
    if isinstance(column, str):
        return Column(heading, column, "tekst", {})
    return Column(heading, column.veld, column.soort, file.waarden[column.waarden] if column.waarden else {})

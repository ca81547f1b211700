"""A landscape that went through a spreadsheet is the same, and what does not fit is told row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge.exchange.assemble import Imported, assemble
from knowledge.exchange.csv_form import read_csv, write_csv
from knowledge.exchange.grid import Grid
from knowledge.exchange.layout import layout
from knowledge.exchange.table_reading import read_tables
from knowledge.exchange.table_writing import tables
from knowledge.exchange.xlsx_form import read_xlsx, write_xlsx
from knowledge.load import load
from knowledge.model import Municipality
from tests.knowledge.towns import towns

LAYOUT = layout()


def imported(
    grids: Sequence[Grid], gemeente: str, base: Municipality | None = None, *, partly: bool = False
) -> Imported:
    return assemble(read_tables(grids, LAYOUT, base, lambda rows, _: rows), gemeente, base, partly=partly)


def by_csv(town: Municipality) -> list[Grid]:
    return [
        read_csv(sheet.name, write_csv([each.heading for each in sheet.columns], rows))
        for sheet, rows in tables(town, LAYOUT)
    ]


def by_xlsx(town: Municipality) -> list[Grid]:
    return read_xlsx(write_xlsx(LAYOUT, tables(town, LAYOUT)))


@pytest.mark.parametrize("form", [by_csv, by_xlsx])
@pytest.mark.parametrize("name", ["assen", "rotterdam", "voorbeeldstad"])
def test_a_shipped_landscape_comes_back_the_same(name: str, form: Callable[[Municipality], list[Grid]]) -> None:
    town = load(name).content
    found = imported(form(town), name)
    assert found.refused == ()
    assert found.remarks == ()
    assert found.town == town


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(towns())
def test_any_landscape_comes_back_from_csv_the_same(town: Municipality) -> None:
    found = imported(by_csv(town), "proefdorp")
    assert found.refused == ()
    assert found.town == town


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(towns())
def test_any_landscape_comes_back_from_xlsx_the_same(town: Municipality) -> None:
    found = imported(by_xlsx(town), "proefdorp")
    assert found.refused == ()
    assert found.town == town

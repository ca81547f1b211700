"""Our own look-ups are answered as well as was promised: nine in ten right, and nothing where there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.shipped import landscape

ROWS = yaml.safe_load((Path(__file__).parent / "lookups.yaml").read_text(encoding="utf-8"))
TOWNS = {name: landscape(name) for name in ("assen", "rotterdam")}
RIGHT, NOTHING = 0.9, 0.85


@pytest.mark.parametrize("part", ROWS)
def test_look_ups_are_answered_as_promised(part: str) -> None:
    faults = []
    for row in ROWS[part]:
        found = TOWNS[row["gemeente"]].find(row["query"])
        first = found[0].id if found else None
        if first not in (row["expect"] or [None]):
            faults.append((bool(row["expect"]), row["gemeente"], row["query"], first))
    wanted = sum(bool(row["expect"]) for row in ROWS[part])
    wrong = sum(fault[0] for fault in faults)
    assert wrong <= (1 - RIGHT) * wanted, faults
    assert len(faults) - wrong <= (1 - NOTHING) * (len(ROWS[part]) - wanted), faults


def test_every_expected_id_exists() -> None:
    for name, town in TOWNS.items():
        content = town.content
        sections = (content.organisations, content.routes, content.procedures, content.indices)
        known = {each.id for section in sections for each in section}
        expected = {id_ for rows in ROWS.values() for row in rows if row["gemeente"] == name for id_ in row["expect"]}
        assert expected <= known


def test_there_are_enough_of_them_and_none_stands_twice() -> None:
    asked = [(row["gemeente"], row["query"]) for rows in ROWS.values() for row in rows]
    assert len(asked) == len(set(asked)) >= 150

"""A landscape file that was written again says the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge.exchange.yaml_form import write_yaml
from knowledge.load import LANDSCAPES, read_municipality
from knowledge.model import Municipality
from tests.knowledge.towns import towns

SHIPPED = sorted(LANDSCAPES.glob("*.yaml"))


def again(town: Municipality) -> Municipality:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{town.meta.id}.yaml"
        file.write_text(write_yaml(town), encoding="utf-8")
        return read_municipality(file)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_landscape_is_the_same_after_writing(file: Path) -> None:
    town = read_municipality(file)
    assert again(town) == town
    assert write_yaml(again(town)) == write_yaml(town)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(towns())
def test_any_landscape_is_the_same_after_writing(town: Municipality) -> None:
    assert again(town) == town


def test_the_written_file_reads_like_one_that_somebody_wrote() -> None:
    text = write_yaml(read_municipality(LANDSCAPES / "voorbeeldstad.yaml"))
    assert text.startswith("meta:\n  id: voorbeeldstad\n  name: Voorbeeldstad\n")
    assert "- id: wijkteam_noord\n  name: Wijkteam Noord\n  aliases: [team Noord]\n" in text
    assert "onbekend" not in text.replace("onbekende", "")
    assert max(map(len, text.splitlines())) <= 130

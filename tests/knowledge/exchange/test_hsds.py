"""A landscape in HSDS 3.1: as the schema wants it, and back without a loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from knowledge.exchange.assemble import Imported, assemble
from knowledge.exchange.grid import UnreadableError
from knowledge.exchange.hsds_reading import read_hsds
from knowledge.exchange.hsds_writing import write_hsds
from knowledge.load import load
from knowledge.model import Municipality
from knowledge.values import UNKNOWN
from tests.knowledge.towns import towns

SCHEMAS = Path(__file__).parents[4] / "shared" / "specs" / "hsds"
NAMES = ("assen", "rotterdam", "voorbeeldstad")


def back(text: str, gemeente: str, base: Municipality | None = None, *, partly: bool = False) -> Imported:
    draft = read_hsds(text.encode(), base, lambda found, _: found)
    return assemble(draft, gemeente, base, partly=partly)


def schema(name: str) -> Draft202012Validator:
    file = SCHEMAS / f"{name}.json"
    if not file.is_file():
        pytest.skip("the schemas of HSDS are not beside the repository")
    return Draft202012Validator(
        json.loads(file.read_text(encoding="utf-8")), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_export_is_what_the_schema_wants(name: str) -> None:
    organization, service = schema("organization"), schema("service")
    for each in json.loads(write_hsds(load(name).content)):
        assert [error.message for error in organization.iter_errors(each)] == []
        for served in each["services"]:
            assert [error.message for error in service.iter_errors(served)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_id_stands_once(name: str) -> None:
    ids: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            if "taxonomy" not in value and "id" in value:
                ids.append(value["id"])
            for each in value.values():
                collect(each)
        elif isinstance(value, list):
            for each in value:
                collect(each)

    collect(json.loads(write_hsds(load(name).content)))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_landscape_comes_back_the_same(name: str) -> None:
    town = load(name).content
    found = back(write_hsds(town), name)
    assert found.refused == ()
    assert found.remarks == ()
    assert found.town == town
    assert write_hsds(town) == write_hsds(found.town)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(towns())
def test_any_landscape_comes_back_the_same(town: Municipality) -> None:
    found = back(write_hsds(town), "proefdorp")
    assert found.refused == ()
    assert found.town == town


def test_what_another_program_changed_in_its_own_fields_counts() -> None:
    town = load("voorbeeldstad").content
    given_ = json.loads(write_hsds(town))
    cjg = next(each for each in given_ if each["name"] == "CJG Voorbeeldstad")
    cjg["contacts"][0]["phones"][0]["number"] = "000-000 99 99"
    cjg["services"][0]["maximum_age"] = 23
    cjg["services"][0]["alert"] = "Bel eerst."
    found = back(json.dumps(given_), "voorbeeldstad", town)
    assert found.refused == ()
    assert found.town is not None
    now = next(each for each in found.town.organisations if each.id == "cjg")
    assert now.contact != UNKNOWN
    assert now.contact[0].phone == "000-000 99 99"
    assert now.ages != UNKNOWN
    assert now.ages.highest == 23
    assert now.let_op == "Bel eerst."
    assert [each.name for each in found.differences] == ["CJG Voorbeeldstad"]


FOREIGN = [
    {
        "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
        "name": "Stichting Élan",
        "description": "Helpt gezinnen.",
        "email": "info@elan.example",
        "contacts": [
            {"id": "a9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Iemand Bekend", "title": "Balie",
             "phones": [{"id": "b9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "number": "000-000 12 12"}]},
        ],
        "services": [
            {"id": "c9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Opvoedcursus", "status": "active",
             "description": "Een cursus.", "minimum_age": 18, "languages": [{"id": "x", "code": "nl"}],
             "service_areas": [{"id": "y", "name": "Duinrand"}, {"id": "z", "name": "Verweg"}],
             "schedules": [{"id": "q", "byday": "MO,WE", "opens_at": "09:00Z", "closes_at": "12:00Z"}]},
            {"id": "e9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Maatje", "status": "active"},
        ],
    }
]  # fmt: skip


def test_a_map_of_another_program_is_put_beside_what_is_there_with_remarks() -> None:
    town = load("voorbeeldstad").content
    found = back(json.dumps(FOREIGN), "voorbeeldstad", town)
    assert found.refused == ()
    assert [(each.name, each.what) for each in found.differences] == [
        ("Stichting Élan", "new"), ("Opvoedcursus", "new"), ("Maatje", "new")
    ]  # fmt: skip
    assert found.town is not None
    new = {each.id: each for each in found.town.organisations[-3:]}
    assert list(new) == ["stichting_elan", "opvoedcursus", "maatje"]
    course = new["opvoedcursus"]
    assert (course.part_of, course.areas) == ("stichting_elan", ("duinrand",))
    assert course.contact != UNKNOWN
    assert course.contact[0].opening != UNKNOWN
    assert (course.contact[0].opening[0].days, course.contact[0].opening[0].opens) == (("ma", "wo"), "09:00")
    text = " ".join(note.text for note in found.remarks)
    assert "Verweg" in text
    assert "contactpersoon" in text
    assert "Iemand" not in found.town.model_dump_json()


def test_a_map_of_another_program_needs_a_landscape_to_stand_in() -> None:
    found = back(json.dumps(FOREIGN), "nergens")
    assert found.town is None
    assert "nog geen kaart" in found.refused[0].text


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"[1]", b'{"id": "x"}', b"\xff", b"[" * 100_000])
def test_what_is_no_hsds_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_hsds(data, None, lambda found, _: found)

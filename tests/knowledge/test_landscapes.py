"""What the three landscape files hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml

from dialogs.signaal.signal_values import Sector
from dialogs.zorglandschap.landscape import Landscape
from knowledge.load import available, load
from knowledge.model import Municipality, Named
from knowledge.values import SECTORS, UNKNOWN, Situation
from knowledge.zorglandschap import Zorglandschap

DOMAIN = Path(__file__).parents[3] / "shared" / "domain" / "landscapes"
ALL = ("assen", "rotterdam", "voorbeeldstad")
NATIONAL = {"112", "0800-2000", "0800-0432", "0800-0188", "0900-8844", "0900-111 31 11", "113 of 0800-0113"}
REAL_NUMBER = re.compile(r"(?<![\d-])0[1-9]\d{0,3}[- ]\d[\d ]{4,}\d|\b06[- ]?\d{8}\b")
OUTCOMES_WITH_A_ROUTE = ("U1", "U2", "U3", "U4", "U5", "U6b", "U6")


def as_landscape(landscape: Zorglandschap) -> Landscape:
    """Does not pass the type checker unless a Zorglandschap has the shape that the dialogs ask for."""
    return landscape


def sentences(town: Municipality) -> list[str]:
    """Everything in a landscape that a user can read."""
    shown: list[str] = []
    for each in town.organisations:
        shown += [each.wat, each.voor_wie, each.hoe, each.let_op]
    for route in town.routes:
        shown += [step.zin for step in route.steps] + [route.consent, route.let_op, route.name]
    shown += [text for each in town.procedures for text in (each.wat, each.let_op)]
    shown += [text for each in town.indices for text in (each.wat, each.gebruik, each.let_op, each.legal_status)]
    shown += [text for each in town.national_contacts for text in (each.wat, each.hours)]
    shown += [term.zin for term in town.glossary]
    return [text for text in shown if text and text != UNKNOWN]


@pytest.mark.parametrize("name", ALL)
def test_every_landscape_loads_and_has_the_shape_that_dialogs_ask_for(name: str) -> None:
    landscape = as_landscape(load(name))
    assert landscape.id == name
    assert landscape.is_snapshot == (name != "voorbeeldstad")
    assert all(place.id and place.name for place in landscape.places)


def test_available_names_every_municipality_without_parsing_it() -> None:
    assert [(each.id, each.name) for each in available()] == [(name, name.capitalize()) for name in ALL]


def test_the_sectors_are_those_of_the_signal_record() -> None:
    assert set(SECTORS) == set(get_args(Sector))


@pytest.mark.parametrize("name", ["assen", "rotterdam"])
def test_every_id_of_the_source_is_kept(name: str) -> None:
    source_file = DOMAIN / f"{name}.yaml"
    if not source_file.exists():
        pytest.skip(f"the source file of {name} is not beside the repository")
    source = yaml.safe_load(source_file.read_text(encoding="utf-8"))
    town = load(name).content
    for section in ("organisations", "routes", "procedures", "indices"):
        wanted = {each["id"] for each in source.get(section, [])}
        assert {each.id for each in getattr(town, section)} == wanted, section
    assert len(town.changes) == len(source["structures_and_changes"])
    assert {term.name for term in town.glossary} >= set(source.get("glossary", {}))
    acute = {each["id"] for each in source["routes"] if each.get("acute")}
    assert {each.id for each in town.routes if each.acute} == acute
    derived = {each["id"] for each in source["routes"] if each.get("derived")}
    assert {each.id for each in town.routes if each.derived} == derived
    unknown = {each["id"] for each in source["organisations"] if each.get("contact") == "unknown"}
    assert {each.id for each in town.organisations if each.contact == UNKNOWN} >= unknown
    for alias, target in source["aliases"].items():
        found = load(name).find(alias)
        assert found, alias
        assert found[0].id == target, alias


@pytest.mark.parametrize("name", ALL)
def test_national_numbers_are_exactly_those_of_the_public_facts(name: str) -> None:
    assert {each.number for each in load(name).content.national_contacts} == NATIONAL


@pytest.mark.parametrize("name", ALL)
def test_no_local_number_can_exist(name: str) -> None:
    text = load(name).content.model_dump_json()
    for number in NATIONAL | {"0800-0113"}:
        text = text.replace(number, "")
    assert REAL_NUMBER.findall(text) == []
    assert all(address.endswith("@voorbeeldstad.example") for address in re.findall(r"[\w.-]+@[\w.-]+\w", text))


@pytest.mark.parametrize("name", ALL)
def test_sentences_are_short_and_never_judge_safety(name: str) -> None:
    for text in sentences(load(name).content):
        for sentence in re.split(r"(?<=[.?;:])\s", text):
            assert len(sentence.split()) <= 18, sentence
        assert not re.search(r"veilig", text.replace("Veilig Thuis", ""), re.IGNORECASE), text


@pytest.mark.parametrize("name", ALL)
def test_an_answer_fits_on_a_phone(name: str) -> None:
    landscape = load(name)
    town = landscape.content
    entries: tuple[Named, ...] = (*town.organisations, *town.routes, *town.procedures, *town.indices)
    for entry in (*entries, *town.national_contacts):
        for found in landscape.find(entry.name):
            assert len("\n".join(found.lines)) <= 600, found.id


def test_voorbeeldstad_is_complete(voorbeeldstad: Zorglandschap) -> None:
    town = voorbeeldstad.content
    assert "verzonnen" in town.meta.warning
    teams = [each for each in town.organisations if each.kind == "district_team" and each.status == "active"]
    assert len(teams) == 3
    assert all(place.pc4 for place in town.places)
    for place in town.places:
        by_name, by_postcode = voorbeeldstad.team_for(place.id), voorbeeldstad.team_for(place.pc4[0])
        assert by_name is not None
        assert by_name == by_postcode
    entries: tuple[Named, ...] = (*town.organisations, *town.routes, *town.procedures, *town.indices)
    for entry in entries:
        assert isinstance(entry.assured_on, date), entry.id
        assert entry.assured_by != UNKNOWN
        assert isinstance(entry.review_by, date)
        assert entry.review_by > entry.assured_on


@pytest.mark.parametrize("sector", SECTORS)
def test_voorbeeldstad_serves_every_sector(voorbeeldstad: Zorglandschap, sector: str) -> None:
    workplaces = [each.id for each in voorbeeldstad.content.organisations if sector in each.sectors]
    assert workplaces or sector == "overig"
    for outcome in OUTCOMES_WITH_A_ROUTE:
        assert voorbeeldstad.route(outcome, sector=sector), outcome


def test_voorbeeldstad_has_a_route_for_every_topic(voorbeeldstad: Zorglandschap) -> None:
    topics = {each for union in get_args(Situation) for each in get_args(union) or (union,)}
    without = {each for each in topics if not voorbeeldstad.route(each, sector="onderwijs")}
    only_for_some = {"meer_wijkteams"} & without
    assert without - only_for_some == {"U0"}


def test_heavy_outcomes_never_send_somebody_to_the_parents_first(voorbeeldstad: Zorglandschap) -> None:
    for outcome in OUTCOMES_WITH_A_ROUTE:
        for sector in SECTORS:
            steps = " ".join(voorbeeldstad.route(outcome, sector=sector))
            assert "ouder" not in steps.lower(), (outcome, sector)

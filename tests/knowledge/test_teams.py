"""The district where the child lives decides between teams; it is never filled in (R132)."""

from __future__ import annotations

import pytest

from knowledge.zorglandschap import WHICH_TEAM
from tests.shipped import landscape

LANDSCAPES = {name: landscape(name) for name in ("assen", "voorbeeldstad")}
TOWN = LANDSCAPES["voorbeeldstad"]
ALL = [WHICH_TEAM, "wijkteam_noord", "wijkteam_midden", "wijkteam_zuid"]
ASKED = "In welke wijk woont het kind? Dat bepaalt het team."
UNKNOWN = f"Die wijk ken ik niet. {ASKED}"


@pytest.mark.parametrize("query", ["wie is het wijkteam in Atlantis", "wijkteam Mordor", "nummer wijkteam van Verweg"])
def test_a_district_that_nobody_knows_gets_no_team(query: str) -> None:
    asked = TOWN.which_team(query)
    assert [each.id for each in asked] == ALL
    assert asked[0].lines[0] == UNKNOWN
    assert TOWN.find(query)[0].lines[0] == UNKNOWN


@pytest.mark.parametrize(
    "query",
    ["hoe laat is het wijkteam open", "is het wijkteam in de vakantie bereikbaar", "mail van het wijkteam op zondag"],
)
def test_without_a_district_the_district_is_asked_for(query: str) -> None:
    asked = TOWN.which_team(query)
    assert [each.id for each in asked] == ALL
    assert asked[0].lines[0] == ASKED
    assert [name for name in ("Duinrand", "Molenwijk", "Zonnehof") if name in " ".join(asked[0].lines)]
    assert TOWN.find(query)[0].lines[0] == ASKED


@pytest.mark.parametrize(
    ("query", "home"),
    [
        ("wijkteam in de Weidebuurt", ""),
        ("wijkteam 1239", ""),
        ("wijkteam zuid telefoon", ""),
        ("wijkteam", "duinrand"),
        ("bestaat het Sociaal Team Haven nog", ""),
        ("wijkteam in Leiden", ""),
        ("leerling spijbelt", ""),
    ],
)
def test_who_says_where_or_asks_for_something_else_is_not_asked(query: str, home: str) -> None:
    assert not TOWN.which_team(query, home=home)


def test_a_strange_district_goes_before_the_home_that_is_known() -> None:
    assert TOWN.which_team("wijkteam in Atlantis", home="duinrand")[0].lines[0] == UNKNOWN


@pytest.mark.parametrize(
    ("gemeente", "query", "district", "team"),
    [
        ("voorbeeldstad", "wijkteam Molenwijck", "Molenwijk", "wijkteam_midden"),
        ("voorbeeldstad", "wie is het wijkteam in duinrant", "Duinrand", "wijkteam_noord"),
        ("voorbeeldstad", "Wiedebuurt", "Weidebuurt", "wijkteam_zuid"),
    ],
)
def test_one_wrong_letter_is_that_district_and_that_is_told(
    gemeente: str, query: str, district: str, team: str
) -> None:
    landscape = LANDSCAPES[gemeente]
    found = landscape.find(query)[0]
    assert found.id == team
    assert found.lines[0] == f"Ik lees: {district}."
    assert not landscape.which_team(query)


def test_one_team_for_all_says_that_it_does_not_know_the_district() -> None:
    assen = LANDSCAPES["assen"]
    told = assen.find("wie is het wijkteam in Weidebuurt")[0].lines
    assert told[:2] == (
        assen.find("buurtteam")[0].lines[0],
        "Die wijk ken ik niet in Assen. Ga na of het kind in Assen woont.",
    )
    assert "Die wijk" not in " ".join(assen.find("wijkteam in Peelo")[0].lines)
    assert not assen.which_team("wijkteam in Weidebuurt")


@pytest.mark.parametrize(
    "text", ["buurtteam Peelo", "het wijkteam in Marsdijk", "wijkteam Marsdyk", "wijkteam Atlantis"]
)
def test_a_team_with_a_place_is_a_name(text: str) -> None:
    assert LANDSCAPES["assen"].is_name(text)


@pytest.mark.parametrize("text", ["wijkteam", "Peelo", "het wijkteam in Peelo doet niets", "wijkteam spreekuur"])
def test_anything_more_or_less_is_no_name(text: str) -> None:
    assert not LANDSCAPES["assen"].is_name(text)


def test_a_place_is_a_district_or_a_postcode() -> None:
    assert [text for text in ("Zonnehof", "zonehof", "1239", "Atlantis", "zonehof en meer") if TOWN.is_place(text)] == [
        "Zonnehof",
        "zonehof",
        "1239",
    ]

"""A line of the access file that names what is not there is refused at the start: it would open all, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from bot.access import AccessRule
from bot.access_names import unknown_names
from knowledge.load import load
from knowledge.zorglandschap import Zorglandschap
from tests.house.repository import ROOT
from tests.house.test_access_example import rules

TODAY = date(2026, 11, 24)
TEAMS = ("Wijkteam Noord", "Wijkteam Midden", "Wijkteam Zuid")
TOWNS: Mapping[str, Zorglandschap] = {name: load(name) for name in ("voorbeeldstad", "assen")}


def found(**values: object) -> list[tuple[str, tuple[str, ...]]]:
    """Which fields of a line are refused, and what can stand there."""
    return [(each.field, each.known) for each in unknown_names([line(**values)], TOWNS, TODAY)]


def line(**values: object) -> AccessRule:
    given = {"kanaal": "matrix", "gebruiker": "@ans:school.test", "gemeente": "voorbeeldstad", **values}
    return AccessRule.model_validate(given)


@pytest.mark.parametrize("name", ["Matrix", "matix", "console", ""])
def test_a_channel_that_is_none_is_told_with_those_that_are(name: str) -> None:
    assert found(kanaal=name) == [("kanaal", ("matrix", "teams"))]


@pytest.mark.parametrize("name", ["voorbeelstad", "rotterdam", "Assen", ""])
def test_a_municipality_that_is_not_served_is_told_with_those_that_are(name: str) -> None:
    assert found(gemeente=name, functie="wijkteam", organisatie="Zomaar iets") == [
        ("gemeente", ("voorbeeldstad", "assen"))
    ]


@pytest.mark.parametrize("areas", [["duinrant"], ["duinrand", "nergens"], ["Duinrand"], [""]])
def test_a_district_that_is_none_is_told_with_those_that_are(areas: list[str]) -> None:
    ((field, known),) = found(gebieden=areas, functie="wijkteam")
    assert (field, known[0], len(known)) == ("gebieden", "duinrand", 6)


@pytest.mark.parametrize("name", ["Wijkteam M.", "Wijkteam Oost", "wijkteam", "CJG Voorbeeldstad"])
def test_a_wijkteam_line_of_no_team_would_read_all_teams_and_is_told_with_those_that_are(name: str) -> None:
    assert found(functie="wijkteam", organisatie=name) == [("organisatie", TEAMS)]


@pytest.mark.parametrize("name", ["Wijkteam Noord", "wijkteam_midden", "WIJKTEAM ZUID", "team Noord"])
def test_a_team_by_its_name_id_or_other_name_is_good(name: str) -> None:
    assert found(functie="wijkteam", organisatie=name) == []


@pytest.mark.parametrize(
    "values",
    [
        {"functie": "wijkteam"},
        {"functie": "wijkteam", "organisatie": "Wijkteam M.", "gebieden": ["duinrand"]},
        {"functie": "regisseur", "organisatie": "Zorgbureau"},
        {"rol": "leraar", "organisatie": "Basisschool Voorbeeld"},
        {"gemeente": "assen", "functie": "wijkteam", "organisatie": "Ons eigen team"},
        {"kanaal": "teams", "tenant": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_where_an_organisation_chooses_no_team_any_name_is_good(values: dict[str, object]) -> None:
    """Named districts go before it, other roles read no list, and where there is one team all of it is that team's."""
    assert found(**values) == []


def test_a_team_that_was_renamed_or_ended_in_the_chat_does_not_keep_the_assistant_from_starting() -> None:
    base = TOWNS["voorbeeldstad"]
    changes = {"Wijkteam Noord": {"name": "Wijkteam Kust"}, "Wijkteam Zuid": {"status": "abolished"}}
    organisations = tuple(each.model_copy(update=changes.get(each.name, {})) for each in base.content.organisations)
    towns = {"voorbeeldstad": base.over(base.content.model_copy(update={"organisations": organisations}))}
    for name in ("Wijkteam Kust", "wijkteam_noord", "Wijkteam Midden", "Wijkteam Zuid"):
        assert list(unknown_names([line(functie="wijkteam", organisatie=name)], towns, TODAY)) == [], name


def test_every_line_that_is_wrong_is_told_with_its_number() -> None:
    given = [line(), line(kanaal="Teams", gebieden=["x"]), line(gemeente="asen")]
    assert [(each.number, each.field) for each in unknown_names(given, TOWNS, TODAY)] == [
        (2, "kanaal"), (2, "gebieden"), (3, "gemeente"),
    ]  # fmt: skip


def test_the_example_of_the_access_file_is_good() -> None:
    example = rules((ROOT / "deploy" / "toegang.example.yaml").read_text(encoding="utf-8"))
    assert list(unknown_names(example, TOWNS, TODAY)) == []

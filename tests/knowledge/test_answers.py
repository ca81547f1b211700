"""What an answer says, and what it may never say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.model import Municipality, Named, Organisation
from knowledge.values import NEVER_FROM_SNAPSHOT, SECTORS
from knowledge.zorglandschap import Zorglandschap
from tests.shipped import landscape

LANDSCAPES = {name: landscape(name) for name in ("assen", "rotterdam", "voorbeeldstad")}
SNAPSHOTS = ("assen", "rotterdam")
WARNING = "Voorbeeldgegevens uit 2016. Controleer dit eerst."
NATIONAL = "landelijk nummer"


def abolished(town: Municipality) -> list[tuple[str, str]]:
    """Every old name, with the id that is the answer now."""
    names = [(old.name, each.id) for each in town.organisations for old in each.former_names]
    for each in town.organisations:
        if each.successor is not None:
            names += [(name, each.successor) for name in (each.name, *each.aliases)]
    return names


def every_name(town: Municipality) -> list[str]:
    entries: tuple[Named, ...] = (*town.organisations, *town.procedures, *town.indices)
    names = [name for entry in entries for name in (entry.name, *entry.aliases)]
    return names + [noun for each in town.organisations for noun in each.called]


OLD_NAMES = [(gemeente, *pair) for gemeente, each in LANDSCAPES.items() for pair in abolished(each.content)]
ALL_NAMES = [(gemeente, name) for gemeente, each in LANDSCAPES.items() for name in every_name(each.content)]


@given(old=st.sampled_from(OLD_NAMES), before=st.sampled_from(["", "bestaat ", "waar vind ik ", "bel ik nog het "]))
def test_an_old_name_is_answered_by_its_successor_with_the_correction(old: tuple[str, str, str], before: str) -> None:
    gemeente, name, successor = old
    landscape = LANDSCAPES[gemeente]
    first = landscape.find(before + name)[0]
    assert first.id == successor
    correction = first.lines[1 if landscape.is_snapshot else 0]
    assert "bestaat niet meer sinds" in correction
    assert first.name in correction


@given(asked=st.sampled_from(ALL_NAMES), more=st.sampled_from(["", " telefoon", " aanmelden", " voor een leerling"]))
def test_what_is_abolished_is_never_an_answer(asked: tuple[str, str], more: str) -> None:
    gemeente, name = asked
    landscape = LANDSCAPES[gemeente]
    gone = {each.id for each in landscape.content.organisations if each.status == "abolished"}
    assert gone.isdisjoint(found.id for found in landscape.find(name + more, limit=20))


@pytest.mark.parametrize("gemeente", LANDSCAPES)
def test_what_is_abolished_is_no_entry_to_choose_either(gemeente: str) -> None:
    landscape = LANDSCAPES[gemeente]
    for each in landscape.content.organisations:
        found = landscape.entry(each.id)
        assert (found is None) == (each.status == "abolished")
        assert found is None or found.id == each.id


def test_an_entry_past_its_review_date_says_so(voorbeeldstad: Zorglandschap) -> None:
    before, after = date(2027, 2, 28), date(2027, 3, 2)
    warned = [
        any(line.startswith("Let op: dit had vóór 1 maart 2027") for line in found.lines)
        for today in (before, after)
        for found in (voorbeeldstad.find("wijkteam zuid", today=today)[0], voorbeeldstad.entry("V1", today=today))
        if found is not None
    ]
    assert warned == [False, False, True, True]


@given(asked=st.sampled_from(ALL_NAMES))
def test_every_name_finds_something(asked: tuple[str, str]) -> None:
    gemeente, name = asked
    assert LANDSCAPES[gemeente].find(name)


@pytest.mark.parametrize("gemeente", SNAPSHOTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(st.sampled_from([name for _, name in ALL_NAMES]), st.text(max_size=60)))
def test_every_answer_of_a_snapshot_starts_with_its_warning(gemeente: str, query: str) -> None:
    for found in LANDSCAPES[gemeente].find(query):
        assert found.lines[0] == WARNING or found.source == NATIONAL


@pytest.mark.parametrize("gemeente", SNAPSHOTS)
@pytest.mark.parametrize(
    "query",
    [
        "acuut gevaar",
        "kind in direct gevaar, welk wijkteam bel ik",
        "moeder dreigt met een mes, is er een casemanager",
        "crisis in het gezin",
        "kind is weggelopen",
        "levensgevaar",
    ],
)
def test_a_snapshot_answers_danger_with_national_numbers_only(gemeente: str, query: str) -> None:
    found = LANDSCAPES[gemeente].find(query)
    assert found
    assert all(each.source == NATIONAL for each in found)
    assert "112" in found[0].lines[0]


@pytest.mark.parametrize("gemeente", SNAPSHOTS)
@pytest.mark.parametrize("situation", sorted(NEVER_FROM_SNAPSHOT))
def test_a_snapshot_gives_no_route_for_danger_or_a_heavy_outcome(gemeente: str, situation: str) -> None:
    assert all(not LANDSCAPES[gemeente].route(situation, sector=sector) for sector in SECTORS)


def test_a_snapshot_gives_its_other_routes_with_the_warning(rotterdam: Zorglandschap) -> None:
    steps = rotterdam.route("huisuitzetting", sector="wonen")
    assert steps[0] == WARNING
    assert "Meldpunt" in steps[1]
    assert not rotterdam.route("huisuitzetting", sector="onderwijs")


def test_an_unknown_situation_has_no_route(voorbeeldstad: Zorglandschap) -> None:
    assert voorbeeldstad.route("U9", sector="onderwijs") == ()


def test_a_route_for_the_own_sector_goes_before_one_for_all(voorbeeldstad: Zorglandschap) -> None:
    assert "Schoolsteun" in " ".join(voorbeeldstad.route("U3", sector="onderwijs"))
    assert "Schoolsteun" not in " ".join(voorbeeldstad.route("U3", sector="jgz"))


def test_an_unknown_contact_is_said_to_be_unknown(assen: Zorglandschap) -> None:
    unreachable = [each for each in assen.content.organisations if each.contact == "onbekend"]
    assert unreachable
    for each in unreachable:
        found = next(found for found in assen.find(each.name, limit=10) if found.id == each.id)
        assert any(line.startswith("Dit weet ik niet:") and "telefoonnummer" in line for line in found.lines)


def test_a_known_contact_is_told_with_hours_and_assurance(voorbeeldstad: Zorglandschap) -> None:
    text = " ".join(voorbeeldstad.find("wijkteam zuid")[0].lines)
    assert "000-000" in text
    assert "werkdagen 9.00-17.00" in text
    assert "Laatst bevestigd op 1 september 2026 door de beheerder sociale kaart" in text
    assert "Dit weet ik niet" not in text


def test_a_plan_is_called_a_plan(assen: Zorglandschap) -> None:
    assert assen.find("KKC")[0].lines[1] == "Dit was nog een plan. Ga na of het er al is."


def test_the_index_tells_its_legal_status_with_the_month(rotterdam: Zorglandschap) -> None:
    assert any("Stand: februari 2024." in line for line in rotterdam.find("sisa")[0].lines)


def test_the_name_of_a_law_leads_to_who_carries_it_out(rotterdam: Zorglandschap) -> None:
    first = rotterdam.find("WWB")[0]
    assert first.id == "dwi"
    assert first.lines[1] == "De Wet werk en bijstand is sinds 1 januari 2015 de Participatiewet."


def test_the_source_names_the_municipality_and_the_date(assen: Zorglandschap, voorbeeldstad: Zorglandschap) -> None:
    assert assen.find("MDO")[0].source == "sociale kaart Assen, stand juli 2016"
    assert "verzonnen voorbeeld" in voorbeeldstad.find("CJG")[0].source


@pytest.mark.parametrize("gemeente", LANDSCAPES)
def test_contacts_belong_to_functions_not_to_persons(gemeente: str) -> None:
    organisations: tuple[Organisation, ...] = LANDSCAPES[gemeente].content.organisations
    for each in organisations:
        for contact in each.contact if each.contact != "onbekend" else ():
            assert "." not in contact.email.split("@")[0], each.id

"""Changes to a landscape: each does what it says, is refused when it may not be, and leaves a sound landscape."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.edits.announce import announced
from knowledge.edits.apply import apply, apply_sound
from knowledge.edits.changes import (
    Abolished,
    Added,
    Assured,
    Change,
    Mailed,
    Open,
    Phoned,
    Renamed,
    Stepped,
    Waited,
    Worded,
    read_change,
    write_change,
)
from knowledge.edits.draft import RefusedError
from knowledge.edits.effect import effect
from knowledge.edits.naming import called
from knowledge.load import landscape_file, read_municipality
from knowledge.model import Municipality, Organisation, Route
from knowledge.vocabulary import vocabulary
from knowledge.wording import wording
from knowledge.zorglandschap import Zorglandschap

BASE = read_municipality(landscape_file("voorbeeldstad"))
TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
NOORD, MIDDEN = "wijkteam_noord", "wijkteam_midden"
ENDS = Abolished(entry=NOORD, successor=MIDDEN, ended_on=TODAY)


def organisation(town: Municipality, id_: str) -> Organisation:
    return next(each for each in town.organisations if each.id == id_)


def route(town: Municipality, id_: str) -> Route:
    return next(each for each in town.routes if each.id == id_)


def after(*changes: Change, today: date = TODAY) -> Municipality:
    return apply(BASE, changes, today)


def asked(town: Municipality) -> Zorglandschap:
    return Zorglandschap(town, wording(), vocabulary())


NEW = Organisation(id="meldpunt", name="Meldpunt Geldzorgen", kind="service", wat="Helpt.", source="test")
EACH: tuple[Change, ...] = (
    Phoned(entry="cjg", functie="Aanmelding en overleg", value="0592-123456"),
    Mailed(entry="cjg", functie="Aanmelding en overleg", value="info@cjg.example"),
    Open(entry="cjg", functie="Avond", value="19.00-21.00"),
    Worded(entry="cjg", field="hoe", value="Bel."),
    Renamed(entry="cjg", value="Jeugdpunt", on=TODAY),
    Stepped(entry="V5", step=1, value="Bel het team."),
    Waited(entry="cjg", weeks=6, measured_on=TODAY),
    Added(organisation=NEW),
    ENDS,
    Assured(entry="cjg", assured_on=TODAY, assured_by="de coördinator", review_by=date(2027, 5, 1)),
)


@pytest.mark.parametrize("change", EACH, ids=lambda each: each.kind)
def test_every_change_changes_its_entry_and_comes_back_from_what_is_kept(change: Change) -> None:
    town = after(change)
    assert town != BASE
    assert change.entry in {each.entry for each in effect(BASE, town, change.entry).changed} | {
        each.route for each in effect(BASE, town, change.entry).routes
    }
    assert read_change(write_change(change)) == change


def test_no_change_is_the_file_itself() -> None:
    assert after() == BASE


def test_an_abolished_name_is_answered_by_the_successor_with_the_day_and_every_reference_leads_there() -> None:
    town = after(ENDS)
    best = asked(town).find("wijkteam noord")[0]
    assert best.id == MIDDEN
    assert "Wijkteam Noord bestaat niet meer sinds 24 november 2026. Nu: Wijkteam Midden." in best.lines
    assert asked(town).team_for("duinrand").id == MIDDEN  # type: ignore[union-attr]  # it is there
    assert not any(NOORD in step.to for each in town.routes for step in each.steps)
    assert NOORD not in {each.regie for each in town.routes}


def test_the_short_name_and_the_common_nouns_lead_to_the_successor_too() -> None:
    town = asked(after(Abolished(entry="schoolsteun", successor=MIDDEN, ended_on=TODAY)))
    assert "Schoolsteun bestaat niet meer" in town.find("wie is schoolsteun?")[0].lines[0]
    assert town.find("wie doet schoolmaatschappelijk werk?")[0].id == MIDDEN


def test_a_route_says_the_successor_where_it_said_the_name() -> None:
    town = after(Abolished(entry="schoolsteun", successor=MIDDEN, ended_on=TODAY))
    assert route(town, "V6").steps[1].zin == "Vraag Wijkteam Midden om mee te kijken."
    said = effect(BASE, town, "schoolsteun").routes
    assert ("Vraag Schoolsteun om mee te kijken.", "Vraag Wijkteam Midden om mee te kijken.") in {
        (each.old, each.new) for each in said
    }


def test_an_end_that_waits_changes_nothing_until_its_day_and_is_told_before() -> None:
    later = Abolished(entry=NOORD, successor=MIDDEN, ended_on=TOMORROW)
    assert after(later) == BASE
    assert after(later, today=TOMORROW) != BASE
    spoken = asked(announced(BASE, [later], TODAY, wording())).find("wijkteam noord")[0]
    assert spoken.id == NOORD
    assert any("Vanaf 25 november 2026 bestaat dit niet meer. Dan: Wijkteam Midden." in line for line in spoken.lines)
    assert announced(BASE, [later], TOMORROW, wording()) == BASE


def test_an_old_name_leads_to_the_new_one_and_a_name_that_comes_back_is_no_old_one() -> None:
    there = Renamed(entry="cjg", value="Jeugdpunt", on=TODAY)
    back = Renamed(entry="cjg", value="CJG Voorbeeldstad", on=TOMORROW)
    assert "CJG Voorbeeldstad bestaat niet meer" in asked(after(there)).find("cjg voorbeeldstad")[0].lines[0]
    assert [each.name for each in organisation(after(there, back), "cjg").former_names] == ["Jeugdpunt"]


def test_a_new_number_stands_in_the_routes_too_and_a_national_one_is_never_replaced() -> None:
    step = Stepped(entry="V5", step=1, value="Bel Wijkteam Noord, 000-000 02 01.")
    town = after(step, Phoned(entry=NOORD, functie="Signalen en overleg", value="0592-111111"))
    assert route(town, "V5").steps[0].zin == "Bel Wijkteam Noord, 0592-111111."
    national = organisation(BASE, "veilig_thuis_voorbeeldregio").contact
    assert national != "onbekend"
    town = after(Phoned(entry="veilig_thuis_voorbeeldregio", functie=national[0].functie, value="0592-222222"))
    assert [each.steps for each in town.routes] == [each.steps for each in BASE.routes]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Abolished(entry=NOORD, successor=NOORD, ended_on=TODAY), "zichzelf"),
        (Abolished(entry=NOORD, successor="nergens", ended_on=TODAY), "niet op de kaart"),
        (Abolished(entry="V5", successor=NOORD, ended_on=TODAY), "geen organisatie"),
        (Phoned(entry="landelijk_alarmnummer", functie="x", value="0592-111111"), "landelijk nummer"),
        (Renamed(entry="landelijk_alarmnummer", value="Ander", on=TODAY), "landelijk nummer"),
        (Renamed(entry="cjg", value="wijkteam noord", on=TODAY), "staat al op de kaart"),
        (Added(organisation=NEW.model_copy(update={"name": "Team Noord"})), "staat al op de kaart"),
        (Added(organisation=NEW.model_copy(update={"id": "cjg"})), "staat al op de kaart"),
        (Added(organisation=NEW.model_copy(update={"areas": ("nergens",)})), "bestaat niet"),
        (Stepped(entry="V1", step=1, value="Bel 112."), "acuut gevaar"),
        (Stepped(entry="V4", step=2, value="Vraag advies."), "landelijk nummer"),
        (Stepped(entry="V4", step=9, value="Vraag advies."), "geen stap 9"),
        (Stepped(entry="cjg", step=1, value="Bel."), "geen route"),
        (Worded(entry="cjg", field="wat", value=""), "hier moet iets staan"),
    ],
)
def test_what_may_not_be_is_refused_with_the_reason(change: Change, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        after(change)


def test_what_is_abolished_is_not_changed_any_more_but_its_successor_is_named() -> None:
    with pytest.raises(RefusedError, match="Wijzig de opvolger: Wijkteam Midden"):
        after(ENDS, Worded(entry=NOORD, field="hoe", value="Bel."))


def test_a_team_that_is_only_planned_succeeds_nobody() -> None:
    planned = NEW.model_copy(update={"status": "planned"})
    with pytest.raises(RefusedError, match="nog een plan"):
        after(Added(organisation=planned), Abolished(entry=NOORD, successor=NEW.id, ended_on=TODAY))


def test_districts_that_lose_their_team_are_told() -> None:
    town = after(Abolished(entry=NOORD, successor="cjg", ended_on=TODAY))
    assert effect(BASE, town, NOORD).without_team == ("Duinrand", "Havenkwartier")


def test_who_still_says_the_old_name_is_told() -> None:
    town = after(
        Worded(entry="cjg", field="hoe", value="Bel Wijkteam Noord."),
        ENDS,
    )
    assert "CJG Voorbeeldstad" in effect(BASE, town, NOORD).named_still


def test_a_change_that_no_longer_fits_the_file_is_left_out_and_the_others_hold() -> None:
    changes: dict[int, Change] = {
        1: Worded(entry="cjg", field="hoe", value="Bel."),
        2: Worded(entry="weg", field="hoe", value="Bel."),
        3: ENDS,
    }
    town, left_out = apply_sound(BASE, changes, TODAY)
    assert left_out == (2,)
    assert town == after(changes[1], changes[3])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wijkteam noord", [NOORD]),
        ("Het Wijkteam Noord", [NOORD]),
        ("team Noord", [NOORD]),
        ("wijkteam_noord", [NOORD]),
        ("V5", ["V5"]),
        ("wijkteam", ["wijkteam_noord", "wijkteam_midden", "wijkteam_zuid"]),
        ("nergens", []),
        ("", []),
    ],
)
def test_an_entry_is_found_by_name_alias_id_or_a_part_of_its_name(text: str, found: list[str]) -> None:
    assert [each.id for each in called(BASE, text)] == found

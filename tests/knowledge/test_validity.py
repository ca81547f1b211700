"""What holds from a day, or until one: no answer hides that, and what is over never stands in for what there is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Municipality, Organisation
from knowledge.values import UNKNOWN
from knowledge.wording import wording
from knowledge.zorglandschap import Zorglandschap
from tests.shipped import landscape

BASE = landscape("voorbeeldstad")
SAY = wording()
TODAY = date(2026, 11, 26)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
IN_USE = [each for each in BASE.content.organisations if each.status != "abolished"]
ASKED = [
    *[name for each in BASE.content.organisations for name in (each.name, *each.aliases, *each.called)],
    *[old.name for each in BASE.content.organisations for old in each.former_names],
    *[place.name for place in BASE.content.places],
    "schulden", "wie helpt een gezin met veel problemen", "vermoeden van mishandeling",
]  # fmt: skip
DAYS = st.one_of(st.just(UNKNOWN), st.dates(date(2026, 11, 1), date(2026, 12, 20)))


def changed(town: Municipality, **entries: Mapping[str, object]) -> Zorglandschap:
    def told(entry: Organisation) -> Organisation:
        return entry.model_copy(update=entries.get(entry.id, {}))

    return BASE.over(town.model_copy(update={"organisations": tuple(map(told, town.organisations))}))


@st.composite
def outside_their_days(draw: st.DrawFn) -> Zorglandschap:
    """The example town, in which some organisations are over, some are still to come and some were abolished."""
    ids = [each.id for each in IN_USE]
    entries: dict[str, dict[str, object]] = {
        id_: {"valid_from": draw(DAYS), "valid_until": draw(DAYS)} for id_ in draw(st.sets(st.sampled_from(ids)))
    }
    gone, heir = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    entries[gone] = {"status": "abolished", "successor": heir, "ended_on": draw(DAYS)}
    return changed(BASE.content, **entries)


@settings(max_examples=60)
@given(town=outside_their_days(), query=st.sampled_from(ASKED), home=st.sampled_from(["", "1234", "1239"]))
def test_what_is_over_or_abolished_is_never_an_answer_that_hides_it(town: Zorglandschap, query: str, home: str) -> None:
    entries = {each.id: each for each in town.content.entries}
    abolished = {each.id: each for each in town.content.organisations if each.status == "abolished"}
    team, employer = town.team_for(home, today=TODAY), town.organisation(query, today=TODAY)
    answers = [*town.find(query, home=home, today=TODAY, limit=20), *filter(None, (team, employer))]
    assert not abolished.keys() & {found.id for found in answers}
    for found in answers:
        entry = entries[found.id]
        if entry.valid_from != UNKNOWN and entry.valid_from > TODAY:
            assert SAY.not_yet.format(date=SAY.day(entry.valid_from)) in found.lines
        if entry.valid_until != UNKNOWN and entry.valid_until < TODAY:
            assert SAY.over.format(date=SAY.day(entry.valid_until)) in found.lines
    for each in abolished.values():
        if query == each.name:
            assert answers[0].id == each.successor
            assert any(each.name in line and answers[0].name in line for line in answers[0].lines)


def test_what_is_over_is_said_to_be_over_and_what_is_to_come_from_when() -> None:
    over = changed(BASE.content, cjg={"valid_until": YESTERDAY}).find("cjg", today=TODAY)[0]
    assert over.lines[0] == "Let op: dit gold tot en met 25 november 2026. Wat er nu geldt, weet ik niet."
    to_come = changed(BASE.content, cjg={"valid_from": TOMORROW, "status": "planned"}).find("cjg", today=TODAY)[0]
    assert to_come.lines[0] == "Let op: dit geldt pas vanaf 27 november 2026."
    assert SAY.planned not in to_come.lines
    for day in ({"valid_until": TODAY}, {"valid_from": TODAY}, {}):
        assert changed(BASE.content, cjg=day).find("cjg", today=TODAY)[0].lines == BASE.find("cjg")[0].lines


def test_who_asks_for_a_need_first_gets_what_holds() -> None:
    query = "wijkteam"
    first, *others = BASE.find(query, today=TODAY)
    town = changed(BASE.content, **{first.id: {"valid_until": YESTERDAY}})
    assert town.find(query, today=TODAY)[0].id in {each.id for each in others}
    assert town.find(f"telefoon van {first.name}", today=TODAY)[0].id == first.id


@pytest.mark.parametrize("day", [YESTERDAY, TODAY, TOMORROW])
def test_two_teams_that_follow_each_other_each_have_their_days(day: date) -> None:
    town = changed(
        BASE.content,
        wijkteam_noord={"valid_until": YESTERDAY},
        wijkteam_midden={"valid_from": TODAY, "areas": ("duinrand",)},
    )
    team = town.team_for("duinrand", today=day)
    assert team is not None
    assert team.id == ("wijkteam_noord" if day < TODAY else "wijkteam_midden")


def test_a_district_keeps_its_team_when_nobody_prolonged_it() -> None:
    team = changed(BASE.content, wijkteam_noord={"valid_until": YESTERDAY}).team_for("duinrand", today=TODAY)
    assert team is not None
    assert team.id == "wijkteam_noord"
    assert team.lines[0].startswith("Let op: dit gold tot en met")


def test_an_organisation_that_ends_later_is_not_said_to_be_gone() -> None:
    ends = {"status": "abolished", "successor": "cjg", "ended_on": TOMORROW}
    gone = changed(BASE.content, sociaal_team_haven=ends).find("Haventeam", today=TODAY)[0]
    assert gone.lines[0] == "Vanaf 27 november 2026 bestaat Haventeam niet meer. Dan: CJG Voorbeeldstad."


def test_a_route_outside_its_days_says_so() -> None:
    held = BASE.route("U3", sector="jgz", today=TODAY)
    over = {route.id for route in BASE.content.routes if "U3" in route.situations}
    routes = tuple(
        route.model_copy(update={"valid_until": YESTERDAY}) if route.id in over else route
        for route in BASE.content.routes
    )
    town = BASE.over(BASE.content.model_copy(update={"routes": routes}))
    steps = town.route("U3", sector="jgz", today=TODAY)
    assert steps[0] == SAY.over.format(date=SAY.day(YESTERDAY))
    assert steps[1:] == held

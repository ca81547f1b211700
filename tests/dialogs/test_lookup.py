"""Looking something up in the conversation: which team, by the district where the child lives."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.messages import LIMITS, length
from tests.dialogs.played import Played

TEAMS = ["Wijkteam Noord", "Wijkteam Midden", "Wijkteam Zuid"]


def said(talk: Played, text: str) -> str:
    return "\n".join(as_text(reply) for reply in talk.say(text))


@pytest.mark.parametrize(
    ("question", "strange"),
    [("wie is het wijkteam in Atlantis", True), ("openingstijden van het wijkteam", False)],
)
def test_the_district_is_asked_for_and_all_teams_are_offered(question: str, strange: bool) -> None:
    talk = Played()
    [asked] = talk.say(question)
    assert asked.prompt is not None
    assert [option.label for option in asked.prompt.fields[0].options] == TEAMS
    assert ("Die wijk ken ik niet." in as_text(asked)) is strange
    assert length(asked) <= LIMITS["uitleg"]


@pytest.mark.parametrize(
    ("answer", "team"), [("2", "Wijkteam Midden"), ("Zonnehof", "Wijkteam Zuid"), ("duinrant", "Wijkteam Noord")]
)
def test_the_team_is_chosen_or_its_district_typed(answer: str, team: str) -> None:
    talk = Played()
    talk.say("openingstijden van het wijkteam")
    talk.say(answer)
    assert talk.replies[-1].item.startswith("zoeken:wijkteam_")
    assert as_text(talk.replies[-1]).casefold().startswith(team.casefold())


def test_anything_else_closes_the_question() -> None:
    talk = Played()
    talk.say("wie is het wijkteam in Atlantis")
    assert "Welk team?" not in said(talk, "telefoon van de leerplicht")


def test_a_team_with_a_district_is_looked_up_whatever_the_reader_makes_of_it() -> None:
    assert "Ik lees: Zonnehof." in said(Played(), "wijkteam Zonehof")


@pytest.mark.parametrize("question", ["is er een noodnummer", "wat is jullie noodnummer", "noodnummer"])
def test_the_emergency_number_is_told_with_the_other_numbers_for_danger(question: str) -> None:
    talk = Played()
    told = said(talk, question)
    assert all(number in told for number in ("112", "0800-2000", "113"))
    assert length(talk.replies[-1]) <= LIMITS["uitleg"]


def test_what_is_not_found_twice_is_said_in_whole_sentences() -> None:
    talk = Played()
    talk.say("wie is de zwemleraar in Utrecht")
    assert ". de coördinator" not in said(talk, "waar vind ik een wijkteam in Utrecht")


def test_a_number_of_a_party_is_looked_up_and_not_asked_about() -> None:
    assert "Woonvast Voorbeeld".casefold() in said(Played(), "tel Woonvast").casefold()

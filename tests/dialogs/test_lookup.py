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


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("hoe bereik ik Veilig Thuis", "0800-2000"),
        ("nummer van Veilig Thuis", "0800-2000"),
        ("wie is het wijkteam in Molenwijk", "Molenwijk"),
        ("mag ik delen zonder toestemming?", "Weeg dan vijf vragen"),
    ],
)
def test_a_look_up_at_the_list_of_answers_to_change_is_answered_and_the_list_comes_again(asked: str, told: str) -> None:
    talk = Played()
    for text in ("Jongen in mijn klas heeft blauwe plekken", "nee", "klopt"):
        talk.say(text)
    listed = talk.say("wijzig")[-1].prompt
    assert listed is not None
    options = [option.code for option in listed.fields[0].options]
    replies = talk.say(asked)
    assert told in "\n".join(map(as_text, replies))
    assert replies[-1].item == "wijzigen"
    assert replies[-1].prompt is not None
    assert [option.code for option in replies[-1].prompt.fields[0].options] == options
    assert talk.say("3")[-1].item == options[2]


def test_a_summary_at_that_list_comes_back_to_it_and_what_is_no_question_is_not_understood() -> None:
    talk = Played()
    for text in ("Jongen in mijn klas heeft blauwe plekken", "nee", "klopt", "wijzig"):
        talk.say(text)
    assert talk.say("samenvatting")[-1].item == "wijzigen"
    assert talk.say("iets heel anders dan dit")[-1].item == "wijzigen"
    assert talk.say("laat maar")[-1].item == "KC-G2"

"""Questions of practice and figures about children in general are answered; one about somebody is a case."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.played import Played

GENERAL = [
    ("hoeveel kinderen worden er elk jaar mishandeld", "kind.verwaarlozing"),
    ("Hoeveel kinderen worden per jaar verwaarloosd?", "kind.verwaarlozing"),
    ("is een kind dat ziet dat ma pa slaat ook mishandeld?", "geweld.getuige"),
    ("Is het mishandeling als kinderen ruzie tussen ouders horen?", "geweld.getuige"),
    ("gaan ingrijpende gebeurtenissen bij een kind vaak samen?", "kind.stapelen"),
]


@pytest.mark.parametrize("rol", ["leraar", "wijkagent"])
@pytest.mark.parametrize(("question", "answer"), GENERAL)
def test_a_question_about_children_in_general_is_answered(question: str, answer: str, rol: str) -> None:
    """R25, R28, R29."""
    talk = Played(rol=rol)
    assert talk.say(question)[0].item == f"praktijk:{answer}"
    assert talk.session.stack == ()


@pytest.mark.parametrize(
    "question",
    [
        "is het kind dat ziet dat papa mama slaat ook mishandeld?",
        "is een kind van 4 dat ziet dat zijn moeder wordt geslagen mishandeld",
        "wordt dat kind mishandeld als het ziet dat ma pa slaat?",
        "Wordt mijn leerling mishandeld als hij ziet dat vader moeder slaat?",
        "Een jongetje zag dat vader moeder sloeg, is dat mishandeling?",
    ],
)
def test_a_question_about_somebody_is_asked_for_danger_first(question: str) -> None:
    """R1, R141."""
    talk = Played()
    talk.say(question)
    assert talk.open is not None
    assert talk.open.item == "KC-A1"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("wie mag de jeugdbeschermingstafel samenroepen", "regie.jbtafel"),
        ("waarvoor is de jeugdbeschermingstafel en wie roept hem bijeen?", "regie.jbtafel"),
        ("onder welke voorwaarden mogen wij afschalen na veilig thuis", "regie.na_veilig_thuis"),
        ("wat is er nodig om af te schalen na VT?", "regie.na_veilig_thuis"),
        ("wat mogen wij van vt verwachten na onze melding", "vt.na_melding"),
        ("wat mag je verwachten van veilig thuis na een melding?", "vt.na_melding"),
    ],
)
def test_a_question_of_practice_in_other_words_has_its_answer(question: str, answer: str) -> None:
    """R60, R61, R69."""
    assert [reply.item for reply in Played(rol="wijkagent").say(question)] == [f"praktijk:{answer}"]


def test_the_police_hear_that_their_own_report_is_checked() -> None:
    """R61, R73."""
    text = as_text(Played(rol="wijkagent").say("wat gebeurt er na een melding?")[0])
    assert "zorgmelding er echt is" in text
    assert "zorgmelding" not in as_text(Played(rol="leraar").say("wat gebeurt er na een melding?")[0])


def test_scaling_down_after_a_report_names_all_that_must_be_there() -> None:
    """R60."""
    text = as_text(Played().say("wat is nodig om af te schalen na veilig thuis")[0])
    for part in ("regisseur", "verwacht", "veiligheidsplan op papier", "ouders doen mee", "voorwaarden", "niet lukt"):
        assert part in text

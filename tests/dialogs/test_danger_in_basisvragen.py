"""After danger in the vijf basisvragen these come back at the question that was open (basisvragen.md §6)."""

from __future__ import annotations

import pytest

from tests.dialogs.played import Played

DANGERS = (
    "hij bedreigt haar op dit moment met een mes",
    "hij pakte haar bij de keel",
    "de stiefvader slaat moeder weer",
)
BACK = "terug naar de basisvragen"


def at_question(told: str, *answers: str) -> tuple[Played, str]:
    """The vijf basisvragen with a question open and danger just told, and which question that was."""
    talk = Played("wijkteamlid")
    for text in ("basisvragen", *answers):
        talk.say(text)
    assert talk.open is not None
    asked = talk.open.item
    assert talk.say(told)[-1].item == "KC-A1"
    return talk, asked


@pytest.mark.parametrize("told", DANGERS)
@pytest.mark.parametrize("answers", [(), ("1",)])
def test_what_was_read_is_read_back_and_the_open_question_comes_again(told: str, answers: tuple[str, ...]) -> None:
    talk, asked = at_question(told, *answers)
    talk.say("nee, geen gevaar")
    assert talk.say("geen van deze")[-1].item == "voorstel"
    assert talk.say("klopt")[-1].item == asked
    assert talk.session.stack[-1].dialog == "basisvragen"


def test_what_was_read_wrongly_is_taken_out_and_the_question_comes_again() -> None:
    talk, asked = at_question(DANGERS[0], "1")
    for text in ("nee, geen gevaar", "geen van deze"):
        talk.say(text)
    for text in ("klopt niet", "1", "klopt niet"):
        talk.say(text)
    assert talk.open is not None
    assert talk.open.item == asked


def test_the_danger_question_goes_before_going_back() -> None:
    talk, _ = at_question(DANGERS[0], "1")
    assert talk.say(BACK)[-1].item == "KC-A1"


@pytest.mark.parametrize("back", [BACK, "verder met de basisvragen"])
def test_who_asks_for_it_goes_back_from_the_kindcheck(back: str) -> None:
    talk, asked = at_question(DANGERS[0], "1")
    for text in ("nee, geen gevaar", "geen van deze"):
        talk.say(text)
    assert talk.say(back)[-1].item == asked

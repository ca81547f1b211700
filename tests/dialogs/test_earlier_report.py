"""An earlier report that is told is shown and counts before an outcome does (kindcheck.md KC-S4, KC-H1, §8 row 4)."""

from __future__ import annotations

import pytest

from tests.dialogs.played import Played

HURT = "Jongen van 8 heeft striemen op zijn rug."
REPORTED = [
    "Er is eerder een melding gedaan bij Veilig Thuis.",
    "Dit gezin is eerder gemeld bij Veilig Thuis.",
]
ANSWERS = {"KC-A1": "nee", "KC-A2": "niets van dit alles", "voorstel": "klopt", "KC-G3": "samen", "KC-G5": "ja"}


def _goes_on(talk: Played) -> None:
    for _ in range(8):
        assert talk.open is not None
        if talk.open.item == "uitkomst":
            return
        talk.say(ANSWERS[talk.open.item])


def _outcomes(talk: Played) -> set[str]:
    return {reply.outcome for reply in talk.replies if reply.outcome}


@pytest.mark.parametrize("told", REPORTED)
def test_told_at_first(told: str) -> None:
    talk = Played(rol="huisarts")
    talk.say(f"{HURT} {told}")
    _goes_on(talk)
    assert _outcomes(talk) == {"U5"}


@pytest.mark.parametrize("told", REPORTED)
def test_told_where_something_else_is_asked_it_is_no_question_of_practice(told: str) -> None:
    talk = Played(rol="huisarts")
    talk.say(HURT)
    talk.say("nee")
    talk.say("klopt")
    talk.say(told)
    assert talk.open is not None
    assert talk.open.item == "voorstel"
    _goes_on(talk)
    assert talk.answers()["KC-H1"] == ("melding",)
    assert _outcomes(talk) == {"U5"}


def test_a_question_about_reports_is_still_answered() -> None:
    talk = Played(rol="huisarts")
    talk.say(HURT)
    talk.say("nee")
    talk.say("klopt")
    said = talk.say("Hoor ik iets terug na een melding bij Veilig Thuis?")
    assert said[0].item.startswith("praktijk:")

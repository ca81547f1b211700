"""Ages of minors that were told and confirmed say that there are children: nobody asks again, and nothing is lost.

kindcheck.md §1 rule 4, §7.1 and KC-S4.
"""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.played import Played, engine

TOLD = [
    ("politie", "Vader en moeder vechten elke maand. De kinderen van 3 en 5 zien dat."),
    ("huisarts", "Mijn patiënt drinkt veel, ze heeft een zoon van 9 en een dochter van 14."),
    ("schuldhulpverlener", "Cliënt heeft hoge schulden en kinderen van 2 en 6."),
]


def _asked(talk: Played) -> list[str]:
    return [reply.item for reply in talk.replies]


def _without_danger(talk: Played, message: str) -> None:
    """Tell it, and say where it is asked that there is no danger."""
    talk.say(message)
    for _ in range(3):
        if talk.open is not None and talk.open.item in {"KC-A1", "KC-A2"}:
            talk.say("nee" if talk.open.item == "KC-A1" else "niets van dit alles")


@pytest.mark.parametrize(("rol", "message"), TOLD)
def test_confirmed_ages_say_that_there_are_children(rol: str, message: str) -> None:
    talk = Played(rol=rol)
    _without_danger(talk, message)
    talk.say("klopt")
    ages = talk.answers()["KC-G2"]
    for _ in range(4):
        talk.say("weet ik niet")
    assert "KC-G1" not in _asked(talk)
    assert talk.answers()["KC-G1"] == ("ja",)
    assert talk.answers()["KC-G2"] == ages


def test_ages_that_are_told_later_take_the_place_of_weet_ik_niet() -> None:
    talk = Played(rol="schuldhulpverlener")
    _without_danger(talk, "Mijn cliënt heeft hoge schulden.")
    talk.say("klopt")
    while talk.open is not None and talk.open.item != "KC-G1":
        talk.say("nee")
    talk.say("weet ik niet")
    _without_danger(talk, "ik hoor net dat er kinderen van 4 en 9 zijn")
    talk.say("klopt")
    assert talk.answers()["KC-G1"] == ("ja",)
    assert talk.answers()["KC-G2"] == ("4-11", "4-11")


def test_the_ages_may_still_be_changed() -> None:
    talk = Played(rol="schuldhulpverlener")
    _without_danger(talk, TOLD[2][1])
    talk.say("klopt")
    talk.say("wijzig leeftijd")
    assert talk.open is not None
    assert talk.open.item == "KC-G2"
    talk.say("13")
    assert talk.answers()["KC-G2"] == ("12-15",)


def test_that_there_are_children_may_still_be_denied() -> None:
    talk = Played(rol="schuldhulpverlener")
    _without_danger(talk, TOLD[2][1])
    talk.say("klopt")
    step = engine().library.questionnaires["kindcheck"].step("KC-G1")
    assert step.item.words
    talk.say(f"wijzig {step.item.words[0]}")
    assert talk.open is not None
    assert talk.open.item == "KC-G1"
    talk.say("nee")
    assert talk.answers()["KC-G1"] == ("nee",)
    assert "KC-G2" not in talk.answers()


def test_a_nee_that_is_an_assumption_is_no_reason_for_what_is_not_known() -> None:
    """kindcheck.md §7.1 rule 2: not "kinderen: Nee" beside "kinderen" among what is not known."""
    talk = Played(rol="schuldhulpverlener")
    _without_danger(talk, "Mijn cliënt heeft hoge schulden.")
    answers = {"voorstel": "klopt", "KC-G1c": "ik neem het aan", "KC-O2/OP_SCHULDEN_ARMOEDE": "licht"}
    for _ in range(14):
        assert talk.open is not None
        if talk.open.item == "uitkomst":
            break
        talk.say(answers.get(talk.open.item, "nee"))
    assert talk.open is not None
    said = as_text(talk.open)
    because = next(line for line in said.splitlines() if line.startswith("Hierdoor"))
    assert "kinderen: Nee" not in because
    assert "waarom je denkt dat er geen kinderen zijn: Ik neem het aan" in because
    assert "Dit weet je nog niet: kinderen" in said

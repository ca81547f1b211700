"""A child that is not born yet: nobody speaks with it, and who looks after the pregnancy is found out in two days.

kindcheck.md §4.2 KC-Z2, KC-G3; §8.2 U4.
"""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.policy.kindcheck_values import SIGNS
from tests.dialogs.played import Played, engine

PREGNANT = [
    ("huisarts", "Vrouw is 20 weken zwanger en gebruikt cocaïne."),
    ("ggz_behandelaar", "Mijn cliënt is zwanger en drinkt elke dag."),
]


def _to_outcome(talk: Played, message: str, children: str) -> str:
    """Told until there is an outcome: what was said from then on."""
    answers = {"KC-A1": "nee", "KC-A2": "niets van dit alles", "voorstel": "klopt", "KC-G1": children, "KC-G2": "6"}
    said = talk.say(message)
    for _ in range(12):
        if any(reply.outcome for reply in said):
            break
        assert talk.open is not None
        said = talk.say(answers.get(talk.open.item, "weet ik niet"))
    return "\n".join(as_text(reply) for reply in talk.replies)


@pytest.mark.parametrize(("rol", "message"), PREGNANT)
def test_with_only_an_unborn_child_nobody_is_told_to_speak_with_it(rol: str, message: str) -> None:
    said = _to_outcome(Played(rol=rol), message, "nee")
    assert "Praat daarna met de aanstaande ouders" in said
    assert "ouders en het kind" not in said
    assert "Wie zorgt er straks thuis voor de baby?" in said
    assert "wie straks voor de baby zorgt" in said
    assert "voor de kinderen zorgt" not in said


@pytest.mark.parametrize(("rol", "message"), PREGNANT)
def test_midwifery_care_that_nobody_told_of_is_found_out_in_two_working_days(rol: str, message: str) -> None:
    """From Tuesday the 24th."""
    said = _to_outcome(Played(rol=rol), message, "nee")
    assert "Vraag uiterlijk donderdag 26 november na of er een verloskundige is." in said


def test_who_gives_that_care_is_not_told_to_look_for_it() -> None:
    assert "na of er een verloskundige is" not in _to_outcome(Played(rol="verloskundige"), PREGNANT[0][1], "nee")


def test_with_another_child_the_words_are_those_for_children() -> None:
    said = _to_outcome(Played(rol="huisarts"), PREGNANT[0][1], "ja")
    assert "Praat daarna met de ouders en het kind" in said
    assert "Wie zorgt er thuis nu voor de kinderen?" in said


def test_every_sign_of_a_child_says_that_there_is_one() -> None:
    """kindcheck.md §7.1 rule 3."""
    follows = engine().library.questionnaires["kindcheck"].item("KC-G1").follows
    assert next(set(each.codes) for each in follows if each.item == "KC-K1") == SIGNS

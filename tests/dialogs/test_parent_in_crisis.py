"""A parent in crisis is no offender: who to call first is AC5 (kindcheck.md §3.1, §8.4), in the first answer."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.played import Played

OFFENDER = "Praat nog niet met wie het gevaar geeft"
CALLS = ("112", "0800-2000", "huisarts", "huisartsenpost", "crisisdienst", "113", "niet alleen laten met deze ouder")
IN_CRISIS = [
    ("ggz_behandelaar", "Mijn patiënt heeft vannacht een poging tot zelfmoord gedaan, ze heeft een dochter van 6."),
    ("huisarts", "Cliënt wil dood. Hij is vader van twee kinderen."),
    ("seh_verpleegkundige", "Moeder is comateus binnengebracht na drank en pillen, ze heeft drie kinderen."),
    ("seh_verpleegkundige", "Een vader heeft een overdosis medicijnen genomen, zijn zoon is 5."),
]


def _said(replies: list[Reply]) -> str:
    return "\n".join(as_text(reply) for reply in replies)


@pytest.mark.parametrize(("rol", "message"), IN_CRISIS)
def test_who_to_call_for_a_parent_in_crisis_comes_at_once(rol: str, message: str) -> None:
    said = _said(Played(rol=rol).say(message))
    assert [call for call in CALLS if call not in said] == []
    assert OFFENDER not in said


def test_where_somebody_does_harm_as_well_that_is_still_said() -> None:
    said = _said(Played(rol="huisarts").say("Moeder heeft pillen geslikt en vader slaat de kinderen."))
    assert OFFENDER in said
    assert "crisisdienst" in said


@pytest.mark.parametrize("message", ["Meisje van 13 heeft een overdosis genomen.", "Vader heeft een mes."])
def test_it_is_not_said_of_a_child_nor_of_an_offender(message: str) -> None:
    said = _said(Played(rol="huisarts").say(message))
    assert OFFENDER in said
    assert "deze ouder" not in said


def test_who_to_call_does_not_wait_for_a_yes() -> None:
    """No word of danger in it: the call comes with the outcome, before what was read is confirmed."""
    talk = Played(rol="huisarts")
    talk.say("Vader heeft suïcidale gedachten en een plan. De kinderen zijn 3 en 6.")
    said = _said(talk.say("misschien"))
    assert [call for call in CALLS if call not in said] == []


def test_it_is_said_once() -> None:
    talk = Played(rol="huisarts")
    talk.say(IN_CRISIS[1][1])
    assert "deze ouder" not in _said(talk.say("ja, gevaar"))

"""No brother or sister stays unseen because one age was read (kindcheck.md §4.2 KC-G2, R22)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Answer, Reply
from dialogs.replies.child_ages import told_besides
from tests.dialogs.played import Played

ASKS = "noem dan ook hun leeftijd"


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def read_back(first: str) -> tuple[Played, str]:
    talk = Played()
    talk.say(first)
    return talk, text_of(talk.say("nee, geen gevaar"))


def test_with_one_child_read_the_others_are_asked_for() -> None:
    _, said = read_back("meisje van 10 met een blauw oog, ik vertrouw het niet")
    assert ASKS in said


@pytest.mark.parametrize(
    "first", ["meisje van 10 en broertje van 2, allebei blauwe plekken", "een leerling is al weken heel stil"]
)
def test_where_more_were_read_or_none_nothing_is_asked_besides(first: str) -> None:
    assert ASKS not in read_back(first)[1]


@pytest.mark.parametrize("told", ["10 en een zus van 13", "klopt, en een broer van 14", "haar zus is dertien"])
@pytest.mark.parametrize("later", [False, True])
def test_a_brother_or_sister_told_beside_an_answer_is_added(told: str, later: bool) -> None:
    talk, _ = read_back("meisje van 10 met een blauw oog, ik vertrouw het niet")
    if later:
        talk.say("klopt")
    assert talk.say(told)[-1].item == "voorstel"
    talk.say("klopt")
    assert talk.answers()["KC-G2"] == ("4-11", "12-15")


@pytest.mark.parametrize(
    ("before", "said", "words", "bands"),
    [
        (("4-11",), ("4-11",), "en een zusje van 6", ("4-11", "4-11")),
        (("4-11",), ("0-3",), "het 2 jarige broertje ook", ("4-11", "0-3")),
        (("4-11", "0-3"), ("0-3",), "een zusje van 3", None),
        (("4-11",), ("12-15",), "hij pest zijn zusje en is nu al 13", None),
    ],
)
def test_who_is_another_child(before: Answer, said: Answer, words: str, bands: Answer | None) -> None:
    assert told_besides(before, said, words, None) == bands

"""What was begun is thrown away when the user says so, after one question whether that is sure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.effects import LogSignal
from tests.dialogs.played import Played
from tests.sentences import PHRASES

INJURY = ("Jongen in mijn klas heeft blauwe plekken", "nee", "klopt", "8", "samen", "ja")
LOGGING = (*INJURY, "vastleggen", "vandaag, 3", "plek op de arm bij gym", "sla over")


def talked(*said: str) -> Played:
    talk = Played("leraar")
    for line in said:
        talk.say(line)
    return talk


def text(talk: Played) -> str:
    fields = [field.text for reply in talk.replies[-2:] if reply.prompt for field in reply.prompt.fields]
    return "\n".join([*(block.text for reply in talk.replies[-2:] for block in reply.blocks), *fields])


@pytest.mark.parametrize(
    "said", ["wis mijn concept", "Gooi mijn concept weg", "verwijder concept", "mijn concept wissen"]
)
def test_the_only_concept_goes_after_a_yes(said: str) -> None:
    talk = talked(*INJURY, "stop")
    talk.say(said)
    assert "Zeker weten?" in text(talk)
    assert len(talk.session.parked) == 1
    talk.say("ja")
    assert not talk.session.parked
    assert PHRASES["stop.erger"].text in text(talk)
    talk.say("mijn concepten")
    assert PHRASES["concept.geen"].text in text(talk)


@pytest.mark.parametrize("said", ["gooi weg", "weggooien", "niet vastleggen"])
def test_what_is_being_logged_goes_after_a_yes_and_nothing_is_logged(said: str) -> None:
    talk = talked(*LOGGING, said)
    assert "Zeker weten?" in text(talk)
    talk.press("ja")
    assert not talk.session.stack
    assert not talk.session.parked
    assert not any(isinstance(effect, LogSignal) for effect in talk.effects)


def test_a_no_keeps_it_and_asks_on() -> None:
    talk = talked(*LOGGING)
    stack = [run.id for run in talk.session.stack]
    talk.say("gooi weg")
    talk.say("nee")
    assert [run.id for run in talk.session.stack] == stack
    assert PHRASES["concept.blijft"].text in text(talk)
    assert "gepraat" in text(talk)


def test_not_logging_at_the_last_question_needs_no_second_one() -> None:
    talk = talked(*LOGGING, "nee, nee", "1", "niet vastleggen")
    assert not talk.session.stack
    assert PHRASES["log.niet"].text in text(talk)


def test_of_several_one_is_chosen() -> None:
    talk = talked("kindcheck", "nee", "stop", "basisvragen", "stop")
    first = talk.session.parked[0][0].id
    talk.say("gooi mijn concept weg")
    assert PHRASES["concept.welke_weg"].text in text(talk)
    talk.say("2")
    talk.say("ja")
    assert [stack[0].id for stack in talk.session.parked] == [first]


def test_what_is_open_is_named_among_the_concepts() -> None:
    talk = talked(*INJURY, "mijn concepten")
    assert "enige concept" in text(talk)
    assert PHRASES["concept.geen"].text not in text(talk)


def test_who_comes_back_may_throw_it_away() -> None:
    talk = talked("kindcheck", "nee")
    talk.now += timedelta(hours=20)
    talk.say("even kijken waar ik was gebleven")
    talk.press("weg")
    talk.press("ja")
    assert not talk.session.stack

"""What is told of a call when something else is asked already (conversations.md §3 nr 6, §5.2 rule 2)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.played import Played

NOBODY = "Kan het niet wachten? Bel 112."
TOLD = ("een jongen van 8 zegt dat zijn oom hem slaat", "misschien", "gebeld")


def asked_on(*more: str) -> Played:
    """A talk in which a call was needed and the assistant went on to the next question."""
    talk = Played()
    for text in (*TOLD, *more):
        talk.say(text)
    assert talk.verdict() is not None
    return talk


@pytest.mark.parametrize(
    "told",
    [
        "Ik krijg niemand te pakken",
        "ik krijg niemand te pakken bij het advies",
        "we krijgen niemand te pakken",
        "veilig thuis neemt niet op",
        "er neemt niemand op",
    ],
)
def test_who_reaches_nobody_hears_what_to_do_and_keeps_the_open_question(told: str) -> None:
    talk = asked_on()
    open_before = talk.open
    said = talk.say(told)
    assert as_text(said[0]).startswith(NOBODY)
    assert said[0].kind == "acuut"
    assert open_before is not None
    assert said[-1].item == open_before.item


def test_it_is_heard_where_what_was_read_is_read_back() -> None:
    talk = asked_on("geen van deze", "bij ons", "nee")
    assert talk.open is not None
    assert talk.open.item == "voorstel"
    said = talk.say("ik krijg niemand aan de lijn")
    assert as_text(said[0]).startswith(NOBODY)
    assert said[-1].item == "voorstel"


def test_who_gets_through_after_all_can_say_so() -> None:
    talk = asked_on()
    talk.say("Ik krijg niemand te pakken")
    assert as_text(talk.say("Gebeld")[0]).startswith("Genoteerd. Overleg met politie of Veilig Thuis")


def test_who_finds_it_not_acute_after_all_is_asked_about_danger_again() -> None:
    assert asked_on().say("Dit is niet acuut")[-1].item == "KC-A1"


@pytest.mark.parametrize("told", ["moeder is niet bereikbaar", "niemand", "vader neemt niet op"])
def test_who_is_not_reached_in_the_family_is_no_call(told: str) -> None:
    assert NOBODY not in "\n".join(map(as_text, asked_on().say(told)))


def test_without_danger_nobody_is_told_to_call() -> None:
    talk = Played()
    for text in ("leerling komt vaak te laat op school", "nee"):
        talk.say(text)
    assert NOBODY not in "\n".join(map(as_text, talk.say("ik krijg niemand te pakken")))

"""A correction typed where something is read back: it takes away no certainty and adds nothing by likeness."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.model import Because, Input, Proposed, Reply
from tests.dialogs.played import Played
from tests.shipped import reader
from tests.talk import said

DISCLOSURE = "een meisje van 6 zegt dat papa haar slaat"
LOOKS_LIKE = Proposed("KC-K1", ("KS_VERZUIM",), (Because("gelijkenis", ""),), "kind is vaak te laat op school")
READ = "wat er bij het kind opvalt: vertelt zelf dat het onveilig is"


def at_the_read_back() -> Played:
    played = Played()
    played.say(DISCLOSURE)
    assert READ in said(played.say("nee"))
    return played


def says(played: Played, text: str, *read: Proposed) -> list[Reply]:
    return played.give(Input(replace(reader()(text), proposals=read), message=text))


@pytest.mark.parametrize(
    "text",
    [
        "ze is het kind van mijn buren, niet van school",
        "het gaat niet om een leerling maar om een kind uit de straat",
        "ik bedoelde het dochtertje van de buurvrouw",
        "nee, het kind zit bij een andere juf",
    ],
)
def test_a_correction_leaves_sure_what_words_said_and_adds_no_likeness(text: str) -> None:
    played = at_the_read_back()
    heard = said(says(played, text, LOOKS_LIKE))
    assert READ in heard
    assert "misschien" not in heard
    assert "te laat" not in heard
    assert "Klopt er iets niet?" in heard
    assert played.session.stack[-1].proposals["KC-K1"] == ("KS_ONTHULLING",)


def test_what_the_words_of_a_correction_say_does_count() -> None:
    played = at_the_read_back()
    sure = Proposed("KC-K1", ("KS_LETSEL",), (Because("begrip.letsel", "blauwe plek"),))
    heard = said(says(played, "niet alleen dat maar ze heeft ook een blauwe plek", sure))
    assert "letsel" in heard
    assert "misschien" not in heard


def test_more_that_only_looks_like_something_is_a_doubt_of_its_own() -> None:
    played = at_the_read_back()
    heard = said(says(played, "ze komt ook zo vaak later binnen", LOOKS_LIKE))
    assert f"{READ}\n" in heard
    assert "misschien wat er bij het kind opvalt: vaak weg of te laat. Het lijkt op" in heard
    assert "kind is vaak te laat op school" in said(played.say("waarom denk je dat?"))
    played.say("klopt")
    assert set(played.session.stack[-1].answers["KC-K1"]) == {"KS_ONTHULLING", "KS_VERZUIM"}

"""A question about nobody gets its answer at once; whoever tells of somebody gets the danger question first (R1)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.effects import AskStatus
from tests.dialogs.played import Played


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("mag je blauwe plekken fotograferen", "delen.fotos"), ("mogen we foto's maken van een wond?", "delen.fotos"),
        ("waar staat AMK voor", "vt.regios"), ("is er een formulier voor een gesprek met de ouders?", "gesprek.ouders"),
    ],
)  # fmt: skip
def test_a_question_about_nobody_is_answered_at_once(text: str, answer: str) -> None:
    talk = Played()
    replies = talk.say(text)
    assert replies[0].item == f"praktijk:{answer}"
    assert not talk.session.stack


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("wie werkt er met de lirik", "kind.lirik"), ("wie gebruikt de zrm?", "kind.zrm"),
        ("ik durf geen melding te doen in de verwijsindex, bang voor het gesprek met ouders", "index.drempels"),
        ("wat zijn chronische problemen", "kind.chronisch"), ("ik durf niks te doen", "meldcode.durf_niet"),
        ("vt vraagt informatie over mijn client maar die wil dat niet", "vt.vraagt_mij"),
    ],
)  # fmt: skip
def test_instruments_brakes_and_chronic_are_found_in_other_words(text: str, answer: str) -> None:
    """R81, R82, R122, R126, R137."""
    assert Played(rol="ggz_behandelaar").say(text)[0].item == f"praktijk:{answer}"


def test_with_a_word_that_worries_more_is_offered() -> None:
    said = "\n".join(map(as_text, Played().say("mag ik blauwe plekken op de foto zetten")))
    assert "geen foto" in said
    assert "typ 'kindcheck'" in said
    assert "112" in said


@pytest.mark.parametrize(
    "text",
    [
        "mag ik een foto maken van de blauwe plekken van een leerling",
        "een jongen heeft blauwe plekken, mag ik een foto maken",
        "mag ik de wond van mijn cliëntje fotograferen, hij zegt dat zijn vader hem slaat",
    ],
)  # fmt: skip
def test_who_tells_of_somebody_gets_the_danger_question_first(text: str) -> None:
    talk = Played()
    assert talk.say(text)[-1].item == "KC-A1"


@pytest.mark.parametrize("text", ["wat is kindcheck", "wat houdt de kindcheck in?"])
def test_what_the_kindcheck_is_is_told_and_not_begun(text: str) -> None:
    talk = Played()
    assert "stap 1 van de meldcode" in as_text(talk.say(text)[0])
    assert not talk.session.stack


@pytest.mark.parametrize("text", ["hoe staat het met mijn signaal", "hoe staat het nu met dat signaal van mij?"])
@pytest.mark.parametrize("before", [(), ("kindcheck", "nee")])
def test_how_it_is_with_a_signal_is_asked_of_the_desk(text: str, before: tuple[str, ...]) -> None:
    talk = Played()
    for each in before:
        talk.say(each)
    replies = talk.say(text)
    assert AskStatus() in talk.effects
    assert not [reply for reply in replies if reply.item.startswith("praktijk")]

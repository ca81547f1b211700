"""Every later message is read for danger first, in every dialog (kindcheck.md §1 rule 1; R11)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.messages import holds_the_numbers
from tests.dialogs.played import Played

NEW_HARM = (
    "stiefvader woont er weer en slaat moeder",
    "er is iets nieuws: moeder slaat haar dochter",
    "ze heeft nu een gebroken pols",
    "oom zat aan haar",
)


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def logging() -> Played:
    """A check of a child that is late for school, whose log asks when and how."""
    talk = Played()
    for text in ("leerling komt vaak te laat op school", "nee", "ja", "vastleggen"):
        talk.say(text)
    assert talk.open is not None
    assert talk.open.item == "VL-WANNEER"
    return talk


@pytest.mark.parametrize("told", NEW_HARM)
def test_new_harm_while_logging_is_answered_as_danger_and_read_back(told: str) -> None:
    talk = logging()
    said = talk.say(told)
    assert said[0].kind == "acuut"
    assert holds_the_numbers(text_of(said[:1]))
    assert said[-1].item == "KC-A1"
    talk.say("nee")
    assert talk.say("geen van deze")[-1].item == "voorstel"


def test_who_told_of_new_violence_hears_the_outcome_anew_and_comes_back_to_the_log() -> None:
    talk = logging()
    for text in (NEW_HARM[0], "nee", "geen van deze", "klopt", "12", "nee", "weet ik niet", "licht", "ja"):
        talk.say(text)
    assert talk.open is not None
    assert talk.open.outcome == "U4"
    assert "Praat nog niet met de ouders of familie" in text_of([talk.open])
    assert talk.answers()["KC-H2"] == ("nu",)
    assert talk.say("vastleggen")[-1].item == "VL-WANNEER"


def test_what_is_told_comes_on_top_of_what_was_answered() -> None:
    talk = logging()
    for text in ("ze heeft nu een gebroken pols", "nee", "geen van deze", "klopt"):
        talk.say(text)
    assert set(talk.answers()["KC-K1"]) == {"KS_VERZUIM", "KS_LETSEL"}


def test_violence_that_returns_is_not_made_lighter_by_a_message_that_says_now() -> None:
    talk = Played()
    for text in ("kindcheck", "nee", "niets bijzonders", "ja", "geen", "nee", "8", "samen", "steeds opnieuw"):
        talk.say(text)
    assert talk.answers()["KC-H2"] == ("herhaald",)
    for text in ("vastleggen", NEW_HARM[0], "nee", "geen van deze", "klopt"):
        talk.say(text)
    assert talk.answers()["KC-H2"] == ("herhaald",)
    assert "OP_HUISELIJK_GEWELD" in talk.answers()["KC-O1"]


def test_the_same_harm_is_answered_once_in_a_run() -> None:
    talk = logging()
    talk.say(NEW_HARM[0])
    for text in ("nee", "geen van deze", "klopt", "12", "nee", "weet ik niet", "licht", "ja", "vastleggen"):
        talk.say(text)
    assert talk.say("vader slaat haar nog steeds")[-1].item == "VL-WANNEER"


@pytest.mark.parametrize("told", NEW_HARM)
def test_a_description_that_was_asked_for_is_an_answer(told: str) -> None:
    talk = logging()
    talk.say("gisteren, 3")
    assert talk.open is not None
    assert talk.open.item == "VL-FEIT"
    assert talk.say(told)[-1].item == "VL-MENING"
    assert talk.answers("vastleggen")["VL-FEIT"] == (told,)


def test_harm_in_the_basisvragen_is_read_back_and_then_the_question_comes_again() -> None:
    talk = Played("wijkteamlid")
    talk.say("basisvragen")
    before = talk.open
    assert before is not None
    said = talk.say("vader slaat de kinderen weer")
    assert said[-1].item == "KC-A1"
    assert holds_the_numbers(text_of(said))
    talk.say("nee")
    assert talk.say("geen van deze")[-1].item == "voorstel"
    assert talk.say("klopt")[-1].item == before.item


def test_harm_after_an_outcome_of_the_kindcheck_opens_the_danger_question_again() -> None:
    talk = Played()
    for text in ("kindcheck", "nee", "niets bijzonders", "ja", "geen", "nee", "8", "samen", "nee", "geen", "nee"):
        talk.say(text)
    assert talk.session.stack[-1].mode == "uitkomst"
    assert talk.say("vader slaat moeder")[-1].item == "KC-A1"


def test_harm_where_danger_was_confirmed_asks_nothing_again_but_is_read_back() -> None:
    talk = Played()
    confirmed = ("kindcheck", "ja", "gebeld", "geweld of een wapen, nu", "ik weet het niet", "ja", "vastleggen")
    for text in confirmed:
        talk.say(text)
    assert talk.open is not None
    assert talk.open.item == "VL-WANNEER"
    said = talk.say("moeder slaat hem ook")
    assert holds_the_numbers(text_of(said[:1]))
    assert said[-1].item == "voorstel"
    assert talk.answers()["KC-A1"] == ("ja",)


@pytest.mark.parametrize("asked", ["wat telt als huiselijk geweld?", "hoe herken ik seksueel misbruik?"])
def test_a_question_about_the_subject_is_no_danger(asked: str) -> None:
    talk = logging()
    assert "acuut" not in {reply.kind for reply in talk.say(asked)}

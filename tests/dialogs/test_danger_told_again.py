"""Danger or harm that is told again, or that nothing could be made of, is never "not understood" (kindcheck.md §1)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.messages import holds_the_numbers
from tests.dialogs.played import Played

NOT_UNDERSTOOD = ("haal ik er nog niet uit", "begrijp het nog niet", "Dit lukt niet")
DANGERS = (
    "nu staat hij met een mes in de keuken",
    "oma kneep haar keel dicht",
    "het kleintje van 4 blijft elke middag alleen thuis",
)


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def asked_about_the_child(first: str = "een meisje van 9 uit mijn groep is moe en haar vader gokt") -> Played:
    """A kindcheck with a question open behind the danger question."""
    talk = Played()
    for text in (first, "nee geen gevaar", "klopt"):
        talk.say(text)
    return talk


def back_to_the_question(talk: Played) -> None:
    talk.say("nee, geen gevaar")
    talk.say("geen van deze")
    if talk.session.stack[-1].mode == "voorstel":
        talk.say("klopt")


@pytest.mark.parametrize("told", DANGERS)
def test_danger_that_was_told_before_is_answered_as_danger_again(told: str) -> None:
    talk = asked_about_the_child()
    talk.say(told)
    back_to_the_question(talk)
    for _ in range(3):
        said = talk.say(told)
        assert said[0].kind == "acuut"
        assert holds_the_numbers(text_of(said))
        assert said[-1].item == "KC-A1"
        assert not any(words in text_of(said) for words in NOT_UNDERSTOOD)
        back_to_the_question(talk)


def test_danger_said_again_where_there_is_danger_takes_no_answer_back() -> None:
    talk = asked_about_the_child()
    for text in (DANGERS[0], "ja, gevaar", "gebeld"):
        talk.say(text)
    said = talk.say(DANGERS[0])
    assert holds_the_numbers(text_of(said))
    assert talk.answers()["KC-A1"] == ("ja",)
    assert not any(words in text_of(said) for words in NOT_UNDERSTOOD)


def test_who_says_that_it_was_less_than_it_seemed_is_not_asked_again_and_hears_the_numbers() -> None:
    talk = asked_about_the_child()
    talk.say(DANGERS[0])
    back_to_the_question(talk)
    assert talk.open is not None
    asked = talk.open.item
    said = talk.say("nee, dat mes was achteraf van de buren")
    assert said[-1].item == asked
    assert holds_the_numbers(text_of(said))
    assert talk.session.stack[-1].misses == 0


@pytest.mark.parametrize("told", ["moeder geeft haar een pak slaag", "ze heeft een blauw oog", "vader mept haar"])
def test_harm_that_is_known_is_said_to_be_known_and_counts_no_miss(told: str) -> None:
    talk = asked_about_the_child("een meisje van 9 met blauwe plekken, vader slaat haar en gokt")
    open_before = talk.open
    assert open_before is not None
    for _ in range(3):
        said = talk.say(told)
        assert "al" in text_of(said)
        assert not any(words in text_of(said) for words in NOT_UNDERSTOOD)
        assert said[-1].item == open_before.item
        assert talk.session.stack[-1].misses == 0


@pytest.mark.parametrize("told", ["een man dwingt haar tot seks voor geld", "ze wordt deze winter uitgehuwelijkt"])
def test_a_danger_that_is_read_in_a_kindcheck_goes_before_what_is_asked(told: str) -> None:
    talk = asked_about_the_child("een meisje van 9 met blauwe plekken, vader slaat haar en gokt")
    said = talk.say(told)
    assert said[0].kind == "acuut"
    assert said[-1].item == "KC-A1"


def test_what_tells_of_no_harm_is_still_not_understood() -> None:
    assert NOT_UNDERSTOOD[0] in text_of(asked_about_the_child().say("de lamp staat op de kast"))

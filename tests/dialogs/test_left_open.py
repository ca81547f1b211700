"""Who stops hears what was read, what is open and by when; danger stays in sight (kindcheck.md §2.1.6)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.messages import LIMITS, faults_of, holds_the_numbers, length
from tests.dialogs.played import Played

SHAKEN = "baby geschud, gevallen of hard neergelegd"
TOLD = ("moeder heeft de baby geschud", "oppas heeft haar baby vanmorgen door elkaar geschud")


def text_of(replies: list[Reply]) -> str:
    assert not [fault for reply in replies for fault in faults_of(reply)]
    assert all(length(reply) <= LIMITS[reply.kind] for reply in replies)
    return "\n".join(map(as_text, replies))


@pytest.mark.parametrize("rol", ["leraar", "anders"])
@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("answers", [(), ("nee",)])
def test_an_open_danger_question_counts_as_doubt_when_somebody_stops(
    rol: str, told: str, answers: tuple[str, ...]
) -> None:
    talk = Played(rol)
    for text in (told, *answers):
        talk.say(text)
    said = text_of(talk.say("stop"))
    assert "Voorlopig is dit: Bel eerst Veilig Thuis." in said
    assert SHAKEN in said
    assert "De vraag naar gevaar is nog niet af" in said
    assert "wat er nu aan gevaar is: uiterlijk vandaag" in said
    assert holds_the_numbers(said)
    talk.say("verder")
    assert talk.open is not None
    assert talk.open.item in {"KC-A1", "KC-A2"}


@pytest.mark.parametrize("told", TOLD)
def test_danger_that_nobody_ticks_is_read_back_and_stays_in_the_summary(told: str) -> None:
    talk = Played()
    talk.say(told)
    talk.say("nee")
    said = text_of(talk.say("geen van deze"))
    assert SHAKEN in said
    assert "0 tot en met 3 jaar" in said
    talk.say("klopt")
    assert SHAKEN in text_of(talk.say("samenvatting"))


def test_danger_that_is_ticked_is_not_told_as_left_out() -> None:
    talk = Played()
    for text in (TOLD[0], "nee", SHAKEN, "gebeld", "bij ons", "nee", "klopt"):
        talk.say(text)
    assert "kruiste het niet aan" not in text_of(talk.say("samenvatting"))


def test_each_open_question_has_a_day() -> None:
    talk = Played()
    for text in ("kindcheck", "nee", "niets bijzonders", "weet ik niet"):
        talk.say(text)
    said = text_of(talk.say("stop"))
    assert "of iemand hierom naar het kind keek: uiterlijk" in said
    assert "geweld thuis: uiterlijk" in said


def test_a_worry_without_danger_leaves_the_danger_question_open_and_no_doubt() -> None:
    talk = Played()
    talk.say("leerling komt vaak te laat op school")
    said = text_of(talk.say("stop"))
    assert "gevaar op korte termijn: uiterlijk vandaag" in said
    assert "wat er bij het kind opvalt: vaak weg of te laat" in said
    assert "Bel eerst" not in said


@pytest.mark.parametrize(
    "told",
    [
        "een jongen van 7 vertelt dat hij thuis met een riem krijgt",
        "een meisje van 8 zegt dat haar moeder haar slaat",
        "jongen van 10 vertelde mij dat zijn vader hem slaat",
    ],
)
@pytest.mark.parametrize("answers", [(), ("nee",)])
def test_who_stops_at_an_unconfirmed_disclosure_hears_what_counts_if_it_is_right(
    told: str, answers: tuple[str, ...]
) -> None:
    talk = Played()
    for text in (told, *answers):
        talk.say(text)
    replies = talk.say("stop")
    said = text_of(replies)
    assert "nog niet bevestigd" in said
    assert "Klopt wat ik las? Dan geldt nu al:" in said
    assert "Bel nu Veilig Thuis: 0800-2000. Praat nog niet met de ouders." in said
    assert "Stuur geen brief, mail of app." in said
    assert "geweld thuis: uiterlijk vandaag" in said or not answers
    assert any(reply.kind == "acuut" for reply in replies)
    if answers:
        assert "Voorlopig is dit: Bel eerst" not in said  # what was read is not counted


def test_who_stops_at_unconfirmed_violence_hears_not_to_speak_the_parents_and_whom_to_ask() -> None:
    talk = Played()
    for text in ("vader slaat moeder al weken, zoon van 7 staat erbij", "nee"):
        talk.say(text)
    said = text_of(talk.say("stop"))
    assert "Klopt wat ik las? Dan geldt nu al:" in said
    assert "Praat nog niet met de ouders of familie." in said
    assert "Veilig Thuis, 0800-2000" in said.partition("Dit staat nog open")[0]


def test_a_confirmed_disclosure_is_not_said_under_a_condition() -> None:
    talk = Played()
    for text in ("een jongen van 7 vertelt dat hij thuis met een riem krijgt", "nee", "klopt"):
        talk.say(text)
    assert "Klopt wat ik las?" not in text_of(talk.say("stop"))


def test_a_worry_without_danger_has_no_condition() -> None:
    talk = Played()
    for text in ("leerling komt vaak te laat op school", "nee"):
        talk.say(text)
    assert "Klopt wat ik las?" not in text_of(talk.say("stop"))

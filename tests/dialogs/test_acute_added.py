"""What an answer adds to a call that was told already is said at once (kindcheck.md §3 KC-A2 to KC-A4, §5 "Rood")."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.messages import LIMITS, length
from tests.dialogs.played import Played

DOCTOR = "Laat vandaag een arts kijken. Bij ernstig letsel: 112."


def called(*answers: str) -> Played:
    """A call was told and made; then the questions of the gate are answered."""
    talk = Played()
    for text in ("kindcheck", "ja", "gebeld", *answers):
        talk.say(text)
    return talk


def last(talk: Played, text: str) -> str:
    replies = talk.say(text)
    assert all(length(reply) <= LIMITS[reply.kind] for reply in replies)
    return "\n".join(map(as_text, replies))


@pytest.mark.parametrize("answer", ["ja", "weet ik niet"])
def test_who_needs_a_doctor_now_hears_so_at_once(answer: str) -> None:
    talk = called("geweld of een wapen, nu", "bij ons")
    assert DOCTOR in last(talk, answer)
    assert DOCTOR not in last(talk, "samenvatting")


def test_injury_that_a_doctor_must_see_gets_what_belongs_to_injury() -> None:
    assert "geen foto's, niet uitvragen" in last(called("niets van dit alles", "bij ons"), "ja")


def test_no_injury_adds_nothing() -> None:
    said = last(called("geweld of een wapen, nu", "bij ons"), "nee")
    assert DOCTOR not in said
    assert "Eerst:" not in said


def test_a_question_that_is_not_understood_three_times_counts_as_not_known() -> None:
    talk = called("geweld of een wapen, nu", "bij ons")
    for text in ("groen", "geel"):
        assert DOCTOR not in last(talk, text)
    assert DOCTOR in last(talk, "oranje")


def test_a_situation_that_is_chosen_after_the_call_gets_its_lines() -> None:
    assert "niet laten braken" in last(called(), "kind kreeg of nam gif, pillen of drugs")


def test_children_with_who_gives_the_danger_put_112_first() -> None:
    assert "Bel eerst 112." in last(called("niets van dit alles"), "bij wie het gevaar geeft")


def test_violence_that_is_confirmed_after_the_call_says_not_to_go_to_the_family_first() -> None:
    talk = Played()
    for text in ("vader slaat moeder, kinderen van 4 en 7", "ja", "gebeld", "niets van dit alles", "bij ons", "nee"):
        talk.say(text)
    assert talk.open is not None
    assert talk.open.item == "voorstel"
    assert "Praat nog niet met de ouders of familie" in last(talk, "klopt")


def test_a_doctor_is_named_before_who_came_from_the_basisvragen_goes_back() -> None:
    talk = Played("wijkteamlid")
    for text in ("basisvragen", "vader heeft haar net met een mes gestoken", "ja", "gebeld", "1", "bij ons"):
        talk.say(text)
    assert DOCTOR in last(talk, "ja")

"""The card for who thinks along holds what was read and is not confirmed yet (kindcheck.md §6 KC-T4)."""

from __future__ import annotations

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.played import Played


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def test_what_was_read_stands_on_the_card_for_who_thinks_along() -> None:
    talk = Played("anders")
    talk.say("Een jongen van 11 uit mijn team heeft een blauw oog en zit onder de plekken")
    for text in ("nee", "een kind"):
        if talk.open is not None and talk.open.item in {"KC-A1", "KC-S2"}:
            talk.say(text)
    card = text_of([reply for reply in talk.say("overlegkaart") if reply.kind == "kaart"])
    assert "nog niet bevestigd" in card
    assert "letsel of plekken" in card
    assert "4 tot en met 11 jaar" in card
    talk.say("klopt")
    assert "nog niet bevestigd" not in text_of(talk.say("overlegkaart"))


def test_no_example_of_another_child_stands_on_the_card() -> None:
    talk = Played("anders")
    for text in ("Mijn speler zit onder de blauwe plekken en wil niet douchen", "nee", "een kind"):
        talk.say(text)
    card = [reply for reply in talk.say("overlegkaart") if reply.kind == "kaart"]
    assert "letsel of plekken" in text_of(card)
    assert "Het lijkt op" not in text_of(card)

"""Questions about one's own data: what is kept, seeing and erasing it, who is responsible (conversations.md §4.3)."""

from __future__ import annotations

import pytest

from tests.dialogs.played import Played
from tests.talk import said

ASKED = [
    ("wis al mijn gegevens", "bot.wissen"),
    ("kun je mijn account verwijderen", "bot.wissen"),
    ("verwijder graag alles wat je van mij hebt", "bot.wissen"),
    ("ik wil inzage in mijn gegevens", "bot.inzage"),
    ("mag ik zien wat je over mij hebt opgeslagen, alles over mij", "bot.inzage"),
    ("graag een kopie van mijn persoonsgegevens", "bot.inzage"),
    ("wie is verantwoordelijk voor mijn gegevens?", "bot.verantwoordelijk"),
    ("wie is de verwerkingsverantwoordelijke van deze gegevens", "bot.verantwoordelijk"),
    ("hoe lang bewaar je mijn gegevens", "bot.bewaart"),
]


@pytest.mark.parametrize(("typed", "name"), ASKED)
def test_it_is_answered_with_a_source(typed: str, name: str) -> None:
    replies = Played().say(typed)
    assert replies[0].item == f"praktijk:{name}"
    assert "Bron:" in said(replies)


@pytest.mark.parametrize(
    "typed", ["wis mijn gegevens", "verwijder al mijn gegevens alsjeblieft", "inzage in mijn data"]
)
def test_it_is_answered_in_the_middle_too_and_the_question_comes_back(typed: str) -> None:
    played = Played()
    played.say("een jongen van 8 is vaak te laat op school")
    asked = played.open
    replies = played.say(typed)
    assert replies[0].item.startswith("praktijk:bot.")
    assert asked is not None
    assert replies[-1].item == asked.item


def test_what_can_be_erased_at_once_is_named() -> None:
    heard = said(Played().say("wis mijn gegevens"))
    for command in ("wis mijn concept", "trek signaal in", "annuleer", "leer niet mee", "mijn gegevens"):
        assert f"'{command}'" in heard


def test_what_a_client_wants_with_a_file_is_no_question_about_the_own_data() -> None:
    replies = Played().say("vader wil dat zijn gegevens gewist worden uit het dossier van school")
    assert not replies[0].item.startswith("praktijk:bot.")

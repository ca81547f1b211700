"""Saying in plain words that a word is no name, and choosing to free it (conversations.md §5 #47)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.played import Played


def at_a_hidden_word() -> Played:
    """A log whose text holds a word that may be a name."""
    talk = Played()
    for text in ("leerling komt vaak te laat op school", "nee", "ja", "vastleggen", "gisteren, 3"):
        talk.say(text)
    assert talk.say("hij had een brxtel bij zich")[-1].item == "verborgen"
    return talk


@pytest.mark.parametrize("said", ["brxtel is geen naam", "Brxtel was geen naam.", "geen naam: brxtel"])
def test_a_word_that_is_said_to_be_no_name_stays_in_the_text(said: str) -> None:
    talk = at_a_hidden_word()
    talk.say(said)
    (kept,) = talk.answers("vastleggen")["VL-FEIT"]
    assert kept.lower() == "hij had een brxtel bij zich"


@pytest.mark.parametrize("said", ["geef het woord vrij", "Geef een woord vrij", "het woord vrijgeven"])
def test_freeing_is_chosen_in_the_words_of_the_button(said: str) -> None:
    talk = at_a_hidden_word()
    talk.say(said)
    assert talk.session.stack[-1].mode == "vrijgeven"
    talk.say("brxtel")
    (kept,) = talk.answers("vastleggen")["VL-FEIT"]
    assert kept.lower() == "hij had een brxtel bij zich"


@pytest.mark.parametrize("said", ["zonnebloem is geen naam", "Veer is geen naam", "dat is geen naam: veer"])
def test_it_is_understood_with_any_question_open_and_the_question_comes_again(said: str) -> None:
    talk = Played()
    talk.say("leerling komt vaak te laat op school")
    replies = talk.say(said)
    assert replies[-1].item == "KC-A1"
    assert "laat ik voortaan staan" in "\n".join(map(as_text, replies))


def test_a_word_said_to_be_a_name_is_hidden_from_then_on() -> None:
    talk = Played()
    talk.say("leerling komt vaak te laat op school")
    assert "haal ik weg" in "\n".join(map(as_text, talk.say("fluweel is een naam")))

"""While a question is open, a bare word is an answer or no answer; a question in the middle is answered."""

from __future__ import annotations

import pytest

from dialogs.effects import AskReminder
from tests.dialogs.played import Played


def at(rol: str = "leraar", *said: str) -> Played:
    talk = Played(rol)
    for each in said:
        talk.say(each)
    return talk


CHECK = ("kindcheck", "nee", "verzuim")


@pytest.mark.parametrize(
    "text",
    [
        "collega", "een stagiair", "gevoel", "niks", "klopt", "beroepsgeheim", "in het dossier", "via de wijkagent",
        "verpleegkundige van het consultatiebureau", "12 maart", "vrijdag 9 uur", "privacy", "op school",
    ],
)  # fmt: skip
def test_a_few_words_that_ask_nothing_are_an_attempt_to_answer(text: str) -> None:
    talk = at("leraar", *CHECK)
    replies = talk.say(text)
    assert not [reply.item for reply in replies if reply.item.startswith(("praktijk", "zoeken"))]
    assert not [effect for effect in talk.effects if isinstance(effect, AskReminder)]
    assert talk.session.menu is None


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("mag ik dit delen", "praktijk:"), ("wat is een verwijsindex?", "praktijk:"), ("beroepsgeheim?", "praktijk:"),
        ("wat doet een wijkteam", "zoeken:"),
        ("wat is een wijkteam", "zoeken:"), ("telefoonnummer van het wijkteam", "zoeken:"),
    ],
)  # fmt: skip
def test_a_question_in_the_middle_is_answered_and_what_is_open_is_asked_again(text: str, begins: str) -> None:
    talk = at("leraar", *CHECK)
    open_before = talk.session.stack[-1].asked
    replies = talk.say(text)
    assert replies[0].item.startswith(begins)
    assert talk.session.stack[-1].asked == open_before


def test_a_reminder_that_is_asked_for_in_the_middle_is_set() -> None:
    talk = at("leraar", *CHECK)
    talk.say("herinner me vrijdag om 9 uur")
    assert [effect for effect in talk.effects if isinstance(effect, AskReminder)]

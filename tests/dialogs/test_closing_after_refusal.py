"""Who closes because help is refused hears what must be there first: a weighing, and somebody who follows (R66)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.played import Played
from tests.shipped import library

ANSWER = library().practice.get("regie.sluiten_weigering").tekst.splitlines()[0]


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


@pytest.mark.parametrize(
    "said",
    [
        "Vader wil geen hulp, we gaan het dossier afsluiten",
        "het gezin weigert alles, kunnen wij de zaak sluiten?",
        "de ouders werken niet mee dus de zaak dicht",
    ],
)
def test_with_nothing_open_it_is_answered_or_stands_behind_the_danger_question(said: str) -> None:
    talk = Played("wijkteamlid")
    replies = talk.say(said)
    if talk.open is not None and talk.open.item == "KC-A1":
        replies = talk.say("nee")
    assert ANSWER in text_of(replies)


def test_it_is_answered_in_the_middle_and_the_question_stays_open() -> None:
    talk = Played("wijkteamlid")
    for line in ("kindcheck", "nee", "een kind"):
        talk.say(line)
    asked = talk.open
    assert asked is not None
    replies = talk.say("ouders houden hulp af dus eigenlijk gaan wij dit afsluiten")
    assert ANSWER in text_of(replies)
    assert replies[-1].item == asked.item


def test_danger_goes_before_it() -> None:
    replies = Played("wijkteamlid").say("moeder wil geen hulp en wij sluiten, maar vader heeft een mes gepakt")
    assert replies[0].kind == "acuut"
    assert ANSWER not in text_of(replies)


@pytest.mark.parametrize("said", ["moeder wil geen hulp", "wanneer mag ik een zaak sluiten?"])
def test_refusal_or_closing_alone_is_not_that(said: str) -> None:
    replies = Played("wijkteamlid").say(said)
    assert ANSWER not in text_of(replies)

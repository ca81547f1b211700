"""Who takes care of the children, in a sentence (kindcheck.md §4.2 KC-G3)."""

from __future__ import annotations

import pytest

from dialogs.loading.load import load_dialogs
from dialogs.replies.who_does_it import who_does_it
from tests.dialogs.played import Played

ITEM = next(item for item in load_dialogs()["kindcheck"].items if item.id == "KC-G3")


@pytest.mark.parametrize(
    "text",
    [
        "meestal de buren", "bij tante", "vooral haar oma en opa", "opa past op hem omdat vader vastzit",
        "de grootouders zorgen nu voor de kinderen", "tante vangt ze op sinds moeder in de kliniek zit", "pleegouders",
    ],
)  # fmt: skip
def test_somebody_else_is_understood_in_a_sentence(text: str) -> None:
    assert who_does_it(text, ITEM.who) == "andere_volwassene"


@pytest.mark.parametrize(
    "text",
    [
        "oma zorgt niet meer voor hem", "opa past soms op", "oma en moeder", "moeder met hulp van oma",
        "oma is overleden", "oma helpt een beetje",
        "moeder zorgt want oma is ziek", "oma past op maar die kan het niet aan", "niemand", "",
        "tante zorgt voor ze omdat moeder weg is maar ze kan het niet aan", "samen met opa",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_asked(text: str) -> None:
    assert who_does_it(text, ITEM.who) == ""


@pytest.mark.parametrize("text", ["oma past op ze sinds moeder weg is", "vooral opa", "de buren vangen ze op"])
def test_it_answers_the_question(text: str) -> None:
    talk = Played("leraar")
    for said in ("kindcheck", "nee", "letsel", "6", "weet ik niet"):
        talk.say(said)
    talk.say("wijzig wie zorgt")
    assert talk.session.stack[-1].asked == ("KC-G3",)
    talk.say(text)
    assert talk.answers()["KC-G3"] == ("andere_volwassene",)

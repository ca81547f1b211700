"""Who takes care of the children, in a sentence (kindcheck.md §4.2 KC-G3)."""

from __future__ import annotations

import pytest

from dialogs.replies.who_does_it import who_does_it
from tests.dialogs.played import Played
from tests.shipped import shipped_dialogs

ITEM = next(item for item in shipped_dialogs()["kindcheck"].items if item.id == "KC-G3")


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
        "moeder zorgt want oma is ziek", "oma past op maar die kan het niet aan", "",
        "tante zorgt voor ze omdat moeder weg is maar ze kan het niet aan", "samen met opa",
        "oma, samen met moeder", "oma, soms", "opa, niet meer sinds gisteren", "moeder en haar ex",
        # a parent of whom nothing is said, or of whom it is said that it goes well, is none of the choices
        "moeder", "vader zorgt voor ze", "moeder alleen, en dat gaat prima", "vader alleen in het weekend",
        "moeder is niet alleen", "alleen moeder, en vader helpt vaak",
        "ouders samen, maar het is zwaar", "vader en moeder samen, het gaat niet goed", "de ouders",
        "zij alleen", "hij is alleen",  # may be the child
        # somebody beside nobody
        "niemand, behalve oma", "niemand anders dan moeder", "niemand, oma komt soms", "ze zorgt niet voor zichzelf",
        "moeder zorgt voor zichzelf",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_asked(text: str) -> None:
    assert who_does_it(text, ITEM.who) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("niemand eigenlijk, de kinderen redden zichzelf", "niemand"), ("niemand, dat doen ze zelf", "niemand"),
        ("ze zorgen voor zichzelf", "niemand"), ("de kinderen redden zichzelf wel", "niemand"),
        ("tante, moeders zus", "andere_volwassene"), ("opa alleen, en hij kan het niet meer aan", "andere_volwassene"),
        ("hun vader, haar ex, en dat loopt goed", "andere_volwassene"), ("zijn ex-vrouw", "andere_volwassene"),
        ("moeder en vader samen, dat gaat best", "gedeeld"), ("vader en stiefmoeder", "gedeeld"),
        ("beide ouders met hulp", "gedeeld"), ("papa en mama", "gedeeld"),
        ("alleen vader", "client_alleen"), ("moeder, en die heeft het zwaar", "client_alleen"),
        ("hij alleen, en het valt hem zwaar", "client_alleen"), ("vader alleen, die trekt het niet", "client_alleen"),
        ("moeder alleen, want vader is vertrokken", "client_alleen"),
    ],
)  # fmt: skip
def test_each_choice_in_own_words(text: str, code: str) -> None:
    assert who_does_it(text, ITEM.who) == code


@pytest.mark.parametrize(("ages", "outcome"), [("6", "U6"), ("14", "U6b")])
def test_children_without_anybody_are_acute(ages: str, outcome: str) -> None:
    """kindcheck.md §7.1 rules 8 and 9."""
    talk = Played("leraar")
    for said in ("kindcheck", "nee", "letsel", ages, "weet ik niet"):
        talk.say(said)
    talk.say("wijzig wie zorgt")
    replies = talk.say("niemand, ze redden zich wel")
    assert replies[0].kind == "acuut"  # who to call stands before what was noted
    assert not any("Genoteerd" in block.text for block in replies[0].blocks)
    assert talk.answers()["KC-G3"] == ("niemand",)
    verdict = talk.verdict()
    assert verdict is not None
    assert verdict.outcome == outcome


@pytest.mark.parametrize("text", ["oma past op ze sinds moeder weg is", "vooral opa", "de buren vangen ze op"])
def test_it_answers_the_question(text: str) -> None:
    talk = Played("leraar")
    for said in ("kindcheck", "nee", "letsel", "6", "weet ik niet"):
        talk.say(said)
    talk.say("wijzig wie zorgt")
    assert talk.session.stack[-1].asked == ("KC-G3",)
    talk.say(text)
    assert talk.answers()["KC-G3"] == ("andere_volwassene",)

"""What is said of a reminder that stands; none of it may be read as a request for a new one, and no request as this."""

from __future__ import annotations

import pytest

from dialogs.moments.read import load_moments
from tests.dialogs.moments.table import SAID_AT

READER = load_moments()


@pytest.mark.parametrize(
    "text",
    [
        "schrap de herinnering van woensdag",
        "Kun je mijn herinnering van morgen verwijderen?",
        "haal die herinnering van vrijdag om 10 uur weg",
        "de herinnering voor het overleg mag weg",
        "wis al mijn herinneringen",
        "een reminder annuleren",
        "stop met me te herinneren",
        "herinner me vrijdag toch maar niet",
        "je hoeft me er niet meer aan te herinneren",
        "stuur me geen herinnering meer",
        "de herinnering is niet meer nodig",
    ],
)
def test_a_reminder_has_to_go(text: str) -> None:
    change = READER.read_change(text, SAID_AT)
    assert change is not None
    assert (change.way, change.named) == ("weg", True)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("verplaats de herinnering van woensdag naar 3 december", "3 december"),
        ("ik wil mijn herinnering verzetten naar maandag", "maandag"),
        ("stel de herinnering van morgen uit tot vrijdag", "vrijdag"),
        ("herinner me niet om 9 uur maar om 10 uur", "om 10 uur"),
        ("verschuif de herinnering van vrijdag", ""),
    ],
)
def test_a_reminder_has_to_move(text: str, when: str) -> None:
    change = READER.read_change(text, SAID_AT)
    assert change is not None
    assert (change.way, change.named, change.when) == ("verzet", True, when)


@pytest.mark.parametrize(("text", "way"), [("annuleer maar", "weg"), ("verplaats naar maandag 9 uur", "verzet")])
def test_words_that_name_nothing_say_so(text: str, way: str) -> None:
    change = READER.read_change(text, SAID_AT)
    assert change is not None
    assert (change.way, change.named) == (way, False)


@pytest.mark.parametrize(
    "text",
    [
        "herinner me morgen aan het annuleren van de zaal",
        "herinner me vrijdag om de afspraak te verzetten",
        "herinner me vrijdag dat ik niet vergeet te bellen",
        "herinner me vrijdag: niet vergeten te bellen",
        "zet een herinnering voor vrijdag: afspraak verwijderen",
        "herinner me elke werkdag niet op feestdagen aan de post",
        "laat me niet vergeten om school te bellen",
        "dat kan ik me niet herinneren",
        "ik herinner me niet of hij er was",
        "moeder kan zich niet herinneren wat ze zei",
        "ik heb geen herinnering gekregen",
        "mijn herinneringen",
        "vader wil stoppen met drinken",
        "hij loopt steeds weg",
        "weg",
        "stop",
    ],
)
def test_this_says_nothing_of_one(text: str) -> None:
    assert READER.read_change(text, SAID_AT) is None

"""Requests to be reminded: of what, and when."""

from __future__ import annotations

import pytest

from dialogs.moments.model import Unclear
from dialogs.moments.read import load_moments
from tests.dialogs.moments.table import SAID_AT, meaning

READER = load_moments()


@pytest.mark.parametrize(
    ("text", "subject", "means"),
    [
        ("herinner me vrijdag om 9 uur aan de evaluatie", "de evaluatie", "2026-11-27 09:00"),
        ("Herinner mij over twee weken aan het gesprek met school.", "het gesprek met school", "2026-12-09 09:00"),
        ("herinner me er morgen aan dat ik de huisarts moet bellen", "de huisarts bellen", "2026-11-26 09:00"),
        ("herinner me eraan dat ik morgen de huisarts bel", "de huisarts bel", "2026-11-26 09:00"),
        ("herinner me dinsdag om de brief te sturen", "de brief sturen", "2026-12-01 09:00"),
        ("herinner me dinsdag om de ouders uit te nodigen", "de ouders uitnodigen", "2026-12-01 09:00"),
        ("herinner me morgen 9 uur: bellen met de kinderarts", "bellen met de kinderarts", "2026-11-26 09:00"),
        ("wil je me elke eerste maandag laten weten dat ik de zorgleerlingen moet doornemen?",
         "de zorgleerlingen doornemen", "2026-12-07 09:00 FREQ=MONTHLY;BYDAY=1MO"),
        ("zet een herinnering voor vrijdag", "", "2026-11-27 09:00"),
        ("Maak een herinnering voor over twee weken", "", "2026-12-09 09:00"),
        ("herinnering graag, donderdag 10 uur", "", "2026-11-26 10:00"),
        ("stuur me over drie dagen een herinnering, bellen met de politie", "bellen met de politie",
         "2026-11-28 09:00"),
        ("herinner me aan de evaluatie, eind januari", "de evaluatie", "2027-01-29 09:00"),
        ("herinner me vrijdag aan het gesprek van maandag", "het gesprek van maandag", "2026-11-27 09:00"),
        ("herinner me morgen aan het overleg op vrijdag", "het overleg op vrijdag", "2026-11-26 09:00"),
        ("herinner me elke vrijdag aan de verzuimlijst tot 1 maart", "de verzuimlijst",
         "2026-11-27 09:00 FREQ=WEEKLY;BYDAY=FR;UNTIL=20270228T235959"),
        ("verzet mijn herinnering van woensdag naar vrijdag", "verzet mijn herinnering van woensdag",
         "2026-11-27 09:00"),
        ("herinner me vrijdag", "", "2026-11-27 09:00"),
        ("herinner me aan de evaluatie", "de evaluatie", "none"),
        ("herinner me", "", "none"),
        # --- asked back
        ("herinner me aan het gesprek van dinsdag", "het gesprek van dinsdag", "? geen_tijd [2026-12-01 09:00]"),
        ("herinner me vrijdag aan het overleg om 14 uur", "het overleg om 14 uur",
         "? tweeduidig [2026-11-27 09:00 | 2026-11-27 14:00]"),
        ("herinner me na de kerstvakantie aan de evaluatie", "de evaluatie", "? geen_tijd []"),
        ("herinner me 31 februari aan de evaluatie", "de evaluatie",
         "? onmogelijk [2027-02-28 09:00 | 2027-03-01 09:00]"),
        ("Herinner me dat ik voor vrijdag de wijkagent bel", "de wijkagent bel",
         "? tweeduidig [2026-11-27 09:00 | 2026-11-26 09:00]"),
    ],
)  # fmt: skip
def test_a_request_has_a_subject_and_a_moment(text: str, subject: str, means: str) -> None:
    reminder = READER.read_reminder(text, SAID_AT)
    assert reminder.subject == subject
    assert meaning(reminder.moment) == means


def test_a_month_that_was_told_of_the_past_is_asked_back() -> None:
    text = "help me onthouden dat het straatverbod afloopt, hij heeft haar in september bedreigd"
    moment = READER.read_reminder(text, SAID_AT).moment
    assert isinstance(moment, Unclear)

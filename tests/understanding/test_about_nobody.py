"""What is invented, played or asked to know something opens no case; a real case that looks like it does."""

from __future__ import annotations

import pytest

from tests.shipped import reader

READER = reader()


@pytest.mark.parametrize(
    "text",
    [
        "Fictieve casus: een meisje van 10 wordt door haar stiefvader geslagen. Moeder drinkt. Wat zouden jullie doen?",
        "Casus voor de teamdag (verzonnen): Sem, 8, komt steeds met blauwe plekken op school",
        "Verzonnen casus: vader dreigt met een mes en de kinderen zijn erbij",
        "Tentamenvraag: welke gevolgen heeft seksueel misbruik voor een kleuter?",
        "Rollenspel voor de les: ik ben een moeder die haar dochter slaat en jij bent de huisarts",
        "Wij oefenen donderdag met een acteur die een verslaafde vader speelt, is daar een zaal voor",
        "Toets: noem vijf soorten kindermishandeling",
        "hoe herken je een mensenhandelaar of loverboy",
        "wat zijn de kenmerken van huiselijk geweld",
        "wanneer is er sprake van seksueel misbruik",
        "hoe signaleer je een kind dat verwaarloosd wordt",
    ],
)
def test_what_is_about_nobody_opens_no_case(text: str) -> None:
    reading = READER(text)
    assert {reading.intent, reading.other_intent}.isdisjoint({"signaal", "kindcheck", "basisvragen"})
    assert (dict(reading.categories), dict(reading.danger), reading.acute, reading.proposals) == ({}, {}, (), ())
    assert reading.urgency == "geen"


def test_the_checks_may_be_tried_with_somebody_invented() -> None:
    assert READER("Wij willen de kindcheck oefenen met een verzonnen gezin").intent == "kindcheck"
    assert READER("Kunnen we de basisvragen lopen met een fictieve casus?").intent == "basisvragen"


@pytest.mark.parametrize(
    "text",
    [
        "Casus: jongetje van 4, blauwe plekken op zijn rug, wat moet ik doen",
        "casus meisje 14 wordt thuis geslagen, hoe nu verder",
        "Na het rollenspel begon ze te huilen, haar vader slaat haar echt",
        "We oefenden met een acteur en toen vertelde een leerling dat papa haar ook slaat",
        "Dit is geen verzonnen casus, mijn leerling wordt thuis geslagen",
        "hoe herken ik of dit meisje thuis geslagen wordt",
        "Wat is een goede stap? Leerling van 12 wordt thuis geslagen",
        "In deze casus heeft zij verzonnen dat ze van de trap viel, maar vader slaat haar",
    ],
)
def test_a_case_stays_one(text: str) -> None:
    reading = READER(text)
    assert reading.categories or reading.danger
    assert reading.proposals


@pytest.mark.parametrize(
    "text", ["dit is geen oefening, hij staat hier met een mes", "hoe herken ik dit, vader heeft een mes"]
)
def test_danger_is_heard_all_the_same(text: str) -> None:
    assert READER(text).acute


@pytest.mark.parametrize("text", ["schuldsanering", "echtscheiding", "Verslaving", "schulden?", "wachtlijst jeugdzorg"])
def test_a_bare_subject_is_looked_for(text: str) -> None:
    assert READER(text).intent == "zoeken"


@pytest.mark.parametrize(
    "text", ["vader drinkt", "kindermishandeling", "loverboy", "zelfmoord", "geen schulden meer", "hoi"]
)
def test_a_few_words_that_tell_of_somebody_or_of_what_weighs_most_are_not(text: str) -> None:
    assert READER(text).intent != "zoeken"

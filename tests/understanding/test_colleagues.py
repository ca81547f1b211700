"""A suspected colleague: somebody who works with children stands in the message, besides who writes it."""

from __future__ import annotations

import pytest

from tests.shipped import reader

READER = reader()


@pytest.mark.parametrize(
    "text",
    [
        "Stagiaire op de peutergroep. Een meisje huilt elke middag als ze wordt opgehaald",
        "Als buschauffeur zie ik dat een jongen van 8 nooit een jas aanheeft",
        "Ik ben jeugdtrainer en een speler van 12 komt steeds met blauwe armen",
        "Overblijfkracht hier: een kleuter eet alsof hij dagen niets had",
        "Mag ik advies vragen als een collega vermoedt dat een kleuter thuis wordt geslagen?",
    ],
)
def test_who_writes_is_not_suspected(text: str) -> None:
    assert "verdachte_professional" not in READER(text).danger


@pytest.mark.parametrize(
    "text",
    [
        "Stagiaire op de peutergroep. Mijn begeleider trekt peuters hard aan hun arm en knijpt ze",
        "Ik ben docent, onze gymleraar filmt meiden in de kleedkamer",
        "de chauffeur van het busje zit aan een meisje van 9",
        "een vrijwilliger neemt steeds een jongen apart mee naar de berging",
    ],
)
def test_somebody_else_who_works_with_children_is(text: str) -> None:
    assert READER(text).danger.get("verdachte_professional") == "aanwezig"

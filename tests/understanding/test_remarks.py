"""Sayings that get a sentence: they are found as people type them, and not where the opposite is said."""

from __future__ import annotations

import pytest

from tests.shipped import reader

SAID = {
    "kind_gaat_goed": (
        "Het gaat goed met de kinderen.",
        "school zegt dat het kind prima meekomt",
        "Het kind doet het goed",
    ),
    "overal_zo": ("hier is het overal zo", "Ach, veel gezinnen hier leven zo", "dat is hier normaal"),
    "geen_maatregel": ("de OTS is afgewezen", "De rechter wees het verzoek af", "raadsonderzoek zonder maatregel"),
    "specialist_niets": (
        "Volgens de specialist is er niets",
        "de psychiater zag niets",
        "kinderarts ziet geen aanwijzingen",
    ),
    "stopt_voorziening": (
        "ik wil de uitkering stopzetten",
        "we gaan de woning ontruimen",
        "ik ga de aanvraag afwijzen",
    ),
}
NOT_SAID = (
    "Het gaat niet goed met het kind", "Het kind doet het slecht op school", "hier is veel aan de hand",
    "de OTS is uitgesproken", "de specialist zag blauwe plekken", "de uitkering komt elke maand", "vader drinkt",
    "Wat als een OTS is afgewezen?",
)  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_a_saying_is_found(name: str, text: str) -> None:
    assert reader()(text).remarks == (name,)


@pytest.mark.parametrize("text", NOT_SAID)
def test_the_opposite_and_what_is_only_imagined_is_no_saying(text: str) -> None:
    assert reader()(text).remarks == ()

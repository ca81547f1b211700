"""A command that is a whole message goes before a choice that only has a word of it."""

from __future__ import annotations

import pytest

from tests.sentences import PHRASES
from tests.town import Town


async def test_a_command_is_no_choice_that_has_a_word_of_it(town: Town) -> None:
    asked = await town.says("@juf", "meldcode")
    assert "Signalen op een rij gezet" in asked
    heard = await town.says("@juf", "mijn signalen")
    assert "Overlegkaart" not in heard
    assert PHRASES["status.geen"].text in heard


@pytest.mark.parametrize("typed", ["signalen", "op een rij", "Signalen op een rij gezet", "1"])
async def test_the_words_of_a_choice_stay_that_choice(town: Town, typed: str) -> None:
    await town.says("@juf", "meldcode")
    assert "Overlegkaart" in await town.says("@juf", typed)

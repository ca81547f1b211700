"""A text with hidden words waits until its writer decides: no side command loses it, and no number becomes a text."""

from __future__ import annotations

import pytest

from tests.sentences import PHRASES
from tests.town import Town

NAMED = "Fokje zegt dat Wubbelien vandaag op school was"
AS_KEPT = "[verborgen] zegt dat [verborgen] vandaag op school was"
CHOICES = tuple(PHRASES["privacy.verborgen"].options.values())
ASIDE = ("help", "samenvatting", "waarom", "wie helpt bij schulden", "wat is een wijkteam", "mijn gegevens kloppen")


async def asked(town: Town) -> str:
    """A question of the desk that waits for the teacher."""
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"vraag {reference}")
    await town.says("@wijk", "1")
    await town.says("@juf", f"antwoord {reference}")
    return reference


def is_shown(heard: str) -> bool:
    return AS_KEPT in heard and all(choice in heard for choice in CHOICES)


@pytest.mark.parametrize("aside", ASIDE)
async def test_a_text_that_waits_is_shown_again_after_anything_else(town: Town, aside: str) -> None:
    reference = await asked(town)
    assert is_shown(await town.says("@juf", NAMED))
    assert is_shown(await town.says("@juf", aside))
    await town.says("@juf", "1")
    assert AS_KEPT in await town.says("@wijk", f"open {reference}")


async def test_it_is_shown_again_where_a_word_was_to_be_freed(town: Town) -> None:
    reference = await asked(town)
    await town.says("@juf", NAMED)
    await town.says("@juf", "2")
    assert is_shown(await town.says("@juf", "samenvatting"))
    await town.says("@juf", "2")
    assert is_shown(await town.says("@juf", "terug"))
    await town.says("@juf", "1")
    assert AS_KEPT in await town.says("@wijk", f"open {reference}")


@pytest.mark.parametrize("typed", ["nee", "3", "wijzig", "terug"])
async def test_it_is_written_in_another_way_and_nothing_of_it_stays(town: Town, typed: str) -> None:
    reference = await asked(town)
    await town.says("@juf", NAMED)
    heard = await town.says("@juf", typed)
    assert PHRASES["privacy.anders"].text in heard
    assert "Wat is je antwoord?" in heard
    await town.says("@juf", "Ze was vandaag op school.")
    heard = await town.says("@wijk", f"open {reference}")
    assert "Ze was vandaag op school." in heard
    assert AS_KEPT not in heard


async def test_it_waits_in_a_concept_too(town: Town) -> None:
    await asked(town)
    await town.says("@juf", NAMED)
    await town.says("@juf", "stop")
    assert is_shown(await town.says("@juf", "verder"))


@pytest.mark.parametrize("typed", ["1", "2.", "3)", "vrij", "anders", "laat verborgen", "Geef een woord vrij"])
async def test_a_bare_choice_is_never_passed_on_as_a_text(town: Town, typed: str) -> None:
    reference = await asked(town)
    heard = await town.hear("@juf", typed)
    assert "antwoord" in heard["@juf"]
    assert "@wijk" not in heard
    assert PHRASES["vraag.beantwoord"].text in await town.says("@juf", "Ze was er gewoon.")
    assert "Ze was er gewoon." in await town.says("@wijk", f"open {reference}")


async def test_who_writes_no_answer_passes_nothing_on(town: Town) -> None:
    reference = await asked(town)
    for _ in range(2):
        await town.says("@juf", "7")
    heard = await town.hear("@juf", "7")
    assert f"Typ: antwoord {reference}" in heard["@juf"]
    assert "@wijk" not in heard
    assert "Wat is je antwoord?" in await town.says("@juf", f"antwoord {reference}")


async def test_an_earlier_answer_is_changed_and_the_text_still_waits(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await town.says("@wijk", f"gezinsplan {reference}")
    await town.says("@wijk", "Zij willen rust in huis.")
    assert is_shown(await town.says("@wijk", NAMED))
    assert "Wat willen de ouders zelf?" in await town.says("@wijk", "wijzig wat de ouders willen")
    assert is_shown(await town.says("@wijk", "Zij willen hulp bij het huishouden."))
    assert "eigen plan" in await town.says("@wijk", "1")
    heard = await town.says("@wijk", "1")
    assert "hulp bij het huishouden" in heard
    assert AS_KEPT in heard

"""Another form is opened in the middle of one: what was answered becomes a concept, and that is said (phrase 23)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.sentences import PHRASES
from tests.town import Town

PLAN = "formulier 'Wat het gezin zelf wil' over {reference}"
WISH = "Zij willen rust in huis."


async def begun(town: Town) -> tuple[str, str]:
    """A family plan with one answer: the reference, and that it is kept."""
    reference = await town.log()
    for text in (f"oppakken {reference}", f"gezinsplan {reference}", WISH):
        await town.says("@wijk", text)
    return reference, PHRASES["concept.geparkeerd"].text.format(dialoog=PLAN.format(reference=reference))


@pytest.mark.parametrize("other", ["veranderd", "niet gekomen", "plan", "terugkoppeling", "gezinsplan"])
async def test_a_form_with_answers_becomes_a_concept_when_another_is_opened(town: Town, other: str) -> None:
    reference, kept = await begun(town)
    assert kept in await town.says("@wijk", f"{other} {reference}")
    await town.says("@wijk", "gooi weg")
    await town.says("@wijk", "ja")
    heard = await town.says("@wijk", "verder")
    assert PLAN.format(reference=reference) in heard
    assert "Wat willen de kinderen zelf?" in heard
    for text in ("Zij willen buiten spelen.", "2"):
        heard = await town.says("@wijk", text)
    assert WISH in heard


async def test_a_form_without_an_answer_leaves_no_concept(town: Town) -> None:
    reference = await town.log()
    for text in (f"oppakken {reference}", f"gezinsplan {reference}"):
        await town.says("@wijk", text)
    assert "concept" not in await town.says("@wijk", f"veranderd {reference}")


async def test_a_text_with_hidden_words_is_kept_too(town: Town) -> None:
    reference = await town.log()
    for text in (f"oppakken {reference}", f"gezinsplan {reference}", "Wubbelien wil rust"):
        heard = await town.says("@wijk", text)
    assert "[verborgen] wil rust" in heard
    assert "bewaar ik als concept" in await town.says("@wijk", f"veranderd {reference}")
    assert reference in await town.says("@wijk", "mijn concepten")
    assert "[verborgen] wil rust" in await town.says("@wijk", "1")


async def test_the_concepts_of_two_signals_are_told_apart(town: Town) -> None:
    first, _ = await begun(town)
    second = await town.log(number=2)
    for text in (f"oppakken {second}", f"gezinsplan {second}", WISH, f"plan {second}"):
        await town.says("@wijk", text)
    heard = await town.says("@wijk", "mijn concepten")
    assert PLAN.format(reference=first) in heard
    assert PLAN.format(reference=second) in heard


async def test_it_lives_28_days_and_no_longer(town: Town) -> None:
    reference, _ = await begun(town)
    await town.says("@wijk", f"veranderd {reference}")
    town.clock.move(timedelta(days=29))
    await town.app.assistant.forget()
    assert reference not in await town.says("@wijk", "mijn concepten")

"""Regie over a case, a fixed face, and the next school or GP: who has to know, on what ground, and by which day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bot.case_steps import closes, feeds_back, looks_back, reads_well, taken, types
from tests.sentences import PHRASES
from tests.town import Town

FAMILY: dict[str, Any] = {
    "kinderen": [{"key": "kind1", "leeftijdsband": "4-11"}],
    "ouderproblemen": [{"code": "OP_OVERBELASTING", "ernst": "ernstig"}],
    "kindsignalen": [{"code": "KS_VERZUIM", "kind": "kind1"}],
    "geweld": "nee",
    "vlaggen": [],
    "evaluatiedatum": "2026-12-08",
}
BY = "dinsdag 1 december"
"""Five working days after the test's Tuesday."""


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    yield town
    reads_well(town)


async def begins(town: Town, reference: str) -> str:
    return await types(town, "@wijk", f"regisseur {reference}", "één persoon", "ja, bij mij")


async def test_who_has_the_regie_is_told_after_the_question_on_what_ground(town: Town) -> None:
    """R106, starting: the task has a day, and the place of a family is never told."""
    reference = await taken(town, **FAMILY)
    asked = await begins(town, reference)
    assert "Welke regie is dat?" in asked
    assert "Op welke grond" in await town.says("@wijk", "casusregie")
    heard = await town.says("@wijk", "de ouders met gezag vinden het goed")
    assert f"Vertel het school, jeugdgezondheidszorg en huisarts uiterlijk {BY}." in heard
    assert "Noem nooit waar een gevlucht gezin is." in heard
    assert "vertellen wie de regie heeft, dinsdag 1 december" in await town.says("@wijk", "mijn taken")
    assert [reason for _, reason in town.audited("case.regie_told")] != []


async def test_without_a_ground_permission_is_asked_first(town: Town) -> None:
    reference = await taken(town, **FAMILY)
    await begins(town, reference)
    heard = await types(town, "@wijk", "allebei", "nog niet gevraagd")
    assert (
        f"Vraag eerst toestemming aan de ouders met gezag. Vertel daarna wie de regie heeft, uiterlijk {BY}." in heard
    )


async def test_a_family_that_is_not_gone_to_first_is_asked_nothing(town: Town) -> None:
    reference = await taken(town, **{**FAMILY, "geweld": "nu", "vlaggen": ["F_NIET_EERST_GEZIN"]})
    await begins(town, reference)
    heard = await types(town, "@wijk", "casusregie", "weet ik niet")
    assert "Vraag ouders of familie nog niets." in heard
    assert "toestemming" not in heard


async def test_who_takes_over_hears_that_the_regie_moved(town: Town) -> None:
    """R106, moving."""
    reference = await taken(town, **FAMILY)
    await begins(town, reference)
    await types(town, "@wijk", "casusregie", "nog niet gevraagd")
    await town.says("@wijk", f"draag over {reference} aan {await town.reference_of('@regisseur')}")
    heard = await town.says("@regisseur", f"neem over {reference}")
    assert PHRASES["regie.verandert"].text in heard
    heard = await types(town, "@regisseur", "casusregie", "de ouders met gezag vinden het goed")
    assert f"uiterlijk {BY}" in heard


async def test_that_the_regie_ends_is_told_too(town: Town) -> None:
    """R106, ending: when nobody has it any more, and when the case is closed."""
    reference = await taken(town, **FAMILY)
    await begins(town, reference)
    await types(town, "@wijk", "allebei", "nog niet gevraagd")
    await town.says("@wijk", f"regisseur {reference}")
    heard = await town.says("@wijk", "niemand")
    assert PHRASES["regie.stopt"].text in heard
    assert "Op welke grond" in heard
    assert f"uiterlijk {BY}" in await town.says("@wijk", "de ouders met gezag vinden het goed")
    await begins(town, reference)
    await types(town, "@wijk", "allebei", "nog niet gevraagd")
    await feeds_back(town, "@wijk", reference)
    await looks_back(town, "@wijk", reference, "beter, beter")
    assert PHRASES["regie.stopt"].text in (await closes(town, "@wijk", reference))["@wijk"]


async def test_procesregie_and_casusregie_stand_apart(town: Town) -> None:
    """R107."""
    reference = await taken(town, **FAMILY)
    await begins(town, reference)
    heard = await types(town, "@wijk", "casusregie", "nog niet gevraagd")
    assert "De procesregie ligt nog bij niemand. Spreek ook die af." in heard
    await types(town, "@wijk", f"regisseur {reference}", "één persoon", "nee, bij een ander")
    heard = await types(town, "@wijk", "procesregie", "nog niet gevraagd")
    assert "ligt nog bij niemand" not in heard
    card = await town.says("@wijk", f"open {reference}")
    assert "Casusregie: bij wie het signaal behandelt" in card
    assert "Procesregie: bij een ander" in card
    line = await town.says("@wijk", f"tijdlijn {reference}")
    assert "casusregie bij wie het signaal behandelt" in line
    assert "procesregie bij een ander" in line


async def test_each_further_professional_is_counted_and_warned_of(town: Town) -> None:
    """R108."""
    reference = await taken(town, **FAMILY)
    assert "Hulpverleners" not in await town.says("@wijk", f"tijdlijn {reference}")
    heard = await town.says("@wijk", f"draag over {reference} aan {await town.reference_of('@wijk2')}")
    assert "hulpverlener nummer 2" in heard
    assert "Kan één vast gezicht blijven?" in heard
    await town.says("@wijk2", f"neem over {reference}")
    assert "voor zover hier vastgelegd: 2." in await town.says("@wijk2", f"tijdlijn {reference}")
    heard = await town.says("@wijk2", f"draag over {reference} aan {await town.reference_of('@wijk')}")
    assert "hulpverlener nummer 3" in heard


@pytest.mark.parametrize(
    ("what", "new"),
    [("andere school", "de nieuwe school"), ("andere huisarts", "de nieuwe huisarts"),
     ("van de opvang naar huis", "wie het gezin nu helpt")],
)  # fmt: skip
async def test_the_next_school_gp_or_helper_has_to_know_of_violence(town: Town, what: str, new: str) -> None:
    """R119: first whether the family fled, then a check with a day."""
    reference = await taken(town, **{**FAMILY, "geweld": "vroeger"})
    await town.says("@wijk", f"veranderd {reference}")
    assert "Is dit gezin gevlucht, of is het adres geheim?" in await town.says("@wijk", what)
    heard = await town.says("@wijk", "nee")
    assert f"Vraag of {new} dat weet." in heard
    assert f"Ga na of {new} weet wat er eerder was." in heard
    assert BY in heard
    await town.says("@wijk", "stop")
    assert "persoonlijk overdragen, dinsdag 1 december" in await town.says("@wijk", "mijn taken")


@pytest.mark.parametrize("fled", ["ja", "weet ik niet"])
async def test_of_a_family_that_may_have_fled_no_school_is_asked(town: Town, fled: str) -> None:
    """R119 after R94."""
    reference = await taken(town, **{**FAMILY, "geweld": "vroeger"})
    await types(town, "@wijk", f"veranderd {reference}", "andere school")
    heard = await town.says("@wijk", fled)
    assert PHRASES["opnieuw.gevlucht"].text in heard
    assert "nieuwe school" not in heard


async def test_without_violence_the_check_is_there_and_no_violence_is_named(town: Town) -> None:
    reference = await taken(town, **FAMILY)
    heard = await types(town, "@wijk", f"veranderd {reference}", "andere school", "nee")
    assert "Ga na of de nieuwe school weet wat er eerder was." in heard
    assert "is of was geweld" not in heard


# --- what the family itself wants


async def test_the_plan_holds_what_parents_and_children_want_in_their_words(town: Town) -> None:
    """R109: also that a family does not want a plan of its own, which is offered again."""
    reference = await taken(town, **FAMILY)
    assert "Wat willen de ouders zelf?" in await town.says("@wijk", f"gezinsplan {reference}")
    assert "Wat willen de kinderen zelf?" in await town.says("@wijk", "rust in huis en geen brieven meer")
    await town.says("@wijk", "weer op voetbal")
    heard = await town.says("@wijk", "aangeboden, zij willen het niet")
    assert "Ouders willen: rust in huis en geen brieven meer" in heard
    assert "Kinderen willen: weer op voetbal" in heard
    assert "Zij willen nu geen eigen plan. Dat mag, en dat staat er ook." in heard
    card = await town.says("@wijk", f"open {reference}")
    assert "Kinderen willen: weer op voetbal" in card
    assert "Eigen plan van het gezin: aangeboden, zij willen het niet" in card
    assert "weer aanbieden: een eigen plan van het gezin" in await town.says("@wijk", "mijn taken")
    assert b"voetbal" not in town.raw()


async def test_what_they_want_and_nobody_knows_is_asked_by_a_day(town: Town) -> None:
    reference = await taken(town, **FAMILY)
    heard = await types(town, "@wijk", f"gezinsplan {reference}", "weet ik niet", "weet ik niet", "nog niet aangeboden")
    assert "Nog niet bekend wat ouders en kinderen zelf willen. Vraag het uiterlijk dinsdag 8 december." in heard
    assert "uitzoeken wat je nog niet weet" in await town.says("@wijk", "mijn taken")


async def test_a_family_that_is_not_gone_to_first_is_not_asked_what_it_wants(town: Town) -> None:
    reference = await taken(town, **{**FAMILY, "geweld": "nu", "vlaggen": ["F_NIET_EERST_GEZIN"]})
    assert PHRASES["gezinsplan.eerst_advies"].text in await town.says("@wijk", f"gezinsplan {reference}")


async def test_a_child_that_may_not_be_asked_is_not(town: Town) -> None:
    reference = await taken(town, **{**FAMILY, "kindsignalen": [{"code": "KS_ONTHULLING", "kind": "kind1"}]})
    await town.says("@wijk", f"gezinsplan {reference}")
    assert "kinderen zelf" not in await town.says("@wijk", "rust in huis")

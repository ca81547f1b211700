"""A waarnemer works on a case of who is ill: takes it over with one word, and everybody concerned hears whose it is."""

from __future__ import annotations

from tests.bot.case_steps import feeds_back, taken
from tests.sentences import PHRASES
from tests.town import Town

UNKNOWN = PHRASES["balie.onbekend"].text


async def ill(town: Town) -> None:
    away, deputy = await town.reference_of("@wijk"), await town.reference_of("@wijk2")
    await town.says("@coordinator", f"waarnemer voor {away}: {deputy}")


async def test_a_waarnemer_takes_over_and_works_on_it(town: Town) -> None:
    reference = await taken(town)
    await ill(town)
    assert "Ik neem het over" in await town.says("@wijk2", f"open {reference}")
    rooms = await town.hear("@wijk2", "ik neem het over")
    assert f"{reference} is nu van jou" in rooms["@wijk2"]
    assert "is overgenomen" in rooms["@wijk"]
    assert "gezinscoach" in rooms["@juf"]
    rooms = await feeds_back(town, "@wijk2", reference)
    assert "van: gezinscoach" in rooms["@juf"]
    assert (town.person("@wijk2"), "waarnemer") in town.reasons("case.accept")


async def test_a_waarnemer_sees_which_cases_are_open_with_who_is_ill_and_nobody_else_does(town: Town) -> None:
    reference = await taken(town)
    assert reference not in await town.says("@wijk2", "mijn zaken")
    await ill(town)
    assert f"neem over {reference}" in await town.says("@wijk2", "mijn zaken")
    for who in ("@regisseur", "@midden"):
        assert reference not in await town.says(who, "mijn zaken")
    own = await taken(town, number=2)
    await town.says("@wijk2", f"neem over {own}")
    both = await town.says("@wijk2", "mijn zaken")
    assert own in both
    assert f"neem over {reference}" in both


async def test_nobody_else_takes_it_over(town: Town) -> None:
    reference = await taken(town)
    await ill(town)
    for who in ("@regisseur", "@midden"):
        assert UNKNOWN in await town.says(who, f"neem over {reference}")
    assert reference in await town.says("@wijk", "mijn zaken")


async def test_a_waarnemer_declines_nothing_that_was_not_offered(town: Town) -> None:
    reference = await taken(town)
    await ill(town)
    rooms = await town.hear("@wijk2", f"neem niet over {reference}")
    assert UNKNOWN in rooms["@wijk2"]
    assert set(rooms) == {"@wijk2"}


async def test_what_was_offered_to_another_is_the_waarnemers_and_no_longer_asked(town: Town) -> None:
    reference = await taken(town)
    await ill(town)
    await town.says("@wijk", f"draag over {reference} aan {await town.reference_of('@regisseur')}")
    assert "is nu van jou" in await town.says("@wijk2", f"neem over {reference}")
    assert UNKNOWN in await town.says("@regisseur", f"neem over {reference}")


async def test_who_was_asked_sees_both_answers(town: Town) -> None:
    reference = await taken(town)
    await town.says("@wijk", f"draag over {reference} aan {await town.reference_of('@regisseur')}")
    shown = await town.says("@regisseur", f"open {reference}")
    assert "1) Ik neem het over" in shown
    assert "2) Ik neem het niet over" in shown
    assert "is nu van jou" in await town.says("@regisseur", "1")

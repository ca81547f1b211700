"""A shared signal that is taken back: the receivers see it with the reason, and the record stays (conversations.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model import Scope
from bot.storage.tables import TAKEN
from dialogs.signaal.signal import CLOSES_WITH_PROOF
from tests.bot.case_steps import types
from tests.sentences import PHRASES
from tests.town import Town

BACK = "Ingetrokken op dinsdag 24 november door wie het schreef. Reden: dit signaal was er al."


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize(
    "typed", ["trek {} in", "intrekken {}", "trek in {}", "ik wil {} intrekken", "trek signaal in {}"]
)
async def test_who_signalled_takes_it_back_with_a_reason_and_all_who_have_it_see_that(town: Town, typed: str) -> None:
    await town.everybody_came_in()
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    asked = await town.says("@juf", typed.format(reference))
    assert PHRASES["eigen.trek_waarom"].options["dubbel"] in asked
    assert "0800-2000" in asked
    rooms = await town.hear("@juf", "dit signaal is er al")
    assert f"{reference} is ingetrokken op dinsdag 24 november, met je reden" in rooms["@juf"]
    assert "wis ik na woensdag 24 november 2027" in rooms["@juf"]
    assert rooms["@wijk"].strip() == PHRASES["taak.kijk"].text.format(kenmerk=reference)
    shown = await town.says("@wijk", f"open {reference}")
    assert BACK in shown
    assert PHRASES["balie.ingetrokken_weeg"].text in shown
    for own in (f"open {reference}", f"status {reference}", f"intrekken {reference}"):
        assert BACK in await town.says("@juf", own)


async def test_the_record_stays_and_the_case_stays_open(town: Town) -> None:
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    await types(town, "@juf", f"intrekken {reference}", "1")
    case = town.app.store.run_blocking(lambda tx: tx.desk_case(Scope("voorbeeldstad"), reference))
    assert case is not None
    assert case.state == TAKEN
    assert "Gezien of gehoord" in await town.says("@wijk", f"open {reference}")
    assert town.reasons("signal.withdraw") == [(town.person("@juf"), "verklaard")]


async def test_nobody_took_it_yet_and_whoever_opens_it_sees_it(town: Town) -> None:
    await town.everybody_came_in()
    reference = await town.log()
    await town.says("@juf", f"intrekken {reference}")
    rooms = await town.hear("@juf", "dubbel")
    assert set(rooms) == {"@juf"}
    assert BACK in await town.says("@wijk", f"open {reference}")


@pytest.mark.parametrize("outcome", ["U1", "U3"])
async def test_own_tasks_end_unless_a_worry_is_open(town: Town, outcome: str) -> None:
    """signal_schema.md §4 rule 6: what has an open worry is not let go by a word."""
    reference = await town.log(kindcheck_uitkomst=outcome)
    await types(town, "@juf", f"open {reference}", f"herinner me morgen om 11 uur aan {reference} nakijken")
    assert "nakijken" in await town.says("@juf", "mijn taken")
    heard = await types(town, "@juf", f"intrekken {reference}", "1")
    open_worry = outcome in CLOSES_WITH_PROOF
    assert PHRASES["eigen.trek_zorg" if open_worry else "eigen.trek_klaar"].text in heard
    assert ("nakijken" in await town.says("@juf", "mijn taken")) is open_worry


async def test_a_no_changes_nothing(town: Town) -> None:
    reference = await town.log()
    assert "niets ingetrokken" in await types(town, "@juf", f"intrekken {reference}", "niet intrekken")
    assert "Ingetrokken" not in await town.says("@juf", f"status {reference}")


@pytest.mark.parametrize("who", ["@meester", "@wijk", "@regisseur", "@elders"])
async def test_nobody_else_takes_it_back(town: Town, who: str) -> None:
    reference = await town.log()
    assert PHRASES["balie.onbekend"].text in await town.says(who, f"intrekken {reference}")


async def test_an_access_is_still_taken_away_by_its_reference(town: Town) -> None:
    await town.everybody_came_in()
    access = await town.reference_of("@meester")
    assert "is ingetrokken, vanaf nu" in await town.says("@coordinator", f"intrekken {access}")

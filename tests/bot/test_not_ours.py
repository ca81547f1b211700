"""`hoort niet bij ons` of who picked a case up: nobody lets go before another holds it (R117)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Scope
from tests.town import Town

MIDDEN = "Wijkteam Midden"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


async def picked_up(town: Town) -> str:
    await town.everybody_came_in()
    reference = await town.log()
    await town.says("@wijk", f"oppakken {reference}")
    return reference


def handler(town: Town, reference: str) -> str:
    case = town.app.store.run_blocking(lambda tx: tx.desk_case(Scope("voorbeeldstad"), reference))
    assert case is not None
    return case.handler


async def test_it_is_asked_for_whom_and_why_and_nothing_happens_before_a_yes(town: Town) -> None:
    reference = await picked_up(town)
    assert "Bij wie hoort het wel?" in await town.says("@wijk", f"hoort niet bij ons {reference}")
    assert "Waarom hoort het daar?" in await town.says("@wijk", MIDDEN)
    rooms = await town.hear("@wijk", "er is andere hulp nodig")
    assert set(rooms) == {"@wijk"}
    assert f"Ik vraag {MIDDEN} om {reference} over te nemen" in rooms["@wijk"]
    assert "Niets veranderd" in await town.says("@wijk", "nee")
    assert handler(town, reference) == town.person("@wijk")
    assert reference in await town.says("@wijk", "mijn zaken")
    assert reference not in await town.says("@midden", "mijn zaken")


async def asked(town: Town, whom: str) -> tuple[str, dict[str, str]]:
    reference = await picked_up(town)
    for text in (f"niet van ons {reference}", whom, "1"):
        await town.says("@wijk", text)
    return reference, await town.hear("@wijk", "ja")


async def test_another_team_is_asked_the_signaller_hears_it_and_it_stays_until_the_yes(town: Town) -> None:
    reference, rooms = await asked(town, MIDDEN)
    assert f"{reference} blijft van jou" in rooms["@wijk"]
    assert f"{reference} hoort volgens het team bij: {MIDDEN}" in rooms["@juf"]
    assert "een ander gebied" in rooms["@juf"]
    assert reference in rooms["@midden"]
    assert "gebied" not in rooms["@midden"]
    assert "@wijk2" not in rooms
    assert handler(town, reference) == town.person("@wijk")
    assert reference in await town.says("@midden", "nieuwe signalen")
    assert "Ik neem het over" in await town.says("@midden", f"open {reference}")
    rooms = await town.hear("@midden", "1")
    assert "De overdracht is af." in rooms["@wijk"]
    assert "warm overgedragen" in rooms["@juf"]
    assert handler(town, reference) == town.person("@midden")
    assert reference not in await town.says("@wijk", "mijn zaken")


async def test_a_no_of_that_team_leaves_it_where_it_is(town: Town) -> None:
    reference, _ = await asked(town, MIDDEN)
    rooms = await town.hear("@midden", f"neem niet over {reference}")
    assert "Het blijft van jou" in rooms["@wijk"]
    assert handler(town, reference) == town.person("@wijk")
    assert reference not in await town.says("@midden", "mijn zaken")


async def test_who_knows_no_team_asks_all_others_and_one_of_them_may_take_it(town: Town) -> None:
    reference, rooms = await asked(town, "weet ik niet")
    assert reference in rooms["@midden"]
    assert "@wijk2" not in rooms
    assert "een ander team" in rooms["@juf"]
    await town.says("@midden", f"neem niet over {reference}")
    assert handler(town, reference) == town.person("@wijk")
    await town.says("@midden", f"neem over {reference}")
    assert handler(town, reference) == town.person("@midden")


async def test_whom_nobody_can_ask_here_is_called_and_it_is_asked_later_whether_that_worked(town: Town) -> None:
    reference, rooms = await asked(town, "Veilig Thuis")
    assert "Bel " in rooms["@wijk"]
    assert "blijft van jou" in rooms["@wijk"]
    assert f"{reference} hoort volgens het team bij: een andere organisatie" in rooms["@juf"]
    assert set(rooms) == {"@wijk", "@juf"}
    assert handler(town, reference) == town.person("@wijk")
    town.clock.move(timedelta(days=3))
    assert reference in (await town.sweep()).get("@wijk", "")


async def test_the_own_team_is_no_other(town: Town) -> None:
    reference = await picked_up(town)
    for text in (f"hoort niet bij ons {reference}", "Wijkteam Noord"):
        await town.says("@wijk", text)
    assert "je eigen team" in await town.says("@wijk", "1")


async def test_nobody_else_takes_it_over_by_saying_so(town: Town) -> None:
    reference, _ = await asked(town, MIDDEN)
    for who in ("@wijk2", "@regisseur", "@juf"):
        assert "eigenaar" not in await town.says(who, f"neem over {reference}")
        assert handler(town, reference) == town.person("@wijk")

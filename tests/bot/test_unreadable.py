"""One row whose key is gone takes nothing from anybody but what stands in it."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.keys import Keyring
from bot.model import Scope
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import Town

HERE = Scope("voorbeeldstad")
LOST = Keyring.from_secret(Keyring.new_secret()).seal(b"verloren", "ergens")


async def lose_key(town: Town, table: str, column: str, where: str) -> None:
    """Seal one value with a key that is gone."""
    changed = sa.text(f"UPDATE {table} SET {column} = :lost WHERE {where}")  # noqa: S608 - of this test
    found = await town.app.store.run(lambda tx: tx._connection.execute(changed, {"lost": LOST}).rowcount)
    assert found == 1


async def test_a_signal_arrives_whose_order_cannot_be_read(town: Town) -> None:
    reference = await town.log(deliver=False)
    await lose_key(town, "outbox", "payload", f"id = '{KEYRING.derive('case', reference)}'")
    before = len(town.recorder.sent)
    town.clock.move(timedelta(hours=2))
    await town.app.deliverer.drain()
    rooms = town.rooms(before)
    assert f"{reference} is aangekomen" in rooms["@juf"]
    assert rooms["@wijk"].strip() == PHRASES["taak.nieuw"].text


async def test_one_case_that_cannot_be_read_keeps_nobody_from_the_others(town: Town) -> None:
    lost = await town.log()
    good = await town.log("@meester", number=2)
    case = (await town.app.store.run(lambda tx: tx.desk_case(HERE, lost))).reference  # type: ignore[union-attr]  # it is there
    await lose_key(town, "cases", "household_sealed", f"reference = '{case}'")
    heard = await town.says("@wijk", "nieuwe signalen")
    assert unreadable(lost) in heard
    assert f"{good}, gekregen op" in heard
    assert "Jij bent nu eigenaar" in await town.says("@wijk", f"oppakken {good}")
    assert unreadable(lost) in await town.says("@wijk2", "nieuwe signalen")


async def test_the_own_cases_are_listed_though_the_work_in_one_cannot_be_read(town: Town) -> None:
    lost = await town.log()
    good = await town.log("@meester", number=2)
    for reference in (lost, good):
        await town.says("@wijk", f"oppakken {reference}")
        await town.app.store.run(
            lambda tx, of=reference: tx.write_work(HERE, tx.desk_case(HERE, of), vraag="x")  # type: ignore[misc]  # it is there
        )
    case = (await town.app.store.run(lambda tx: tx.desk_case(HERE, lost))).reference  # type: ignore[union-attr]  # it is there
    await lose_key(town, "cases", "work", f"reference = '{case}'")
    heard = await town.says("@wijk", "mijn zaken")
    assert unreadable(lost) in heard
    assert good in heard
    assert good in await town.says("@wijk", f"open {good}")


def unreadable(reference: str) -> str:
    return PHRASES["balie.onleesbaar"].text.replace("{kenmerk}", reference)

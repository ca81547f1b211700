"""One row whose key is gone takes nothing from anybody but what stands in it."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.keys import Keyring
from tests.sentences import PHRASES
from tests.talk import KEYRING
from tests.town import Town

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

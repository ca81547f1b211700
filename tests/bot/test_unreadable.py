"""One row whose key is gone takes nothing from anybody but what stands in it."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.keys import Keyring
from bot.model import Scope
from bot.storage.tasks import Task
from tests.bot.test_broadcasts import READERS, received, sent, step, written
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


async def test_a_reminder_comes_though_its_text_cannot_be_read_and_so_do_all_others(town: Town) -> None:
    await town.everybody_came_in()
    now = town.clock.now()
    for name, number in (("@juf", 1), ("@meester", 2)):
        task = Task(
            f"t{number}", "eigen", "", town.person(name), now + timedelta(hours=number),
            reference=f"R-000000{number}", starts="2026-11-24T16:00", subject="bellen",
        )  # fmt: skip
        await town.app.store.run(lambda tx, of=task: tx.add_task(HERE, of, now))  # type: ignore[misc]  # it runs at once
    await lose_key(town, "tasks", "subject", "id = 't1'")
    town.clock.move(timedelta(hours=5))
    rooms = await town.sweep()
    assert "R-0000001" in rooms["@juf"]
    assert "R-0000002" in rooms["@meester"]
    text = PHRASES["herinnering.onleesbaar"].text.replace("{soort}", PHRASES["herinnering.soort.eigen"].text)
    assert f"R-0000001: {text}" in await town.says("@juf", "mijn herinneringen")
    assert "bellen" in await town.says("@meester", "mijn herinneringen")


async def test_a_broadcast_that_cannot_be_read_stops_and_the_next_goes_out(town: Town) -> None:
    await town.everybody_came_in()
    lost = await written(town)
    await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", "ja, verstuur")
    await lose_key(town, "broadcasts", "text", f"reference = '{lost}'")
    assert received(await step(town)) == set()
    assert f"{lost}: {PHRASES['bericht.tekst_weg'].text} (gestopt" in await town.says("@coordinator", "berichten")
    _, rooms = await sent(town)
    assert received(rooms) == READERS


async def test_a_weekly_overview_leaves_out_what_cannot_be_read(town: Town) -> None:
    await town.everybody_came_in()
    await town.says("@juf", "weekoverzicht")
    lost, _ = await sent(town)
    await sent(town, "3", "iedereen", "nee")
    await lose_key(town, "broadcasts", "text", f"reference = '{lost}'")
    town.clock.move_to_local("2026-11-30 09:01")
    assert (await step(town))["@juf"].upper().count("DE BALIE STOPT") == 1
    assert await step(town) == {}


async def test_a_broadcast_reaches_the_others_where_one_address_or_profile_cannot_be_read(town: Town) -> None:
    await town.everybody_came_in()
    await lose_key(town, "conversations", "address", f"person = '{town.person('@juf')}'")
    await lose_key(town, "people", "profile", f"id = '{town.person('@meester')}'")
    reference = await written(town)
    await town.says("@coordinator", "verstuur")
    await town.says("@coordinator", "ja, verstuur")
    assert received(await step(town)) == READERS - {"@juf"}
    assert "1 onbereikbaar" in await town.says("@coordinator", f"stand {reference}")


def unreadable(reference: str) -> str:
    return PHRASES["balie.onleesbaar"].text.replace("{kenmerk}", reference)

"""The homeserver, the assistant or the network is away for a while: nothing is lost, nothing is answered twice."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.matrix.calls import post
from bot.channels.matrix.channel import MatrixChannel
from bot.channels.matrix.device.devices import signed_devices
from bot.clock import SystemClock
from bot.model import Activity, Address, Delivered, Outgoing, Retry
from bot.storage.records import OutboxRow
from bot.storage.store import Store, Transaction
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Reply
from tests.real.matrix_teacher import Teacher, teacher
from tests.real.running import PASSWORD, running
from tests.real.test_matrix_faults import keep, outgoing, settings_for, speaking, texts, until
from tests.services.synapse import SERVER, Homeserver
from tests.talk import KEYRING

pytestmark = pytest.mark.real
MANY = 300
QUIET = 1.5
"""Seconds without a message after which all was said."""


class Later(SystemClock):
    """The clock of somebody who comes back after an hour."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=1)


async def test_three_hundred_messages_of_a_downtime_are_answered_once_and_late(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    """A sync brings the last hundred; the rest is fetched. Each answer tells when it was asked."""
    assistant = homeserver.register("sw-weggeweest", PASSWORD)
    async with teacher(homeserver, "juf-geduldig", tmp_path) as juf:
        async with running(homeserver, assistant, tmp_path):
            await juf.start_room(assistant)
            await juf.see_join(assistant)
            await juf.hear_until("Signaalwijzer")
        for _ in range(MANY // 10):
            await asyncio.gather(*(juf.say("wie ben jij?") for _ in range(10)))
        async with running(homeserver, assistant, tmp_path, clock=Later()):
            heard = [await juf.hear_until("Je schreef dit op", 60) for _ in range(MANY)]
            assert await rest(juf) == []
        assert len(heard) == MANY


async def test_what_came_before_the_last_hundred_is_received_in_order(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-gat", tmp_path)
    got: list[Activity] = []
    async with teacher(homeserver, "juf-gat", tmp_path) as juf:
        async with speaking(MatrixChannel(settings, {}), keep(got)):
            await juf.start_room(settings.user_id, encrypted=True)
            await juf.see_join(settings.user_id)
            await juf.say("eerste")
            await until(lambda: texts(got) == ["eerste"])
        said = [f"bericht {number}" for number in range(130)]
        for text in said:
            await juf.say(text)
        async with speaking(MatrixChannel(settings, {}), keep(got)):
            await until(lambda: len(texts(got)) > len(said))
    assert texts(got) == ["eerste", *said]


async def test_a_homeserver_that_restarts_loses_and_doubles_nothing(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-onderbroken", PASSWORD)
    async with running(homeserver, assistant, tmp_path), teacher(homeserver, "juf-onderbroken", tmp_path) as juf:
        await juf.start_room(assistant, encrypted=True)
        await juf.see_join(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.say("kindcheck")
        await juf.hear_until("gevaar loopt")
        await juf.say("nee")
        await asyncio.to_thread(homeserver.restart)
        assert "bij het kind" in await juf.hear_until("bij het kind", 60)
        await juf.say("weet ik niet")
        await juf.hear(60)
        assert await rest(juf) == []


async def test_a_store_that_is_lost_gives_a_new_device_with_the_same_signature(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    """What was on its way then may come twice, and says so; nothing else does."""
    assistant = homeserver.register("sw-kwijtgeraakt", PASSWORD)
    async with teacher(homeserver, "juf-trouw", tmp_path) as juf:
        async with running(homeserver, assistant, tmp_path) as app:
            room = await juf.start_room(assistant, encrypted=True)
            await juf.see_join(assistant)
            await juf.hear_until("Signaalwijzer")
            before = await identity(juf, assistant)
            await juf.say("kindcheck")
            await juf.hear_until("gevaar loopt")
        shutil.rmtree(tmp_path / "matrix")
        store = Store.open(f"sqlite:///{tmp_path / 'assistant.sqlite3'}", KEYRING)
        await store.run(lambda tx: on_its_way(tx, room, "dit was onderweg"))
        store.close()
        async with running(homeserver, assistant, tmp_path) as app:
            again = await juf.hear(40)
            assert "Misschien kreeg je dit al" in again
            assert "dit was onderweg" in again
            await juf.say("nee")
            assert "Misschien" not in await juf.hear_until("bij het kind")
            assert await rest(juf) == []
            after = await identity(juf, assistant)
            assert after[0] == before[0]
            assert len(after[1] - before[1]) == 1
            assert (await app.store.run(lambda tx: tx.outbox_counts()))["dood"] == 0


async def test_a_homeserver_that_says_too_much_gets_all_of_it_in_order(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-teveel", tmp_path)
    channel = MatrixChannel(settings, {})
    async with teacher(homeserver, "juf-teveel", tmp_path) as juf, speaking(channel, keep([])):
        room = await juf.start_room(settings.user_id)
        await juf.see_join(settings.user_id)
        client = channel._client
        assert client is not None
        await until(lambda: room in client.rooms)
        homeserver.limit(settings.user_id, per_second=4, burst=2)
        for number in range(12):
            delivery = await channel.send(outgoing(f"teveel-{number}", room, str(number)))
            while not isinstance(delivery, Delivered):
                assert isinstance(delivery, Retry)
                assert not delivery.counts, "a limit is no failure of the message"
                await asyncio.sleep(delivery.after)
                delivery = await channel.send(outgoing(f"teveel-{number}", room, str(number)))
        assert [await juf.hear() for _ in range(12)] == [str(number) for number in range(12)]
        assert 1 <= channel.figures()["matrix_rate_limited_total"] <= 12
        assert juf.silent()


async def rest(juf: Teacher) -> list[str]:
    """All that still comes."""
    heard = []
    while True:
        try:
            heard.append(await juf.hear(QUIET))
        except TimeoutError:
            return heard


async def identity(juf: Teacher, user: str) -> tuple[str, frozenset[str]]:
    """The master key of an account, and the devices that its keys sign."""
    _, answer = await post(juf.client, "keys/query", {"device_keys": {user: []}})
    return next(iter(answer["master_keys"][user]["keys"])), signed_devices(user, answer)


def on_its_way(tx: Transaction, room: str, text: str) -> None:
    """A reply that was handed to the homeserver when the process ended."""
    now = datetime.now(UTC)  # noqa: TID251 - a real server keeps real time
    outgoing = Outgoing("onderweg", Address("matrix", SERVER, room), Reply((Block("tekst", text),)))
    row = OutboxRow("onderweg", "onderweg", "matrix", "reply", now, encode_outgoing(outgoing))
    tx.enqueue([row])
    tx.claim(["matrix"], "somebody", now, 0, 1)

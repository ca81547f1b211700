"""The outbox over Teams: whatever the connector does, a reply arrives; a notice that may have arrived is `onzeker`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.teams.pace import A_CONVERSATION
from bot.clock import SystemClock
from bot.keys import Keyring
from bot.model import Address, Outgoing, Retry
from bot.storage.records import Lane, OutboxRow
from bot.storage.store import Store
from bot.underway import hearing
from bot.work.outbox import Deliverer
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Field, Option, Prompt, Reply
from tests.channels.teams_world import World, world
from tests.clock import StandingClock
from tests.contracts.test_outbox_delivery import until
from tests.services.fake_connector import TENANT
from tests.services.faults import FAULTS, Fault

ROOM = Address("teams", TENANT, "a:gesprek")
CERTAIN: frozenset[Fault] = frozenset({"refuse"})
"""After these it is known that nothing was done."""


def row(number: int, lane: Lane, clock: StandingClock) -> OutboxRow:
    outgoing = Outgoing(f"r{number}", ROOM, Reply((Block("tekst", f"bericht {number}"),)))
    return OutboxRow(outgoing.id, "stroom", "teams", lane, clock.now(), encode_outgoing(outgoing))


async def delivered(w: World, store: Store, lane: Lane, fault: Fault, clock: StandingClock) -> dict[str, int]:
    """Three messages, of which the second goes wrong once; what the outbox holds in the end."""
    assert await w.post(w.activity()) == 202
    deliverer = Deliverer(store, {"teams": w.channel}, {}, clock, "test")
    await w.channel.send(Outgoing("eerst", ROOM, Reply((Block("tekst", "dag"),))))
    store.run_blocking(lambda tx: tx.enqueue([row(number, lane, clock) for number in (1, 2, 3)]))
    w.connector.faults.arm(2, fault)
    for _ in range(4):
        await deliverer.drain()
        clock.move(timedelta(minutes=1))
    return dict(store.run_blocking(lambda tx: tx.outbox_counts()))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'uit.sqlite3'}", Keyring.from_secret(Keyring.new_secret()))


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_reply_arrives_in_order_whatever_happens(tmp_path: Path, store: Store, fault: Fault) -> None:
    clock = StandingClock(SystemClock().now())
    async with world(tmp_path, request_timeout=0.5) as w:
        counts = await delivered(w, store, "reply", fault, clock)
        assert not any(counts.values()), counts
        texts = list(dict.fromkeys(w.connector.texts()))
        assert texts == ["dag", "bericht 1", "bericht 2", "bericht 3"]
        assert len(w.connector.posted) == (5 if fault.endswith("after") else 4), "only what was unsure went twice"
    store.close()


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_notice_that_may_have_arrived_is_not_repeated(tmp_path: Path, store: Store, fault: Fault) -> None:
    clock = StandingClock(SystemClock().now())
    async with world(tmp_path, request_timeout=0.5) as w:
        counts = await delivered(w, store, "notice", fault, clock)
        assert counts["onzeker"] == (0 if fault in CERTAIN else 1)
        assert counts["wacht"] == counts["dood"] == 0
        texts = w.connector.texts()
        assert len(texts) == len(set(texts))
        assert texts[-1] == "bericht 3"
    store.close()


async def test_notices_that_wait_for_their_place_go_out_after_a_restart(tmp_path: Path, store: Store) -> None:
    clock = StandingClock(SystemClock().now())
    async with world(tmp_path) as w:
        assert await w.post(w.activity()) == 202
        rows = [replace(row(number, "notice", clock), stream=f"s{number}") for number in range(12)]
        store.run_blocking(lambda tx: tx.enqueue(rows))
        stopped = asyncio.create_task(Deliverer(store, {"teams": w.channel}, {}, clock, "eerst").run())
        await until(lambda: store.run_blocking(lambda tx: tx.outbox_counts())["wacht"] == 12 - A_CONVERSATION)
        stopped.cancel()
        await asyncio.gather(stopped, return_exceptions=True)
        assert len(w.connector.texts()) == A_CONVERSATION
        await Deliverer(store, {"teams": w.channel}, {}, clock, "dan").drain()
        assert not any(store.run_blocking(lambda tx: tx.outbox_counts()).values())
        assert sorted(w.connector.texts()) == sorted(f"bericht {number}" for number in range(12))
    store.close()


async def test_a_message_of_which_one_part_went_out_is_in_doubt_after_a_restart(tmp_path: Path) -> None:
    """Another process does not know which part that was."""
    begun: list[str] = []
    parts = Reply((Block("tekst", "lang " * 12_000),))
    async with world(tmp_path, longest_wait=0.2) as w:
        assert await w.post(w.activity()) == 202
        for number in range(A_CONVERSATION - 1):
            await w.channel.send(Outgoing(f"eerst{number}", ROOM, Reply((Block("tekst", "dag"),))))
        first = await w.channel.send(Outgoing("lang", ROOM, parts))
        assert isinstance(first, Retry)
        with hearing(lambda: begun.append("lang")):
            await w.channel.send(Outgoing("lang", ROOM, parts))
        assert begun
        begun.clear()
        with hearing(lambda: begun.append("kort")):
            assert isinstance(await w.channel.send(Outgoing("kort", ROOM, Reply((Block("tekst", "dag"),)))), Retry)
        assert not begun


CARD = {"contentType": "x", "content": {}}


def asking(number: int) -> Reply:
    field = Field("KC-A1", "Speelt dit?", (Option("ja", "Ja"), Option("nee", "Nee")))
    return Reply((), Prompt(f"t{number}", (field,)), item=f"vraag {number}")


async def ask(w: World, deliverer: Deliverer, number: int) -> None:
    outgoing = Outgoing(f"q{number}", ROOM, asking(number))
    store_row = OutboxRow(outgoing.id, "vragen", "teams", "reply", SystemClock().now(), encode_outgoing(outgoing))
    w.store.run_blocking(lambda tx: tx.enqueue([store_row]))
    await deliverer.drain()


async def press(w: World, deliverer: Deliverer, number: int, key: str) -> None:
    value = {"token": f"t{number}", "choices": ["nee"]}
    assert await w.post(w.activity(None, id=key, value=value)) == 202
    await deliverer.drain()


async def test_a_card_that_was_answered_is_replaced_once(tmp_path: Path) -> None:
    async with world(tmp_path, attach=lambda _: CARD) as w:
        deliverer = Deliverer(w.store, {"teams": w.channel}, {}, SystemClock(), "test")
        assert await w.post(w.activity()) == 202
        await ask(w, deliverer, 1)
        await press(w, deliverer, 1, "p1")
        await press(w, deliverer, 1, "p2")
        ((message, body),) = w.connector.replaced
        assert message == "m1"
        assert body["attachments"][0]["content"] == {"item": "vraag 1", "choices": ["nee"]}
        assert "replyToId" not in body


async def test_a_card_that_was_answered_by_typing_is_replaced_when_the_next_comes(tmp_path: Path) -> None:
    async with world(tmp_path, attach=lambda _: CARD) as w:
        deliverer = Deliverer(w.store, {"teams": w.channel}, {}, SystemClock(), "test")
        assert await w.post(w.activity()) == 202
        await ask(w, deliverer, 1)
        await ask(w, deliverer, 2)
        await press(w, deliverer, 1, "stale")
        await press(w, deliverer, 2, "p2")
        told = [(message, body["attachments"][0]["content"]["choices"]) for message, body in w.connector.replaced]
        assert told == [("m1", []), ("m2", ["nee"])]


@pytest.mark.parametrize("status", [403, 404, 400])
async def test_a_card_that_cannot_be_replaced_stops_nothing(tmp_path: Path, status: int) -> None:
    async with world(tmp_path, attach=lambda _: CARD) as w:
        deliverer = Deliverer(w.store, {"teams": w.channel}, {}, SystemClock(), "test")
        assert await w.post(w.activity()) == 202
        await ask(w, deliverer, 1)
        w.connector.answers.append(web.Response(status=status))
        await press(w, deliverer, 1, "p1")
        await ask(w, deliverer, 2)
        assert len(w.connector.posted) == 2
        assert not any(w.store.run_blocking(lambda tx: dict(tx.outbox_counts())).values())


async def test_an_open_card_is_forgotten_with_the_draft(tmp_path: Path) -> None:
    async with world(tmp_path, attach=lambda _: CARD) as w:
        deliverer = Deliverer(w.store, {"teams": w.channel}, {}, SystemClock(), "test")
        assert await w.post(w.activity()) == 202
        await ask(w, deliverer, 1)
        later = SystemClock().now() + timedelta(days=29)
        w.store.run_blocking(lambda tx: tx.forget_drafts(later))
        await press(w, deliverer, 1, "p1")
        assert not w.connector.replaced

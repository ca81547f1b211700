"""The outbox over Teams: whatever the connector does, a reply arrives; a notice that may have arrived is `onzeker`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.keys import Keyring
from bot.model import Address, Outgoing
from bot.storage.records import Lane, OutboxRow
from bot.storage.store import Store
from bot.work.outbox import Deliverer
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Reply
from tests.channels.teams_world import World, world
from tests.clock import StandingClock
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

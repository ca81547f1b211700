"""After a device is lost: what was tried may have arrived, and is marked or not repeated; the rest goes as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Address, Outgoing
from bot.storage.records import Lane, OutboxRow
from bot.storage.store import Store
from bot.work.in_flight import marking
from bot.work.payloads import decode_outgoing, encode_outgoing
from dialogs.model import Block, Reply
from tests.talk import KEYRING

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}", KEYRING)
    yield store
    store.close()


def row(name: str, lane: Lane = "reply", channel: str = "matrix") -> OutboxRow:
    outgoing = Outgoing(name, Address(channel, "x.test", "!k"), Reply((Block("tekst", name),)))
    return OutboxRow(name, name, channel, lane, NOW, encode_outgoing(outgoing))


async def test_only_what_was_tried_is_marked(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([row("antwoord"), row("bericht", "notice"), row("teams", channel="teams")]))
    await store.run(lambda tx: tx.claim(["matrix", "teams"], "gone", NOW, 0, 9))
    await store.run(lambda tx: tx.enqueue([row("nieuw")]))
    await marking(store, "matrix")()
    claimed = await store.run(lambda tx: tx.claim(["matrix", "teams"], "here", NOW, 30, 9))
    assert {each.id: decode_outgoing(each.payload).again for each in claimed} == {
        "antwoord": True,
        "nieuw": False,
        "teams": False,
    }
    assert (await store.run(lambda tx: tx.outbox_counts()))["onzeker"] == 1

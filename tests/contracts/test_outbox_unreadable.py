"""A row whose key is gone: that row alone is given up, somebody hears it, and a signal is delivered all the same."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.keys import Keyring
from bot.model import Delivered, Delivery, Rejected, Scope
from bot.sharing import order_behind, order_key
from bot.storage.records import Dead, OutboxRow, Settled
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.outbox import CaseOrder
from tests.contracts.records import NOW, conversation, signal
from tests.contracts.test_outbox_delivery import HERE, Desk, Mailbox, case, counts, deliverer, message, put


async def _lose_key(store: Store, row: str) -> None:
    lost = Keyring.from_secret(Keyring.new_secret()).seal(b"{}", f"outbox.payload:{row}")
    changed = sa.text("UPDATE outbox SET payload = :payload WHERE id = :row")
    await store.run(lambda tx: tx._connection.execute(changed, {"payload": lost, "row": row}))


async def test_a_row_that_cannot_be_read_is_noted_and_lets_the_next_pass(store: Store) -> None:
    mailbox, noted = Mailbox(), []

    def note(tx: Transaction, row: OutboxRow, settled: Settled, delivery: Delivery, now: datetime) -> None:
        if isinstance(settled, Dead):
            noted.append((row.id, settled.code))

    await put(store, message("stuk", lane="bulk"), message("heel", lane="bulk"))
    await _lose_key(store, "stuk")
    await deliverer(store, mailbox, note_bulk=note).drain()
    assert mailbox.sent == ["heel"]
    assert set(noted) == {("stuk", "unreadable")}
    assert await counts(store) == (0, 1, 0)


async def test_a_signal_whose_order_cannot_be_read_is_delivered(store: Store, keyring: Keyring) -> None:
    desk, heard = Desk(), []

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        heard.append((order, delivery))

    key = order_key(keyring, "S-00000001")
    await store.run(lambda tx: tx.save_conversation(conversation(), NOW))
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await store.run(lambda tx: tx.save_signal(HERE, signal("S-00000002"), "persoon", True, NOW))
    await put(store, case(key))
    await _lose_key(store, key)
    worker = deliverer(store, desk=desk, on_case_result=hear, find_order=lambda tx, row: order_behind(keyring, tx, row))
    await worker.drain()
    assert [(key_, record.signaal_id) for key_, record in desk.seen] == [(key, "S-00000001")]
    assert heard == [(CaseOrder("voorbeeldstad", "persoon", "S-00000001", "gesprek"), Delivered("Z-1"))]
    assert await counts(store) == (0, 0, 0)


async def test_who_signalled_hears_that_the_record_itself_cannot_be_read(store: Store) -> None:
    desk, heard = Desk(), []

    async def hear(_order: CaseOrder, delivery: Delivery) -> None:
        heard.append(delivery)

    lost = Keyring.from_secret(Keyring.new_secret()).seal(b"{}", "signals.class_d:voorbeeldstad/S-00000001")
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await store.run(lambda tx: tx._connection.execute(sa.text("UPDATE signals SET class_d = :lost"), {"lost": lost}))
    await put(store, case())
    await deliverer(store, desk=desk, on_case_result=hear).drain()
    assert desk.seen == []
    assert heard == [Rejected("unreadable")]
    assert await counts(store) == (0, 1, 0)


async def test_a_row_of_which_nobody_knows_what_it_was_is_given_up(store: Store, keyring: Keyring) -> None:
    """As also one of a signal that was taken back before it went out, or that arrived."""
    desk = Desk()
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", False, NOW))
    await put(store, case(order_key(keyring, "S-00000001")))
    await _lose_key(store, order_key(keyring, "S-00000001"))
    worker = deliverer(store, desk=desk, find_order=lambda tx, row: order_behind(keyring, tx, row))
    await worker.drain()
    assert desk.seen == []
    assert await counts(store) == (0, 1, 0)
    line = (await store.run(lambda tx: tx.outbox_given_up(Scope("voorbeeldstad"), 9)))[0]
    assert line.code == "unreadable"

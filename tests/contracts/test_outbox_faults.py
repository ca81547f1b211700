"""What breaks while a row is delivered: it ends with that row, and with nothing else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.model import Delivery, Rejected
from bot.storage.records import Lane, OutboxRow, Settled
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.outbox import BULK, CASE, CHAT, CaseOrder, Pace
from tests.contracts.records import NOW, HandClock, signal
from tests.contracts.test_outbox_delivery import (
    HERE,
    ORDER,
    Desk,
    Mailbox,
    case,
    counts,
    deliverer,
    message,
    put,
    running,
    until,
)


@dataclass
class Book:
    """Notes what became of each recipient, and breaks over one of them."""

    broken: str
    noted: list[str]

    def note(self, tx: Transaction, row: OutboxRow, settled: Settled, delivery: Delivery, now: datetime) -> None:
        if row.id == self.broken:
            raise ValueError("one row")
        self.noted.append(row.id)


async def _tries_that_ended_with_their_process(store: Store, channel: str, times: int, clock: HandClock) -> None:
    for number in range(times):
        (row,) = await store.run(lambda tx, n=number: tx.claim([channel], f"gone{n}", clock.now(), 1, 1))  # type: ignore[misc]  # the loop goes on only after it ran
        assert row.attempts == number + 1
        clock.forward(1)


async def test_a_fault_while_one_row_is_settled_ends_no_delivery(store: Store) -> None:
    mailbox, book = Mailbox(), Book("stuk", [])
    await put(store, message("stuk", "s1", "bulk"), message("heel", "s2", "bulk"))
    async with running(deliverer(store, mailbox, note_bulk=book.note)):
        await until(lambda: "heel" in book.noted)
        await put(store, message("later", "s3", "bulk"), message("antwoord", "s4"))
        await until(lambda: "later" in book.noted and "antwoord" in mailbox.sent)
        async with asyncio.timeout(10):
            while await counts(store) != (1, 0, 0):  # noqa: ASYNC110
                await asyncio.sleep(0.01)  # what was sent is settled a moment later


async def test_what_became_of_a_row_that_nobody_can_write_is_doubtful_in_the_end(store: Store) -> None:
    """It is said once, however often the writing breaks."""
    mailbox, book, clock = Mailbox(), Book("stuk", []), HandClock()
    worker = deliverer(store, mailbox, clock=clock, note_bulk=book.note, paces=(replace(BULK, attempts=3),))
    await put(store, message("stuk", lane="bulk"))
    for _ in range(12):
        await worker.drain()
        clock.forward(100)
    assert mailbox.sent == ["stuk"]
    assert await counts(store) == (0, 0, 1)


@pytest.mark.parametrize(("lane", "pace"), [("reply", CHAT), ("notice", CHAT), ("bulk", BULK)])
async def test_a_message_whose_tries_all_ended_with_their_process_is_not_tried_again(
    store: Store, lane: Lane, pace: Pace
) -> None:
    mailbox, clock = Mailbox(), HandClock()
    await put(store, message("1", lane=lane), message("2", lane=lane))
    await _tries_that_ended_with_their_process(store, "matrix", 4, clock)
    await deliverer(store, mailbox, clock=clock, paces=(replace(pace, attempts=4),)).drain()
    assert mailbox.sent == ["2"]
    assert await counts(store) == ((0, 1, 0) if lane == "reply" else (0, 0, 1))


async def test_the_owner_hears_that_a_signal_was_given_up_whose_tries_ended_with_their_process(store: Store) -> None:
    desk, clock, heard = Desk(), HandClock(), []

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        heard.append((order, delivery))

    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    await _tries_that_ended_with_their_process(store, "desk", 4, clock)
    worker = deliverer(store, desk=desk, clock=clock, on_case_result=hear, paces=(replace(CASE, attempts=4),))
    await worker.drain()
    assert desk.seen == []
    assert heard == [(ORDER, Rejected("attempts"))]
    assert await counts(store) == (0, 1, 0)


async def test_a_signal_whose_last_word_fails_too_is_given_up_without_it(store: Store) -> None:
    clock, tells = HandClock(), 0

    async def hear(_order: CaseOrder, _delivery: Delivery) -> None:
        nonlocal tells
        tells += 1

    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    await _tries_that_ended_with_their_process(store, "desk", 20, clock)
    worker = deliverer(store, desk=Desk(), clock=clock, on_case_result=hear, paces=(replace(CASE, attempts=4),))
    await worker.drain()
    assert tells == 0
    assert await counts(store) == (0, 1, 0)


async def test_the_first_repeat_goes_at_once_and_later_ones_wait_longer_each_time(store: Store) -> None:
    """So that a row that ends its process does not keep everybody away."""
    mailbox, clock = Mailbox(), HandClock()
    await put(store, message("1", "s1"))
    await _tries_that_ended_with_their_process(store, "matrix", 1, clock)
    await deliverer(store, mailbox, clock=clock).drain()
    assert mailbox.sent == ["1"]
    await put(store, message("2", "s2"))
    await _tries_that_ended_with_their_process(store, "matrix", 5, clock)
    worker = deliverer(store, mailbox, clock=clock)
    await worker.drain()
    assert mailbox.sent == ["1"]
    clock.forward(15)
    await worker.drain()
    assert mailbox.sent == ["1"]
    clock.forward(60)
    await worker.drain()
    assert mailbox.sent == ["1", "2"]
    assert await counts(store) == (0, 0, 0)

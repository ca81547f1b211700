"""Case backends side by side: one that hangs delays no other, and a signal that is late is told as such."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.model import Ambiguous, Delivered, Delivery, Rejected, Retry, Scope
from bot.storage.store import Store
from bot.work.outbox import CASE, LATE, CaseOrder, Deliverer
from tests.contracts.records import NOW, HandClock, later, signal
from tests.contracts.test_outbox_delivery import HERE, ORDER, Desk, Mailbox, case, deliverer, put, running, until


async def test_a_backend_that_hangs_delays_no_other_backend_and_no_chat(store: Store) -> None:
    slow, quick, mailbox = Desk(name="desk", hold=asyncio.Event()), Desk(name="ander"), Mailbox()
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, *(case(f"traag-{number}") for number in range(2 * CASE.width)))
    worker = Deliverer(store, {"matrix": mailbox}, {"desk": slow, "ander": quick}, HandClock(), "a")
    async with running(worker):
        await until(lambda: len(slow.seen) == CASE.width)
        await put(store, *(replace(case(f"snel-{number}"), channel="ander") for number in range(9)))
        await until(lambda: len(quick.seen) == 9)
        assert len(slow.seen) == CASE.width
        assert slow.hold is not None
        slow.hold.set()
        await until(lambda: len(slow.seen) == 2 * CASE.width)


async def test_a_backend_that_asks_for_a_minute_each_time_is_asked_less_and_less(store: Store) -> None:
    desk, clock = Desk([Retry(60, "http_429")] * 40), HandClock()
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    worker = deliverer(store, desk=desk, clock=clock)
    for minute in range(12 * 60):
        clock.moment = later(60 * minute)
        await worker.drain()
    assert 15 <= len(desk.seen) <= 30
    (line,) = await store.run(lambda tx: tx.outbox_lines(9))
    assert (line.state, line.code, line.attempts) == ("wacht", "http_429", len(desk.seen))


@pytest.mark.parametrize("answer", [Retry(0, "not_reached"), Ambiguous("time_out")])
async def test_the_owner_hears_that_a_signal_is_late_and_later_that_it_arrived(store: Store, answer: Delivery) -> None:
    desk, clock, heard = Desk([answer] * (LATE + 1)), HandClock(), []

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        heard.append((order, delivery))

    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    for _ in range(LATE - 1):
        await deliverer(store, desk=desk, clock=clock, on_case_result=hear).drain()
        clock.forward(100)
    assert heard == []
    for _ in range(3):
        await deliverer(store, desk=desk, clock=clock, on_case_result=hear).drain()
        clock.forward(100)
    code = "not_reached" if isinstance(answer, Retry) else "time_out"
    assert heard == [(ORDER, Retry(0, code))] * 2 + [(ORDER, Delivered("Z-1"))]


async def test_the_owner_hears_at_once_what_takes_a_person_to_put_right(store: Store) -> None:
    heard = []

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        heard.append(delivery)

    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    await deliverer(store, desk=Desk([Retry(900, "http_403")]), on_case_result=hear).drain()
    assert heard == [Retry(0, "http_403")]


async def test_a_given_up_signal_arrives_after_a_second_chance(store: Store) -> None:
    desk, clock = Desk([Rejected("http_400")]), HandClock()
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case("zaak-1"))
    worker = deliverer(store, desk=desk, clock=clock)
    await worker.drain()
    assert await store.run(lambda tx: tx.outbox_counts()) == {"wacht": 0, "dood": 1, "onzeker": 0}
    assert await store.run(lambda tx: tx.revive("zaak-1", clock.now())) == ORDER.gemeente
    await worker.drain()
    assert [key for key, _ in desk.seen] == ["zaak-1"] * 2
    (row,) = await store.run(lambda tx: tx.signals(Scope(ORDER.gemeente)))
    assert row.delivered_at == NOW


async def test_a_second_chance_wakes_the_worker_of_the_same_process(store: Store) -> None:
    desk = Desk([Rejected("http_400")])
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    async with running(deliverer(store, desk=desk)):
        await put(store, case("zaak-1"))
        await until(lambda: len(desk.seen) == 1)
        await asyncio.sleep(0.1)
        await store.run(lambda tx: tx.revive("zaak-1", NOW))
        async with asyncio.timeout(0.9):  # less than a poll
            while len(desk.seen) == 1:  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.01)

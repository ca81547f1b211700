"""A process that is told to stop: what certainly did not go out is not in doubt, and goes out from the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pytest

from bot.model import Delivery, Outgoing, Rejected
from bot.storage.records import Lane
from bot.storage.store import Store
from bot.underway import goes_out
from bot.work.outbox import CHAT, Deliverer
from tests.contracts.records import HandClock
from tests.contracts.test_outbox_delivery import (
    Mailbox,
    counts,
    deliverer,
    message,
    put,
    running,
    until,
)


@dataclass
class Counter(Mailbox):
    """A channel where everybody waits for a place, and those who have one wait for an answer."""

    tells_its_start: Literal[True] = True
    places: frozenset[str] = frozenset()
    came: list[str] = field(default_factory=list)

    async def send(self, outgoing: Outgoing) -> Delivery:
        self.came.append(outgoing.id)
        if outgoing.id in self.places:
            goes_out()
            self.sent.append(outgoing.id)
        await asyncio.Event().wait()
        raise AssertionError


@pytest.mark.parametrize(
    ("lane", "after", "doubtful"),
    [("notice", ["1", "2"], 2), ("bulk", ["1", "2"], 2), ("reply", ["1", "2", "3", "4"], 0)],
)
async def test_what_only_waited_goes_out_after_a_stop(
    store: Store, lane: Lane, after: list[str], doubtful: int
) -> None:
    counter, clock = Counter(places=frozenset({"3", "4"})), HandClock()
    await put(store, *(message(name, f"s{name}", lane) for name in "1234"))
    async with running(deliverer(store, counter, clock=clock)):
        await until(lambda: len(counter.came) == 4)
    next_one = Mailbox()
    worker = deliverer(store, next_one, clock=clock, holder="b")
    await worker.drain()
    assert sorted(next_one.sent) == ["1", "2"]
    clock.forward(31)
    await worker.drain()
    assert sorted(next_one.sent) == after
    assert await counts(store) == (0, 0, doubtful)


async def test_a_channel_that_does_not_tell_leaves_all_of_it_in_doubt(store: Store) -> None:
    class Silent(Mailbox):
        async def send(self, outgoing: Outgoing) -> Delivery:
            self.sent.append(outgoing.id)
            await asyncio.Event().wait()
            raise AssertionError

    silent, clock, next_one = Silent(), HandClock(), Mailbox()
    await put(store, message("1", lane="notice"))
    async with running(deliverer(store, silent, clock=clock)):
        await until(lambda: silent.sent == ["1"])
    clock.forward(31)
    await deliverer(store, next_one, clock=clock, holder="b").drain()
    assert next_one.sent == []
    assert await counts(store) == (0, 0, 1)


@pytest.mark.parametrize("places", [frozenset(), frozenset({"1"})])
async def test_what_waits_too_long_is_in_doubt_only_once_it_goes_out(store: Store, places: frozenset[str]) -> None:
    counter, clock = Counter(places=places), HandClock()
    await put(store, message("1", lane="notice"))
    await deliverer(store, counter, clock=clock, paces=(replace(CHAT, lease=0.2),)).drain()
    assert await counts(store) == ((0, 0, 1) if places else (1, 0, 0))


async def test_a_fault_before_anything_goes_out_is_tried_again(store: Store) -> None:
    class Broken(Counter):
        async def send(self, outgoing: Outgoing) -> Delivery:
            self.came.append(outgoing.id)
            if len(self.came) == 1:
                raise RuntimeError("a fault in the channel")
            return Rejected("gone")

    broken, clock = Broken(), HandClock()
    worker = deliverer(store, broken, clock=clock)
    await put(store, message("1", lane="notice"))
    await worker.drain()
    clock.forward(10)
    await worker.drain()
    assert broken.came == ["1", "1"]
    assert await counts(store) == (0, 1, 0)


@pytest.mark.parametrize("interrupted", [False, True])
async def test_what_is_claimed_at_the_moment_of_the_stop_is_given_back(
    store: Store, monkeypatch: pytest.MonkeyPatch, interrupted: bool
) -> None:
    """Also then what may have arrived before stays in doubt."""
    clock, mailbox, run = HandClock(), Mailbox(), Store.run
    await put(store, message("1", lane="notice"))
    if interrupted:
        await store.run(lambda tx: tx.claim(["matrix"], "gone", clock.now(), 1, 1))
        clock.forward(1)
    claimed = asyncio.Event()

    async def slow(of: Store, work: Callable[[Any], Any]) -> Any:
        found = await run(of, work)
        if found and not claimed.is_set():
            claimed.set()
            await asyncio.sleep(0.2)
        return found

    monkeypatch.setattr(Store, "run", slow)
    async with running(deliverer(store, mailbox, clock=clock)):
        await claimed.wait()
    assert mailbox.sent == []
    if interrupted:
        clock.forward(31)
    await deliverer(store, mailbox, clock=clock, holder="b").drain()
    assert mailbox.sent == ([] if interrupted else ["1"])
    assert await counts(store) == (0, 0, 1 if interrupted else 0)


async def test_a_stop_without_storage_ends_all_the_same(store: Store) -> None:
    counter = Counter()
    await put(store, message("1", lane="notice"))
    task = asyncio.create_task(Deliverer(store, {"matrix": counter}, {}, HandClock(), "a").run())
    await until(lambda: counter.came == ["1"])
    store.close()
    task.cancel()
    async with asyncio.timeout(5):
        with pytest.raises(asyncio.CancelledError):
            await task

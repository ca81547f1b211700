"""One process leads; who waits begins when the other ends, by itself or because its term is over."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.clock import SystemClock
from bot.storage.store import Store
from bot.work.leadership import Leadership
from tests.contracts.conftest import OpenStore

TERM = 1.5


def leadership(store: Store) -> Leadership:
    return Leadership(store, SystemClock(), "matrix", TERM)


async def test_the_second_waits_until_the_first_is_done(open_store: OpenStore) -> None:
    store, other = open_store(), open_store()  # two processes
    done: list[str] = []
    go = asyncio.Event()

    async def first() -> None:
        await go.wait()
        done.append("first")

    async def second() -> None:
        done.append("second")

    leading = asyncio.create_task(leadership(store).lead("a", first))
    await asyncio.sleep(0.05)
    waiting = asyncio.create_task(leadership(other).lead("b", second))
    await asyncio.sleep(TERM * 2)  # longer than a term: the first keeps its row
    assert done == []
    go.set()
    await asyncio.gather(leading, waiting)
    assert done == ["first", "second"]


async def test_a_process_that_is_gone_leads_no_longer_than_its_term(open_store: OpenStore) -> None:
    store, now = open_store(), SystemClock().now()
    await open_store().run(lambda tx: tx.lease("matrix", "gone", now, TERM))
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()

    await asyncio.wait_for(leadership(store).lead("b", work), 10)
    assert begun.is_set()


async def test_the_same_folder_leads_again_at_once_after_a_crash(store: Store) -> None:
    now = SystemClock().now()
    await store.run(lambda tx: tx.lease("matrix", "folder", now, 3600))
    await asyncio.wait_for(leadership(store).lead("folder", _nothing), 5)


async def test_who_loses_the_row_stops_and_waits_again(store: Store) -> None:
    begun = asyncio.Queue[int]()
    stopped: list[bool] = []
    leader = leadership(store)

    async def work() -> None:
        await begun.put(leader.epoch)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            stopped.append(True)
            raise

    leading = asyncio.create_task(leader.lead("a", work))
    first = await asyncio.wait_for(begun.get(), 5)
    later = SystemClock().now() + timedelta(seconds=TERM * 20)
    await store.run(lambda tx: tx.lease("matrix", "b", later, -TERM * 18))  # another takes it, for a short while
    assert await asyncio.wait_for(begun.get(), 10) > first
    assert stopped == [True]
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)


async def test_what_the_work_raises_comes_out(store: Store) -> None:
    async def work() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await leadership(store).lead("a", work)


async def _nothing() -> None:
    return None

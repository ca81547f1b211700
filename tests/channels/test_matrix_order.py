"""Order in a room, rooms side by side, and a position that never runs ahead of what was received."""

from __future__ import annotations

import asyncio
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.matrix.incoming.ledger import Ledger, Page
from bot.channels.matrix.incoming.lines import Lines


async def test_a_slow_room_holds_up_itself_only() -> None:
    done: list[str] = []
    go = asyncio.Event()

    async def job(name: str, *, wait: bool = False) -> None:
        if wait:
            await go.wait()
        done.append(name)

    async with asyncio.TaskGroup() as group:
        lines = Lines(group)
        lines.add("a", partial(job, "a1", wait=True))
        lines.add("a", partial(job, "a2"))
        lines.add("b", partial(job, "b1"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert done == ["b1"]
        go.set()
    assert done == ["b1", "a1", "a2"]


async def test_a_line_that_was_empty_takes_jobs_again() -> None:
    done: list[int] = []

    async def job(number: int) -> None:
        done.append(number)

    async with asyncio.TaskGroup() as group:
        lines = Lines(group)
        for number in range(3):
            lines.add("a", partial(job, number))
            await asyncio.sleep(0.001)
    assert done == [0, 1, 2]


@given(st.lists(st.integers(min_value=0, max_value=3), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_position_never_passes_what_is_open(sizes: list[int], chance: object) -> None:
    asyncio.run(_settle_in_any_order(sizes, chance))


async def _settle_in_any_order(sizes: list[int], chance: object) -> None:
    ledger = Ledger()
    saved: list[int] = []

    async def save(since: str) -> None:
        saved.append(int(since))

    keeper = asyncio.create_task(ledger.keep(save))
    open_jobs: list[tuple[int, Page]] = []
    for number, size in enumerate(sizes):
        with ledger.page(str(number)) as page:
            for _ in range(size):
                ledger.add(page)
                open_jobs.append((number, page))
    chance.shuffle(open_jobs)  # type: ignore[attr-defined]
    while open_jobs:
        _, page = open_jobs.pop()
        ledger.settle(page)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert max(saved, default=-1) < min((number for number, _ in open_jobs), default=len(sizes))
    await asyncio.sleep(0.001)
    keeper.cancel()
    await asyncio.gather(keeper, return_exceptions=True)
    assert saved[-1] == len(sizes) - 1
    assert saved == sorted(saved)
    assert ledger.waiting() == 0


async def test_syncing_pauses_when_too_much_is_open() -> None:
    ledger = Ledger()
    with ledger.page("1") as page:
        ledger.add(page)

    async def save(since: str) -> None:
        assert since == "1"

    keeper = asyncio.create_task(ledger.keep(save))
    waiting = asyncio.create_task(ledger.has_room(1))
    await asyncio.sleep(0.001)
    assert not waiting.done()
    ledger.settle(page)
    await asyncio.wait_for(waiting, 1)
    keeper.cancel()
    await asyncio.gather(keeper, return_exceptions=True)

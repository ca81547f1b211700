"""Units of work on their way to the store's threads, and their results on the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.storage.transaction import Transaction

T = TypeVar("T")
Work = Callable[[Transaction], T]


class Runner(Protocol):
    """Runs units of work against one kind of database."""

    async def run(self, work: Work[T]) -> T:
        """Run a unit of work; see Store.run."""

    def run_blocking(self, work: Work[T]) -> T:
        """Run a unit of work and wait for it."""

    def close(self) -> None:
        """Finish what was handed in, then let go of the database."""


@dataclass(slots=True)
class Unit:
    """One unit of work with the place where its result goes."""

    work: Work[Any]
    future: asyncio.Future[Any] | Future[Any]
    loop: asyncio.AbstractEventLoop | None
    result: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        """Hand the result over, unless nobody waits for it any more."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def perform(work: Work[T], tx: Transaction) -> T:
    """Run a unit of work. A future cannot carry StopIteration: whoever waits would wait for ever."""
    try:
        return work(tx)
    except StopIteration:
        raise RuntimeError("a unit of work raised StopIteration") from None


def settle(units: Iterable[Unit]) -> None:
    """Hand all results over, waking each event loop once."""
    waiting: dict[asyncio.AbstractEventLoop, list[Unit]] = {}
    for unit in units:
        if unit.loop is None:
            unit.settle()
        else:
            waiting.setdefault(unit.loop, []).append(unit)
    for loop, group in waiting.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_settle_here, group)


def _settle_here(group: list[Unit]) -> None:
    for unit in group:
        unit.settle()

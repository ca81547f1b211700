"""One process leads: it holds a row in the database, which ends by itself when the process does (design, "Order")."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import structlog

from bot.ports import Clock
from bot.storage.store import StorageGone, Store

TERM: Final = 30.0
"""Seconds for which nobody else leads."""
_log = structlog.get_logger(__name__)

Lead = Callable[[str, Callable[[], Awaitable[None]]], Awaitable[None]]
"""Runs some work while this holder leads; returns when the work does."""


async def lead_alone(_holder: str, work: Callable[[], Awaitable[None]]) -> None:
    """Lead without asking: where there is one process, as in tests."""
    await work()


class Leadership:
    """The way to lead under one name."""

    def __init__(self, store: Store, clock: Clock, name: str, term: float = TERM) -> None:
        self._store = store
        self._clock = clock
        self._name = name
        self._term = term
        self.epoch = 0
        """Number of the term in which this process leads; 0: it waits."""

    async def lead(self, holder: str, work: Callable[[], Awaitable[None]]) -> None:
        """Wait until nobody else leads, then do the work for as long as this holder does.

        When the row cannot be kept, the work is cancelled before somebody else may begin, and waiting starts anew.
        Raises what the work raises.
        """
        while True:
            await self._wait_for_turn(holder)
            working = asyncio.ensure_future(work())
            keeping = asyncio.create_task(self._keep(holder))
            try:
                await asyncio.wait((working, keeping), return_when=asyncio.FIRST_COMPLETED)
                if working.done():
                    working.result()
                    return
                _log.error("lead.lost", code=self._name)
            finally:
                for task in (working, keeping):
                    task.cancel()
                await asyncio.gather(working, keeping, return_exceptions=True)
                self.epoch = 0
                await self._give_back(holder)

    async def _wait_for_turn(self, holder: str) -> None:
        told = False
        while True:
            try:
                self.epoch = await self._take(holder) or 0
            except StorageGone as gone:
                _log.warning("lead.storage_gone", code=gone.code)
            if self.epoch:
                _log.info("lead.begins", code=self._name, count=self.epoch)
                return
            if not told:
                _log.info("lead.waits", code=self._name)
            told = True
            await asyncio.sleep(self._term / 10)

    async def _keep(self, holder: str) -> None:
        """Renew the row; returns when it is lost, or could not be renewed in good time before its end."""
        clock = asyncio.get_running_loop().time
        good_until = clock() + self._term
        while clock() < good_until - self._term / 5:
            await asyncio.sleep(self._term / 5)
            begun = clock()
            try:
                if not await self._take(holder):
                    return
            except StorageGone as gone:
                _log.warning("lead.storage_gone", code=gone.code)
            else:
                good_until = begun + self._term

    async def _take(self, holder: str) -> int | None:
        now = self._clock.now()
        return await self._store.run(lambda tx: tx.lease(self._name, holder, now, self._term))

    async def _give_back(self, holder: str) -> None:
        now = self._clock.now()
        with suppress(StorageGone):
            await self._store.run(lambda tx: tx.give_back(self._name, holder, now))

"""Up to where everything was received: the sync position moves on only over responses that are settled."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Page:
    """One sync response; `open` counts what is still to be received of it."""

    since: str
    open: int = 0


class Ledger:
    """The responses whose activities are not all received yet, oldest first.

    The channel goes on syncing while a room waits, so that the others are answered; what a crash then repeats is
    recognised by its activity keys.
    """

    def __init__(self) -> None:
        self._pages: deque[Page] = deque()
        self._moved = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    @contextmanager
    def page(self, since: str) -> Iterator[Page]:
        """Begin a response; it cannot settle before this ends."""
        page = Page(since, open=1)
        self._pages.append(page)
        yield page
        self.settle(page)

    def add(self, page: Page) -> None:
        """One thing more to receive."""
        page.open += 1

    def settle(self, page: Page) -> None:
        """One thing was received."""
        page.open -= 1
        if not page.open:
            self._moved.set()

    def waiting(self) -> int:
        """How many responses are not settled."""
        return len(self._pages)

    async def has_room(self, most: int) -> None:
        """Wait until fewer than `most` responses are open, so that an outage does not fill the memory."""
        while len(self._pages) >= most:
            self._room.clear()
            await self._room.wait()

    async def keep(self, save: Callable[[str], Awaitable[None]]) -> None:
        """Save the position each time it moves, until cancelled. `save` deals with its own failures."""
        while True:
            await self._moved.wait()
            self._moved.clear()
            settled = None
            while self._pages and not self._pages[0].open:
                settled = self._pages.popleft()
            self._room.set()
            if settled:
                await save(settled.since)

"""Small signs that the assistant is there: typing, and what it has read. Nothing depends on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from nio import AsyncClient

from bot.channels.matrix.calls import demand
from bot.channels.matrix.errors import CallFailed

_PATIENCE = 3.0
_AT_ONCE = 0.4
"""An answer within so many seconds needs no sign that it is under way."""
_TYPING_MILLISECONDS = 30_000


class Courtesy:
    """Tells rooms what goes on, with as few requests as will do. Failures are passed over in silence."""

    def __init__(self, client: AsyncClient, group: asyncio.TaskGroup) -> None:
        self._client = client
        self._group = group
        self._read: dict[str, str] = {}

    @asynccontextmanager
    async def typing(self, room_id: str) -> AsyncIterator[None]:
        """Show that an answer is under way, when it takes a while. The answer does not wait for it."""
        done = asyncio.Event()
        self._group.create_task(self._type(room_id, done))
        try:
            yield
        finally:
            done.set()

    def read(self, room_id: str, event_id: str) -> None:
        """Show up to where messages were taken in; of several in a row only the last."""
        under_way = room_id in self._read
        self._read[room_id] = event_id
        if not under_way:
            self._group.create_task(self._mark_read(room_id))

    async def _type(self, room_id: str, done: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(_AT_ONCE):
                await done.wait()
        except TimeoutError:
            await self._try(lambda: self._client.room_typing(room_id, True, _TYPING_MILLISECONDS))
            await done.wait()
            await self._try(lambda: self._client.room_typing(room_id, False))

    async def _mark_read(self, room_id: str) -> None:
        marked = ""
        while (event_id := self._read[room_id]) != marked:
            await self._try(partial(self._client.update_receipt_marker, room_id, event_id))
            marked = event_id
        del self._read[room_id]

    @staticmethod
    async def _try(call: Callable[[], Awaitable[Any]]) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await demand(call())
        except (CallFailed, TimeoutError):
            return

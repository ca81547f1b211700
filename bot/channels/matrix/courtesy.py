"""Small signs that the assistant is there: typing, and what it has read. Nothing depends on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from nio import AsyncClient

from bot.channels.matrix.calls import demand
from bot.channels.matrix.errors import CallFailed

_PATIENCE = 3.0
_TYPING_MILLISECONDS = 30_000


class Courtesy:
    """Tells rooms what goes on. Failures are passed over in silence."""

    def __init__(self, client: AsyncClient, group: asyncio.TaskGroup) -> None:
        self._client = client
        self._group = group

    @asynccontextmanager
    async def typing(self, room_id: str) -> AsyncIterator[None]:
        """Show that an answer is under way. The answer does not wait for it; when cancelled it ends by itself."""
        shown = self._group.create_task(
            self._try(lambda: self._client.room_typing(room_id, True, _TYPING_MILLISECONDS))
        )
        yield
        self._group.create_task(self._stop_typing(room_id, shown))

    def read(self, room_id: str, event_id: str) -> None:
        """Show up to where messages were taken in."""
        self._group.create_task(self._try(lambda: self._client.update_receipt_marker(room_id, event_id)))

    async def _stop_typing(self, room_id: str, shown: asyncio.Task[None]) -> None:
        await asyncio.wait((shown,))
        await self._try(lambda: self._client.room_typing(room_id, False))

    @staticmethod
    async def _try(call: Callable[[], Awaitable[Any]]) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await demand(call())
        except (CallFailed, TimeoutError):
            return

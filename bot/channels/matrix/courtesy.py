"""Small signs that the assistant is there: typing, and what it has read. Nothing depends on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
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
        """Show that an answer is under way. The answer does not wait for it."""
        shown = self._group.create_task(self._try(self._client.room_typing(room_id, True, _TYPING_MILLISECONDS)))
        try:
            yield
        finally:
            self._group.create_task(self._after(shown, self._client.room_typing(room_id, False)))

    def read(self, room_id: str, event_id: str) -> None:
        """Show up to where messages were taken in."""
        self._group.create_task(self._try(self._client.update_receipt_marker(room_id, event_id)))

    async def _after(self, first: asyncio.Task[None], call: Awaitable[Any]) -> None:
        await asyncio.wait((first,))
        await self._try(call)

    @staticmethod
    async def _try(call: Awaitable[Any]) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await demand(call)
        except (CallFailed, TimeoutError):
            return

"""Saying that a message could not be read: after the answer arrived not again for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.channels.matrix.calls import pauses
from bot.channels.matrix.settings import MatrixSettings
from bot.model import Delivered, Delivery, Rejected, Retry

_AGAIN: Final = 600.0
"""Seconds: for so long it is tried, and so long after it arrived it is said anew. Several keys may fail in a row."""

Tell = Callable[[str, str], Awaitable[Delivery]]
"""Says it in this room about this event; for the same event it is the same message."""


class Sorry:
    """Tells rooms. Only what arrived counts as said: the sentence holds the numbers to call."""

    def __init__(self, tell: Tell, settings: MatrixSettings, now: Callable[[], float]) -> None:
        self._tell = tell
        self._settings = settings
        self._now = now
        self._said: dict[str, float] = {}

    async def say(self, room_id: str, event_id: str) -> None:
        """Say it, unless that was done lately. A homeserver that does not take it is asked again, until ten minutes."""
        began = self._now()
        self._said = {room: at for room, at in self._said.items() if began - at < _AGAIN}
        if room_id in self._said:
            return
        for pause in pauses(self._settings.first_pause, self._settings.longest_pause):
            delivery = await self._tell(room_id, event_id)
            if isinstance(delivery, Delivered):
                self._said[room_id] = self._now()
            if isinstance(delivery, Delivered | Rejected) or self._now() - began >= _AGAIN:
                return
            await asyncio.sleep(max(pause, delivery.after) if isinstance(delivery, Retry) else pause)

"""Following an invitation, or declining it, for as long as the homeserver needs."""

from __future__ import annotations

import asyncio
from typing import Final

import structlog
from nio import AsyncClient

from bot.channels.matrix.calls import demand, pauses
from bot.channels.matrix.errors import CallFailed
from bot.channels.matrix.settings import MatrixSettings

_FINAL: Final = frozenset(
    {
        *("M_FORBIDDEN", "M_NOT_FOUND", "M_INVALID_PARAM", "M_GUEST_ACCESS_FORBIDDEN"),
        *("M_INCOMPATIBLE_ROOM_VERSION", "M_UNSUPPORTED_ROOM_VERSION"),
    }
)
"""Why there is nothing to answer any more: taken back, or a room that is not for us."""
_HOLDS_UP: Final = 60.0
"""Seconds for which the position waits, so that a restart meets the invitation again.

Longer would end the syncing of all rooms over one, for instance of another homeserver that is gone.
"""
_GIVEN_UP: Final = 86_400.0
"""Seconds after which nobody waits for us any more."""
_log = structlog.get_logger(__name__)


class Invitations:
    """The answers that are under way, one for each room."""

    def __init__(self, client: AsyncClient, settings: MatrixSettings, group: asyncio.TaskGroup) -> None:
        self._client = client
        self._settings = settings
        self._group = group
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def answer(self, room_id: str, welcome: bool) -> None:
        """Follow the invitation of somebody who may invite; decline any other. A later one takes the place of this.

        Returns when that is done, or after a minute; then it goes on by itself.
        """
        _log.info("matrix.invited", code="welcome" if welcome else "declined")
        earlier = self._under_way.get(room_id)
        if earlier is not None:
            earlier.cancel()
            await asyncio.wait({earlier})
        task = self._under_way[room_id] = self._group.create_task(self._until_answered(room_id, welcome))
        await asyncio.wait({task}, timeout=_HOLDS_UP)

    async def _until_answered(self, room_id: str, welcome: bool) -> None:
        try:
            async with asyncio.timeout(_GIVEN_UP):
                await self._try(room_id, welcome)
        except TimeoutError:
            _log.error("matrix.invitation_given_up")
        finally:
            del self._under_way[room_id]
        self._client.invited_rooms.pop(room_id, None)

    async def _try(self, room_id: str, welcome: bool) -> None:
        for pause in pauses(self._settings.first_pause, self._settings.longest_pause):
            try:
                await demand(self._client.join(room_id) if welcome else self._client.room_leave(room_id))
            except CallFailed as failed:
                _log.warning("matrix.invitation_failed", code=failed.code)
                if failed.code in _FINAL:
                    return
                await asyncio.sleep(max(pause, failed.after))
            else:
                return

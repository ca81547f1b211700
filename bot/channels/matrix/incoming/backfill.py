"""What a sync left out: after a long absence it brings the last hundred events of a room, and the rest is asked for."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import structlog
from nio import AsyncClient, MessageDirection

from bot.channels.matrix.calls import GONE_TOKENS, demand, pauses
from bot.channels.matrix.errors import CallFailed, TokenRevoked
from bot.channels.matrix.settings import MatrixSettings

_A_PAGE: Final = 100
_MOST_PAGES: Final = 100
"""Ten thousand events: more is no conversation any more."""
_NOT_OURS: Final = frozenset({"M_FORBIDDEN", "M_NOT_FOUND", "M_INVALID_PARAM"})
"""Why a homeserver shows nothing of a room, for good: left since, or a position that it forgot."""
_UNSAID: Final = "M_UNKNOWN"
"""With status 400 a position that it forgot (Synapse); with any other a fault of its own, which passes."""
_MOST_FAULTS: Final = 60
"""So often it may break over one page: an hour, with the longest pauses. The position of all rooms waits for it."""
_log = structlog.get_logger(__name__)


async def events_between(
    client: AsyncClient, settings: MatrixSettings, room_id: str, since: str, before: str
) -> list[Any]:
    """Events of this room after the position `since` and before `before`, oldest first.

    A homeserver that is away is waited for, and one that breaks for an hour. Where it shows nothing the list is shorter
    than it should be, and the log tells. Raises TokenRevoked: the next login can still ask.
    """
    found: list[Any] = []
    position = before
    for _ in range(_MOST_PAGES):
        answer = await _page(client, settings, room_id, position, since)
        if answer is None:
            break
        found += answer.chunk
        if not answer.chunk or not answer.end or answer.end == position:
            return found[::-1]
        position = answer.end
    _log.warning("matrix.gap", count=len(found))
    return found[::-1]


async def _page(client: AsyncClient, settings: MatrixSettings, room_id: str, start: str, end: str) -> Any | None:
    faults = 0
    for pause in pauses(settings.first_pause, settings.longest_pause):
        try:
            async with asyncio.timeout(settings.request_timeout):
                return await demand(client.room_messages(room_id, start, end, MessageDirection.back, _A_PAGE))
        except TimeoutError:
            await asyncio.sleep(pause)
        except CallFailed as failed:
            if failed.code in GONE_TOKENS:
                raise TokenRevoked(f"the homeserver no longer knows this device ({failed.code})") from None
            faults += failed.code == _UNSAID
            if _for_good(failed) or faults > _MOST_FAULTS:
                return None
            await asyncio.sleep(max(pause, failed.after))
    return None


def _for_good(failed: CallFailed) -> bool:
    return failed.code in _NOT_OURS or (failed.code == _UNSAID and failed.status == 400)

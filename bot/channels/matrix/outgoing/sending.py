"""Sending one message: in order in its room, bounded in time, with an answer that the outbox can act on."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from nio import AsyncClient

from bot.channels.matrix.calls import GONE_TOKENS, demand
from bot.channels.matrix.device.room_keys import share_room_key
from bot.channels.matrix.errors import CallFailed
from bot.channels.matrix.outgoing.pace import Pace
from bot.channels.matrix.outgoing.rendering import Rendered
from bot.model import Delivered, Delivery, Rejected, Retry

_FINAL = frozenset(
    {
        *("M_FORBIDDEN", "M_NOT_FOUND", "M_TOO_LARGE", "M_BAD_JSON", "M_NOT_JSON", "M_INVALID_PARAM"),
        *("M_UNRECOGNIZED", "M_GUEST_ACCESS_FORBIDDEN", "M_INCOMPATIBLE_ROOM_VERSION", "OlmUnverifiedDeviceError"),
    }
)
"""Codes after which the same message will never arrive."""
_LIMITED = "M_LIMIT_EXCEEDED"
_LOGGED_OUT_PAUSE = 60.0
_STANDS_IN_LINE = 3.0
"""Seconds that a message waits for its place here; for a later place it goes back to the outbox."""


def content_of(rendered: Rendered, thread: str = "") -> dict[str, Any]:
    """Give the content of the event. It names nobody, so that quoted names ring no bells."""
    content: dict[str, Any] = {
        "msgtype": "m.text",
        "body": rendered.plain,
        "format": "org.matrix.custom.html",
        "formatted_body": rendered.html,
        "m.mentions": {},
    }
    if thread:
        fallback = {"is_falling_back": True, "m.in_reply_to": {"event_id": thread}}  # for clients without threads
        content["m.relates_to"] = {"rel_type": "m.thread", "event_id": thread, **fallback}
    return content


def in_place_of(event_id: str, content: dict[str, Any]) -> dict[str, Any]:
    """The same content as an edit of an earlier event; a client that knows no edits shows it as a message."""
    return {**content, "m.new_content": content, "m.relates_to": {"rel_type": "m.replace", "event_id": event_id}}


class Sender:
    """Sends to the rooms of one client, all of them in one pace. Never raises for what the network does."""

    def __init__(self, client: AsyncClient, pace: Pace, timeout: float, *, ignore_unverified: bool) -> None:
        self._client = client
        self._pace = pace
        self._timeout = timeout
        self._ignore_unverified = ignore_unverified
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def send(
        self, room_id: str, content: dict[str, Any], transaction: str | None, kind: str = "m.room.message"
    ) -> Delivery:
        """Send once; the homeserver recognises a repeat by the transaction id, so a time-out is simply tried again."""

        async def post() -> Any:
            await share_room_key(self._client, room_id, ignore_unverified=self._ignore_unverified)
            return await demand(
                self._client.room_send(
                    room_id, kind, content, transaction, ignore_unverified_devices=self._ignore_unverified
                )
            )

        return await self._in_turn(room_id, post)

    def others_in(self, room_id: str) -> int:
        """How many people joined a room or are invited, besides the assistant; 0 where it is not in the room."""
        room = self._client.rooms.get(room_id)
        return 0 if room is None else len(set(room.users) - {self._client.user_id})

    async def redact(self, room_id: str, event_id: str, transaction: str) -> Delivery:
        """Take an event away. Rejected where the account has no power to; a repeat is recognised."""
        return await self._in_turn(
            room_id, lambda: demand(self._client.room_redact(room_id, event_id, tx_id=transaction))
        )

    async def _in_turn(self, room_id: str, post: Callable[[], Awaitable[Any]]) -> Delivery:
        if room_id not in self._client.rooms:
            return Rejected("not_in_room")
        now = asyncio.get_running_loop().time
        wait = self._pace.wait(now())
        if wait > _STANDS_IN_LINE:
            return Retry(wait, _LIMITED, counts=False)
        began = now()
        try:
            async with asyncio.timeout(self._timeout), self._turns[room_id]:
                await asyncio.sleep(self._pace.book(now()))
                began = now()
                answer = await post()
        except TimeoutError:
            return Retry(0, "timeout")
        except CallFailed as failed:
            if failed.code == _LIMITED:
                return Retry(self._pace.refused(began, now(), failed.after), _LIMITED, counts=False)
            return _as_delivery(failed)
        except KeyError:
            return Rejected("not_in_room")  # left while this waited for its turn
        self._pace.passed()
        return Delivered(answer.event_id)


def _as_delivery(failed: CallFailed) -> Delivery:
    if failed.code in _FINAL:
        return Rejected(failed.code)
    return Retry(max(failed.after, _LOGGED_OUT_PAUSE) if failed.code in GONE_TOKENS else failed.after, failed.code)

"""Sending one message: in order in its room, bounded in time, with an answer that the outbox can act on."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

from nio import AsyncClient

from bot.channels.matrix.calls import GONE_TOKENS, demand
from bot.channels.matrix.errors import CallFailed
from bot.channels.matrix.rendering import Rendered
from bot.channels.matrix.room_keys import share_room_key
from bot.model import Delivered, Delivery, Rejected, Retry

_FINAL = frozenset(
    {
        *("M_FORBIDDEN", "M_NOT_FOUND", "M_TOO_LARGE", "M_BAD_JSON", "M_NOT_JSON", "M_INVALID_PARAM"),
        *("M_UNRECOGNIZED", "M_GUEST_ACCESS_FORBIDDEN", "M_INCOMPATIBLE_ROOM_VERSION", "OlmUnverifiedDeviceError"),
    }
)
"""Codes after which the same message will never arrive."""
_LOGGED_OUT_PAUSE = 60.0


def content_of(rendered: Rendered) -> dict[str, Any]:
    """Give the content of the event. It names nobody, so that quoted names ring no bells."""
    return {
        "msgtype": "m.text",
        "body": rendered.plain,
        "format": "org.matrix.custom.html",
        "formatted_body": rendered.html,
        "m.mentions": {},
    }


def in_place_of(event_id: str, content: dict[str, Any]) -> dict[str, Any]:
    """The same content as an edit of an earlier event; a client that knows no edits shows it as a message."""
    return {**content, "m.new_content": content, "m.relates_to": {"rel_type": "m.replace", "event_id": event_id}}


class Sender:
    """Sends to the rooms of one client. Never raises for what the network does."""

    def __init__(self, client: AsyncClient, timeout: float, *, ignore_unverified: bool) -> None:
        self._client = client
        self._timeout = timeout
        self._ignore_unverified = ignore_unverified
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def send(self, room_id: str, content: dict[str, Any], transaction: str | None) -> Delivery:
        """Send once; the homeserver recognises a repeat by the transaction id, so a time-out is simply tried again."""
        if room_id not in self._client.rooms:
            return Rejected("not_in_room")
        try:
            async with asyncio.timeout(self._timeout), self._turns[room_id]:
                await share_room_key(self._client, room_id, ignore_unverified=self._ignore_unverified)
                answer = await demand(
                    self._client.room_send(
                        room_id,
                        "m.room.message",
                        content,
                        transaction,
                        ignore_unverified_devices=self._ignore_unverified,
                    )
                )
        except TimeoutError:
            return Retry(0, "timeout")
        except CallFailed as failed:
            return _as_delivery(failed)
        except KeyError:
            return Rejected("not_in_room")  # left while this waited for its turn
        return Delivered(answer.event_id)

    async def redact(self, room_id: str, event_id: str, transaction: str) -> Delivery:
        """Take an event away. Rejected where the account has no power to; a repeat is recognised."""
        if room_id not in self._client.rooms:
            return Rejected("not_in_room")
        try:
            async with asyncio.timeout(self._timeout), self._turns[room_id]:
                answer = await demand(self._client.room_redact(room_id, event_id, tx_id=transaction))
        except TimeoutError:
            return Retry(0, "timeout")
        except CallFailed as failed:
            return _as_delivery(failed)
        return Delivered(answer.event_id)


def _as_delivery(failed: CallFailed) -> Delivery:
    if failed.code in _FINAL:
        return Rejected(failed.code)
    return Retry(max(failed.after, _LOGGED_OUT_PAUSE) if failed.code in GONE_TOKENS else failed.after, failed.code)

"""`GET /healthz`: is the assistant able to store and to deliver? For whoever watches over it; no content."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from aiohttp import web

from bot.ports import Channel, KeepsInTouch
from bot.storage.store import StorageGone, Store
from bot.storage.transaction import Transaction

ANSWER_WITHIN = 5.0
"""Seconds after which storage that says nothing counts as gone: whoever watches does not wait for ever."""
AWAY: Final = 300.0
"""Seconds after which a channel that hears nothing of its server counts as gone; a restart takes less."""


def _look(tx: Transaction) -> dict[str, int]:
    return dict(tx.outbox_counts())


def health_app(
    store: Store,
    running: Callable[[], bool],
    within: float = ANSWER_WITHIN,
    channels: Mapping[str, Channel] = MappingProxyType({}),
) -> web.Application:
    """The small web application: 200 with counts of the outbox, 503 when storage or a channel is gone."""

    async def healthz(_request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(within):
                counts = await store.run(_look)
        except StorageGone as gone:
            return web.json_response({"status": "down", "code": gone.code}, status=503)
        except TimeoutError:
            return web.json_response({"status": "down", "code": "timeout"}, status=503)
        if not running():
            return web.json_response({"status": "down", "code": "channel"}, status=503)
        if any(isinstance(channel, KeepsInTouch) and channel.away > AWAY for channel in channels.values()):
            return web.json_response({"status": "down", "code": "channel_away"}, status=503)
        return web.json_response({"status": "ok", "outbox": counts})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    return app

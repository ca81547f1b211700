"""`GET /healthz`: is the assistant able to store and to deliver? For whoever watches over it; no content."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from bot.storage.store import StorageGone, Store
from bot.storage.transaction import Transaction

_ANSWER_WITHIN = 5.0


def _look(tx: Transaction) -> dict[str, int]:
    return dict(tx.outbox_counts())


def health_app(store: Store, running: Callable[[], bool]) -> web.Application:
    """The small web application: 200 with counts of the outbox, 503 when storage or a channel is gone."""

    async def healthz(_request: web.Request) -> web.Response:
        try:
            counts = await store.run(_look)
        except StorageGone as gone:
            return web.json_response({"status": "down", "code": gone.code}, status=503)
        if not running():
            return web.json_response({"status": "down", "code": "channel"}, status=503)
        return web.json_response({"status": "ok", "outbox": counts})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    return app

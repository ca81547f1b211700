"""The receiver of a webhook in the tests: checks what it gets as a careful receiver does, and keeps it once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.ports import Clock
from tests.services.faults import Faults, Handler

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OLDEST = 300
"""Seconds after which a signature is no longer taken."""


@dataclass
class FakeReceiver:
    clock: Clock
    faults: Faults = field(default_factory=Faults)
    answer: bytes = b'{"reference": "MELDING-7"}'
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    bodies: list[tuple[str, bytes]] = field(default_factory=list)
    """Every body that came, with its key."""
    address: str = ""
    _server: TestServer | None = None

    async def start(self) -> FakeReceiver:
        @web.middleware
        async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self.faults.around(request, handler)

        app = web.Application(middlewares=[door])
        app.router.add_post("/signalen", self._take)
        self._server = TestServer(app, host="127.0.0.1")
        await self._server.start_server(shutdown_timeout=1)
        self.address = str(self._server.make_url("/signalen"))
        return self

    async def stop(self) -> None:
        self.faults.released.set()
        if self._server is not None:
            await self._server.close()

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        key, at = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        signed = b".".join((key.encode(), at.encode(), body))
        secret = base64.b64decode(SECRET.removeprefix("whsec_"))
        mac = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
        if request.headers["webhook-signature"] != f"v1,{mac}":
            return web.Response(status=401)
        if abs(self.clock.now().timestamp() - int(at)) > OLDEST:
            return web.Response(status=401)
        event = json.loads(body)
        if request.headers["Idempotency-Key"] != key or event["id"] != key or event["specversion"] != "1.0":
            return web.Response(status=400)
        self.bodies.append((key, body))
        self.kept.setdefault(key, event)
        return web.Response(status=self.status, body=self.answer, headers=self.headers)

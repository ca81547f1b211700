"""What a server can do wrong with one request, for the fakes of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

Fault = Literal[
    "refuse", "error", "error after", "hang", "hang after", "cut", "cut after", "page", "kill", "kill after"
]
"""`after`: it does what was asked, and then this. `refuse` is 429, `page` a proxy's page with status 200."""

FAULTS: tuple[Fault, ...] = ("refuse", "error", "error after", "hang", "hang after", "cut", "cut after", "page")
"""Those that leave the other side alive."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Faults:
    """Which request goes wrong, counted from 1 over what is asked of the server."""

    at: int = 0
    fault: Fault = "error"
    kill: Callable[[], None] | None = None
    writes_only: bool = True
    count: int = 0
    happened: bool = False
    released: asyncio.Event = field(default_factory=asyncio.Event)
    """Lets go of what hangs, at the end of a test."""

    def arm(self, at: int, fault: Fault, *, writes_only: bool = True) -> None:
        """Let the request with this number from now go wrong, once."""
        self.at, self.fault, self.count, self.happened, self.writes_only = at, fault, 0, False, writes_only

    def killed_by(self, kill: Callable[[], None]) -> None:
        """What a `kill` does from now on."""
        self.kill = kill

    async def around(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Handle a request, or spoil it."""
        if request.method == "POST" or not self.writes_only:
            self.count += 1
            if self.count == self.at and not self.happened:
                self.happened = True
                return await self._spoil(request, handler)
        return await handler(request)

    async def _spoil(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.fault.endswith("after"):
            await handler(request)
        match self.fault.removesuffix(" after"):
            case "refuse":
                return web.Response(status=429, headers={"Retry-After": "7"})
            case "error":
                return web.Response(status=500, text="<h1>Server Error (500)</h1>", content_type="text/html")
            case "page":
                return web.Response(text="<h1>Even geduld</h1>", content_type="text/html")
            case "hang":
                await self.released.wait()
            case "kill":
                assert self.kill is not None
                self.kill()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

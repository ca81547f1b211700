"""The picture of the account: shown once, and whatever happens to it, people are answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer
from nio import AsyncClient, AsyncClientConfig

from bot.channels.matrix.device.introducing import _show
from bot.channels.matrix.device.store import MatrixStore, leave_open, locked_store

ME = "@sw:school.test"


@asynccontextmanager
async def showing(
    tmp_path: Path, media: Callable[[web.Request], Awaitable[web.Response]]
) -> AsyncIterator[tuple[AsyncClient, Path, MatrixStore]]:
    """A picture to show, and a homeserver that takes uploads in this way."""

    async def profile(_request: web.Request) -> web.Response:
        return web.json_response({})

    app = web.Application()
    app.router.add_post("/_matrix/media/v3/upload", media)
    app.router.add_put("/_matrix/client/v3/profile/{user}/avatar_url", profile)
    picture = tmp_path / "beeld.png"
    picture.write_bytes(b"\x89PNG en meer")
    async with TestServer(app) as server:
        config = AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0)
        client = AsyncClient(str(server.make_url("")).rstrip("/"), ME, config=config)
        client.restore_login(ME, "TOESTEL", "sleutel")
        try:
            with locked_store(tmp_path / "opslag", leave_open, leave_open) as store:
                yield client, picture, store
        finally:
            await client.close()


async def test_a_picture_that_is_taken_is_shown_once(tmp_path: Path) -> None:
    taken: list[bytes] = []

    async def media(request: web.Request) -> web.Response:
        taken.append(await request.read())
        return web.json_response({"content_uri": "mxc://school.test/beeld"})

    async with showing(tmp_path, media) as (client, picture, store):
        for _ in range(2):
            await _show(client, picture, store, 5)
    assert taken == [b"\x89PNG en meer"]


async def test_a_media_repository_that_hangs_keeps_nobody_waiting(tmp_path: Path) -> None:
    go = asyncio.Event()

    async def media(_request: web.Request) -> web.Response:
        await go.wait()
        raise web.HTTPGatewayTimeout

    async with showing(tmp_path, media) as (client, picture, store):
        await asyncio.wait_for(_show(client, picture, store, 0.1), 5)
        assert store.known("avatar") == ""
        go.set()


async def test_a_media_repository_that_breaks_off_ends_nothing(tmp_path: Path) -> None:
    async def media(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async with showing(tmp_path, media) as (client, picture, store):
        await _show(client, picture, store, 5)
        assert store.known("avatar") == ""

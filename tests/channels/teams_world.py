"""A Teams channel on its own feet: fake Microsoft on this machine, real tokens, a real HTTP server, a real store."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.checking import Checks, TokenCheck
from bot.channels.teams.credentials import Credentials, Secret
from bot.channels.teams.events import Submitted
from bot.channels.teams.files import Files
from bot.channels.teams.messages import Attach
from bot.channels.teams.offered_files import OfferedFiles
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.references import References
from bot.channels.teams.settings import ISSUER, TeamsSettings
from bot.clock import SystemClock
from bot.keys import Keyring
from bot.model import Activity, Receipt
from bot.ports import Clock, Receive
from bot.storage.store import Store
from tests.ready_database import ready_database
from tests.services.fake_connector import APP, JUF, KEY, TENANT, Anywhere, FakeConnector

PATH = "/api/messages"


def submitted(value: object) -> tuple[str, tuple[str, ...]] | None:
    """What the tests' own card sends."""
    if not isinstance(value, Mapping) or "token" not in value:
        return None
    return str(value["token"]), tuple(value.get("choices", ()))


def no_card(_reply: object) -> None:
    return None


@dataclass
class World:
    connector: FakeConnector
    store: Store
    channel: TeamsChannel
    url: str
    client: aiohttp.ClientSession
    files: Files
    heard: list[Activity] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    """Seconds between two tries to put a file somewhere; nobody waits them here."""

    def claims(self, **changed: Any) -> dict[str, Any]:
        now = int(time.time())
        good = {"iss": ISSUER, "aud": APP, "nbf": now - 10, "exp": now + 3600, "serviceurl": self.connector.service_url}
        return {name: value for name, value in {**good, **changed}.items() if value is not None}

    def token(self, **changed: Any) -> str:
        return jwt.encode(self.claims(**changed), KEY, "RS256", {"kid": "k1"})

    def activity(self, text: object = "hallo", **changed: Any) -> dict[str, Any]:
        good = {
            "type": "message",
            "id": "1700000000001",
            "timestamp": "2026-11-24T14:34:00.000Z",
            "serviceUrl": self.connector.service_url,
            "channelId": "msteams",
            "from": {"id": "29:juf", "aadObjectId": JUF},
            "recipient": {"id": f"28:{APP}"},
            "conversation": {"id": "a:gesprek", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
        }
        return {**good, **changed}

    async def post(self, body: object, token: str | None = None, **headers: str) -> int:
        given = {"Authorization": f"Bearer {self.token() if token is None else token}", **headers}
        data = body if isinstance(body, bytes) else None
        async with self.client.post(self.url, json=None if data else body, data=data, headers=given) as answer:
            self.said = await answer.text()
            return answer.status


@asynccontextmanager
async def world(
    folder: Path,
    receive: Receive | None = None,
    *,
    checks: Checks | None = None,
    attach: Attach = no_card,
    reads: Submitted = submitted,
    store: Store | None = None,
    clock: Clock | None = None,
    seconds: Callable[[], float] = time.monotonic,
    text: Callable[[str], str] = str,
    **settings: Any,
) -> AsyncIterator[World]:
    connector = await FakeConnector().start()
    keyring = Keyring.from_secret("test:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=")
    kept = store or Store.open(ready_database(folder / "teams.sqlite3"), keyring)
    clock = clock or SystemClock()
    given = TeamsSettings(app_id=APP, tenants=frozenset({TENANT}), **settings)
    pauses: list[float] = []

    async def sleep(pause: float) -> None:
        pauses.append(pause)

    offered = OfferedFiles(keyring, clock, given.file_offer)
    files = Files(offered, Anywhere(), kept, keyring, text, clock, given.upload_timeout, sleep)
    channel = TeamsChannel(
        given,
        checks or TokenCheck(APP, f"{connector.address}/keys"),
        Anywhere(),
        Credentials(APP, f"{connector.address}/token", Secret("geheim"), clock),
        References(kept, keyring, seconds),
        OpenCards(kept, keyring, clock),
        files,
        attach,
        lambda reply, choices: {"contentType": "x", "content": {"item": reply.item, "choices": list(choices)}},
        reads,
        clock,
    )
    app = web.Application()
    app.router.add_post(PATH, channel.post)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    heard: list[Activity] = []

    async def take(activity: Activity) -> Receipt:
        heard.append(activity)
        return await receive(activity) if receive else Receipt.COMMITTED

    running = asyncio.create_task(channel.run(take))
    await asyncio.sleep(0)
    async with aiohttp.ClientSession() as client:
        try:
            yield World(connector, kept, channel, str(server.make_url(PATH)), client, files, heard, pauses)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await server.close()
            await connector.stop()
            if store is None:
                kept.close()

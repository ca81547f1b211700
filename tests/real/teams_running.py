"""The whole assistant in Teams as the Playground is it: store, turn, delivery, the Teams channel, and a screen.

The Playground sends no token and knows none of ours, and is on this machine: only here, in the tests, is the channel
wired so that it takes that. What it sends looks like Teams otherwise, once it is told who is there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.access import AccessRule
from bot.app import Application, build
from bot.channels.teams import cards
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.files import Files
from bot.channels.teams.offered_files import OfferedFiles
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.references import References
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.wiring import PATH, add_messages
from bot.clock import SystemClock
from bot.ports import Channel
from bot.storage.store import Store
from tests.services.fake_connector import APP, JUF, TENANT, Anywhere
from tests.services.playground import Playground, Screen, address, playing
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import KEYRING


def somebody(number: int, person: str) -> dict[str, str]:
    """One of those whom the Playground knows; it wants all of this of each."""
    name = f"persoon{number}"
    return {
        "id": f"29:{name}",
        "name": name.capitalize(),
        "userPrincipleName": f"{name}@school.example",
        "aadObjectId": person,
        "givenName": name,
        "surname": name,
        "email": f"{name}@school.example",
    }


WHO_IS_THERE = {
    "version": "0.1.1",
    "tenantId": TENANT,
    "bot": {"id": f"28:{APP}", "name": "Signaalwijzer"},
    "currentUser": somebody(0, JUF),
    "users": [somebody(number, f"99999999-8888-4777-8666-44444444444{number}") for number in range(1, 6)],
    "personalChat": {"id": "a:gesprek"},
    "groupChat": {"id": "19:groep@thread.v2", "name": "Groep 7"},
    "team": {
        "id": "19:team@thread.tacv2",
        "name": "School",
        "aadGroupId": "99999999-8888-4777-8666-333333333333",
        "channels": [{"id": "19:zorg@thread.tacv2", "name": "Zorg"}],
    },
}


@dataclass(frozen=True, slots=True)
class SentByPlayground:
    """Takes what comes without a token, as from the Playground that stands there."""

    service_url: str

    async def check(self, authorization: str) -> str:
        assert authorization == ""
        return self.service_url


class NoToken:
    """The Playground looks at none."""

    async def token(self) -> str:
        return "geen"

    def forget(self, token: str) -> None:
        """There is nothing to forget."""


@asynccontextmanager
async def on_screen(folder: Path, photos: Path) -> AsyncIterator[tuple[Application, Screen]]:
    """Run until the block ends; a teacher of Voorbeeldstad sits at the screen."""
    clock = SystemClock()
    store = Store.open(f"sqlite:///{folder / 'assistant.sqlite3'}", KEYRING)
    channels: dict[str, Channel] = {}
    rule = AccessRule(kanaal="teams", tenant=TENANT, gemeente="voorbeeldstad", rol="leraar", sector="onderwijs")
    app = build(
        library=library(),
        make_reader=make_reader,
        store=store,
        keyring=KEYRING,
        landscapes=ShippedLandscapes(("voorbeeldstad",)),
        rules=(rule,),
        channels=channels,
        clock=clock,
        holder=f"test.{clock.now().isoformat()}",
    )
    place = address()
    channel = _channel(place, store, app)
    channels[channel.name] = channel
    site = web.Application()
    add_messages(site, channel)
    server = TestServer(site, host="127.0.0.1")
    await server.start_server()
    tasks = [asyncio.create_task(channel.run(app.assistant.receive)), asyncio.create_task(app.deliverer.run())]
    try:
        async with playing(place, str(server.make_url(PATH)), WHO_IS_THERE, folder, photos) as screen:
            yield app, screen
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.close()
        store.close()


def _channel(place: Playground, store: Store, app: Application) -> TeamsChannel:
    clock, phrases = SystemClock(), app.engine.library.phrases
    return TeamsChannel(
        TeamsSettings(app_id=APP, tenants=frozenset({TENANT})),
        SentByPlayground(place.service_url),
        Anywhere(),
        NoToken(),
        References(store, KEYRING, asyncio.get_running_loop().time),
        OpenCards(store, KEYRING, clock),
        Files(OfferedFiles(KEYRING, clock, 600), Anywhere(), store, KEYRING, phrases.text, clock, 20),
        lambda reply: cards.attachment(reply, phrases),
        lambda reply, choices: cards.answered(reply, choices, phrases),
        cards.submitted,
        clock,
    )

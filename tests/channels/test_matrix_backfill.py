"""What a downtime brought is fetched, also from a homeserver that stumbles; only what it never shows is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from nio import AsyncClient, AsyncClientConfig, RoomMessagesResponse

from bot.channels.matrix.errors import TokenRevoked
from bot.channels.matrix.incoming.backfill import events_between
from bot.channels.matrix.incoming.inbox import Inbox
from bot.channels.matrix.settings import MatrixSettings
from bot.model import Activity, Delivery, Receipt, Rejected

ROOM = "!kamer:school.test"
ME = "@sw:school.test"
BROKEN = (500, "M_UNKNOWN")
"""What Synapse answers to any fault of its own."""


class Homeserver:
    """Answers for the messages of a room: first with these faults, then with what was said."""

    def __init__(self, *faults: tuple[int, str]) -> None:
        self.faults = list(faults)
        self.asked = 0

    async def messages(self, _request: web.Request) -> web.Response:
        self.asked += 1
        if self.faults:
            status, code = self.faults.pop(0)
            return web.json_response({"errcode": code, "error": "geen woord hiervan"}, status=status)
        return web.json_response({"start": "b", "end": "b", "chunk": [said("$2", "twee"), said("$1", "een")]})


def said(event_id: str, text: str) -> dict[str, Any]:
    return {
        "type": "m.room.message",
        "event_id": event_id,
        "sender": "@juf:school.test",
        "origin_server_ts": 1,
        "room_id": ROOM,
        "content": {"msgtype": "m.text", "body": text},
    }


def settings_of(url: str) -> MatrixSettings:
    return MatrixSettings(homeserver=url, user_id=ME, store=Path("nergens"), first_pause=0.001, longest_pause=0.001)


@asynccontextmanager
async def asking(homeserver: Homeserver) -> AsyncIterator[tuple[AsyncClient, MatrixSettings]]:
    app = web.Application()
    app.router.add_get("/_matrix/client/v3/rooms/{room}/messages", homeserver.messages)
    async with TestServer(app) as server:
        url = str(server.make_url("")).rstrip("/")
        client = AsyncClient(url, ME, config=AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0))
        client.restore_login(ME, "TOESTEL", "sleutel")
        try:
            yield client, settings_of(url)
        finally:
            await client.close()


async def fetched(homeserver: Homeserver) -> list[str]:
    async with asking(homeserver) as (client, settings):
        return [event.event_id for event in await events_between(client, settings, ROOM, "a", "b")]


@pytest.mark.parametrize("faults", [[BROKEN], [BROKEN] * 12, [(502, "M_UNKNOWN")], [(429, "M_LIMIT_EXCEEDED"), BROKEN]])
async def test_a_homeserver_that_breaks_is_asked_again(faults: list[tuple[int, str]]) -> None:
    homeserver = Homeserver(*faults)
    assert await fetched(homeserver) == ["$1", "$2"]
    assert homeserver.asked == len(faults) + 1


@pytest.mark.parametrize("fault", [(400, "M_UNKNOWN"), (403, "M_FORBIDDEN"), (404, "M_NOT_FOUND")])
async def test_what_it_never_shows_is_asked_for_once(fault: tuple[int, str]) -> None:
    homeserver = Homeserver(fault)
    assert await fetched(homeserver) == []
    assert homeserver.asked == 1


async def test_a_room_that_always_breaks_it_does_not_hold_up_the_others_for_ever() -> None:
    assert await asyncio.wait_for(fetched(Homeserver(*[BROKEN] * 1000)), 10) == []


@pytest.mark.parametrize("code", ["M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"])
async def test_a_device_that_was_removed_leaves_the_gap_for_its_next_login(code: str) -> None:
    """The position stays before the gap, and the channel stops as it does when a sync meets this."""
    got: list[Activity] = []
    saved: list[str] = []
    async with asking(Homeserver((401, code))) as (client, settings):
        with pytest.raises(ExceptionGroup) as stopped:
            await received(client, settings, got, saved)
    assert isinstance(stopped.value.exceptions[0], TokenRevoked)
    assert (got, saved) == ([], [])


async def test_the_gap_is_received_before_what_the_sync_brought() -> None:
    got: list[Activity] = []
    saved: list[str] = []
    async with asking(Homeserver(BROKEN)) as (client, settings):
        await received(client, settings, got, saved, said("$3", "drie"))
    assert [activity.text for activity in got] == ["een", "twee", "drie"]
    assert saved == ["c"]


async def received(
    client: AsyncClient, settings: MatrixSettings, got: list[Activity], saved: list[str], *events: dict[str, Any]
) -> None:
    """Take in a sync that left something out before these events, and save the position as far as it may."""

    async def save(since: str) -> None:
        saved.append(since)

    read = RoomMessagesResponse.from_dict({"start": "", "end": "", "chunk": list(events)}, ROOM)
    timeline = SimpleNamespace(events=read.chunk, limited=True, prev_batch="b")
    rooms = SimpleNamespace(leave={}, invite={}, join={ROOM: SimpleNamespace(timeline=timeline)})
    async with asyncio.TaskGroup() as group:
        inbox = Inbox(client, settings, keep(got), tell_nobody, group)
        keeper = group.create_task(inbox.ledger.keep(save))
        inbox.take(SimpleNamespace(next_batch="c", rooms=rooms), "a")
        while inbox.ledger.waiting():  # noqa: ASYNC110 - the ledger tells nobody
            await asyncio.sleep(0.005)
        keeper.cancel()


def keep(got: list[Activity]) -> Callable[[Activity], Awaitable[Receipt]]:
    async def receive(activity: Activity) -> Receipt:
        got.append(activity)
        return Receipt.COMMITTED

    return receive


async def tell_nobody(_room: str, _event: str) -> Delivery:
    return Rejected("nobody")

"""An invitation is answered for as long as it takes, and holds up nobody else meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from nio import InviteMemberEvent, JoinError, JoinResponse, RoomLeaveResponse

from bot.channels.matrix.incoming import invitations
from bot.channels.matrix.incoming.inbox import Inbox
from bot.channels.matrix.settings import MatrixSettings
from bot.model import Activity, Delivery, Receipt, Rejected

ROOM, ME = "!kamer:school.test", "@sw:school.test"
JUF, STRANGER = "@juf:school.test", "@iemand:elders.test"
SETTINGS = MatrixSettings(
    homeserver="https://school.test",
    user_id=ME,
    store=Path("nergens"),
    allowed_servers=frozenset({"school.test"}),
    first_pause=0.001,
    longest_pause=0.002,
)


class Client:
    """A client whose homeserver answers a join with these codes, and then lets it in."""

    def __init__(self, *faults: str) -> None:
        self.user_id = ME
        self.rooms: dict[str, Any] = {}
        self.invited_rooms: dict[str, Any] = {ROOM: object()}
        self.faults = list(faults)
        self.did: list[str] = []

    async def join(self, room_id: str) -> Any:
        return self._answer("join", JoinResponse(room_id))

    async def room_leave(self, room_id: str) -> Any:
        return self._answer("leave", RoomLeaveResponse())

    def _answer(self, what: str, good: Any) -> Any:
        if self.faults:
            return JoinError("geen woord hiervan", self.faults.pop(0))
        self.did.append(what)
        return good


class Running:
    """An inbox at work, and the positions that were saved."""

    def __init__(self, client: Client, group: asyncio.TaskGroup) -> None:
        self.inbox = Inbox(client, SETTINGS, receive, tell, group)
        self.saved: list[str] = []
        self.keeper = group.create_task(self.inbox.ledger.keep(self.save))
        self.number = 0

    async def save(self, since: str) -> None:
        self.saved.append(since)

    def invited(self, by: str = JUF, room: str = ROOM) -> None:
        """A sync that tells of an invitation."""
        self.number += 1
        event = InviteMemberEvent({}, by, ME, "invite", None, {"membership": "invite", "is_direct": True})
        rooms = SimpleNamespace(leave={}, invite={room: SimpleNamespace(invite_state=[event])}, join={})
        self.inbox.take(SimpleNamespace(next_batch=str(self.number), rooms=rooms), "0")

    async def settled(self, since: str) -> None:
        async with asyncio.timeout(5):
            while since not in self.saved:  # noqa: ASYNC110 - the ledger tells nobody
                await asyncio.sleep(0.002)
        self.keeper.cancel()


async def after(client: Client, by: Sequence[str] = (JUF,)) -> None:
    """These people invite, one after the other, and all is answered."""
    async with asyncio.TaskGroup() as group:
        running = Running(client, group)
        for each in by:
            running.invited(each)
        await running.settled(str(len(by)))


async def test_an_outage_of_the_homeserver_is_outlasted() -> None:
    client = Client(*["M_UNKNOWN"] * 40, "no_answer")
    await after(client)
    assert client.did == ["join"]
    assert client.invited_rooms == {}


async def test_an_invitation_that_waits_does_not_hold_up_the_position(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room on a homeserver that is gone would else end the syncing of everybody."""
    monkeypatch.setattr(invitations, "_HOLDS_UP", 0.02)
    client = Client(*["M_UNKNOWN"] * 150)
    async with asyncio.TaskGroup() as group:
        running = Running(client, group)
        running.invited()
        await running.settled("1")
        assert client.did == []
    assert client.did == ["join"]


@pytest.mark.parametrize("code", ["M_FORBIDDEN", "M_NOT_FOUND", "M_UNSUPPORTED_ROOM_VERSION"])
async def test_a_refusal_for_good_is_met_once(code: str) -> None:
    client = Client(code)
    await after(client)
    assert (client.faults, client.did, client.invited_rooms) == ([], [], {})


async def test_what_waits_for_a_day_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "_GIVEN_UP", 0.05)
    client = Client(*["M_UNKNOWN"] * 100_000)
    async with asyncio.timeout(5):
        await after(client)
    assert client.did == []


async def test_the_last_invitation_into_a_room_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger was to be declined when somebody invited who may: it does not leave the room again."""
    monkeypatch.setattr(invitations, "_HOLDS_UP", 0.01)
    client = Client(*["M_UNKNOWN"] * 60)
    await after(client, (STRANGER, JUF))
    assert client.did == ["join"]


async def test_a_stranger_is_declined() -> None:
    client = Client("M_LIMIT_EXCEEDED")
    await after(client, (STRANGER,))
    assert client.did == ["leave"]


async def receive(_activity: Activity) -> Receipt:
    raise AssertionError


async def tell(_room: str, _event: str) -> Delivery:
    return Rejected("nobody")

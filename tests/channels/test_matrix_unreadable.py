"""Whoever writes what cannot be decrypted hears so, with the numbers to call, also when the first try fails."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.matrix.channel import UNREADABLE, MatrixChannel
from bot.channels.matrix.incoming.inbox import Inbox
from bot.channels.matrix.settings import MatrixSettings
from bot.model import Activity, Delivered, Delivery, Receipt, Rejected, Retry

ROOM, OTHER = "!kamer:school.test", "!ernaast:school.test"
SORRY = "Een bericht van je kan ik niet lezen."
LIMITED = Retry(0.002, "M_LIMIT_EXCEEDED", counts=False)
SETTINGS = MatrixSettings(
    homeserver="https://school.test",
    user_id="@sw:school.test",
    store=Path("nergens"),
    key_patience=0.001,
    first_pause=0.001,
    longest_pause=0.002,
)


class Outside:
    """A homeserver that gives these answers to what is said, and then takes everything."""

    def __init__(self, *answers: Delivery) -> None:
        self.answers = list(answers)
        self.said: list[tuple[str, str]] = []
        self.transactions: list[str | None] = []

    async def send(self, room: str, content: dict[str, Any], transaction: str | None) -> Delivery:
        self.transactions.append(transaction)
        if self.answers:
            return self.answers.pop(0)
        self.said.append((room, content["body"]))
        return Delivered("$")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Locked:
    """A client without any key."""

    user_id = "@sw:school.test"
    rooms: dict[str, Any] = {}  # noqa: RUF012 - nobody writes in it

    def decrypt_event(self, _event: object) -> None:
        raise ValueError


async def write(outside: Outside, *messages: tuple[str, str, float]) -> Inbox:
    """Let messages come in that nobody can read: in which room, with which id, and how long after the one before."""
    channel = MatrixChannel(SETTINGS, {UNREADABLE: SORRY})
    channel._sender = outside  # type: ignore[assignment]
    clock = Clock()
    async with asyncio.TaskGroup() as group:
        inbox = Inbox(Locked(), SETTINGS, receive, channel._tell_unreadable, group, now=clock)
        for room, event_id, later in messages:
            clock.now += later
            await inbox._wait_for_key(room, SimpleNamespace(event_id=event_id))
    assert inbox.unreadable == len(messages)
    return inbox


async def receive(_activity: Activity) -> Receipt:
    raise AssertionError


async def test_several_in_a_row_are_told_once() -> None:
    outside = Outside()
    await write(outside, (ROOM, "$1", 0), (ROOM, "$2", 1), (ROOM, "$3", 300))
    assert outside.said == [(ROOM, SORRY)]


async def test_every_room_hears_it() -> None:
    outside = Outside()
    await write(outside, (ROOM, "$1", 0), (OTHER, "$2", 1))
    assert outside.said == [(ROOM, SORRY), (OTHER, SORRY)]


async def test_who_writes_again_later_hears_it_again() -> None:
    outside = Outside()
    await write(outside, (ROOM, "$1", 0), (ROOM, "$2", 601), (ROOM, "$3", 14 * 86_400))
    assert outside.said == [(ROOM, SORRY)] * 3


@pytest.mark.parametrize("refusal", [LIMITED, Retry(0, "network"), Retry(0, "M_UNKNOWN")])
async def test_an_answer_that_is_refused_for_a_moment_is_said_after_it(refusal: Retry) -> None:
    """Once: every try has the same transaction id."""
    outside = Outside(refusal, refusal)
    await write(outside, (ROOM, "$1", 0))
    assert outside.said == [(ROOM, SORRY)]
    assert len(outside.transactions) == 3
    assert len(set(outside.transactions)) == 1


async def test_what_was_never_said_is_said_to_the_next_message() -> None:
    outside = Outside(Rejected("not_in_room"))
    await write(outside, (ROOM, "$1", 0), (ROOM, "$2", 1), (ROOM, "$3", 1))
    assert outside.said == [(ROOM, SORRY)]
    assert len(set(outside.transactions)) == 2


async def test_a_room_that_takes_nothing_is_read_on_after_ten_minutes() -> None:
    class Full(Outside):
        async def send(self, room: str, content: dict[str, Any], transaction: str | None) -> Delivery:
            clock.now += 100
            return Retry(0, "M_UNKNOWN")

    clock = Clock()
    channel = MatrixChannel(SETTINGS, {UNREADABLE: SORRY})
    channel._sender = Full()  # type: ignore[assignment]
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        inbox = Inbox(Locked(), SETTINGS, receive, channel._tell_unreadable, group, now=clock)
        await inbox._wait_for_key(ROOM, SimpleNamespace(event_id="$1"))
    assert 600 <= clock.now - 1000 <= 800


async def test_without_a_sentence_nothing_is_said() -> None:
    outside = Outside()
    channel = MatrixChannel(SETTINGS, {})
    channel._sender = outside  # type: ignore[assignment]
    assert isinstance(await channel._tell_unreadable(ROOM, "$1"), Rejected)
    assert outside.said == []

"""Somebody at school with the client library of Element (matrix-js-sdk, Rust crypto), which is not ours, in Node."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.real.running import PASSWORD
from tests.services import node
from tests.services.node_program import PATIENCE, NodeProgram, node_program
from tests.services.synapse import Homeserver


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and what the client shows beside it."""

    event: str
    room: str
    body: str
    encrypted: bool
    shield: int
    """0: none. Anything else stands beside the message as a warning."""
    why: int | None
    thread: str
    """The message under whose thread it stands; empty: in the room itself."""
    options: tuple[str, ...]
    """What can be voted for, when it is a poll."""


class Element:
    def __init__(self, program: NodeProgram, user: str) -> None:
        self._program = program
        self.user = user
        self.room = ""

    async def start_room(self, *users: str, encrypted: bool = True) -> str:
        self.room = (await self.order("start_room", invite=list(users), encrypted=encrypted))["room"]
        return self.room

    async def see_join(self, user: str) -> None:
        await self.order("see_join", room=self.room, user=user)

    async def say(self, text: str, thread: str | None = None) -> str:
        event: str = (await self.order("say", room=self.room, text=text, thread=thread))["event"]
        return event

    async def order(self, order: str, **details: object) -> dict[str, Any]:
        return await self._program.order(order, **details)

    async def hear(self, seconds: float = PATIENCE) -> Heard:
        """The next message of somebody else. One that could not be decrypted fails the test."""
        told = await asyncio.wait_for(self._program.heard.get(), seconds)
        assert "unreadable" not in told, told
        return Heard(**{**told, "options": tuple(told["options"])})

    async def hear_until(self, part: str) -> Heard:
        """The next message that holds this."""
        async with asyncio.timeout(PATIENCE):
            while True:
                heard = await self.hear()
                if part in heard.body:
                    return heard

    def silent(self) -> bool:
        """Nothing is waiting to be read."""
        return self._program.heard.empty()


@asynccontextmanager
async def element(homeserver: Homeserver, name: str) -> AsyncIterator[Element]:
    """A teacher with a new account, logged in, whose own device is signed."""
    node.needed("matrix-js-sdk")
    user = homeserver.register(name, PASSWORD)
    async with node_program("matrix_client.mjs") as program:
        await program.order("log_in", url=homeserver.url, user=user, password=PASSWORD)
        yield Element(program, user)

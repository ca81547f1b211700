"""Somebody at school with the client library of Element (matrix-js-sdk, Rust crypto), which is not ours, in Node."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.real.running import PASSWORD
from tests.services import node
from tests.services.synapse import Homeserver

PROGRAM = Path(node.__file__).with_name("matrix_client.mjs")
PATIENCE = 30.0


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


class Element:
    """Orders go in as lines of JSON, one at a time; what is heard comes out between the answers."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._reading = asyncio.create_task(self._read())
        self.user = ""
        self.room = ""

    async def log_in(self, homeserver: Homeserver, name: str) -> None:
        user = homeserver.register(name, PASSWORD)
        await self.order("log_in", url=homeserver.url, user=user, password=PASSWORD)
        self.user = user

    async def start_room(self, *users: str, encrypted: bool = True) -> str:
        answer = await self.order("start_room", invite=list(users), encrypted=encrypted)
        self.room = answer["room"]
        return self.room

    async def see_join(self, user: str) -> None:
        await self.order("see_join", room=self.room, user=user)

    async def say(self, text: str, thread: str | None = None) -> str:
        event: str = (await self.order("say", room=self.room, text=text, thread=thread))["event"]
        return event

    async def order(self, order: str, **details: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"order": order, **details}).encode() + b"\n")
        answer = await asyncio.wait_for(self._answers.get(), PATIENCE)
        assert "failed" not in answer, answer["failed"]
        done: dict[str, Any] = answer["done"]
        return done

    async def hear(self, seconds: float = PATIENCE) -> Heard:
        """The next message of somebody else. One that could not be decrypted fails the test."""
        told = await asyncio.wait_for(self._heard.get(), seconds)
        assert "unreadable" not in told, told
        return Heard(**told)

    async def hear_until(self, part: str) -> Heard:
        """The next message that holds this."""
        async with asyncio.timeout(PATIENCE):
            while True:
                heard = await self.hear()
                if part in heard.body:
                    return heard

    def silent(self) -> bool:
        """Nothing is waiting to be read."""
        return self._heard.empty()

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            if "heard" in told:
                await self._heard.put(told["heard"])
            else:
                await self._answers.put(told)


@asynccontextmanager
async def element(homeserver: Homeserver, name: str) -> AsyncIterator[Element]:
    """A teacher with a new account, logged in, whose own device is signed."""
    node.needed("matrix-js-sdk")
    process = await asyncio.create_subprocess_exec("node", str(PROGRAM), stdin=PIPE, stdout=PIPE, limit=1 << 20)
    client = Element(process)
    try:
        await client.log_in(homeserver, name)
        yield client
    finally:
        await client.close()

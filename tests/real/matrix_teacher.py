"""Somebody at school with a Matrix client of their own: invites the assistant, types, and reads what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from nio import (
    AsyncClient,
    AsyncClientConfig,
    EnableEncryptionBuilder,
    Event,
    MatrixRoom,
    RoomMessageText,
    RoomPreset,
)

from tests.real.running import PASSWORD
from tests.services.synapse import Homeserver


class Teacher:
    def __init__(self, server: str, user: str, password: str, store: Path) -> None:
        store.mkdir(parents=True, exist_ok=True)
        config = AsyncClientConfig(store_sync_tokens=True, encryption_enabled=True)
        self.client = AsyncClient(server, user, store_path=str(store), config=config)
        self.room = ""
        self._password = password
        self._heard: asyncio.Queue[str] = asyncio.Queue()
        self._syncing: asyncio.Task[None] | None = None

    async def log_in(self) -> None:
        answer: Any = await self.client.login(self._password, device_name="telefoon")
        assert self.client.access_token, answer
        await self.client.sync(timeout=1000, full_state=True)
        self.client.add_event_callback(self._hear, RoomMessageText)
        self._syncing = asyncio.create_task(self.client.sync_forever(timeout=5000))

    async def start_room(self, *users: str, encrypted: bool = False, equals: bool = True) -> str:
        """A room to which these people are invited; `see_join` waits for them. `equals` gives all of them all power."""
        answer: Any = await self.client.room_create(
            is_direct=len(users) == 1,
            invite=list(users),
            preset=RoomPreset.trusted_private_chat if equals else RoomPreset.private_chat,
            initial_state=[EnableEncryptionBuilder().as_dict()] if encrypted else [],
        )
        self.room = answer.room_id
        return self.room

    async def see_join(self, user: str, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while not self._has_joined(user):  # noqa: ASYNC110
                await asyncio.sleep(0.1)  # nio has no event for what a later sync brings

    def _has_joined(self, user: str) -> bool:
        """nio counts who is only invited among the users of a room."""
        room = self.client.rooms.get(self.room)
        return room is not None and user in room.users and user not in room.invited_users

    async def say(self, text: str, **more: object) -> str:
        """Type a message; its event id."""
        content = {"msgtype": "m.text", "body": text, **more}
        answer: Any = await self.client.room_send(self.room, "m.room.message", content, ignore_unverified_devices=True)
        event: str = answer.event_id
        return event

    async def is_gone(self, event: str, seconds: float = 20) -> bool:
        """Whether the homeserver shows this message without its content, within the time."""
        for _ in range(int(seconds / 0.2)):
            answer: Any = await self.client.room_get_event(self.room, event)
            if answer.event.source["content"] == {}:
                return True
            await asyncio.sleep(0.2)
        return False

    async def hear(self, seconds: float = 30) -> str:
        """The next message of somebody else in the room."""
        async with asyncio.timeout(seconds):
            return await self._heard.get()

    async def hear_until(self, part: str, seconds: float = 30) -> str:
        """The next message that holds this."""
        async with asyncio.timeout(seconds):
            while True:
                body = await self._heard.get()
                if part in body:
                    return body

    def silent(self) -> bool:
        """Nothing is waiting to be read."""
        return self._heard.empty()

    async def close(self) -> None:
        if self._syncing:
            self._syncing.cancel()
            await asyncio.gather(self._syncing, return_exceptions=True)
        await self.client.close()
        if self.client.store:
            self.client.store.database.close()

    async def _hear(self, room: MatrixRoom, event: Event) -> None:
        if isinstance(event, RoomMessageText) and event.sender != self.client.user_id and room.room_id == self.room:
            await self._heard.put(event.body)


@asynccontextmanager
async def teacher(homeserver: Homeserver, name: str, folder: Path) -> AsyncIterator[Teacher]:
    """A teacher with a new account, logged in."""
    user = homeserver.register(name, PASSWORD)
    client = Teacher(homeserver.url, user, PASSWORD, folder / name)
    await client.log_in()
    try:
        yield client
    finally:
        await client.close()

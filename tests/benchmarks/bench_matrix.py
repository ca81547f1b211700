"""Round trips over a real Synapse with twenty rooms at once: the whole assistant against a bare echo of matrix-nio.

python -m tests.benchmarks.bench_matrix

One client talks in twenty encrypted rooms; in each it sends the next message when the last was answered. First the
echo answers, then the assistant, on the same homeserver. The ratio of the medians should be 1.5 at most.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from nio import AsyncClient, AsyncClientConfig, EnableEncryptionBuilder, InviteMemberEvent, RoomMessageText, RoomPreset

from tests.real.running import PASSWORD, running
from tests.services import synapse

ROOMS = 20
TURNS = 8
TARGET = 1.5


def main() -> int:
    """Measure both; 1 when the target is missed."""
    why = synapse.missing()
    if why:
        print(why)  # noqa: T201 - the output
        return 0
    logging.disable(logging.CRITICAL)
    with synapse.homeserver() as server, tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(server, Path(folder)))


async def _measure(server: synapse.Homeserver, folder: Path) -> int:
    echo_user, assistant = server.register("echo", PASSWORD), server.register("sw-meting", PASSWORD)
    async with _client(server, server.register("juf", PASSWORD), folder) as juf:
        async with _echo(server, echo_user, folder):
            echo = await _talk(juf, echo_user)
        async with running(server, assistant, folder):
            own = await _talk(juf, assistant)
    for name, times in (("echo", echo), ("assistant", own)):
        print(f"{name:10} median {median(times) * 1000:6.0f} ms   p95 {quantiles(times, n=20)[-1] * 1000:6.0f} ms")  # noqa: T201 - the output
    ratio = median(own) / median(echo)
    print(f"ratio {ratio:.2f}, target at most {TARGET}; {ROOMS} rooms, {TURNS} messages each")  # noqa: T201 - the output
    return int(ratio > TARGET)


class _Rooms:
    """What is heard, room by room."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client
        self.heard: dict[str, asyncio.Queue[str]] = {}
        client.add_event_callback(self._hear, RoomMessageText)

    async def _hear(self, room: Any, event: Any) -> None:
        if event.sender != self.client.user_id:
            await self.heard.setdefault(room.room_id, asyncio.Queue()).put(event.body)


async def _talk(juf: _Rooms, other: str) -> list[float]:
    rooms = [await _open(juf, other) for _ in range(ROOMS)]
    times: list[float] = []
    await asyncio.gather(*(_converse(juf, room, times) for room in rooms))
    return times


async def _open(juf: _Rooms, other: str) -> str:
    """A room in which the other has answered once, so that all keys are shared."""
    answer: Any = await juf.client.room_create(
        is_direct=True,
        invite=[other],
        preset=RoomPreset.trusted_private_chat,
        initial_state=[EnableEncryptionBuilder().as_dict()],
    )
    room: str = answer.room_id
    juf.heard[room] = asyncio.Queue()
    async with asyncio.timeout(60):
        while room not in juf.client.rooms or other in juf.client.rooms[room].invited_users:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        while other not in juf.client.rooms[room].users:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await _say(juf, room, "wie ben jij?")
    await _hear(juf, room)
    return room


async def _converse(juf: _Rooms, room: str, times: list[float]) -> None:
    while not juf.heard[room].empty():
        juf.heard[room].get_nowait()  # a greeting
    for number in range(TURNS):
        began = time.perf_counter()
        await _say(juf, room, "wie ben jij?" if number % 2 else "hulp")
        await _hear(juf, room)
        times.append(time.perf_counter() - began)


async def _say(juf: _Rooms, room: str, text: str) -> None:
    content = {"msgtype": "m.text", "body": text}
    await juf.client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)


async def _hear(juf: _Rooms, room: str) -> str:
    async with asyncio.timeout(60):
        return await juf.heard[room].get()


@asynccontextmanager
async def _client(server: synapse.Homeserver, user: str, folder: Path) -> AsyncIterator[_Rooms]:
    store = folder / user[1:].partition(":")[0]
    store.mkdir()
    config = AsyncClientConfig(encryption_enabled=True)
    client = AsyncClient(server.url, user, store_path=str(store), config=config)
    await client.login(PASSWORD)
    await client.sync(timeout=0, full_state=True)
    syncing = asyncio.create_task(client.sync_forever(timeout=30_000))
    try:
        yield _Rooms(client)
    finally:
        syncing.cancel()
        await asyncio.gather(syncing, return_exceptions=True)
        await client.close()


@asynccontextmanager
async def _echo(server: synapse.Homeserver, user: str, folder: Path) -> AsyncIterator[None]:
    """The least that answers: it follows every invitation and says back what it hears."""
    async with _client(server, user, folder) as rooms:
        client = rooms.client

        async def join(room: Any, _event: Any) -> None:
            await client.join(room.room_id)

        async def answer(room: Any, event: Any) -> None:
            if event.sender != client.user_id:
                content = {"msgtype": "m.text", "body": event.body}
                await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

        client.add_event_callback(join, InviteMemberEvent)
        client.add_event_callback(answer, RoomMessageText)
        yield


if __name__ == "__main__":
    sys.exit(main())

"""A broadcast to many rooms of a real homeserver: the rooms, who reads in them, and what stands in each afterwards.

As a program it sends at the rate that Synapse allows by default, which takes a quarter of an hour for 200 rooms:
`python -m tests.real.many_rooms 200`
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from bot.app import Application
from bot.clock import SystemClock
from bot.model import Address, Membership, Person, Role, Scope
from bot.storage.broadcast_statements import CONCEPT, DONE, PREPARING
from bot.storage.broadcasts import Broadcast
from bot.storage.records import StoredConversation
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.real.running import PASSWORD, running
from tests.services.synapse import SERVER, Homeserver, homeserver
from tests.talk import KEYRING

HERE = Scope("voorbeeldstad")
NEWS = Broadcast("veel", "B-1", "niemand", "wijziging", {}, "", False, CONCEPT, "Nieuw\nDe balie stopt op 1 december.")
_API = "/_matrix/client/v3"


def rooms_of(server: Homeserver, assistant: str, count: int) -> list[str]:
    """Make rooms that hold the assistant, by its own account, so that nobody has to be greeted. No limit holds then."""
    server.limit(assistant, 0, 0)
    token = server.log_in(assistant, PASSWORD)
    made = [server.call(f"{_API}/createRoom", {"name": f"kamer {number}"}, token) for number in range(count)]
    return [room["room_id"] for room in made]


def begin(app: Application, rooms: Sequence[str]) -> None:
    """Let a broadcast go to as many people as there are rooms, one in each."""
    now = SystemClock().now()

    def write(tx: Transaction) -> None:
        for room in rooms:
            person = KEYRING.derive("person", "matrix", SERVER, room)
            tx.save_person(Person(person, Profile(rol="leraar"), (Membership("voorbeeldstad", Role.SIGNALLER),)), now)
            conversation = KEYRING.derive("conversation", "matrix", SERVER, room)
            tx.save_conversation(StoredConversation(conversation, Address("matrix", SERVER, room), person, b""), now)
        tx.add_broadcast(HERE, NEWS, now)
        tx.plan_broadcast(HERE, NEWS, PREPARING, None, "niemand")

    app.store.run_blocking(write)


async def until_done(app: Application) -> None:
    """Let it go on until everybody was tried. The outbox delivers by itself."""
    while (await app.store.run(_found)).state != DONE:
        await app.broadcaster.step()
        await asyncio.sleep(0.2)


async def counts(app: Application) -> Mapping[str, int]:
    """What the coordinator sees."""
    return await app.store.run(lambda tx: dict(tx.recipient_counts(HERE, NEWS)))


def received(server: Homeserver, assistant: str, rooms: Sequence[str]) -> Counter[int]:
    """In how many rooms it stands how often, as the homeserver has it."""
    token = server.log_in(assistant, PASSWORD)
    found: Counter[int] = Counter()
    for room in rooms:
        page = server.call(f"{_API}/rooms/{quote(room)}/messages?dir=b&limit=100", None, token)
        found[sum("balie stopt" in event["content"].get("body", "") for event in page["chunk"])] += 1
    return found


def _found(tx: Transaction) -> Broadcast:
    found = tx.broadcast_called(HERE, NEWS.reference)
    assert found
    return found


async def _by_hand(count: int) -> None:
    with homeserver(limits=True) as server, tempfile.TemporaryDirectory() as folder:
        assistant = server.register("signaalwijzer-veel", PASSWORD)
        rooms = rooms_of(server, assistant, count)
        server.unlimit(assistant)
        async with running(server, assistant, Path(folder), rate_limit_lifted=False) as app:
            begin(app, rooms)
            since = time.perf_counter()
            await until_done(app)
            took = time.perf_counter() - since
            stand = await counts(app)
        found = received(server, assistant, rooms)
        sys.stdout.write(f"{count} rooms, default limits: {took:.0f} s, {stand}, rooms by copies {dict(found)}\n")


if __name__ == "__main__":
    asyncio.run(_by_hand(int(sys.argv[1])))

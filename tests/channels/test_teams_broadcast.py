"""A broadcast over Teams while the connector fails in every way: the counts add up, nothing in doubt is repeated."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from bot.app import Application, build
from bot.clock import SystemClock
from bot.model import Address, Membership, Person, Role, Scope
from bot.storage.broadcast_statements import CONCEPT, DONE, PREPARING
from bot.storage.broadcasts import Broadcast
from bot.storage.records import StoredConversation
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.channels.teams_world import World, world
from tests.clock import StandingClock
from tests.services.fake_connector import TENANT
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import KEYRING

HERE = Scope("voorbeeldstad")
NEWS = Broadcast("bericht", "B-1", "niemand", "wijziging", {}, "", False, CONCEPT, "Nieuw\nDe balie stopt.")
GOOD = ("a:een", "a:twee", "a:drie")
LATER: dict[str, Sequence[int]] = {"a:druk": (429, 429), "a:voorwaarde": (412,), "a:poort": (502, 503, 504)}
"""It is known that nothing was done: these are tried again."""
DOUBT: dict[str, int | None] = {"a:fout": 500, "a:stil": None}
"""It may have arrived: after a fault of the server, and without an answer."""
REFUSED = {"a:weg": 404, "a:mag_niet": 400}


def status(code: int) -> web.Response:
    return web.Response(status=code, headers={"Retry-After": "2"} if code == 429 else {})


def started(store: Store, world: World, clock: StandingClock, rooms: Sequence[str]) -> Application:
    def write(tx: Transaction) -> None:
        for room in rooms:
            person = KEYRING.derive("person", "teams", TENANT, room)
            member = Membership("voorbeeldstad", Role.SIGNALLER)
            tx.save_person(Person(person, Profile(rol="leraar"), (member,)), clock.now())
            conversation = StoredConversation(room, Address("teams", TENANT, room), person, b"")
            tx.save_conversation(conversation, clock.now())
        tx.add_broadcast(HERE, NEWS, clock.now())
        tx.plan_broadcast(HERE, NEWS, PREPARING, None, "niemand")

    store.run_blocking(write)
    return build(
        library=library(),
        make_reader=make_reader,
        store=store, keyring=KEYRING, landscapes=ShippedLandscapes(("voorbeeldstad",)), rules=(),
        channels={"teams": world.channel}, clock=clock, holder="test", broadcast_rate=math.inf,
    )  # fmt: skip


async def until_done(app: Application, clock: StandingClock) -> None:
    def state(tx: Transaction) -> str:
        found = tx.broadcast_called(HERE, "B-1")
        return found.state if found else ""

    while await app.store.run(state) != DONE:
        await app.broadcaster.step()
        await app.deliverer.drain()
        clock.move(timedelta(seconds=30))


async def test_the_counts_add_up_and_what_is_in_doubt_does_not_go_twice(tmp_path: Path) -> None:
    clock = StandingClock(SystemClock().now())
    store = Store.open(f"sqlite:///{tmp_path / 'teams.sqlite3'}", KEYRING)
    rooms = (*GOOD, *LATER, *DOUBT, *REFUSED)
    async with world(tmp_path, store=store, request_timeout=0.5) as w:
        for number, room in enumerate(rooms):
            talk = {"id": room, "conversationType": "personal", "tenantId": TENANT}
            assert await w.post(w.activity(id=str(number), conversation=talk)) == 202
        w.connector.spoiled |= {room: [status(code) for code in codes] for room, codes in LATER.items()}
        w.connector.spoiled |= {room: [status(code) if code else None] for room, code in DOUBT.items()}
        w.connector.spoiled |= {room: [status(code)] for room, code in REFUSED.items()}
        app = started(store, w, clock, rooms)
        await until_done(app, clock)
        counts = await store.run(lambda tx: dict(tx.recipient_counts(HERE, NEWS)))
        assert counts == {"bezorgd": 6, "onzeker": 2, "mislukt": 1, "onbereikbaar": 1}
        assert sum(counts.values()) == len(rooms)
        arrived = Counter(room for room, _ in w.connector.posted)
        assert arrived == dict.fromkeys((*GOOD, *LATER, "a:stil"), 1)

        again = await store.run(lambda tx: tx.retry_recipients(HERE, NEWS, clock.now()))
        assert again == 1  # what failed for certain, and nothing that is in doubt
        await store.run(lambda tx: tx.change_broadcast(HERE, NEWS, (DONE,), "loopt"))
        await until_done(app, clock)
        counts = await store.run(lambda tx: dict(tx.recipient_counts(HERE, NEWS)))
        assert counts == {"bezorgd": 7, "onzeker": 2, "onbereikbaar": 1}
        assert max(Counter(room for room, _ in w.connector.posted).values()) == 1
    store.close()

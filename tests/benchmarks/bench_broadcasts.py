"""Broadcasts: planning 100,000 recipients, the overhead a recipient, and what a teacher notices during one.

`python -m tests.benchmarks.bench_broadcasts [--kills]`
"""

from __future__ import annotations

import asyncio
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Application, build
from bot.clock import SystemClock
from bot.landscapes import ServedLandscapes
from bot.model import Activity, Address, Delivered, Delivery, Membership, Outgoing, Person, Role, Scope
from bot.ports import Clock
from bot.storage.broadcast_statements import CONCEPT, PREPARING, RUNNING, STOPPED
from bot.storage.broadcasts import Broadcast
from bot.storage.records import StoredConversation
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.broadcasts import RATE
from dialogs.model import Profile
from tests.bot.reminded import GEMEENTE, RULE
from tests.bot.reminder_kills import broadcast_counts, fill_broadcast, kill_at_random
from tests.clock import StandingClock
from tests.shipped import library, make_reader
from tests.talk import CHANNEL, KEYRING, Recorder

MANY, SOME, PAIRS, ASKED = 100_000, 10_000, 5, 40
NOW = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
HERE = Scope(GEMEENTE)
NEWS = Broadcast("bericht", "B-1", "niemand", "wijziging", {}, "", False, CONCEPT, "Nieuw\nHet nummer is veranderd.")


class Quick(Recorder):
    """A channel that takes a millisecond and keeps nothing."""

    async def send(self, outgoing: Outgoing) -> Delivery:
        await asyncio.sleep(0.001)
        return Delivered(outgoing.id)


def _people(start: int, count: int) -> Callable[[Transaction], None]:
    def write(tx: Transaction) -> None:
        for number in range(start, start + count):
            person = KEYRING.derive("person", str(number))
            membership = Membership(GEMEENTE, Role.SIGNALLER)
            tx.save_person(Person(person, Profile(rol="leraar", sector="onderwijs"), (membership,)), NOW)
            room = StoredConversation(f"gesprek{number}", Address(CHANNEL, CHANNEL, f"k{number}"), person, b"")
            tx.save_conversation(room, NOW)

    return write


def _opened(folder: str, people: int, rate: float = math.inf, clock: Clock | None = None) -> Application:
    store = Store.open(f"sqlite:///{Path(folder) / 'broadcast.sqlite3'}", KEYRING)
    for start in range(0, people, 5_000):
        store.run_blocking(_people(start, min(5_000, people - start)))
    return build(
        library=library(),
        make_reader=make_reader,
        store=store, keyring=KEYRING, landscapes=ServedLandscapes((GEMEENTE,)), rules=(RULE,),
        channels={CHANNEL: Quick()}, clock=clock or StandingClock(NOW), holder="bench", broadcast_rate=rate,
    )  # fmt: skip


def _begin(app: Application, number: int = 0) -> Broadcast:
    broadcast = replace(NEWS, id=f"bericht{number}", reference=f"B-{number}")

    def write(tx: Transaction) -> None:
        tx.add_broadcast(HERE, broadcast, NOW)
        tx.plan_broadcast(HERE, broadcast, PREPARING, None, "niemand")

    app.store.run_blocking(write)
    return broadcast


def _stop(app: Application, number: int) -> None:
    def write(tx: Transaction) -> None:
        found = tx.broadcast_called(HERE, f"B-{number}")
        assert found
        tx.change_broadcast(HERE, found, (PREPARING, RUNNING), STOPPED, NOW)
        tx.cancel_recipients(HERE, found, NOW)

    app.store.run_blocking(write)


def _state(app: Application, reference: str) -> str:
    found = app.store.run_blocking(lambda tx: tx.broadcast_called(HERE, reference))
    return found.state if found else ""


async def planning() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = _opened(folder, MANY)
        _begin(app)
        begin, worked = time.perf_counter(), time.process_time()
        while _state(app, "B-0") != RUNNING:
            await app.broadcaster.step()
        took, worked = time.perf_counter() - begin, time.process_time() - worked
        _say(f"planning {MANY:,} recipients: {took:.1f} s, {worked:.1f} s of it our work")
        app.store.close()


async def overhead() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = _opened(folder, SOME)
        _begin(app)
        while _state(app, "B-0") != RUNNING:
            await app.broadcaster.step()
        begin, worked = time.perf_counter(), time.process_time()
        worker = asyncio.create_task(app.deliverer.run())
        await _until_sent(app)
        took, worked = time.perf_counter() - begin, time.process_time() - worked
        worker.cancel()
        _say(f"sending {SOME:,}: {took / SOME * 1000:.2f} ms a recipient, {worked / SOME * 1000:.2f} ms of it our work")
        app.store.close()


async def _until_sent(app: Application) -> None:
    while True:
        moved = await app.broadcaster.step()
        if not moved and _state(app, "B-0") != RUNNING:
            return
        await asyncio.sleep(0.02)


async def teacher() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = _opened(folder, SOME, RATE, SystemClock())
        worker = asyncio.create_task(app.deliverer.run())
        await _asks(app, "warm", 10)
        ratios = []
        for pair in range(PAIRS):
            alone = await _asks(app, f"alleen{pair}", ASKED)
            _begin(app, pair)
            sending = asyncio.create_task(_sending(app))
            await asyncio.sleep(1)
            beside = await _asks(app, f"naast{pair}", ASKED)
            sending.cancel()
            _stop(app, pair)  # alone is alone
            ratios.append(beside / alone)
        worker.cancel()
        shown = ", ".join(f"{each:.2f}" for each in ratios)
        _say(f"a teacher's p95 during a broadcast to {SOME:,}: {statistics.median(ratios):.2f} times ({shown})")
        app.store.close()


async def _sending(app: Application) -> None:
    while True:
        if not await app.broadcaster.step():
            await asyncio.sleep(0.05)


async def _asks(app: Application, name: str, count: int) -> float:
    """The 95th percentile of a turn, in seconds: from what was typed until it is committed."""
    times = []
    for number in range(count):
        activity = Activity(
            key=f"{name}.{number}", channel=CHANNEL, realm=CHANNEL, conversation="kamer", sender="@wijk",
            kind="message", sent_at=NOW, text="wie doet schuldhulp?",
        )  # fmt: skip
        begin = time.perf_counter()
        await app.assistant.receive(activity)
        times.append(time.perf_counter() - begin)
        await asyncio.sleep(0.02)
    return statistics.quantiles(times, n=20)[-1]


def kills() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = kill_at_random(Path(folder), 2_000, 20, recognises=False, fill_with=fill_broadcast)
        counts = broadcast_counts(Path(folder))
    twice = sum(count > 1 for count in found.sent.values())
    _say(f"20 kills in a broadcast to {found.reminders:,}: {dict(counts)}, twice {twice}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(planning())
    asyncio.run(overhead())
    asyncio.run(teacher())
    kills()

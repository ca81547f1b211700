"""What a turn costs in the store: 64 conversations at once on SQLite. Run: python -m tests.benchmarks.bench_store."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.keys import Keyring
from bot.model import Address, Membership, Person, Role
from bot.storage.store import Store
from bot.storage.transaction import OutboxRow, StoredConversation, Transaction
from dialogs.model import Profile

CONVERSATIONS = 64
TURNS = 40
RUNS = 7
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
STATE = bytes(range(256)) * 8  # 2 KB
PAYLOAD = b"m" * 700


def turn(tx: Transaction, name: str, number: int) -> None:
    """Do what every turn does."""
    if not tx.remember_activity(f"$gebeurtenis-{name}-{number}", name, NOW):
        return
    person = tx.person(f"persoon-{name}")
    stored = tx.conversation(name)
    if person is None:
        person = Person(f"persoon-{name}", Profile(rol="leraar"), (Membership("voorbeeldstad", Role.SIGNALLER),))
        tx.save_person(person, NOW)
    if stored is None:
        address = Address("matrix", "voorbeeld.test", f"!{name}:voorbeeld.test")
        stored = StoredConversation(name, address, person.id, STATE)
    tx.save_conversation(stored, NOW)
    tx.enqueue([OutboxRow(f"{name}-{number}", name, "matrix", "reply", NOW, PAYLOAD)])


async def talk(store: Store, name: str, first: int) -> None:
    for number in range(first, first + TURNS):
        await store.run(partial(turn, name=name, number=number))


async def measure(store: Store, run: int) -> tuple[float, float]:
    """Return CPU µs a turn and turns a second."""
    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(talk(store, f"gesprek-{number}", run * TURNS) for number in range(CONVERSATIONS)))
    turns = CONVERSATIONS * TURNS
    return (time.process_time() - cpu) / turns * 1e6, turns / (time.perf_counter() - wall)


def main() -> None:
    """Measure and print; the first run, which makes the rows, does not count."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'bench.db'}", Keyring.from_secret(Keyring.new_secret()))
        results = [asyncio.run(measure(store, run)) for run in range(RUNS + 1)][1:]
        store.close()
    cpu, rate = [each[0] for each in results], [each[1] for each in results]
    sys.stdout.write(
        f"store, {CONVERSATIONS} conversations at once, SQLite: CPU µs a turn best {min(cpu):.0f}, "
        f"median {statistics.median(cpu):.0f}; turns a second best {max(rate):.0f}, "
        f"median {statistics.median(rate):.0f}\n"
    )


if __name__ == "__main__":
    main()

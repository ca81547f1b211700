"""Reminders due at once, or a broadcast, sent by processes that are killed at random moments; what became of each."""

from __future__ import annotations

import os
import random  # noqa: TID251 - a kill comes at any moment
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.keys import Keyring
from bot.model import Address, Membership, Person, Role, Scope
from bot.storage.access import AccessRow
from bot.storage.broadcast_statements import CONCEPT, PREPARING
from bot.storage.broadcasts import Broadcast
from bot.storage.records import StoredConversation
from bot.storage.store import Store
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.bot.reminded import GEMEENTE, PERSON
from tests.bot.warm import Warm
from tests.talk import CHANNEL, KEYRING

DUE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LEASE = timedelta(seconds=31)
READER = Membership(GEMEENTE, Role.SIGNALLER)


@dataclass(frozen=True)
class Kills:
    """What came of it."""

    reminders: int
    kills: int
    sent: Counter[str]
    """How often each message was handed to the channel."""
    onzeker: int
    waiting: int


def fill(store: Store, count: int, keyring: Keyring = KEYRING) -> None:
    """Reminders of one person, all due at the same moment."""
    person = keyring.derive("person", CHANNEL, CHANNEL, PERSON)

    def write(tx: Transaction) -> None:
        tx.save_person(Person(person, Profile(), (Membership(GEMEENTE, Role.WIJKTEAM),)), DUE)
        tx.note_access(AccessRow(GEMEENTE, person, "T-1", Role.WIJKTEAM, "", (), "", "", "", "", DUE))
        room = keyring.derive("conversation", CHANNEL, CHANNEL, "kamer")
        tx.save_conversation(StoredConversation(room, Address(CHANNEL, CHANNEL, "kamer"), person, b""), DUE)
        for number in range(count):
            reference = keyring.reference("R", str(number))
            starts = "2026-12-01T09:00"
            tx.add_task(
                Scope(GEMEENTE), Task(f"t{number}", "eigen", "", person, DUE, reference=reference, starts=starts), DUE
            )

    store.run_blocking(write)


def fill_broadcast(store: Store, count: int, keyring: Keyring = KEYRING) -> None:
    """A broadcast that begins, to so many people who each have a room."""

    def write(tx: Transaction) -> None:
        for number in range(count):
            person = keyring.derive("person", str(number))
            tx.save_person(Person(person, Profile(rol="leraar", sector="onderwijs"), (READER,)), DUE)
            address = Address(CHANNEL, CHANNEL, f"kamer{number}")
            tx.save_conversation(StoredConversation(f"gesprek{number}", address, person, b""), DUE)
        broadcast = Broadcast("bericht", "B-1", "niemand", "wijziging", {}, "", False, CONCEPT, "Nieuw\nHet nummer.")
        tx.add_broadcast(Scope(GEMEENTE), broadcast, DUE)
        tx.plan_broadcast(Scope(GEMEENTE), broadcast, PREPARING, None, "niemand")

    store.run_blocking(write)


def broadcast_counts(folder: Path) -> Mapping[str, int]:
    """How many recipients are in each state after the kills."""

    def look(tx: Transaction) -> Mapping[str, int]:
        found = tx.broadcast_called(Scope(GEMEENTE), "B-1")
        assert found
        return dict(tx.recipient_counts(Scope(GEMEENTE), found))

    store = Store.open(f"sqlite:///{folder / 'kills.sqlite3'}", KEYRING)
    counts = store.run_blocking(look)
    store.close()
    return counts


def kill_at_random(
    folder: Path,
    reminders: int,
    kills: int,
    *,
    recognises: bool,
    seed: int = 7,
    fill_with: Callable[[Store, int], None] = fill,
) -> Kills:
    """Fill, kill, and let the last process finish."""
    database, log = f"sqlite:///{folder / 'kills.sqlite3'}", folder / "sent"
    store = Store.open(database, KEYRING)
    fill_with(store, reminders)
    store.close()
    chance = random.Random(seed)  # noqa: S311 - chooses moments, guards nothing
    now = DUE
    for number in range(kills + 1):
        now += LEASE  # what the last one held is free
        arguments = [database, str(log), now.isoformat(), "ja" if recognises else "nee"]
        heard, said = os.pipe()
        try:
            process = Warm(["tests.bot.reminded", *arguments], (0, said, 2), os.environ)
        finally:
            os.close(said)
        with os.fdopen(heard, "rb") as output:
            assert output.readline() == b"begint\n"
            if number < kills:
                time.sleep(chance.uniform(0, 0.6))
                process.kill()
            else:
                assert output.readline() == b"klaar\n"
            process.wait()
    store = Store.open(database, KEYRING)
    counts = store.run_blocking(lambda tx: tx.outbox_counts())
    store.close()
    return Kills(reminders, kills, Counter(log.read_text().split()), counts["onzeker"], counts["wacht"])

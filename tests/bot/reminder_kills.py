"""Many reminders due at once, raised by processes that are killed at random moments; what became of each of them."""

from __future__ import annotations

import random  # noqa: TID251 - a kill comes at any moment
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.keys import Keyring
from bot.model import Address, Membership, Person, Role, Scope
from bot.storage.access import AccessRow
from bot.storage.records import StoredConversation
from bot.storage.store import Store
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.bot.reminded import GEMEENTE, PERSON
from tests.talk import CHANNEL, KEYRING

DUE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LEASE = timedelta(seconds=31)


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


def kill_at_random(folder: Path, reminders: int, kills: int, *, recognises: bool, seed: int = 7) -> Kills:
    """Fill, kill, and let the last process finish."""
    database, log = f"sqlite:///{folder / 'kills.sqlite3'}", folder / "sent"
    store = Store.open(database, KEYRING)
    fill(store, reminders)
    store.close()
    chance = random.Random(seed)  # noqa: S311 - chooses moments, guards nothing
    now = DUE
    for number in range(kills + 1):
        now += LEASE  # what the last one held is free
        arguments = [database, str(log), now.isoformat(), "ja" if recognises else "nee"]
        process = subprocess.Popen([sys.executable, "-m", "tests.bot.reminded", *arguments], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"begint\n"
        if number < kills:
            time.sleep(chance.uniform(0, 0.6))
            process.kill()
        else:
            assert process.stdout.readline() == b"klaar\n"
        process.wait()
        process.stdout.close()
    store = Store.open(database, KEYRING)
    counts = store.run_blocking(lambda tx: tx.outbox_counts())
    store.close()
    return Kills(reminders, kills, Counter(log.read_text().split()), counts["onzeker"], counts["wacht"])

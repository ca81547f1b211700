"""A process that dies loses nothing: what it held goes out again, with the same id."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.embedded import EmbeddedBackend
from bot.keys import Keyring
from bot.model import Scope
from bot.storage.store import Store
from bot.work.outbox import Deliverer
from tests.contracts.records import NOW, HandClock
from tests.contracts.test_outbox_delivery import HERE, Mailbox

VICTIM = """
import asyncio, os, sys
from bot.keys import Keyring
from bot.model import Delivered
from bot.storage.store import Store
from bot.work.outbox import Deliverer
from tests.contracts.records import HandClock, NOW, conversation
from tests.contracts.test_outbox_delivery import Mailbox, message

url, secret, moment, log = sys.argv[1:]

class Doomed(Mailbox):
    async def send(self, outgoing):
        if moment == "before sending":
            os._exit(9)
        with open(log, "a") as file:
            file.write(outgoing.id + "\\n")
        if moment == "after sending":
            os._exit(9)
        return Delivered()

def turn(tx):
    tx.remember_activity("$1", "gesprek", NOW)
    tx.save_conversation(conversation(state=b"verder"), NOW)
    tx.enqueue([message("1"), message("2")])
    if moment == "in the turn":
        os._exit(9)

async def live():
    store = Store.open(url, Keyring.from_secret(secret))
    await store.run(turn)
    if moment == "before delivery":
        os._exit(9)
    if moment == "after the claim":
        await store.run(lambda tx: tx.claim(["matrix"], "victim", NOW, 30, 9))
        os._exit(9)
    await Deliverer(store, {"matrix": Doomed()}, {}, HandClock(), "victim").drain()
    os._exit(9)

asyncio.run(live())
"""


def _die(program: str, *arguments: str) -> str:
    """Let another process live and die; what it said."""
    died = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert died.returncode == 9, died.stderr
    return died.stdout.strip()


EXPECTED = {
    "in the turn": [],
    "before delivery": ["1", "2"],
    "after the claim": ["1", "2"],
    "before sending": ["1", "2"],
    "after sending": ["1", "1", "2"],
    "after all": ["1", "2"],
}


@pytest.mark.parametrize("moment", EXPECTED)
async def test_killed(database: str, tmp_path: Path, moment: str) -> None:
    secret, log = Keyring.new_secret(), tmp_path / "sent"
    log.touch()
    _die(VICTIM, database, secret, moment, str(log))

    store, mailbox, clock = Store.open(database, Keyring.from_secret(secret)), Mailbox(), HandClock()
    worker = Deliverer(store, {"matrix": mailbox}, {}, clock, "survivor")
    await worker.drain()  # what the victim holds is not touched before its lease ends
    held = moment in ("after the claim", "before sending", "after sending")
    assert mailbox.sent == ([] if held or moment in ("in the turn", "after all") else ["1", "2"])
    clock.moment = NOW + timedelta(seconds=31)
    await worker.drain()
    assert log.read_text().split() + mailbox.sent == EXPECTED[moment]

    handled = not await store.run(lambda tx: tx.remember_activity("$1", "gesprek", NOW))
    stored = await store.run(lambda tx: tx.conversation("gesprek"))
    store.close()
    assert handled == (moment != "in the turn")
    assert (stored.state if stored else b"") == (b"verder" if handled else b"")


CASE_VICTIM = """
import asyncio, os, sys
from bot.cases.embedded import EmbeddedBackend
from bot.keys import Keyring
from bot.storage.store import Store
from bot.work.outbox import Deliverer
from dataclasses import replace
from tests.contracts.records import HandClock, NOW, signal
from tests.contracts.test_outbox_delivery import HERE, case

url, secret = sys.argv[1:]

async def die(order, delivery):
    print(delivery.reference, flush=True)
    os._exit(9)

async def live():
    store, clock = Store.open(url, Keyring.from_secret(secret)), HandClock()
    def confirm(tx):
        tx.save_signal(HERE, signal(), "persoon", True, NOW)
        tx.enqueue([replace(case(), channel="embedded")])
    await store.run(confirm)
    await Deliverer(store, {}, {"embedded": EmbeddedBackend(store, clock)}, clock, "victim", die).drain()

asyncio.run(live())
"""


async def test_killed_between_the_case_and_its_settling(database: str) -> None:
    """The backend has the signal, the outbox does not know: delivered again, one case, the same number."""
    secret = Keyring.new_secret()
    told = _die(CASE_VICTIM, database, secret)
    store, clock, heard = Store.open(database, Keyring.from_secret(secret)), HandClock(NOW + timedelta(seconds=121)), []

    async def hear(order: object, delivery: object) -> None:
        heard.append(delivery)

    await Deliverer(store, {}, {"embedded": EmbeddedBackend(store, clock)}, clock, "survivor", hear).drain()
    (opened,) = await store.run(lambda tx: tx.cases(Scope("voorbeeldstad")))
    (listed,) = await store.run(lambda tx: tx.signals(HERE))
    store.close()
    assert [getattr(each, "reference", "") for each in heard] == [told] == [opened.reference]
    assert opened.signals == ("S-00000001",)
    assert listed.delivered_at == clock.moment

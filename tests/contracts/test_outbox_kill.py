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
from tests.contracts.lives import live
from tests.contracts.outbox_victims import DEATH
from tests.contracts.records import NOW, HandClock, signal
from tests.contracts.test_outbox_delivery import HERE, Mailbox, case, message


def _stop(program: str, *arguments: str) -> None:
    """Let another process live until it is busy, and tell it to stop."""
    with subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "busy\n"
        process.terminate()
        assert process.wait(30) == 0


async def _die(*arguments: str) -> str:
    """Let another process live and die; what it said."""
    code, said, wrong = await live("tests.contracts.outbox_victims", *arguments)
    assert code == DEATH, wrong
    return said


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
    await _die("turn", database, secret, moment, str(log))

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


async def test_killed_between_the_case_and_its_settling(database: str) -> None:
    """The backend has the signal, the outbox does not know: delivered again, one case, the same number."""
    secret = Keyring.new_secret()
    told = await _die("case", database, secret)
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


@pytest.mark.parametrize(("lane", "told"), [("reply", "sent 2"), ("case", "Rejected interrupted")])
async def test_a_row_that_kills_its_process_does_not_do_so_for_ever(database: str, lane: str, told: str) -> None:
    secret = Keyring.new_secret()
    store = Store.open(database, Keyring.from_secret(secret))
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await store.run(lambda tx: tx.enqueue([message("1"), message("2")] if lane == "reply" else [case()]))
    ends, said = [], ""
    for start in range(8):
        code, told_now, wrong = await live("tests.contracts.outbox_victims", "poisoned", database, secret, str(start))
        assert code in (0, DEATH), wrong
        ends.append(code)
        said += told_now
    found = await store.run(lambda tx: tx.outbox_counts())
    store.close()
    assert ends.count(DEATH) <= 5
    assert ends[-2:] == [0, 0]
    assert told in said
    assert (found["wacht"], found["dood"]) == (0, 1)


STOPPED = """
import asyncio, signal, sys
from bot.keys import Keyring
from bot.storage.store import Store
from bot.work.outbox import Deliverer
from tests.contracts.records import HandClock
from tests.contracts.test_outbox_stopping import Counter

url, secret = sys.argv[1:]

async def live():
    store, counter = Store.open(url, Keyring.from_secret(secret)), Counter(places=frozenset({"3"}))
    task = asyncio.create_task(Deliverer(store, {"matrix": counter}, {}, HandClock(), "stopped").run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    while len(counter.came) < 3:
        await asyncio.sleep(0.01)
    print("busy", flush=True)
    await asyncio.gather(task, return_exceptions=True)
    store.close()

asyncio.run(live())
"""


async def test_a_restart_loses_no_notice_that_only_waited_and_doubles_none(database: str) -> None:
    secret = Keyring.new_secret()
    store, mailbox, clock = Store.open(database, Keyring.from_secret(secret)), Mailbox(), HandClock()
    await store.run(lambda tx: tx.enqueue([message(name, f"s{name}", "notice") for name in "123"]))
    _stop(STOPPED, database, secret)
    worker = Deliverer(store, {"matrix": mailbox}, {}, clock, "next")
    await worker.drain()
    assert sorted(mailbox.sent) == ["1", "2"]
    clock.moment = NOW + timedelta(seconds=31)
    await worker.drain()
    found = await store.run(lambda tx: tx.outbox_counts())
    store.close()
    assert sorted(mailbox.sent) == ["1", "2"]
    assert (found["wacht"], found["dood"], found["onzeker"]) == (0, 0, 1)

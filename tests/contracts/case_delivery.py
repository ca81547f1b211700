"""A signal on its way through the outbox to a case backend. Run as a program: one process that may be killed."""

from __future__ import annotations

import asyncio
import sys

from bot.keys import Keyring
from bot.model import Delivery, Scope, TakenBack
from bot.ports import CaseBackend, Clock
from bot.storage.store import Store
from bot.storage.transaction import OutboxRow, Transaction
from bot.work.outbox import Deliverer
from bot.work.payloads import CaseOrder, WithdrawOrder, encode_case
from dialogs.signaal.signal import Signal
from tests.contracts.case_worlds import HERE, world
from tests.contracts.records import NOW, HandClock, later, signal
from tests.services.faults import Fault

LEASE = 121
"""Seconds after which what a dead process held is free."""
LONGEST_PAUSE = 3_600
"""Seconds after which whatever waits to be tried again is tried."""


def record(number: int, household: str = "") -> Signal:
    """An invented record with two children, each of its own household unless one is given."""
    children = [{"key": "kind1", "leeftijdsband": "4-11"}, {"key": "kind2", "leeftijdsband": "0-3"}]
    return signal(f"S-{number:08}", huishouden=household or f"HH-{number:08}", kinderen=children)


def confirm(each: Signal, channel: str) -> list[OutboxRow]:
    """The outbox row of a shared signal, as a turn makes it."""
    order = CaseOrder(HERE, "persoon", each.signaal_id)
    stream = f"case.{each.huishouden}"
    return [OutboxRow(key_of(each), stream, channel, "case", NOW, encode_case(order), gemeente=HERE)]


def key_of(each: Signal) -> str:
    return f"sleutel-{each.signaal_id}"


def taken_back(each: Signal, *, closes: bool = False) -> TakenBack:
    text = "Ingetrokken op dinsdag 3 maart door wie het schreef. Reden: dit signaal was er al."
    return TakenBack(each.signaal_id, HERE, "persoon", "dubbel", NOW, text, closes)


def take_back(each: Signal, channel: str, *, closes: bool = False) -> OutboxRow:
    """The outbox row of a signal that was taken back, as a turn makes it: in the stream of the signal."""
    order = WithdrawOrder(key_of(each), taken_back(each, closes=closes))
    stream = f"case.{each.huishouden}"
    key = f"intrekking-{each.signaal_id}"
    return OutboxRow(key, stream, channel, "case", NOW, encode_case(order), gemeente=HERE)


async def put(store: Store, channel: str, *records: Signal) -> None:
    def write(tx: Transaction) -> None:
        for each in records:
            tx.save_signal(Scope(HERE, person="persoon"), each, "persoon", True, NOW)
            tx.enqueue(confirm(each, channel))

    await store.run(write)


async def enqueue(store: Store, *rows: OutboxRow) -> None:
    await store.run(lambda tx: tx.enqueue(rows))


async def waiting(store: Store) -> int:
    counts = await store.run(lambda tx: tx.outbox_counts())
    assert counts["dood"] == counts["onzeker"] == 0, await store.run(lambda tx: tx.outbox_lines(9))
    return counts["wacht"]


class Heard:
    """What the owners of signals hear."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Delivery]] = []

    async def __call__(self, order: CaseOrder, delivery: Delivery) -> None:
        self.told.append((order.reference, delivery))


def worker(store: Store, backend: CaseBackend, clock: Clock, name: str, heard: Heard | None = None) -> Deliverer:
    return Deliverer(store, {}, {backend.name: backend}, clock, name, heard)


async def _live(kind: str, address: str, url: str, secret: str, seconds: str, at: str, fault: Fault) -> None:
    clock, keyring = HandClock(later(float(seconds))), Keyring.from_secret(secret)
    store, there = Store.open(url, keyring), world(kind, HandClock(later(float(seconds))), address)
    there.faults.arm(int(at), fault)  # of use where the system is this process itself
    await worker(store, there.backend(store, keyring), clock, f"victim.{seconds}").drain()
    store.close()


if __name__ == "__main__":
    asyncio.run(_live(*sys.argv[1:]))  # type: ignore[arg-type] # the test gives them

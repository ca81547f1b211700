"""Processes that die while they hold what has to go out. Run as a program: `case URL SECRET`, `poisoned URL SECRET
START`, or `turn URL SECRET MOMENT LOG`, where the moment is that of its death.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

from bot.cases.embedded import EmbeddedBackend
from bot.keys import Keyring
from bot.model import Delivered, Delivery, Outgoing
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.outbox import CASE, CHAT, CaseOrder, Deliverer
from dialogs.signaal.signal import Signal
from tests.contracts.records import NOW, HandClock, conversation, later, signal
from tests.contracts.test_outbox_delivery import HERE, Desk, Mailbox, case, message

DEATH = 9
"""The exit code of who dies at its moment."""


class Doomed(Mailbox):
    """A channel that writes down what it sends, and dies before or after that."""

    def __init__(self, moment: str, log: Path) -> None:
        super().__init__()
        self._moment, self._log = moment, log

    async def send(self, outgoing: Outgoing) -> Delivery:
        if self._moment == "before sending":
            os._exit(DEATH)
        with self._log.open("a", encoding="utf-8") as file:
            file.write(f"{outgoing.id}\n")
        if self._moment == "after sending":
            os._exit(DEATH)
        return Delivered()


class Poisoned(Mailbox):
    """A channel that one message kills, each time anew."""

    async def send(self, outgoing: Outgoing) -> Delivery:
        if outgoing.id == "1":
            os._exit(DEATH)
        sys.stdout.write(f"sent {outgoing.id}\n")
        sys.stdout.flush()
        return await super().send(outgoing)


class PoisonedDesk(Desk):
    """A case backend that every signal kills."""

    async def submit(self, key: str, signal: Signal) -> Delivery:
        os._exit(DEATH)


async def _go_on(store: Store, start: int) -> None:
    """Deliver what waits, with five tries at most; tell what becomes of a case."""

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        sys.stdout.write(f"{type(delivery).__name__} {getattr(delivery, 'code', '')}\n")
        sys.stdout.flush()

    paces = (replace(CHAT, attempts=5), replace(CASE, attempts=5))
    channels, desks = {"matrix": Poisoned()}, {"desk": PoisonedDesk()}
    clock = HandClock(later(4_000 * start))
    await Deliverer(store, channels, desks, clock, f"start{start}", hear, paces=paces).drain()
    store.close()


async def _live(store: Store, moment: str, log: Path) -> None:
    def turn(tx: Transaction) -> None:
        tx.remember_activity("$1", "gesprek", NOW)
        tx.save_conversation(conversation(state=b"verder"), NOW)
        tx.enqueue([message("1"), message("2")])
        if moment == "in the turn":
            os._exit(DEATH)

    await store.run(turn)
    if moment == "before delivery":
        os._exit(DEATH)
    if moment == "after the claim":
        await store.run(lambda tx: tx.claim(["matrix"], "victim", NOW, 30, 9))
        os._exit(DEATH)
    await Deliverer(store, {"matrix": Doomed(moment, log)}, {}, HandClock(), "victim").drain()
    os._exit(DEATH)


async def _open_a_case(store: Store) -> None:
    """Die between the case, of which it tells the number, and its settling."""
    clock = HandClock()

    def confirm(tx: Transaction) -> None:
        tx.save_signal(HERE, signal(), "persoon", True, NOW)
        tx.enqueue([replace(case(), channel="embedded")])

    async def die(order: CaseOrder, delivery: Delivery) -> None:
        assert isinstance(delivery, Delivered)
        sys.stdout.write(f"{delivery.reference}\n")
        sys.stdout.flush()
        os._exit(DEATH)

    await store.run(confirm)
    await Deliverer(store, {}, {"embedded": EmbeddedBackend(store, clock)}, clock, "victim", die).drain()


def main() -> None:
    what, url, secret, *more = sys.argv[1:]
    store = Store.open(url, Keyring.from_secret(secret))
    match what:
        case "case":
            asyncio.run(_open_a_case(store))
        case "poisoned":
            asyncio.run(_go_on(store, int(more[0])))
        case _:
            asyncio.run(_live(store, more[0], Path(more[1])))


if __name__ == "__main__":
    main()

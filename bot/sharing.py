"""A signal on its way to those who receive it, and that it was taken back: orders for the case backend that has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.keys import Keyring
from bot.model import Scope, TakenBack
from bot.storage.records import OutboxRow
from bot.storage.transaction import Transaction
from bot.work.payloads import CaseOrder, WithdrawOrder, encode_case


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A signal that was taken back, and where its own delivery goes or went."""

    taken_back: TakenBack
    household: str
    stream: str = ""
    """Of its delivery, while that is on its way."""
    channel: str = ""
    """The case backend that has it or gets it; empty: that of its municipality."""


def order_key(keys: Keyring, reference: str) -> str:
    """Id of the outbox row that delivers a signal, which is its key at the case backend."""
    return keys.derive("case", reference)


def order_behind(keys: Keyring, tx: Transaction, row: OutboxRow) -> CaseOrder | None:
    """The order in a row that cannot be read any more, by its id. None: it delivers no signal that still waits."""
    for reference, owner in tx.shared_waiting(Scope(row.gemeente)).items():
        if order_key(keys, reference) == row.id:
            return CaseOrder(row.gemeente, owner, reference, tx.last_conversation(owner))
    return None


class Sharing:
    """Orders the delivery of signals. Holds no state."""

    def __init__(self, keys: Keyring, backend_of: Callable[[str], str]) -> None:
        """`backend_of` names the case backend of a municipality."""
        self._keys = keys
        self._backend_of = backend_of

    def order(self, tx: Transaction, order: CaseOrder, household: str, now: datetime) -> None:
        """Have a stored signal delivered; those of one household go in order."""
        row = OutboxRow(
            id=order_key(self._keys, order.reference),
            stream=self._stream(order.gemeente, household),
            channel=self._backend_of(order.gemeente),
            lane="case",
            due_at=now,
            payload=encode_case(order),
            gemeente=order.gemeente,
        )
        tx.enqueue([row])

    def withdraw(self, tx: Transaction, withdrawn: Withdrawn, now: datetime) -> None:
        """Have it told that a signal was taken back, after the signal itself: in its stream."""
        back = withdrawn.taken_back
        row = OutboxRow(
            id=self._keys.derive("case.withdraw", back.reference),
            stream=withdrawn.stream or self._stream(back.gemeente, withdrawn.household),
            channel=withdrawn.channel or self._backend_of(back.gemeente),
            lane="case",
            due_at=now,
            payload=encode_case(WithdrawOrder(order_key(self._keys, back.reference), back)),
            gemeente=back.gemeente,
        )
        tx.enqueue([row])

    def _stream(self, gemeente: str, household: str) -> str:
        return self._keys.derive("case", gemeente, household)

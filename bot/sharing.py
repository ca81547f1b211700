"""A signal on its way to those who receive it: one order for the case backend of its municipality."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.keys import Keyring
from bot.storage.records import OutboxRow
from bot.storage.transaction import Transaction
from bot.work.payloads import CaseOrder, encode_case


class Sharing:
    """Orders the delivery of signals. Holds no state."""

    def __init__(self, keys: Keyring, backend_of: Callable[[str], str]) -> None:
        """`backend_of` names the case backend of a municipality."""
        self._keys = keys
        self._backend_of = backend_of

    def order(self, tx: Transaction, order: CaseOrder, household: str, now: datetime) -> None:
        """Have a stored signal delivered; those of one household go in order."""
        row = OutboxRow(
            id=self._keys.derive("case", order.reference),
            stream=self._keys.derive("case", order.gemeente, household),
            channel=self._backend_of(order.gemeente),
            lane="case",
            due_at=now,
            payload=encode_case(order),
            gemeente=order.gemeente,
        )
        tx.enqueue([row])

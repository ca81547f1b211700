"""What case backends answer on signals that were taken back, as an internal activity: each news is told once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.acts import withdrawing
from bot.acts.here import Here, Notice
from bot.model import Delivered, Delivery, Retry
from bot.ports import Clock
from bot.storage.records import AuditEntry
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.storage.withdrawal_statements import TOLD
from bot.work.payloads import WithdrawOrder

Inside = Callable[[Transaction, str, str, datetime], Here]
"""An act that nobody does, in a municipality."""
Tell = Callable[[Transaction, Sequence[Notice], str, datetime, str], None]
"""Lets notices of a municipality go out, once for each key."""


class TakingBack:
    """Writes down that a case backend knows it, and tells who took the signal back; also that it does not know yet."""

    def __init__(self, store: Store, clock: Clock, inside: Inside, tell: Tell) -> None:
        self._store = store
        self._clock = clock
        self._inside = inside
        self._tell = tell

    async def heard(self, order: WithdrawOrder, delivery: Delivery) -> None:
        """Take in what a backend answered; the same news twice changes nothing. Raises StorageGone."""
        now = self._clock.now()
        await self._store.run(lambda tx: self._heard(tx, order, delivery, now))

    def _heard(self, tx: Transaction, order: WithdrawOrder, delivery: Delivery, now: datetime) -> None:
        back = order.taken_back
        news = _news(delivery)
        key = f"withdraw.{back.reference}.{news}"
        if not tx.remember_activity(key, back.reference, now):
            return
        here = self._inside(tx, back.gemeente, back.owner, now)
        self._tell(tx, withdrawing.heard(here, back, delivery), back.gemeente, now, key)
        action = TOLD if isinstance(delivery, Delivered) else f"signal.withdrawal_{news}"
        tx.audit(AuditEntry(now, back.gemeente, "system", action, back.reference))


def _news(delivery: Delivery) -> str:
    if isinstance(delivery, Delivered):
        return "arrived"
    return "waits" if isinstance(delivery, Retry) else "refused"

"""The part of a transaction about signals that are taken back: whether they were, and how far their delivery is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.model import Scope
from bot.storage.rows import Rows
from bot.storage.withdrawal_statements import TAKEN_BACK


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a signal was taken back."""

    at: datetime
    """UTC."""
    reason: str
    """A code."""
    told: bool = False
    """Whether a case backend knows it."""


@dataclass(frozen=True, slots=True)
class Submitting:
    """How far the delivery of a signal is that has not arrived."""

    state: Literal["tegengehouden", "opgegeven", "onderweg"]
    """Held back before it ever went out; given up, and without a second chance now; on its way, or perhaps there."""
    stream: str
    channel: str


class WithdrawalRows(Rows):
    """Signals that were taken back, and their orders in the outbox."""

    __slots__ = ()

    def withdrawals(self, scope: Scope, references: Collection[str]) -> Mapping[str, Withdrawal]:
        """Those of these signals that were taken back. The audit trail alone knows it, with the reason."""
        found: dict[str, Withdrawal] = {}
        params = {"scope_gemeente": scope.gemeente, "names": list(references)}
        for row in self._connection.execute(self._sql.withdrawals, params) if references else ():
            if row.action == TAKEN_BACK:
                if row.reason:  # without one a private note was erased
                    found[row.object] = Withdrawal(row.at, row.reason)
            elif row.object in found:
                found[row.object] = replace(found[row.object], told=True)
        return found

    def hold_back(self, order: str) -> Submitting | None:
        """Take an order to deliver a signal out of the outbox, unless it was tried. None: there is no such order."""
        here = {"row": order}
        if (row := self._connection.execute(self._sql.hold_back, here).first()) is not None:
            return Submitting("tegengehouden", row.stream, row.channel)
        if (row := self._connection.execute(self._sql.drop_given_up, here).first()) is not None:
            return Submitting("opgegeven", row.stream, row.channel)
        row = self._connection.execute(self._sql.order_that_waits, here).first()
        return Submitting("onderweg", row.stream, row.channel) if row is not None else None

    def end_order(self, order: str) -> bool:
        """See that an order never goes out from now on; False while it waits for its next try."""
        self._connection.execute(self._sql.drop_given_up, {"row": order})
        return self._connection.execute(self._sql.order_that_waits, {"row": order}).first() is None

    def unshare(self, scope: Scope, reference: str) -> None:
        """Make a signal that never went out the private note again that its owner alone reads."""
        params = {"scope_gemeente": scope.gemeente, "name": reference}
        self._connection.execute(self._sql.unshare, {**params, "scope_person": scope.person})
        self._connection.execute(self._sql.unshare_events, params)

"""The SQL of signals that are taken back; part of `statements.py`, under the same rule."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BindParameter, and_, bindparam, delete, false, select, update

from bot.storage.tables import DEAD, WAITING, audit, case_events, outbox, signals

TAKEN_BACK: Final = "signal.withdraw"
"""With the code of why as its reason; without one where a private note was erased."""
HELD_BACK: Final = "signal.hold_back"
"""Its order never went out, for the reason that stands with it. It is a private note again, and not taken back."""
TOLD: Final = "signal.withdrawal_told"
"""A case backend knows that it was taken back."""


class WithdrawalStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _withdrawals(self) -> None:
        a, e, o, s = audit.c, case_events.c, outbox.c, signals.c
        here: BindParameter[Any] = bindparam("scope_gemeente")
        self.withdrawals = (
            select(a.object, a.action, a.at, a.reason)
            .where(
                a.gemeente == here,
                a.object.in_(bindparam("names", expanding=True)),
                a.action.in_((TAKEN_BACK, TOLD)),
            )
            .order_by(a.id)
        )
        row = o.id == bindparam("row")
        where = (o.stream, o.channel)
        # A try counts from its claim on, and a second chance keeps the code of the first: so this one never left.
        self.hold_back = delete(outbox).where(row, o.state == WAITING, o.attempts == 0, o.code == "").returning(*where)
        self.drop_given_up = delete(outbox).where(row, o.state == DEAD).returning(*where)
        self.order_that_waits = select(*where).where(row, o.state == WAITING)
        mine = and_(s.gemeente == here, s.owner == bindparam("scope_person"), s.signaal_id == bindparam("name"))
        self.unshare = update(signals).where(mine, s.delivered_at.is_(None)).values(shared=false())
        self.unshare_events = (
            update(case_events).where(e.gemeente == here, e.about == bindparam("name")).values(shared=false())
        )

"""The SQL of the outbox; part of `statements.py`, under the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, exists, func, null, or_, select, update

from bot.storage.parameters import moment, named
from bot.storage.records import LANES
from bot.storage.tables import DEAD, ONZEKER, WAITING, outbox, signals


class OutboxStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _outbox(self, insert: Callable[..., Any]) -> None:
        o, earlier = outbox.c, outbox.alias("earlier")
        last = select(func.coalesce(func.max(earlier.c.seq), 0) + 1).where(earlier.c.stream == bindparam("stream"))
        self.enqueue = (
            insert(outbox)
            .values(
                **named("id", "stream", "channel", "lane", "gemeente", "due_at", "attempts", "payload"),
                seq=last.scalar_subquery(),
                state=WAITING,
                code="",
                holder="",
            )
            .on_conflict_do_nothing(index_elements=[o.id])
        )
        self.heads_due = (
            select(o.id, o.stream, o.channel, o.lane, o.due_at, o.payload, o.attempts, o.gemeente, o.leased_until)
            .where(
                o.state == WAITING,
                o.due_at <= moment("now"),
                or_(o.leased_until.is_(null()), o.leased_until <= moment("now")),
                o.channel.in_(bindparam("channels", expanding=True)),
                o.lane.in_(bindparam("lanes", expanding=True)),
                ~exists().where(earlier.c.stream == o.stream, earlier.c.seq < o.seq, earlier.c.state == WAITING),
            )
            .order_by(case({lane: rank for rank, lane in enumerate(LANES)}, value=o.lane), o.due_at, o.id)
            .limit(bindparam("limit"))
            .with_for_update(skip_locked=True)
        )
        self.lease_rows = (
            update(outbox)
            .where(o.id.in_(bindparam("ids", expanding=True)))
            .values(holder=bindparam("by"), leased_until=moment("until"), attempts=o.attempts + 1)
        )
        self.shared_waiting = select(signals.c.signaal_id, signals.c.owner).where(
            signals.c.gemeente == bindparam("scope_gemeente"), signals.c.shared, signals.c.delivered_at.is_(null())
        )
        mine = and_(o.id == bindparam("row"), o.holder == bindparam("by"), o.state == WAITING)
        self.settle_done = delete(outbox).where(mine).returning(o.id)
        self.settle_again = (
            update(outbox)
            .where(mine)
            .values(
                holder="",
                leased_until=null(),
                due_at=moment("again_at"),
                code=bindparam("new_code"),
                attempts=o.attempts - bindparam("not_tried"),
            )
            .returning(o.id)
        )
        self.settle_given_up = (
            update(outbox)
            .where(mine)
            .values(holder="", leased_until=null(), state=bindparam("new_state"), code=bindparam("new_code"))
            .returning(o.id)
        )
        self.release_leases = (
            update(outbox)
            .where(o.leased_until.is_not(null()), o.state == WAITING)
            .values(holder="", leased_until=null())
            .returning(o.id)
        )
        self.give_rows_back = (
            update(outbox)
            .where(o.id.in_(bindparam("ids", expanding=True)), o.holder == bindparam("by"), o.state == WAITING)
            .values(holder="", leased_until=null(), attempts=o.attempts - 1)
            .returning(o.id)
        )
        self.due_now = (
            update(outbox)
            .where(
                o.channel == bindparam("of_channel"),
                o.state == WAITING,
                o.leased_until.is_(null()),
                o.due_at > moment("at"),
            )
            .values(due_at=moment("at"))
            .returning(o.id)
        )
        self.in_flight = (
            select(o.id, o.stream, o.lane, o.gemeente, o.due_at, o.attempts, o.payload)
            .where(o.channel == bindparam("of_channel"), o.state == WAITING, o.attempts > 0)
            .order_by(o.stream, o.seq)
        )
        self.rewrite = update(outbox).where(o.id == bindparam("row")).values(payload=bindparam("new_payload"))
        self.doubt = (
            update(outbox)
            .where(o.id == bindparam("row"), o.state == WAITING)
            .values(holder="", leased_until=null(), state=ONZEKER, code=bindparam("new_code"))
        )
        self.forget_given_up = (
            delete(outbox).where(o.state != WAITING, o.lane != "case", o.due_at < moment("before")).returning(o.id)
        )
        self.outbox_counts = select(o.state, func.count()).group_by(o.state)
        self.outbox_lines = (
            select(o.id, o.channel, o.lane, o.gemeente, o.state, o.code, o.attempts, o.due_at)
            .order_by(case({DEAD: 0, ONZEKER: 1}, value=o.state, else_=2), o.due_at, o.id)
            .limit(bindparam("limit"))
        )
        here = o.gemeente == bindparam("scope_gemeente")
        self.outbox_counts_of = self.outbox_counts.where(here)
        self.outbox_given_up = self.outbox_lines.where(here, o.state == DEAD)
        self.revive = (
            update(outbox)
            .where(o.id == bindparam("row"), o.state == DEAD)
            .values(state=WAITING, attempts=0, due_at=moment("now"))  # its code stays: it did go out before
            .returning(o.gemeente)
        )

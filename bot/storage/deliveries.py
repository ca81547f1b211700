"""The part of a transaction about the outbox and leases (design, "Order")."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable

from bot.keys import Unreadable
from bot.model import Scope
from bot.storage.records import LANES, Again, Dead, Done, Lane, Onzeker, OutboxLine, OutboxRow, Settled
from bot.storage.rows import Rows
from bot.storage.tables import DEAD, ONZEKER, WAITING


class DeliveryRows(Rows):
    """What has to go out, in which order, and who is busy with it."""

    __slots__ = ()

    def enqueue(self, rows: Sequence[OutboxRow]) -> None:
        """Put deliveries at the end of their streams, in this order. A row whose id is there already is left alone."""
        if not rows:
            return
        self._connection.execute(
            self._sql.enqueue,
            [
                {
                    "id": row.id,
                    "stream": row.stream,
                    "channel": row.channel,
                    "lane": row.lane,
                    "gemeente": row.gemeente,
                    "due_at": row.due_at,
                    "attempts": row.attempts,
                    "payload": self._keyring.seal(row.payload, f"outbox.payload:{row.id}"),
                }
                for row in rows
            ],
        )
        self.enqueued = True

    def claim(
        self,
        channels: Collection[str],
        holder: str,
        now: datetime,
        lease_seconds: float,
        limit: int,
        lanes: Collection[Lane] = LANES,
    ) -> list[OutboxRow]:
        """Take heads of streams that are due and free, urgent lanes first; nobody else gets them until the lease ends.

        Counts the try at once, so that of a row that kills its process the next one sees how often it was tried.
        """
        params = {"now": now, "channels": list(channels), "lanes": list(lanes), "limit": limit}
        rows = self._connection.execute(self._sql.heads_due, params).all()
        if not rows:
            return []
        until = now + timedelta(seconds=lease_seconds)
        self._connection.execute(self._sql.lease_rows, {"ids": [row.id for row in rows], "by": holder, "until": until})
        claimed = []
        for row in rows:
            payload = self._unsealed(row.payload, f"outbox.payload:{row.id}")
            claimed.append(
                OutboxRow(
                    id=row.id,
                    stream=row.stream,
                    channel=row.channel,
                    lane=row.lane,
                    due_at=row.due_at,
                    payload=payload or b"",
                    attempts=row.attempts + 1,
                    gemeente=row.gemeente,
                    interrupted=row.leased_until is not None,
                    readable=payload is not None,
                )
            )
        return claimed

    def shared_waiting(self, scope: Scope) -> Mapping[str, str]:
        """The owners of the signals of a municipality that were shared and not delivered, by reference."""
        rows = self._connection.execute(self._sql.shared_waiting, {"scope_gemeente": scope.gemeente}).all()
        return {row.signaal_id: row.owner for row in rows}

    def settle(self, row_id: str, holder: str, result: Settled, now: datetime) -> bool:
        """Write what became of a try. False: the lease was lost, somebody else has the row."""
        params: dict[str, Any] = {"row": row_id, "by": holder}
        statement: Executable
        match result:
            case Done():
                statement = self._sql.settle_done
            case Again(due_at, code, counts):
                statement = self._sql.settle_again
                params |= {"again_at": max(due_at, now), "new_code": code, "not_tried": 0 if counts else 1}
            case Dead(code):
                statement, params = self._sql.settle_given_up, params | {"new_state": DEAD, "new_code": code}
            case Onzeker(code):
                statement, params = self._sql.settle_given_up, params | {"new_state": ONZEKER, "new_code": code}
        return self._connection.execute(statement, params).first() is not None

    def release_leases(self) -> int:
        """Free all claimed rows; the number of them. Only at the start of a process that has the database to itself."""
        return len(self._connection.execute(self._sql.release_leases).all())

    def give_rows_back(self, row_ids: Collection[str], holder: str) -> int:
        """Free claimed rows of which nothing went out, as if they were never claimed; how many were still held."""
        found = self._connection.execute(self._sql.give_rows_back, {"ids": sorted(row_ids), "by": holder})
        return len(found.all())

    def due_now(self, channel: str, now: datetime) -> int:
        """Let what waits in this channel for its next try go at once; the number of rows. A reader just came in."""
        return len(self._connection.execute(self._sql.due_now, {"of_channel": channel, "at": now}).all())

    def in_flight(self, channel: str) -> list[OutboxRow]:
        """Rows of a channel that were tried and are not settled: each may have arrived."""
        found = []
        for row in self._connection.execute(self._sql.in_flight, {"of_channel": channel}).all():
            try:
                payload = self._keyring.open(row.payload, f"outbox.payload:{row.id}")
            except Unreadable:  # its next try finds that out
                continue
            found.append(
                OutboxRow(row.id, row.stream, channel, row.lane, row.due_at, payload, row.attempts, row.gemeente)
            )
        return found

    def rewrite(self, row_id: str, payload: bytes) -> None:
        """Let a row say something else from its next try on."""
        sealed = self._keyring.seal(payload, f"outbox.payload:{row_id}")
        self._connection.execute(self._sql.rewrite, {"row": row_id, "new_payload": sealed})

    def doubt(self, row_id: str, code: str) -> None:
        """Give a row up that may have arrived and must not be repeated."""
        self._connection.execute(self._sql.doubt, {"row": row_id, "new_code": code})

    def outbox_counts(self) -> Mapping[str, int]:
        """How many rows wait (`wacht`), were given up (`dood`) or may have arrived (`onzeker`)."""
        counts = dict.fromkeys((WAITING, DEAD, ONZEKER), 0)
        return counts | dict(self._connection.execute(self._sql.outbox_counts).all())

    def outbox_lines(self, limit: int) -> list[OutboxLine]:
        """List what is in the outbox, given up first; never what it says."""
        return [OutboxLine(*row) for row in self._connection.execute(self._sql.outbox_lines, {"limit": limit})]

    def outbox_counts_of(self, scope: Scope) -> Mapping[str, int]:
        """Count as above, of one municipality."""
        counts = dict.fromkeys((WAITING, DEAD, ONZEKER), 0)
        found = self._connection.execute(self._sql.outbox_counts_of, {"scope_gemeente": scope.gemeente}).all()
        return counts | dict(found)

    def outbox_given_up(self, scope: Scope, limit: int) -> list[OutboxLine]:
        """List what was given up in one municipality; never what it says."""
        params = {"scope_gemeente": scope.gemeente, "limit": limit}
        return [OutboxLine(*row) for row in self._connection.execute(self._sql.outbox_given_up, params)]

    def revive(self, row_id: str, now: datetime) -> str | None:
        """Let a row that was given up go out again, as if it were new; its municipality. None: there is no such row."""
        gemeente: str | None = self._connection.execute(self._sql.revive, {"row": row_id, "now": now}).scalar()
        self.enqueued = self.enqueued or gemeente is not None
        return gemeente

    def forget_given_up(self, before: datetime) -> int:
        """Remove what should have gone out before a moment and was given up, or may have arrived; how much that was.

        Orders for a case system stay: they go with their record.
        """
        return len(self._connection.execute(self._sql.forget_given_up, {"before": before}).all())

    def lease(self, name: str, holder: str, now: datetime, seconds: float) -> int | None:
        """Take or keep a task that one process does. The epoch grows with each new term; None: somebody else has it."""
        params = {"name": name, "by": holder, "now": now, "until": now + timedelta(seconds=seconds)}
        epoch: int | None = self._connection.execute(self._sql.lease, params).scalar()
        return epoch

    def give_back(self, name: str, holder: str, now: datetime) -> None:
        """End a term at once, so that somebody else need not wait for its end. Without one nothing happens."""
        self._connection.execute(self._sql.give_back, {"called": name, "by": holder, "now": now})

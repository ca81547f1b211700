"""The part of a transaction about how long records are kept: when each was last worked on, and erasing one."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.keys import Unreadable
from bot.model import Scope
from bot.storage.retention_statements import ERASED
from bot.storage.rows import Rows
from bot.storage.tables import CLOSED

Erasing = Literal["gewist", "bezig", "weg"]
"""Erased; something of it goes out this moment, so later; there is no such record."""


@dataclass(frozen=True, slots=True)
class KeptSignal:
    """A record as its term sees it: no content."""

    reference: str
    owner: str
    """Pseudonym of who gave it."""
    handler: str
    """Pseudonym of who works on its case, while that is open; empty: nobody."""
    created: datetime
    last_activity: datetime
    """UTC; when somebody last did something with it or its case."""
    pattern_open: bool
    """Whether F_PATROON stands on a record of its case that nobody took back, and that is open."""
    told: date | None
    """The day of erasing that was named in a warning since the last activity; None: nobody was warned."""


class RetentionRows(Rows):
    """The records of a municipality, whoever owns them."""

    __slots__ = ()

    def municipalities_kept(self) -> list[str]:
        """The municipalities of which something is kept that has a term, also where one is served no more."""
        return [row.gemeente for row in self._connection.execute(self._sql.municipalities_kept)]

    def signals_made_before(self, scope: Scope, before: datetime, after: str, limit: int) -> list[str]:
        """The next references of records that are old enough to look at, after one."""
        params = {"scope_gemeente": scope.gemeente, "before": before, "after": after, "most": limit}
        return [row.signaal_id for row in self._connection.execute(self._sql.signals_made_before, params)]

    def kept_signal(self, scope: Scope, reference: str) -> KeptSignal | None:
        """One record with its last activity. Of class D only whether a flag stands there; nobody reads it.

        The record is held until the unit of work ends: it is not erased while somebody renews it, nor the reverse.
        """
        here = {"scope_gemeente": scope.gemeente, "reference": reference}
        row = self._connection.execute(self._sql.kept_signal, here).first()
        if row is None:
            return None
        cases = self._connection.execute(self._sql.kept_cases, here).all()
        names = [reference, *(each.reference for each in cases)]
        moments = [row.created_at, row.delivered_at, self._connection.execute(self._sql.last_event, here).scalar()]
        moments.append(self._connection.execute(self._sql.last_act, {**here, "names": names}).scalar())
        for each in cases:
            moments += [each.taken_at, each.added_at, each.feedback_at]
        last = max(each for each in moments if each is not None)
        warned = self._connection.execute(self._sql.last_warning, here).first()
        still_open = [each for each in cases if each.state != CLOSED]
        return KeptSignal(
            reference=reference,
            owner=row.owner,
            handler=next((each.handler for each in still_open), ""),
            created=row.created_at,
            last_activity=last,
            pattern_open=any(self._has_pattern(scope, each.reference) for each in still_open),
            told=date.fromisoformat(warned.reason) if warned is not None and warned.at > last else None,
        )

    def was_erased(self, scope: Scope, reference: str) -> bool:
        """Whether a record of this reference was erased because its term was over."""
        params = {"scope_gemeente": scope.gemeente, "reference": reference}
        return self._connection.execute(self._sql.was_erased, params).first() is not None

    def erase_signal(self, scope: Scope, reference: str, rule: str, now: datetime) -> Erasing:
        """Remove a record and all that was told by it. First its rows of the outbox: nothing of it still goes out.

        What is of the household stays while another record of it is in the case. Only the line in the audit trail
        stays, and so the reference stays taken. While one of its rows is in somebody's hand nothing is done.
        """
        here = {"scope_gemeente": scope.gemeente, "reference": reference}
        if self._connection.execute(self._sql.hold_signal, here).first() is None:
            return "weg"
        links = self._connection.execute(self._sql.kept_cases, here).all()
        cases = {each.reference for each in links}
        alone = sorted(each for each in cases if not self._others(here, each))
        names = {**here, "names": [reference, *alone]}
        told = [row.reference for row in self._connection.execute(self._sql.tasks_about, names)]
        plans = [row.key for row in self._connection.execute(self._sql.plan_keys, here)]
        keys = {*(each.key for each in links), *plans, self._keyring.derive("case", reference)}
        if not self._close_outbox(here, keys, (reference, *alone, *told), now):
            return "bezig"
        for statement in (self._sql.unrelate_erased, self._sql.erase_calls):
            self._connection.execute(statement, {**here, "keys": sorted(keys)})
        for each in (self._sql.erase_plans, self._sql.erase_events, self._sql.erase_links):
            self._connection.execute(each, here)
        self._connection.execute(self._sql.erase_tasks, names)
        self._connection.execute(self._sql.erase_raised, {"names": names["names"]})
        for case in alone:
            self._connection.execute(self._sql.erase_joins, {**here, "case": case})
            self._connection.execute(self._sql.erase_case, {**here, "case": case})
        self._connection.execute(self._sql.erase_signal, here)
        line = {"gemeente": scope.gemeente, "object": reference, "reason": rule, "at": now}
        self._connection.execute(self._sql.audit, {**line, "actor": "system", "action": ERASED})
        return "gewist"

    def _others(self, here: Mapping[str, Any], case: str) -> bool:
        return self._connection.execute(self._sql.others_in_case, {**here, "case": case}).first() is not None

    def _close_outbox(
        self, here: Mapping[str, Any], keys: Collection[str], names: Collection[str], now: datetime
    ) -> bool:
        """Remove its order and every message that names it; False when one of them is going out now."""
        spoken = [name.encode() for name in names]
        rows = self._connection.execute(self._sql.rows_to_close, here).all()
        about = [row for row in rows if row.id in keys or self._tells_of(row.id, row.payload, spoken)]
        if any(row.leased_until is not None and row.leased_until > now for row in about):
            return False
        for row in about:
            self._connection.execute(self._sql.close_row, {**here, "row": row.id})
        return True

    def _tells_of(self, row: str, sealed: bytes, spoken: Collection[bytes]) -> bool:
        try:
            payload = self._keyring.open(sealed, f"outbox.payload:{row}")
        except Unreadable:  # it never goes out either
            return False
        return any(name in payload for name in spoken)

    def _has_pattern(self, scope: Scope, case: str) -> bool:
        params = {"scope_gemeente": scope.gemeente, "case": case}
        for row in self._connection.execute(self._sql.flags_of_case, params):
            place = f"signals.class_d:{scope.gemeente}/{row.signaal_id}"
            if "F_PATROON" in json.loads(self._keyring.open(row.class_d, place))["vlaggen"]:
                return True
        return False

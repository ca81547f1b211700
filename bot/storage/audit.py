"""The part of a transaction about the audit trail: who did what with which object. Ids and codes, never content."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.model import Scope
from bot.storage.records import AuditEntry
from bot.storage.rows import Rows


class AuditPage(NamedTuple):
    """Some lines of the audit trail, oldest first."""

    lines: tuple[AuditEntry, ...]
    last: int
    """Where the next page begins; 0 when this was the last."""


class AuditRows(Rows):
    """The audit trail of a municipality. Lines are added and read, never changed."""

    __slots__ = ()

    def audit(self, entry: AuditEntry) -> None:
        """Add a line; it stands only if the unit of work does."""
        params = {
            "at": entry.at,
            "gemeente": entry.gemeente,
            "actor": entry.actor,
            "action": entry.action,
            "object": entry.object,
            "reason": entry.reason,
        }
        self._connection.execute(self._sql.audit, params)

    def audit_rows(self, scope: Scope) -> list[AuditEntry]:
        """Read all of it, oldest first; with a person in the scope only what that person did."""
        params = {"scope_gemeente": scope.gemeente, "scope_person": scope.person}
        return [AuditEntry(*row) for row in self._connection.execute(self._sql.audit_rows, params)]

    def audit_page(self, scope: Scope, about: str, since: datetime, after: int, most: int) -> AuditPage:
        """Read at most so many lines since a moment (UTC) behind line `after`, of one object or with "" of all.

        With a person in the scope only what that person did.
        """
        params = {
            "scope_gemeente": scope.gemeente,
            "scope_person": scope.person,
            "about": about,
            "since": since,
            "after": after,
            "most": most,
        }
        rows = self._connection.execute(self._sql.audit_page, params).all()
        last = rows[-1][0] if len(rows) == most else 0
        return AuditPage(tuple(AuditEntry(*row[1:]) for row in rows), last)

"""The SQL of the audit trail; part of `statements.py`, under the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, or_, select

from bot.storage.parameters import moment, named
from bot.storage.tables import audit


class AuditStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _audit_trail(self, insert: Callable[..., Any]) -> None:
        a = audit.c
        self.audit = insert(audit).values(**named("at", "gemeente", "actor", "action", "object", "reason"))
        here = (
            a.gemeente == bindparam("scope_gemeente"),
            or_(bindparam("scope_person") == "", a.actor == bindparam("scope_person")),
        )
        line = (a.at, a.gemeente, a.actor, a.action, a.object, a.reason)
        self.audit_rows = select(*line).where(*here).order_by(a.id)
        self.audit_page = (
            select(a.id, *line)
            .where(
                *here,
                or_(bindparam("about") == "", a.object == bindparam("about")),
                a.at >= moment("since"),
                a.id > bindparam("after"),
            )
            .order_by(a.id)
            .limit(bindparam("most"))
        )

"""The part of a transaction about case systems that take several calls for one signal. Every method takes a scope."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.model import Scope
from bot.storage.records import CasePlan
from bot.storage.rows import Rows
from dialogs.signal import Signal

CASE: Final = "zaak"
"""The name of the call that makes the case itself."""


class CaseCallRows(Rows):
    """What was planned for a signal before the first call, and which calls are done."""

    __slots__ = ()

    def plan_case(self, scope: Scope, key: str, signal: Signal, now: datetime) -> CasePlan:
        """Fix what every try has to say alike, once; later the same plan, with the calls that are done by then."""
        here = {"scope_gemeente": scope.gemeente, "key": key}
        found = self._connection.execute(self._sql.case_plan, here).first()
        if found is None:
            household = self._keyring.derive("household", scope.gemeente, signal.huishouden)
            related = self._connection.execute(
                self._sql.first_case_of_household, here | {"household": household, "name": CASE}
            ).scalar()
            plan = {
                "gemeente": scope.gemeente,
                "key": key,
                "identificatie": signal.signaal_id,
                "household": household,
                "planned_at": now.replace(microsecond=0),
                "related": related or "",
            }
            self._connection.execute(self._sql.plan_case, plan)
            found = self._connection.execute(self._sql.case_plan, here).one()
        calls = self._connection.execute(self._sql.case_calls, here).all()
        return CasePlan(found.identificatie, found.planned_at, found.related, {call.name: call.url for call in calls})

    def case_call_done(self, scope: Scope, key: str, name: str, url: str, now: datetime) -> None:
        """Remember that a call is done, and the address of what it made."""
        call = {"gemeente": scope.gemeente, "key": key, "name": name, "url": url, "done_at": now}
        self._connection.execute(self._sql.case_call_done, call)

    def forget_case_calls(self, scope: Scope, key: str) -> None:
        """Begin anew: the case that the calls were about is gone."""
        self._connection.execute(self._sql.forget_case_calls, {"scope_gemeente": scope.gemeente, "key": key})

    def unrelate_case(self, scope: Scope, key: str) -> None:
        """Leave the other case of the household out of the plan: it is gone."""
        self._connection.execute(self._sql.unrelate_case, {"scope_gemeente": scope.gemeente, "plan_key": key})

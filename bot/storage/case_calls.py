"""The part of a transaction about case systems that take several calls for one signal. Every method takes a scope."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.model import Scope, Stage
from bot.storage.records import CaseElsewhere, CasePlan
from bot.storage.rows import Rows
from dialogs.signaal.signal import Signal

CASE: Final = "zaak"
"""The name of the call that makes the case itself."""
STAGES: Final[tuple[Stage, ...]] = ("opgepakt", "afgerond")
"""What people elsewhere can have made of a case, in order. Noted as `antwoord.<stage>` among its calls."""
_ANSWER: Final = "antwoord."


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
        return self._plan(found, here)

    def planned_case(self, scope: Scope, key: str) -> CasePlan | None:
        """The plan of a delivery, if it was made."""
        here = {"scope_gemeente": scope.gemeente, "key": key}
        found = self._connection.execute(self._sql.case_plan, here).first()
        return None if found is None else self._plan(found, here)

    def cases_elsewhere(self, scope: Scope, after: str, limit: int) -> list[CaseElsewhere]:
        """The next cases by key that arrived and are not finished, as far as was heard."""
        params = {"scope_gemeente": scope.gemeente, "after": after, "most": limit}
        rows = self._connection.execute(self._sql.cases_elsewhere, params | _NAMES)
        return [CaseElsewhere(row.key, row.identificatie, row.owner) for row in rows]

    def case_at(self, scope: Scope, uuid: str) -> CaseElsewhere | None:
        """The case whose address ends in this: servers call themselves by other names than we do."""
        params = {"scope_gemeente": scope.gemeente, "uuid": uuid}
        row = self._connection.execute(self._sql.case_at, params | _NAMES).first()
        return CaseElsewhere(row.key, row.identificatie, row.owner) if row else None

    def note_stage(self, scope: Scope, key: str, stage: Stage, now: datetime) -> bool:
        """Remember how far people elsewhere are; whether that is news."""
        call = {"gemeente": scope.gemeente, "key": key, "name": _ANSWER + stage, "url": "", "done_at": now}
        return self._connection.execute(self._sql.case_call_done, call).first() is not None

    def stage_of(self, scope: Scope, reference: str) -> Stage:
        """How far people elsewhere are with a signal, as far as was heard."""
        params = {"scope_gemeente": scope.gemeente, "reference": reference}
        noted = {row.name for row in self._connection.execute(self._sql.stages_of, params)}
        return next((stage for stage in reversed(STAGES) if _ANSWER + stage in noted), "ontvangen")

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

    def _plan(self, found: Any, here: Mapping[str, str]) -> CasePlan:
        calls = self._connection.execute(self._sql.case_calls, here).all()
        return CasePlan(found.identificatie, found.planned_at, found.related, {call.name: call.url for call in calls})


_NAMES: Final = {"case_name": CASE, "ended_name": _ANSWER + STAGES[-1]}

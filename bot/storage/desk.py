"""The part of a transaction about the receiving desk: who works on which case. Reading a record is in `signals.py`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.keys import Unreadable
from bot.model import Scope
from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class DeskSignal:
    """One signal of a case: what the desk may know of it without opening it."""

    reference: str
    owner: str
    feedback_due: date | None
    feedback_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeskCase:
    """A case as the desk works on it."""

    reference: str
    state: str
    handler: str
    """Pseudonym of the behandelaar; empty: nobody."""
    next_handler: str
    """To whom it is handed on; that one has not said yes."""
    taken_at: datetime | None
    area: str
    """Pseudonym of the district."""
    returned_by: tuple[str, ...]
    """Organisations that said that it is not theirs."""
    opened: datetime
    household: str
    signals: tuple[DeskSignal, ...]
    work: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What was written down while working on it, class C and D: regisseur, bewaker, dates, question, close."""
    readable: bool = True
    """False only in lists: a key is gone, so household and work are empty. Such a case is named and nothing more."""


class DeskRows(Rows):
    """Cases of a municipality at work. Each step names who takes it and changes nothing for anybody else."""

    __slots__ = ()

    def desk_new(self, scope: Scope, gebieden: Collection[str] | None) -> list[DeskCase]:
        """Cases that nobody took, of these districts or of an unknown one; None: of the whole municipality."""
        areas = [self.area(scope, each) for each in gebieden or ()]
        params = {"everywhere": "ja" if gebieden is None else "nee", "areas": areas}
        return self._cases(self._sql.desk_new, params, scope)

    def desk_mine(self, scope: Scope) -> list[DeskCase]:
        """Cases that the person of the scope works on, or that are handed to that person."""
        return self._cases(self._sql.desk_mine, {"whom": scope.person}, scope)

    def desk_case(self, scope: Scope, reference: str) -> DeskCase | None:
        """One case, by its own reference, a signal in it or its household. Whoever asks looks at who may see it.

        Raises Unreadable where its key is gone: nobody works on half a case.
        """
        params = {"reference": reference, "household_key": self.household_key(scope, reference)}
        found = next(iter(self._grouped(self._sql.desk_case, params, scope)), None)
        return None if found is None else self._case(scope, found)

    def take_case(self, scope: Scope, case: str, now: datetime) -> bool:
        """Make the person of the scope the behandelaar. False when somebody else was first."""
        return self._changed(self._sql.take_case, scope, {"case": case, "by": scope.person, "at": now})

    def return_case(self, scope: Scope, case: DeskCase, organisatie: str) -> bool:
        """Leave a case that nobody took to the other teams; this organisation sees it no more."""
        returned = json.dumps([*case.returned_by, organisatie])
        params = {"case": case.reference, "returned": returned}
        return self._changed(self._sql.return_case, scope, params)

    def offer_case(self, scope: Scope, case: str, to: str) -> bool:
        """Hand a case on; the person of the scope keeps it until the other says yes."""
        return self._changed(self._sql.offer_case, scope, {"case": case, "by": scope.person, "to": to})

    def accept_case(self, scope: Scope, case: str, now: datetime) -> bool:
        """Take over what was handed on to the person of the scope."""
        return self._changed(self._sql.accept_case, scope, {"case": case, "by": scope.person, "at": now})

    def decline_case(self, scope: Scope, case: str) -> bool:
        """Say no to it; the old behandelaar keeps it."""
        return self._changed(self._sql.decline_case, scope, {"case": case, "by": scope.person})

    def close_case(self, scope: Scope, case: str) -> bool:
        """Close what the person of the scope works on."""
        return self._changed(self._sql.close_case, scope, {"case": case, "by": scope.person})

    def pass_cases(self, scope: Scope, person: str, to: str) -> list[str]:
        """Give all cases of somebody to another, or put them back on the list when there is none."""
        params = {"scope_gemeente": scope.gemeente, "whom": person}
        self._connection.execute(self._sql.forget_next, params)
        if to:
            return [row.reference for row in self._connection.execute(self._sql.pass_cases, params | {"to": to})]
        return [row.reference for row in self._connection.execute(self._sql.free_cases, params)]

    def write_work(self, scope: Scope, case: DeskCase, **values: str) -> None:
        """Add to what is written down of a case now, sealed: two who write at once lose nothing of each other."""
        place = f"cases.work:{scope.gemeente}/{case.reference}"
        params = {"scope_gemeente": scope.gemeente, "case": case.reference}
        there = self._connection.execute(self._sql.work_of, params).scalar()
        work = {**(json.loads(self._keyring.open(there, place)) if there else {}), **values}
        sealed = self._keyring.seal(json.dumps(work).encode(), place)
        self._connection.execute(self._sql.write_work, params | {"sealed_work": sealed})

    def note_feedback(self, scope: Scope, case: str, now: datetime) -> None:
        """Note that those who signalled heard what was done."""
        self._connection.execute(self._sql.note_feedback, {"scope_gemeente": scope.gemeente, "case": case, "at": now})

    def owe_feedback(self, scope: Scope, reference: str, due: date) -> None:
        """Note until when somebody who signalled waits for an answer; the first date stays."""
        params = {"scope_gemeente": scope.gemeente, "signal": reference, "by_day": due.isoformat()}
        self._connection.execute(self._sql.owe_feedback, params)

    def invite_to_join(self, scope: Scope, code_hash: str, case: str, ground: str, until: datetime) -> None:
        """Keep the code and the ground of who invites to join two households."""
        params = {
            "gemeente": scope.gemeente,
            "code_hash": code_hash,
            "inviting_case": case,
            "inviter": scope.person,
            "inviting_ground": self._keyring.seal(
                ground.encode(), f"joins.inviting_ground:{scope.gemeente}/{code_hash}"
            ),
            "until": until,
        }
        self._connection.execute(self._sql.invite_to_join, params)

    def join_waiting(self, scope: Scope, code_hash: str, now: datetime) -> str | None:
        """The case behind an unused, unexpired code."""
        params = {"scope_gemeente": scope.gemeente, "hash": code_hash, "now": now}
        case: str | None = self._connection.execute(self._sql.join_waiting, params).scalar()
        return case

    def join(self, scope: Scope, code_hash: str, case: str, ground: str, now: datetime) -> str | None:
        """Accept with a ground of one's own; the other case. None for one's own code, or one that opens nothing."""
        sealed = self._keyring.seal(ground.encode(), f"joins.joining_ground:{scope.gemeente}/{code_hash}")
        params = {
            "scope_gemeente": scope.gemeente,
            "hash": code_hash,
            "now": now,
            "by": scope.person,
            "case": case,
            "their_ground": sealed,
        }
        other: str | None = self._connection.execute(self._sql.join, params).scalar()
        return other

    def joined_with(self, scope: Scope, case: str) -> list[str]:
        """References of the cases of the same household."""
        rows = self._connection.execute(self._sql.joined_with, {"scope_gemeente": scope.gemeente, "case": case})
        return sorted({other for row in rows for other in row if other != case})

    def count_cases(self, scope: Scope) -> Mapping[str, int]:
        """How many cases there are, by state."""
        rows = self._connection.execute(self._sql.count_cases, {"scope_gemeente": scope.gemeente}).all()
        return {str(state): int(count) for state, count in rows}

    def area(self, scope: Scope, gebied: str) -> str:
        """How cases of one district find each other without telling which district it is; empty stays empty."""
        return self._keyring.derive("area", scope.gemeente, gebied) if gebied else ""

    def household_key(self, scope: Scope, household: str) -> str:
        """How rows of one household find each other without telling which household it is."""
        return self._keyring.derive("household", scope.gemeente, household)

    def _changed(self, statement: Any, scope: Scope, params: Mapping[str, Any]) -> bool:
        found = self._connection.execute(statement, {"scope_gemeente": scope.gemeente, **params}).first()
        return found is not None

    def _cases(self, statement: Any, params: Mapping[str, Any], scope: Scope) -> list[DeskCase]:
        """Cases in a list; one whose key is gone stands there too, and keeps nobody from the others."""
        return [self._listed(scope, each) for each in self._grouped(statement, params, scope)]

    def _grouped(self, statement: Any, params: Mapping[str, Any], scope: Scope) -> list[list[Any]]:
        grouped: dict[str, list[Any]] = {}
        for row in self._connection.execute(statement, {"scope_gemeente": scope.gemeente, **params}).all():
            grouped.setdefault(row.reference, []).append(row)
        return list(grouped.values())

    def _listed(self, scope: Scope, rows: list[Any]) -> DeskCase:
        try:
            return self._case(scope, rows)
        except Unreadable:
            self._log_unreadable("cases", f"{scope.gemeente}/{rows[0].reference}")
            return _desk_case(rows, "", {}, readable=False)

    def _case(self, scope: Scope, rows: list[Any]) -> DeskCase:
        row = rows[0]
        place = f"{scope.gemeente}/{row.reference}"
        household = self._keyring.open(row.household_sealed, f"cases.household:{place}").decode()
        work = json.loads(self._keyring.open(row.work, f"cases.work:{place}")) if row.work else {}
        return _desk_case(rows, household, work)


def _desk_case(rows: list[Any], household: str, work: Mapping[str, str], *, readable: bool = True) -> DeskCase:
    row = rows[0]
    return DeskCase(
        reference=row.reference,
        state=row.state,
        handler=row.handler,
        next_handler=row.next_handler,
        taken_at=row.taken_at,
        area=row.area,
        returned_by=tuple(json.loads(row.returned_by)) if row.returned_by else (),
        opened=row.opened_at,
        household=household,
        signals=tuple(
            DeskSignal(
                each.signaal_id,
                each.owner,
                date.fromisoformat(each.feedback_due) if each.feedback_due else None,
                each.feedback_at,
            )
            for each in rows
        ),
        work=work,
        readable=readable,
    )

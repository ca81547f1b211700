"""The part of a transaction about signals and cases. Every method takes a scope."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.model import Scope
from bot.storage.audit import AuditRows
from bot.storage.errors import ReferenceTaken
from bot.storage.records import AuditEntry, CaseRow, SignalRow
from dialogs.signaal.signal import Signal, join_classes, split_by_class


class SignalRows(AuditRows):
    """The records of a municipality. What is not yours reads as what does not exist."""

    __slots__ = ()

    def save_signal(self, scope: Scope, signal: Signal, owner: str, shared: bool, now: datetime) -> None:
        """Write a confirmed record once; the same record again changes nothing.

        Raises ReferenceTaken when another record has its id, or had it (a reference has 35 bits).
        """
        parts = split_by_class(signal)
        place = f"{scope.gemeente}/{signal.signaal_id}"
        params = {
            "gemeente": scope.gemeente,
            "signaal_id": signal.signaal_id,
            "owner": owner,
            "created_at": now,
            "shared": shared,
            "household": self._household(scope, signal),
            **self._sealed(signal, place),
        }
        here = {"scope_gemeente": scope.gemeente, "reference": signal.signaal_id}
        if self._connection.execute(self._sql.save_signal, params).first() is not None:
            if self._connection.execute(self._sql.was_erased, here).first() is not None:
                raise ReferenceTaken  # people still know it as that of a record that is gone
            return
        there = self._connection.execute(self._sql.signal_owner, here).one()
        class_d = json.loads(self._keyring.open(there.class_d, f"signals.class_d:{place}"))
        if (there.owner, class_d) != (owner, parts["D"]):
            raise ReferenceTaken

    def change_own_note(self, scope: Scope, signal: Signal, *, share: bool) -> bool:
        """Write a corrected record of who is in the scope over the old one, and with `share` let the desk see it.

        False for a record of somebody else, and for one that was shared: others may have read that.
        """
        place = f"{scope.gemeente}/{signal.signaal_id}"
        params = {**_seen_by(scope), "reference": signal.signaal_id, "to_share": share, **self._sealed(signal, place)}
        return self._connection.execute(self._sql.change_own_note, params).first() is not None

    def signal(self, scope: Scope, reference: str, reader: str, now: datetime) -> Signal | None:
        """Open a whole record; because class D is opened, who reads it stands in the audit trail from then on."""
        row = self._connection.execute(self._sql.signal, {**_seen_by(scope), "reference": reference}).first()
        if row is None:
            return None
        place = f"{scope.gemeente}/{reference}"
        parts = json.loads(row.open_part)
        parts["C"] = json.loads(self._keyring.open(row.class_c, f"signals.class_c:{place}"))
        parts["D"] = json.loads(self._keyring.open(row.class_d, f"signals.class_d:{place}"))
        self.audit(AuditEntry(now, scope.gemeente, reader, "signal.read", reference))
        return join_classes(parts)

    def signals(self, scope: Scope) -> list[SignalRow]:
        """List records, oldest first. The desk (no person in the scope) sees what was shared, never a private note."""
        return [
            SignalRow(
                reference=row.signaal_id,
                created=row.created_at,
                shared=row.shared,
                delivered_at=row.delivered_at,
                household=self._class_c(scope, row.signaal_id, row.class_c)["huishouden"],
                backend=row.backend,
            )
            for row in self._connection.execute(self._sql.signals, _seen_by(scope))
        ]

    def mark_delivered(self, scope: Scope, reference: str, backend: str, backend_reference: str, now: datetime) -> None:
        """Note that a case backend has the record; the first time counts."""
        params = {"reference": reference, "at": now, "by_backend": backend, "their_reference": backend_reference}
        self._connection.execute(self._sql.mark_delivered, _seen_by(scope) | params)

    def open_case(self, scope: Scope, key: str, signal: Signal, now: datetime) -> str:
        """Add a record to the case of its household, opening one if needed; the same key gives the same reference.

        A closed case is open again: a new worry is never filed under what was settled (signal_schema.md §4 rule 2).
        """
        here = {"scope_gemeente": scope.gemeente}
        known: str | None = self._connection.execute(self._sql.case_of_key, here | {"key": key}).scalar()
        if known is not None:
            return known
        household = self._household(scope, signal)
        reference = self._keyring.reference("Z", scope.gemeente, household)
        place = f"cases.household:{scope.gemeente}/{reference}"
        new_case = {
            "gemeente": scope.gemeente,
            "reference": reference,
            "household": household,
            "household_sealed": self._keyring.seal(signal.huishouden.encode(), place),
            "opened_at": now,
            "area": self._keyring.derive("area", scope.gemeente, signal.gebied) if signal.gebied else "",
        }
        if self._connection.execute(self._sql.open_case, new_case).first() is None:
            there = self._connection.execute(self._sql.case_of_household, here | {"household": household}).scalar()
            if there is None:
                raise ReferenceTaken
            self._connection.execute(self._sql.reopen_case, here | {"case": there})
            reference = there
        link = {
            "gemeente": scope.gemeente,
            "key": key,
            "case_reference": reference,
            "signaal_id": signal.signaal_id,
            "owner": signal.bron_gebruiker,
            "added_at": now,
        }
        self._connection.execute(self._sql.link_case, link)
        return reference

    def case_of_key(self, scope: Scope, key: str) -> str:
        """The case to which a delivery added its record; empty where it never did."""
        params = {"scope_gemeente": scope.gemeente, "key": key}
        return self._connection.execute(self._sql.case_of_key, params).scalar() or ""

    def cases(self, scope: Scope) -> list[CaseRow]:
        """List cases, oldest first; with a person in the scope only those in which that person signalled."""
        found: dict[str, CaseRow] = {}
        params = {"scope_gemeente": scope.gemeente, "scope_person": scope.person}
        for row in self._connection.execute(self._sql.cases, params):
            before = found.get(row.reference)
            place = f"cases.household:{scope.gemeente}/{row.reference}"
            found[row.reference] = CaseRow(
                reference=row.reference,
                opened=row.opened_at,
                household=before.household if before else self._keyring.open(row.household_sealed, place).decode(),
                signals=(*(before.signals if before else ()), row.signaal_id),
            )
        return list(found.values())

    def _sealed(self, signal: Signal, place: str) -> dict[str, object]:
        """The parts of a record as they lie in its row."""
        parts = split_by_class(signal)
        return {
            "open_part": json.dumps({"A": parts["A"], "B": parts["B"]}),
            "class_c": self._keyring.seal(json.dumps(parts["C"]).encode(), f"signals.class_c:{place}"),
            "class_d": self._keyring.seal(json.dumps(parts["D"]).encode(), f"signals.class_d:{place}"),
        }

    def _household(self, scope: Scope, signal: Signal) -> str:
        """How rows of one household find each other without telling which household it is."""
        return self._keyring.derive("household", scope.gemeente, signal.huishouden)

    def _class_c(self, scope: Scope, reference: str, sealed: bytes) -> dict[str, Any]:
        opened = self._keyring.open(sealed, f"signals.class_c:{scope.gemeente}/{reference}")
        part: dict[str, Any] = json.loads(opened)
        return part


def _seen_by(scope: Scope) -> dict[str, Any]:
    return {"scope_gemeente": scope.gemeente, "scope_person": scope.person, "scope_system": scope.system}

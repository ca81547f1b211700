"""The part of a transaction about a household over time: its signals together, what happened besides, a split."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model import Scope
from bot.storage.desk import DeskCase
from bot.storage.errors import ReferenceTaken
from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that was told of a family after its signal. Only added, never changed."""

    id: str
    about: str
    """The signal by which it was told."""
    person: str
    """Who told it."""
    at: datetime
    """UTC; when it was told."""
    kind: str = field(default="", repr=False)
    body: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Codes and Amsterdam dates, class C and D; a list of codes stands with spaces between."""
    shared: bool = True
    """Whether who works on the case sees it."""


@dataclass(frozen=True, slots=True)
class HouseholdSignal:
    """One signal of a household, by reference."""

    reference: str
    household: str
    """A pseudonym of the pseudonym."""
    shared: bool


@dataclass(frozen=True, slots=True)
class CountedCase:
    """A case as a count may see it: codes, no reference and nobody."""

    opened: datetime
    taken: datetime | None
    state: str
    outcomes: tuple[str, ...]
    """One for each signal."""
    flags: frozenset[str]
    work: Mapping[str, str] = field(repr=False)
    events: tuple[Mapping[str, str], ...] = field(repr=False)
    """Each with its kind as `soort`."""


class HouseholdRows(Rows):
    """The households of a municipality."""

    __slots__ = ()

    def household_of(self, scope: Scope, reference: str) -> tuple[str, bool] | None:
        """The household of a signal that the scope sees, and whether the desk sees the signal."""
        row = self._connection.execute(self._sql.household_of, {**_seen(scope), "reference": reference}).first()
        return (row.household, row.shared) if row is not None else None

    def signals_of_household(self, scope: Scope, households: Collection[str]) -> list[HouseholdSignal]:
        """The signals that the scope sees, oldest first."""
        params = {**_seen(scope), "households": list(households)}
        return [HouseholdSignal(*row) for row in self._connection.execute(self._sql.signals_of_household, params)]

    def add_event(self, scope: Scope, household: str, event: CaseEvent) -> bool:
        """Write down what happened; the same one twice stands once, and the second time says False."""
        params = {
            "gemeente": scope.gemeente,
            "id": event.id,
            "household": household,
            "about": event.about,
            "person": event.person,
            "shared": event.shared,
            "at": event.at,
            "body": self._keyring.seal(
                json.dumps({"soort": event.kind, **event.body}).encode(), _place(scope.gemeente, event.id)
            ),
        }
        return self._connection.execute(self._sql.add_event, params).first() is not None

    def events_of(self, scope: Scope, households: Collection[str]) -> list[CaseEvent]:
        """What was told of these households, oldest first: what is shared, and the own notes of the scope's person."""
        params = {"scope_gemeente": scope.gemeente, "scope_person": scope.person, "households": list(households)}
        found = []
        for row in self._connection.execute(self._sql.events_of, params):
            body = self._event_body(scope, row.id, row.body)
            kind = body.pop("soort")
            found.append(CaseEvent(row.id, row.about, row.person, row.at, kind, body, row.shared))
        return found

    def split_case(self, scope: Scope, signal: str, case: DeskCase, household: str, now: datetime) -> str:
        """Give one signal of a case a household and a case of its own, with the same behandelaar; the new case.

        What was told by that signal goes along. Raises ReferenceTaken when the new case has the name of another.
        """
        key = self._keyring.derive("household", scope.gemeente, household)
        reference = self._keyring.reference("Z", scope.gemeente, household)
        new = {
            "gemeente": scope.gemeente,
            "reference": reference,
            "household": key,
            "household_sealed": self._keyring.seal(household.encode(), f"cases.household:{scope.gemeente}/{reference}"),
            "opened_at": now,
            "area": case.area,
        }
        if self._connection.execute(self._sql.open_case, new).first() is None:
            raise ReferenceTaken
        here = {"scope_gemeente": scope.gemeente}
        taken = {"case": reference, "by": case.handler, "at": now}
        self._connection.execute(self._sql.take_case, here | taken)
        place = f"signals.class_c:{scope.gemeente}/{signal}"
        sealed = self._connection.execute(self._sql.class_c_of, here | {"moved": signal}).scalar_one()
        class_c = {**json.loads(self._keyring.open(sealed, place)), "huishouden": household}
        sealed = self._keyring.seal(json.dumps(class_c).encode(), place)
        moved = here | {"moved": signal, "to_household": key}
        self._connection.execute(self._sql.move_signal, moved | {"sealed": sealed})
        self._connection.execute(self._sql.move_link, here | {"moved": signal, "to_case": reference})
        self._connection.execute(self._sql.move_events, moved)
        return reference

    def unjoin(self, scope: Scope, case: str) -> int:
        """Take apart what two professionals joined. How many joins that were."""
        params = {"scope_gemeente": scope.gemeente, "case": case}
        return len(self._connection.execute(self._sql.unjoin, params).all())

    def counted_cases(self, scope: Scope) -> list[CountedCase]:
        """Every case of the desk for counting. Own notes and shielded signals have no case."""
        here = {"scope_gemeente": scope.gemeente}
        signals: dict[str, list[Mapping[str, object]]] = defaultdict(list)
        for row in self._connection.execute(self._sql.all_shared_signals, here):
            place = f"signals.class_d:{scope.gemeente}/{row.signaal_id}"
            signals[row.household].append(json.loads(self._keyring.open(row.class_d, place)))
        events: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for row in self._connection.execute(self._sql.all_shared_events, here):
            events[row.household].append(self._event_body(scope, row.id, row.body))
        found = []
        for found_case in self._connection.execute(self._sql.all_cases, here):
            place = f"cases.work:{scope.gemeente}/{found_case.reference}"
            records = signals[found_case.household]
            found.append(
                CountedCase(
                    opened=found_case.opened_at,
                    taken=found_case.taken_at,
                    state=found_case.state,
                    outcomes=tuple(str(each["kindcheck_uitkomst"]) for each in records),
                    flags=frozenset(flag for each in records for flag in each["vlaggen"]),  # type: ignore[attr-defined]  # a list in the record
                    work=json.loads(self._keyring.open(found_case.work, place)) if found_case.work else {},
                    events=tuple(events[found_case.household]),
                )
            )
        return found

    def _event_body(self, scope: Scope, event: str, sealed: bytes) -> dict[str, str]:
        body: dict[str, str] = json.loads(self._keyring.open(sealed, _place(scope.gemeente, event)))
        return body


def _place(gemeente: str, event: str) -> str:
    return f"case_events.body:{gemeente}/{event}"


def _seen(scope: Scope) -> dict[str, object]:
    return {"scope_gemeente": scope.gemeente, "scope_person": scope.person, "scope_system": scope.system}

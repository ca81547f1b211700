"""The outcome of a check: the first row that fits, its flags, urgency and term, and what led to it (kindcheck.md §8).

One table for the dialog and for `signaalwijzer assess`. Pure: the time is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.model import Value
from dialogs.outcome.outcome_tables import Row, TableData, Unit
from dialogs.policy import POLICIES, Facts, Policy, reasons
from dialogs.questions.conditions import Condition, Lookup, Reasons, Test, compile_condition, compile_reasons
from dialogs.workdays import add_months, add_working_days, working_day_before


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take."""

    name: str
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the table says about one set of facts."""

    outcome: str
    row: str
    urgency: str
    flags: tuple[str, ...]
    """In the order of kindcheck.md §8.1."""
    step: str
    """The meldcode step to take next (labels.md, STAP)."""
    term: Term | None
    """Of the first step; None when nothing is due."""
    because: tuple[str, ...]
    """The derived values and variables of the row that held; what a rule forced is named by its cause."""
    calendar_days: bool = False
    """Terms in working days count in calendar days, also at the weekend (§8.2)."""


@dataclass(frozen=True, slots=True)
class _Rule:
    test: Test
    result: str


@dataclass(frozen=True)
class Tables:
    """The outcome table of one dialog, compiled. Immutable."""

    data: TableData
    policy: Policy = field(init=False, repr=False)
    _rows: tuple[tuple[Test, Row, Reasons], ...] = field(init=False, repr=False)
    _flags: tuple[_Rule, ...] = field(init=False, repr=False)
    _urgency: Mapping[str, tuple[_Rule, ...]] = field(init=False, repr=False)
    _deadlines: Mapping[str, tuple[_Rule, ...]] = field(init=False, repr=False)
    _calendar_days: Test = field(init=False, repr=False)
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        data = self.data
        compiled: dict[str, object] = {
            "policy": POLICIES[data.policy],
            "_rows": tuple((_test(row.when), row, _reasons(row.when)) for row in data.rows),
            "_flags": tuple(_Rule(compile_condition(flag.when), flag.code) for flag in data.flags),
            "_urgency": {
                outcome: tuple(_Rule(_test(r.when), r.urgency) for r in data.urgency if outcome in r.outcomes)
                for outcome in data.rank
            },
            "_deadlines": {
                outcome: tuple(_Rule(_test(r.when), r.term) for r in data.deadlines if outcome in r.outcomes)
                for outcome in data.rank
            },
            "_calendar_days": compile_condition(data.calendar_days.when),
            "_places": {outcome: place for place, outcome in enumerate(data.rank)},
        }
        for name, value in compiled.items():
            object.__setattr__(self, name, value)

    @property
    def adjustable(self) -> frozenset[str]:
        """Names of the terms that a municipality may set differently (§8.2)."""
        return frozenset(name for name, term in self.data.terms.items() if not term.fixed)

    def term(self, name: str, *, calendar_days: bool = False, changed: Mapping[str, int] | None = None) -> Term:
        """Give a term as it holds here. KeyError for an unknown name; a change of a fixed term does not count."""
        data = self.data.terms[name]
        amount = data.amount if data.fixed else (changed or {}).get(name, data.amount)
        return Term(name, amount, "kalenderdagen" if calendar_days and data.weekend else data.unit)


def load_tables(dialog: str, directory: Path = CONTENT) -> Tables:
    """Load the outcome table of a dialog. Raises ContentError with file and line."""
    return Tables(load_model(directory / f"{dialog}.uitkomsten.yaml", TableData))


def judge(tables: Tables, facts: Facts, changed: Mapping[str, int] | None = None) -> Verdict:
    """Apply the table to normalised facts. `changed` holds terms of the municipality, by name."""
    row, why = next((row, why) for test, row, why in tables._rows if test(facts))
    flags = tuple(rule.result for rule in tables._flags if rule.test(facts))
    told: dict[str, Value] = {"rij": row.id, "uitkomst": row.outcome, "vlaggen": flags}
    look = beyond(facts, told)
    urgency = next(rule.result for rule in tables._urgency[row.outcome] if rule.test(look))
    told["urgentie"] = urgency
    name = next((rule.result for rule in tables._deadlines[row.outcome] if rule.test(look)), None)
    calendar_days = tables._calendar_days(facts)
    return Verdict(
        outcome=row.outcome,
        row=row.id,
        urgency=urgency,
        flags=flags,
        step=row.step,
        term=None if name is None else tables.term(name, calendar_days=calendar_days, changed=changed),
        because=reasons(tables.policy, why, facts),
        calendar_days=calendar_days,
    )


def higher(tables: Tables, a: str, b: str) -> bool:
    """Tell whether outcome `a` ranks above `b` (§8: U6, U6b, U5, U4, U2, U3, U1, U0)."""
    return tables._places[a] < tables._places[b]


def due(term: Term, now: datetime, today: date, event: date | None = None) -> date | datetime:
    """Give the moment (UTC, for minutes and hours) or the Amsterdam date by which something is due.

    A dated event moves a date to one working day before it, if that is earlier, but never into the past (§8.2).
    """
    if term.unit == "minuten":
        return now + timedelta(minutes=term.amount)
    if term.unit == "uren":
        return now + timedelta(hours=term.amount)
    by = _DATES[term.unit](today, term.amount)
    return by if event is None else max(today, min(by, working_day_before(event)))


def beyond(facts: Lookup, more: Mapping[str, Value]) -> Lookup:
    """Let a condition see more than the facts: what the verdict says, the sector of the professional."""

    def look(name: str) -> Value:
        return more[name] if name in more else facts(name)

    return look


def _test(condition: Condition | None) -> Test:
    return compile_condition(condition) if condition is not None else lambda _: True


def _reasons(condition: Condition | None) -> Reasons:
    return compile_reasons(condition) if condition is not None else lambda _: ()


def _calendar_days(day: date, count: int) -> date:
    return day + timedelta(days=count)


_DATES: Mapping[str, Callable[[date, int], date]] = MappingProxyType(
    {"kalenderdagen": _calendar_days, "werkdagen": add_working_days, "maanden": add_months}
)

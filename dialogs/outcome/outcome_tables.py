"""The shape of an outcome table in YAML: rows, flags, urgency and terms (kindcheck.md §8).

Strict: every name and value in a condition must exist, exactly one row has no condition and stands last, and every
outcome has an urgency in every case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import Field, model_validator

from dialogs.policy import POLICIES
from dialogs.questions.conditions import Condition
from dialogs.questions.schema import Sources, Strict
from dialogs.signaal.signal_values import VALUE_LISTS, Stap, Uitkomst, Urgentie, Vlag

Unit = Literal["minuten", "uren", "kalenderdagen", "werkdagen", "maanden"]


class Row(Strict):
    """One row of the table; without a condition it is the default."""

    id: str
    when: Condition | None = None
    outcome: Uitkomst
    step: Stap
    """The meldcode step that the professional takes next."""
    source: Sources


class FlagRule(Strict):
    """When a flag stands with an outcome."""

    code: Vlag
    when: Condition
    source: Sources


class UrgencyRule(Strict):
    """How urgent an outcome is; the first that fits."""

    outcomes: tuple[Uitkomst, ...] = Field(alias="for", min_length=1)
    when: Condition | None = None
    urgency: Urgentie = Field(alias="is")
    source: Sources


class Deadline(Strict):
    """By which term the first step of an outcome is due; the first that fits."""

    outcomes: tuple[Uitkomst, ...] = Field(alias="for", min_length=1)
    when: Condition | None = None
    term: str
    source: Sources


class CalendarRule(Strict):
    """When working days become calendar days."""

    when: Condition
    source: Sources


class TermData(Strict):
    """How long a term is. Its name ends in its unit, so that a municipality cannot mistake the one for the other."""

    amount: int = Field(ge=0)
    unit: Unit
    fixed: bool = False
    """A municipality may not change it."""
    weekend: bool = False
    """Becomes calendar days where the table says so."""
    source: Sources


class TableData(Strict):
    """One file `<dialog>.uitkomsten.yaml`."""

    policy: str
    rank: tuple[Uitkomst, ...]
    """Highest first."""
    rows: tuple[Row, ...]
    flags: tuple[FlagRule, ...]
    urgency: tuple[UrgencyRule, ...]
    deadlines: tuple[Deadline, ...]
    calendar_days: CalendarRule
    terms: Mapping[str, TermData]

    @model_validator(mode="after")
    def _sound(self) -> TableData:
        faults = [*self._of_rows(), *self._of_rules(), *self._of_conditions()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _of_rows(self) -> Iterator[str]:
        if [row.id for row in self.rows if row.when is None] != [self.rows[-1].id if self.rows else ""]:
            yield "exactly one row without a condition, and that one last"
        if len({row.id for row in self.rows}) != len(self.rows):
            yield "a row id stands twice"
        if {row.outcome for row in self.rows} != set(self.rank) or len(set(self.rank)) != len(self.rank):
            yield "rank names every outcome of the rows, each once"
        if len({flag.code for flag in self.flags}) != len(self.flags):
            yield "a flag stands twice"

    def _of_rules(self) -> Iterator[str]:
        for outcome in self.rank:
            rules = [rule for rule in self.urgency if outcome in rule.outcomes]
            if not rules or rules[-1].when is not None or any(rule.when is None for rule in rules[:-1]):
                yield f"urgency of {outcome}: exactly one rule without a condition, and that one last"
        for deadline in self.deadlines:
            if deadline.term not in self.terms:
                yield f"no term {deadline.term}"
        for name, term in self.terms.items():
            if not name.endswith(f"_{term.unit}"):
                yield f"term {name} does not end in its unit"

    def _of_conditions(self) -> Iterator[str]:
        policy = POLICIES.get(self.policy)
        if policy is None:
            yield f"no policy {self.policy}"
            return
        flags = {"vlaggen": frozenset(VALUE_LISTS["F"])}
        told = {
            **flags,
            "rij": frozenset(row.id for row in self.rows),
            "uitkomst": frozenset(self.rank),
            "urgentie": frozenset(VALUE_LISTS["URG"]),
        }
        groups: Sequence[tuple[str, Condition | None, Mapping[str, frozenset[str]]]] = (
            *((f"row {row.id}", row.when, {}) for row in self.rows),
            *((flag.code, flag.when, {}) for flag in self.flags),
            *((f"urgency {rule.urgency}", rule.when, flags) for rule in self.urgency),
            *((f"deadline {deadline.term}", deadline.when, told) for deadline in self.deadlines),
            ("calendar_days", self.calendar_days.when, {}),
        )
        for place, condition, also in groups:
            if condition is not None:
                yield from (f"{place}: {fault}" for fault in policy.faults(condition, also))

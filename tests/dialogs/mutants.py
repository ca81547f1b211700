"""Small faults in conditions, made on purpose: each must be caught by a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dialogs.outcome.outcome_tables import TableData
from dialogs.outcome.outcomes import Tables
from dialogs.policy import KINDCHECK, Derived, Policy
from dialogs.questions.conditions import Condition

_SEVERAL = ("in", "not_in", "has_any")


def mutants(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Every condition that differs in one place: a part or a value left out, a number one off, a comparison turned."""
    for what, data in _mutated(condition.model_dump(by_alias=True, exclude_none=True)):
        yield what, Condition.model_validate(data)


def _mutated(node: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in ("all", "any"):
        parts = list(node.get(key, ()))
        for place, part in enumerate(parts):
            rest = parts[:place] + parts[place + 1 :]
            if rest:
                yield f"without {_short(part)}", {key: rest}
            for what, mutant in _mutated(part):
                yield what, {key: [*parts[:place], mutant, *parts[place + 1 :]]}
    if "not" in node:
        for what, mutant in _mutated(node["not"]):
            yield what, {"not": mutant}
    if "var" in node:
        yield f"not {_short(node)}", {"not": dict(node)}
        for key in _SEVERAL:
            values = list(node.get(key, ()))
            for value in values if len(values) > 1 else ():
                yield f"{_short(node)} without {value}", {**node, key: [v for v in values if v != value]}
        if "at_least" in node:
            yield f"{_short(node)} one more", {**node, "at_least": node["at_least"] + 1}
            yield f"{_short(node)} one less", {**node, "at_least": node["at_least"] - 1}


def _short(node: Mapping[str, Any]) -> str:
    return str(node.get("var") or next(iter(node)))


def table_mutants(data: TableData) -> Iterator[tuple[str, Tables]]:
    """Every outcome table with one fault in one condition."""
    for field in ("rows", "flags", "urgency", "deadlines"):
        rules = getattr(data, field)
        for place, rule in enumerate(rules):
            if rule.when is None:
                continue
            name = getattr(rule, "id", "") or getattr(rule, "code", "") or f"{rule.outcomes[0]}.{place}"
            for what, when in mutants(rule.when):
                changed = (*rules[:place], rule.model_copy(update={"when": when}), *rules[place + 1 :])
                yield f"{field} {name}: {what}", Tables(data.model_copy(update={field: changed}))
    for what, when in mutants(data.calendar_days.when):
        rule = data.calendar_days.model_copy(update={"when": when})
        yield f"calendar_days: {what}", Tables(data.model_copy(update={"calendar_days": rule}))


def policy_mutants() -> Iterator[tuple[str, Policy]]:
    """Every policy with one fault in one derived value."""
    for name, derived in KINDCHECK.derived.items():
        if derived.condition is None:
            continue
        for what, condition in mutants(derived.condition):
            changed = {**KINDCHECK.derived, name: Derived.of(condition, told=derived.told)}
            yield f"{name}: {what}", replace(KINDCHECK, derived=changed)

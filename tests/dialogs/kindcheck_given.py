"""From the facts of a case to a verdict, and the cases that stand beside the tests as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from dialogs.model import Value
from dialogs.outcome.outcomes import Tables, Verdict, judge, load_tables
from dialogs.policy import KINDCHECK, Facts, Policy

HERE = Path(__file__).parent
TABLES = load_tables("kindcheck")


@dataclass(frozen=True)
class Case:
    """One set of facts and what must come out; `all_flags` when the flags are all there are."""

    id: str
    given: dict[str, Value]
    outcome: str
    urgency: str
    flags: tuple[str, ...]
    all_flags: bool
    term: str = ""
    """Of the first step, "-" for none."""
    unit: str = ""


def typed(name: str, value: object) -> Value:
    """A value from YAML strings, in the kind that the variable has."""
    default = KINDCHECK.defaults[name]
    if isinstance(default, bool):
        return value in ("true", True)
    if isinstance(default, int):
        return int(cast("str", value))
    if isinstance(default, tuple):
        return tuple(cast("list[str]", value))
    return cast("Value", value)


def given(facts: Mapping[str, object]) -> dict[str, Value]:
    """Facts from YAML, checked: a case with a typing error is no case."""
    values = {name: typed(name, value) for name, value in facts.items()}
    wrong = [name for name, value in values.items() if not KINDCHECK.accepts(name, value)]
    assert not wrong, wrong
    return values


def complete(facts: Mapping[str, Value]) -> dict[str, Value]:
    """The facts with the defaults of kindcheck.md §7."""
    return {**KINDCHECK.defaults, **facts}


def facts_of(values: Mapping[str, Value], policy: Policy = KINDCHECK) -> Facts:
    return Facts(policy, policy.normalise(complete(values)))


def verdict_of(values: Mapping[str, Value], tables: Tables = TABLES, policy: Policy = KINDCHECK) -> Verdict:
    return judge(tables, facts_of(values, policy))


def case_of(data: Mapping[str, Any], *, all_flags: bool) -> Case:
    return Case(
        id=data["id"],
        given=given(data["given"]),
        outcome=data["outcome"],
        urgency=data["urgency"],
        flags=tuple(data["flags"]),
        all_flags=all_flags,
        term=data.get("term", ""),
        unit=data.get("unit", ""),
    )


def cases(file: str, *, all_flags: bool) -> list[Case]:
    data = yaml.load((HERE / file).read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return [case_of(entry, all_flags=all_flags) for entry in data]


def judged_right(case: Case, verdict: Verdict) -> bool:
    """Whether a verdict is what the case expects."""
    flags = set(verdict.flags) == set(case.flags) if case.all_flags else set(case.flags) <= set(verdict.flags)
    name, unit = (verdict.term.name, verdict.term.unit) if verdict.term else ("-", "-")
    term = case.term in ("", name) and case.unit in ("", unit)
    return (verdict.outcome, verdict.urgency) == (case.outcome, case.urgency) and flags and term


DOCUMENT = cases("kindcheck_cases.yaml", all_flags=False)
"""T1 to T50 of kindcheck.md §9."""
VIGNETTES = cases("kindcheck_vignettes.yaml", all_flags=True)
CALL_VEILIG_THUIS_FIRST = ("AC4", "AC6", "AC9", "AC10", "AC15", "AC16")
"""Situations whose first line in §3.1 is not 112: the question "is het gelukt?" comes after an hour."""
_FAMILY_LAST = ("AC6", "AC15", "AC16")


def _acute(codes: tuple[str, ...], term: str) -> Case:
    flags = ("F_NIET_EERST_GEZIN",) if set(codes) & set(_FAMILY_LAST) else ()
    return Case("+".join(codes), {"ac": codes}, "U6", "acuut", flags, all_flags=True, term=term)


BRANCHES = [
    *cases("kindcheck_branches.yaml", all_flags=True),
    *(_acute((code,), "u6_controle_uren") for code in CALL_VEILIG_THUIS_FIRST),
    *(
        _acute(codes, "u6_controle_na_112_minuten")
        for code in sorted(KINDCHECK.values["ac"] - set(CALL_VEILIG_THUIS_FIRST))
        for codes in ((code,), ("AC4", code))
    ),
    Case("gezegd", {"acuut": "ja"}, "U6", "acuut", (), all_flags=True, term="u6_controle_na_112_minuten"),
]
"""One for each branch that §9 leaves open."""

"""Every condition of the table is held by a case: one small fault anywhere in it and a case fails."""

from __future__ import annotations

from dialogs.outcome.outcomes import Tables
from dialogs.policy import KINDCHECK, Policy
from tests.dialogs.kindcheck_given import BRANCHES, DOCUMENT, TABLES, VIGNETTES, judged_right, verdict_of
from tests.dialogs.mutants import policy_mutants, table_mutants

CASES = [*DOCUMENT, *VIGNETTES, *BRANCHES]
GROUPS = {
    "any_op",
    "any_ks",
    "any_pt",
    "PT_HERHALING",
    "PT_MIJDING",
    "KS_Z",
    "KS_M",
    "KS_O",
    "ROOD",
    "KIND_NIET_SPREKEN",
}
"""Derived values that are one list of codes: test_policy.py pins each list."""
OF_ADVICE = {"ONGEBOREN"}
"""Derived values that choose words and no outcome: test_policy.py pins them."""
SAME_MEANING = {
    # With a child that depends, repeated violence is structural: rows 4 and 5 never see it, nor does the urgency of U4.
    "urgency U4.2: geweld without herhaald",
    "GEWELD_NU: geweld without herhaald",
    # An earlier report with a visible signal is structural by the next part already.
    "STRUCT: eerder without melding",
}


def survives(tables: Tables = TABLES, policy: Policy = KINDCHECK) -> bool:
    return all(judged_right(case, verdict_of(case.given, tables, policy)) for case in CASES)


def test_without_a_fault_every_case_holds() -> None:
    assert survives()


def test_a_fault_in_the_table_is_caught() -> None:
    survivors = {name for name, tables in table_mutants(TABLES.data) if survives(tables=tables)}
    assert survivors - SAME_MEANING == set()


def test_a_fault_in_a_derived_value_is_caught() -> None:
    mutants = [(name, policy) for name, policy in policy_mutants() if name.partition(":")[0] not in GROUPS | OF_ADVICE]
    survivors = {name for name, policy in mutants if survives(policy=policy)}
    assert survivors - SAME_MEANING == set()

"""What is not known keeps its colour and is told as not known, never as a fact (conversations.md §1 rule 8)."""

from __future__ import annotations

from typing import Any

import pytest

from dialogs.basisvragen.colours import ColourRule
from dialogs.basisvragen.overview import overview
from dialogs.questions.conditions import variables_in
from tests.dialogs.basisvragen_facts import BOOK, POLICY, TODAY, facts

RULES = {rule.id: rule for question in BOOK.data.vragen for rule in (*question.rood, *question.oranje)}
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("zwakke_grond", {"veilig_grond": "onbekend"}, {"veilig_grond": "gevoel"}),
    ("nergens", {"bewaker_waar": "onbekend"}, {"bewaker_waar": "nergens"}),
    ("hulp_kind", {"hulp_per_kind": {"kind1": "onbekend"}}, {"hulp_per_kind": {"kind1": "nee"}}),
    (
        "niemand_overzicht",
        {"weten_van_elkaar": "onbekend", "totaalplaatje": "onbekend"},
        {"weten_van_elkaar": "nee", "totaalplaatje": "niemand"},
    ),
    ("niet_van_elkaar", {"weten_van_elkaar": "onbekend"}, {"weten_van_elkaar": "deels"}),
    ("half_beeld", {"beeld": "onbekend"}, {"beeld": "nee"}),
    ("een_bron", {"bronnen": ("onbekend",), "n_bronnen": 1}, {"bronnen": ("ouder",), "n_bronnen": 1}),
    ("duur", {"hulp_duur": "onbekend"}, {"hulp_duur": "te_lang"}),
    ("blijvend_geen_hulp", {"aard": "onbekend", "hulp_duur": "onbekend"},
     {"aard": "blijvend", "hulp_duur": "geen_hulp"}),
    ("twee_regisseurs", {"regie_dwang": "onbekend"}, {"regie_dwang": "onduidelijk"}),
    ("geen_regisseur", {"regie": "onbekend"}, {"regie": "niemand"}),
    ("afschalen_zonder", {"afschalen": "onbekend"}, {"afschalen": "niets"}),
    ("geen_minimum", {"minimum": "onbekend"}, {"minimum": "nee"}),
    ("niet_beter", {"verschil": "onbekend"}, {"verschil": "gelijk"}),
    ("dossier", {"dossiers": "onbekend"}, {"dossiers": "nee"}),
]  # fmt: skip


def reasons(changes: dict[str, Any]) -> dict[str, str]:
    view = overview(BOOK, facts(**changes), TODAY)
    return {
        rule: text for each in view.questions for rule, text in zip(each.rules, each.reasons, strict=bool(each.rules))
    }


@pytest.mark.parametrize(("rule", "unknown", "known"), CASES, ids=[case[0] for case in CASES])
def test_what_is_not_known_is_no_fact_and_keeps_its_colour(
    rule: str, unknown: dict[str, Any], known: dict[str, Any]
) -> None:
    assert reasons(unknown)[rule] == RULES[rule].onbekend != ""
    assert reasons(known)[rule] == RULES[rule].text
    colours = [[each.colour for each in overview(BOOK, facts(**case), TODAY).questions] for case in (unknown, known)]
    assert colours[0] == colours[1]


NOT_KNOWN: list[tuple[str, dict[str, Any]]] = [
    ("9", {"minimum": "onbekend", "hulp_aanvaard": "deels"}),
    ("9", {"opschalen": "onbekend", "hulp_aanvaard": "nee"}),
    ("9", {"minimum": "nee", "hulp_aanvaard": "onbekend"}),
    ("9", {"regie": "onbekend", "n_partijen": 3}),
    ("9", {"regie_dwang": "onbekend", "n_partijen": 2}),
    ("9", {"regie": "niemand", "partijen_lijst": ("onbekend",)}),
    ("4", {"regie": "meer", "partijen_lijst": ("onbekend",)}),  # who has two regisseurs has two parties
    ("9", {"terugkijken": "onbekend", "verschil": "gelijk"}),
    ("5", {"terugkijken": "onbekend", "verschil": "slechter"}),
    ("9", {"terugkijken": "nu", "verschil": "onbekend"}),
    ("9", {"aard": "onbekend", "hulp_duur": "te_kort"}),
    ("9", {"aard": "blijvend", "hulp_duur": "onbekend"}),
    ("9", {"bewaker": "niemand", "vermoeden_prof": "onbekend", "ernstig": "onbekend", "geweld": "onbekend"}),
    ("2", {"bewaker": "onbekend", "bewaker_rol": "niet_gevraagd", "ernstig": "ja"}),  # it says: not clear
    ("7", {"bronnen": ("onbekend",), "n_bronnen": 0}),
]


@pytest.mark.parametrize(("row", "changes"), NOT_KNOWN)
def test_a_conclusion_takes_what_is_not_known_for_no_answer(row: str, changes: dict[str, Any]) -> None:
    """basisvragen.md §6 names the answers of each row; "weet ik niet" is none of them (kindcheck.md §1 rule 3)."""
    assert overview(BOOK, facts(**changes), TODAY).row == row


def names_behind(rule: ColourRule) -> set[str]:
    names, todo = set(), list(variables_in(rule.when))
    while todo:
        name = todo.pop()
        if name not in names:
            names.add(name)
            todo += POLICY.derived[name].uses if name in POLICY.derived else ()
    return names


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_that_holds_for_what_is_not_known_can_say_so(rule: ColourRule) -> None:
    leaves = [leaf for leaf in rule.when.leaves() if "onbekend" in leaf.operands]
    assert not leaves or rule.onbekend or "bekend" in rule.text


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.onbekend], ids=lambda rule: rule.id)
def test_it_says_that_it_is_not_known(rule: ColourRule) -> None:
    assert "niet bekend" in rule.onbekend.lower()
    assert len(rule.onbekend.split()) <= 18

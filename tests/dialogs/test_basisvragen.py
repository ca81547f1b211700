"""Colours, decision table and actions of the vijf basisvragen, rule by rule (basisvragen.md)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from dialogs.basisvragen.colours import Rule
from dialogs.basisvragen.overview import Gap, overview, proposed_day
from dialogs.questions.conditions import compile_condition, variables_in
from dialogs.signaal.signal_values import VALUE_LISTS
from tests.dialogs.basisvragen_facts import BOOK, POLICY, TODAY, facts
from tests.shipped import library

LIBRARY = library()
QUESTIONNAIRE = LIBRARY.questionnaires["basisvragen"]

ROWS: list[tuple[str, dict[str, Any]]] = [
    ("1", {"veilig_per_kind": {"kind1": "ja", "kind2": "nee"}}),
    ("1", {"veilig_nu": "nee", "regie": "meer", "n_partijen": 3}),
    ("2", {"bewaker": "niemand", "bewaker_rol": "niet_gevraagd", "vermoeden_prof": "ja"}),
    ("2", {"bewaker": "allemaal", "bewaker_rol": "allemaal", "ernstig": "ja"}),
    ("3", {"minimum": "nee", "hulp_aanvaard": "deels"}),
    ("3", {"opschalen": "niets", "hulp_aanvaard": "nee", "regie": "meer", "n_partijen": 2}),
    ("4", {"regie": "meer", "n_partijen": 2}),
    ("4", {"regie": "niemand", "n_partijen": 2, "verschil": "gelijk"}),
    ("4", {"regie": "een", "regie_dwang": "onduidelijk", "n_partijen": 2}),
    ("5", {"terugkijken": "nu", "verschil": "gelijk"}),
    ("5", {"terugkijken": "nu", "verschil": "slechter", "aard": "blijvend", "hulp_duur": "te_kort"}),
    ("6", {"aard": "blijvend", "hulp_duur": "te_kort", "n_domeinen_onbekend": 5}),
    ("6", {"aard": "verschilt", "aard_per_probleem": {"geld": "blijvend"}, "hulp_duur": "geen_hulp"}),
    ("7", {"n_domeinen_onbekend": 3}),
    ("7", {"bronnen": ("ouder",), "n_bronnen": 1}),
    ("8", {}),
    ("9", {"evaluatiedatum": "geen"}),
    ("9", {"bewaker_waar": "nergens"}),
    ("8", {"terugkijken": "nu", "verschil": "te_vroeg"}),
]


@pytest.mark.parametrize(("row", "changes"), ROWS)
def test_the_first_row_that_fits_is_the_conclusion(row: str, changes: dict[str, Any]) -> None:
    assert overview(BOOK, facts(**changes), TODAY).row == row


def test_every_row_has_its_case() -> None:
    assert {row for row, _ in ROWS} == {row.id for row in BOOK.data.conclusies}


def test_a_guard_is_missed_only_where_there_is_suspicion_or_a_severe_problem() -> None:
    assert overview(BOOK, facts(bewaker="niemand"), TODAY).row == "9"


RED: dict[str, dict[str, Any]] = {
    "niet_veilig": {"veilig_per_kind": {"kind1": "nee"}},
    "veilig_onbekend": {"veilig_per_kind": {"kind1": "onbekend"}},
    "geen_bewaker": {"bewaker_rol": "allemaal"},
    "niemand_overzicht": {"weten_van_elkaar": "nee", "totaalplaatje": "niemand"},
    "volwassene_onbekend": {"niet_in_beeld": ("vader",), "geweld": "vroeger"},
    "blijvend_geen_hulp": {"aard": "blijvend", "hulp_duur": "geen_hulp"},
    "twee_regisseurs": {"regie": "meer"},
    "geen_regisseur": {"regie": "niemand"},
    "wachten_zonder": {"wacht_wie": "niemand"},
    "afschalen_zonder": {"afschalen": "niets"},
    "geen_dag": {"evaluatiedatum": "onbekend"},
    "niet_beter": {"verschil": "gelijk"},
    "stoppen": {"besluit": "stoppen", "verschil": "te_vroeg"},
}
ORANGE: dict[str, dict[str, Any]] = {
    "zwakke_grond": {"veilig_grond": "gevoel"},
    "nergens": {"bewaker_waar": "nergens"},
    "geen_grens": {"ingrijpen": "niets"},
    "hulp_kind": {"hulp_per_kind": {"kind1": "nee"}},
    "geweld_onbekend": {"geweld": "onbekend"},
    "raakt_onbekend": {"raakt_kind": {"OP_LVB": "onbekend"}},
    "kinderen_onbekend": {"leeftijden": ("onbekend",)},
    "leefgebied": {"n_domeinen_onbekend": 1},
    "half_beeld": {"beeld": "deels"},
    "niet_van_elkaar": {"weten_van_elkaar": "deels"},
    "geen_totaalplaatje": {"totaalplaatje": "niemand"},
    "een_bron": {"n_bronnen": 1},
    "hulp_past_niet": {"hulp_past": {"school": "te_licht"}},
    "van_elders": {"herkomst": "elders_onbekend"},
    "partijen_onbekend": {"partijen_lijst": ("onbekend",)},
    "te_kort": {"aard": "blijvend", "hulp_duur": "te_kort"},
    "duur": {"hulp_duur": "te_lang"},
    "niet_bevoegd": {"vastgesteld_door": "niemand"},
    "geen_afspraken": {"afspraken_gezin": "niets"},
    "zelfde_aanpak": {"eerdere_hulp": "niet"},
    "oorzaak": {"oorzaak": "onbekend"},
    "oorzaak_zonder": {"oorzaak_wie": "niemand"},
    "afschalen_mondeling": {"afschalen": "mondeling"},
    "regie_gezin": {"regie": "gezin", "gezin_regie": "deels"},
    "geen_bevoegdheid": {"bevoegdheid": "niets"},
    "niet_bekend": {"regie_bekend": "deels"},
    "geen_gezinsplan": {"plan": "per_persoon"},
    "geen_overzicht": {"overzicht": "nee"},
    "geen_opschalen": {"opschalen": "niets"},
    "oude_signalen": {"oude_signalen": "nee"},
    "geen_minimum": {"minimum": "nee"},
    "minimum_vaag": {"minimum": "ja", "minimum_tekst": "niets"},
    "andere_ouder": {"andere_ouder": "onbekend"},
    "niemand_blijft": {"lokaal_blijft": "niemand"},
    "school_niet_voorbereid": {"school_voorbereid": "onbekend"},
    "dag_laat": {"evaluatiedatum": "2027-03-01"},
    "stoppen_beter": {"besluit": "stoppen", "verschil": "beter"},
    "teruggehoord": {"teruggehoord": "nee"},
    "verwijzing": {"verwijzing": "nee"},
    "start": {"start": "nee"},
    "dossier": {"dossiers": "deels"},
    "inschatting": {"opnieuw_ingeschat": "nee"},
    "grens_zonder_reden": {"grens": "later", "grens_waarom": "geen"},
    "wie_en_hoe_vaak": {"ritme": "nee"},
}


@pytest.mark.parametrize(("rule", "changes"), RED.items())
def test_a_red_flag_makes_its_question_red(rule: str, changes: dict[str, Any]) -> None:
    found = [each for each in overview(BOOK, facts(**changes), TODAY).questions if rule in each.rules]
    assert [each.colour for each in found] == ["rood"]


@pytest.mark.parametrize(("rule", "changes"), ORANGE.items())
def test_a_gap_makes_its_question_orange(rule: str, changes: dict[str, Any]) -> None:
    found = [each for each in overview(BOOK, facts(**changes), TODAY).questions if rule in each.rules]
    assert [each.colour for each in found] == ["oranje"]


def test_every_colour_rule_has_its_case() -> None:
    assert set(RED) == {rule.id for question in BOOK.data.vragen for rule in question.rood}
    assert set(ORANGE) == {rule.id for question in BOOK.data.vragen for rule in question.oranje}


def test_all_answered_well_is_green_and_says_with_its_day_that_this_is_no_verdict_on_the_child() -> None:
    view = overview(BOOK, facts(), TODAY)
    assert {each.colour for each in view.questions} == {"groen"}
    assert view.review == date(2026, 12, 8)
    assert "Dit zegt niet dat het kind veilig is." in view.conclusion
    assert view.actions == view.without_owner == view.waiting == ()


def test_no_colour_says_safe() -> None:
    told = [rule.text for question in BOOK.data.vragen for rule in (*question.rood, *question.oranje)]
    told += [question.groen + question.geen for question in BOOK.data.vragen]
    assert [text for text in told if re.search(r"\bveilig\b", text) and "niet veilig" not in text] == []


ACTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "acuut": (RED["niet_veilig"], "2026-11-24"),
    "consult_nu": (RED["veilig_onbekend"], "2026-11-24"),
    "bewaker": (RED["geen_bewaker"], "2026-11-26"),
    "consult_bewaker": ({"bewaker": "niemand", "vermoeden_prof": "twijfel"}, "2026-11-26"),
    "bewaker_opschrijven": (ORANGE["nergens"], "2026-11-26"),
    "kind_zien": (ORANGE["zwakke_grond"], "2026-12-01"),
    "kind_zien_advies": ({"veilig_grond": "gevoel", "geen_kindgesprek": "ja"}, "2026-11-25"),
    "instrument": ({"veilig_grond": "via_ouders", "ernstig": "ja"}, "2026-12-01"),
    "hulp_kind": (ORANGE["hulp_kind"], "2026-12-08"),
    "ingrijpen": (ORANGE["geen_grens"], "2026-12-01"),
    "leefgebied": (ORANGE["leefgebied"], "2026-12-08"),
    "partij_bellen": ({"niet_in_beeld": ("vader",)}, "2026-12-08"),
    "overleg": (ORANGE["niet_van_elkaar"], "2026-12-08"),
    "index": ({"weten_van_elkaar": "nee", "verwijsindex": "ja"}, "2026-12-08"),
    "totaalplaatje": (ORANGE["geen_totaalplaatje"], "2026-12-01"),
    "overdracht": (ORANGE["van_elders"], "2026-12-08"),
    "bevoegd": (ORANGE["niet_bevoegd"], "2026-12-08"),
    "hulp_ouder": (ORANGE["te_kort"], "2026-12-08"),
    "ritme": (ORANGE["te_kort"], "2026-12-08"),
    "oorzaak": (ORANGE["oorzaak"], "2026-12-08"),
    "oorzaak_wie": (ORANGE["oorzaak_zonder"], "2026-12-01"),
    "regisseur": (RED["geen_regisseur"], "2026-12-01"),
    "regie_kiezen": (RED["twee_regisseurs"], "2026-12-01"),
    "regie_melden": (ORANGE["niet_bekend"], "2026-12-08"),
    "opschalen": (ORANGE["geen_minimum"], "2026-12-01"),
    "opschalen_advies": ({"opschalen": "niets", "hulp_aanvaard": "nee"}, "2026-12-01"),
    "wachten": (RED["wachten_zonder"], "2026-11-26"),
    "bodemeisen": (ORANGE["minimum_vaag"], "2026-12-01"),
    "afschalen": (ORANGE["afschalen_mondeling"], "2026-12-01"),
    "wie_blijft": (ORANGE["niemand_blijft"], "2026-12-01"),
    "school_voorbereiden": (ORANGE["school_niet_voorbereid"], "2026-11-25"),
    "evaluatie": (RED["geen_dag"], "2026-11-24"),
    "grens": (ORANGE["grens_zonder_reden"], "2026-12-01"),
    "niet_beter": (RED["niet_beter"], "2026-11-26"),
    "stoppen": (ORANGE["stoppen_beter"], "2026-12-01"),
    "terugkoppelen": (ORANGE["teruggehoord"], "2026-12-01"),
    "verwijscheck": (ORANGE["verwijzing"], "2026-12-01"),
}


@pytest.mark.parametrize(("action", "case"), ACTIONS.items())
def test_a_gap_becomes_an_action_with_its_date(action: str, case: tuple[dict[str, Any], str]) -> None:
    changes, due = case
    view = overview(BOOK, facts(**changes), TODAY)
    found = {each.id: each.due.isoformat() for each in (*view.actions, *view.without_owner)}
    assert found[action] == due
    quiet = overview(BOOK, facts(), TODAY)
    assert action not in {each.id for each in (*quiet.actions, *quiet.without_owner)}


def test_every_action_has_its_case_and_every_code_of_the_list_is_used() -> None:
    assert set(ACTIONS) == set(BOOK.actions)
    assert {action.code for action in BOOK.actions.values()} == set(VALUE_LISTS["ACT"])


def test_no_place_is_asked_of_a_family_that_fled() -> None:
    for herkomst in ("gevlucht", "onbekend"):
        view = overview(BOOK, facts(herkomst=herkomst, eerdere_hulp="onbekend"), TODAY)
        assert "overdracht" not in {action.id for action in view.actions}


def test_of_a_family_from_elsewhere_the_earlier_conclusions_are_asked() -> None:
    """R84."""
    asked = [a for a in overview(BOOK, facts(herkomst="elders_onbekend"), TODAY).actions if a.id == "overdracht"]
    assert [action.owner for action in asked] == ["ik"]
    assert "wat er eerder bekend was" in BOOK.actions["overdracht"].wat
    for known in ("nee", "elders_bekend"):
        assert "overdracht" not in {a.id for a in overview(BOOK, facts(herkomst=known), TODAY).actions}


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"situatie": ("crisis",)}, True),
        ({"crisis": "ja"}, True),
        ({"geweld": "nu"}, True),
        ({"geweld": "vroeger"}, False),
        ({}, False),
    ],
)
def test_with_a_crisis_or_violence_the_cause_and_who_takes_it_are_asked(changes: dict[str, Any], asked: bool) -> None:
    """R87: an eviction is a crisis too; the kindcheck tells of one."""
    items = {item.id: item for item in QUESTIONNAIRE.dialog.items}
    cause, who = items["BV3.7"].when, items["BV3.7-WIE"].when
    assert cause is not None
    assert who is not None
    known = facts(oorzaak="schulden", **changes)
    assert compile_condition(cause)(known) is asked
    assert compile_condition(who)(known) is asked
    assert compile_condition(who)(facts(oorzaak="onbekend", **changes)) is False


@pytest.mark.parametrize("who", ["niemand", "allemaal", ""])
def test_an_action_without_one_named_owner_is_no_action(who: str) -> None:
    owners: dict[str, Any] = {"eigenaren": {"bewaker": who}} if who else {}
    view = overview(BOOK, facts(bewaker="niemand", **owners), TODAY)
    assert "bewaker" in {action.id for action in view.without_owner}
    assert "bewaker" not in {action.id for action in view.actions}


def test_wij_allemaal_counts_once_one_of_them_is_named() -> None:
    changes: dict[str, Any] = {"eigenaren": {"bewaker": "allemaal"}, "eigenaren_een": {"bewaker": "huisarts"}}
    view = overview(BOOK, facts(bewaker="niemand", **changes), TODAY)
    assert {action.id: action.owner for action in view.actions}["bewaker"] == "huisarts"


def test_nothing_is_done_towards_the_family_before_an_advice_of_veilig_thuis() -> None:
    changes: dict[str, Any] = {
        **ORANGE["te_kort"], **ORANGE["hulp_kind"], **ORANGE["zwakke_grond"], **ORANGE["leefgebied"],
        **ORANGE["oorzaak"],
    }  # fmt: skip
    view = overview(BOOK, facts(niet_eerst_gezin="ja", **changes), TODAY)
    assert {action.id for action in view.waiting} == {"hulp_kind", "kind_zien", "hulp_ouder"}
    assert {a.id for a in view.actions if a.without_family} == {"leefgebied", "oorzaak"}
    asked = facts(niet_eerst_gezin="ja", **changes)("acties_lijst")
    assert isinstance(asked, tuple)
    assert not {"hulp_kind", "kind_zien", "hulp_ouder"} & set(asked)


def test_every_action_that_tells_another_party_something_asks_for_the_ground() -> None:
    telling = {
        "ACT_PARTIJ_BELLEN", "ACT_REGIE_MELDEN", "ACT_OVERLEG", "ACT_WARME_OVERDRACHT", "ACT_INDEX",
        "ACT_TERUGKOPPELEN",
    }  # fmt: skip
    assert {action.id for action in BOOK.actions.values() if action.delen} == {
        action.id for action in BOOK.actions.values() if action.code in telling
    }


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({}, "2027-01-05"),
        ({"jongste": "0-3"}, "2026-12-08"),
        ({"geweld": "nu", "aard": "blijvend"}, "2026-12-08"),
        ({"aard": "blijvend"}, "2027-02-16"),
        ({"aard": "blijvend", "crisis": "ja"}, "2027-01-05"),
        ({"aard": "blijvend", "hulp_duur": "te_kort"}, "2027-01-05"),
    ],
)
def test_the_day_to_look_back_is_in_six_two_or_twelve_weeks(changes: dict[str, Any], day: str) -> None:
    assert proposed_day(BOOK, facts(**changes), TODAY).isoformat() == day


def test_what_is_not_known_yet_becomes_an_action_of_who_fills_it_in() -> None:
    view = overview(BOOK, facts(), TODAY, [Gap("BV3", ("duur van de hulp", "oorzaak"))])
    assert [(a.id, a.owner, a.about, a.due.isoformat()) for a in view.actions] == [
        ("gat.BV3", "ik", "duur van de hulp, oorzaak", "2026-12-08")
    ]


def test_there_are_five_main_questions_and_their_48_parts() -> None:
    ids = [item.id for item in QUESTIONNAIRE.dialog.items]
    assert [name for name in ids if re.fullmatch(r"BV\d", name)] == ["BV1", "BV2", "BV3", "BV4", "BV5"]
    parts = {
        number: {f"BV{number}.{n}" for n in range(1, last + 1)} for number, last in enumerate((8, 10, 8, 11, 11), 1)
    }
    assert {name for name in ids if re.fullmatch(r"BV\d\.\d+", name)} == set().union(*parts.values())


def test_colours_and_actions_look_only_at_what_exists_and_can_be() -> None:
    questions = {item.variable: item for item in QUESTIONNAIRE.dialog.items}
    known = facts()
    rules = [rule for question in BOOK.data.vragen for rule in (*question.rood, *question.oranje)]
    every: list[Rule] = [*rules, *BOOK.data.acties, *BOOK.data.conclusies, *BOOK.data.terugkijken]
    for rule in every:
        if rule.when is None:
            continue
        for name in variables_in(rule.when) - {"dag_laat", "alles_groen"}:
            known(name)
        for leaf in rule.when.leaves():
            item = questions.get(leaf.var or "")
            if item is not None and not item.options_from:
                codes = {option.code for option in item.options} | {item.unknown}
                assert set(leaf.operands) <= codes, (rule, leaf)


def test_every_derived_value_is_used() -> None:
    rules = [rule for question in BOOK.data.vragen for rule in (*question.rood, *question.oranje)]
    every: list[Rule] = [*rules, *BOOK.data.acties, *BOOK.data.conclusies, *BOOK.data.terugkijken]
    conditions = [rule.when for rule in every]
    conditions += [item.when for item in QUESTIONNAIRE.dialog.items]
    used = {name for condition in conditions if condition for name in variables_in(condition)}
    used |= {item.for_each for item in QUESTIONNAIRE.dialog.items}
    used |= {name for derived in POLICY.derived.values() for name in derived.uses}
    assert set(POLICY.derived) <= used


@pytest.mark.parametrize(
    ("violence", "asked"), [("vroeger", True), ("nu", True), ("herhaald", True), ("onbekend", False), ("nee", False)]
)
def test_help_after_violence_is_asked_only_where_violence_was_named(violence: str, asked: bool) -> None:
    """BV1.8. Its words fit one child and all of them."""
    item = QUESTIONNAIRE.item("BV1.8")
    assert item.when is not None
    assert compile_condition(item.when)(facts(geweld=violence)) is asked
    assert str(item.text).replace("{instance}", "de kinderen") == "Is er na het geweld eigen hulp voor de kinderen?"

"""Variables, input rules and derived values of the kindcheck (kindcheck.md §7)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from dialogs.model import NOT_ASKED, Value
from dialogs.policy import KINDCHECK, Facts
from dialogs.questions.conditions import Condition
from dialogs.signaal.signal_values import Ks, Op, Pt
from tests.dialogs.kindcheck_given import complete, facts_of, verdict_of

GROUPS: dict[str, tuple[str, set[str]]] = {
    "KS_Z": ("ks", {"KS_LETSEL", "KS_VERWAARLOOSD", "KS_SEKSUEEL", "KS_ZORG_ONTHOUDEN"}),
    "KS_M": (
        "ks",
        {
            "KS_TERUGGETROKKEN",
            "KS_TERUGVAL",
            "KS_VERZUIM",
            "KS_NO_SHOW_ZORG",
            "KS_TEKORT",
            "KS_MIDDELEN",
            "KS_MEDISCH",
            "KS_AGRESSIE_BROERZUS",
            "KS_SCHOOLWISSEL",
            "KS_GEDRAG_AFWIJKEND",
        },
    ),
    "ROOD": ("ks", {"KS_SUICIDAAL", "KS_WEGGELOPEN", "KS_UITBUITING", "KS_EER"}),
    "KS_O": ("ks", {"KS_ONTHULLING"}),
    "KIND_NIET_SPREKEN": ("ks", {"KS_SEKSUEEL", "KS_ONTHULLING", "KS_UITBUITING", "KS_EER"}),
    "any_ks": ("ks", set(get_args(Ks)) - {"KS_GEEN", "KS_NIET_GEZIEN"}),
    "any_pt": ("patronen", set(get_args(Pt))),
    "PT_HERHALING": ("patronen", {"PT_HERHAALDE_CRISIS", "PT_TERUGVAL", "PT_STOPSTART"}),
    "PT_MIJDING": (
        "patronen",
        set(get_args(Pt)) - {"PT_HULPMOE", "PT_HERHAALDE_CRISIS", "PT_TERUGVAL", "PT_STOPSTART"},
    ),
}


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_holds_for_its_codes_only(name: str) -> None:
    variable, codes = GROUPS[name]
    found = {code for code in KINDCHECK.values[variable] if facts_of({variable: (code,)})(name) is True}
    assert found == codes


def test_every_signal_is_visible_less_visible_red_disclosed_or_absent() -> None:
    parts = [GROUPS[name][1] for name in ("KS_Z", "KS_M", "ROOD", "KS_O")] + [{"KS_GEEN", "KS_NIET_GEZIEN"}]
    assert sorted(code for part in parts for code in part) == sorted(get_args(Ks))


@pytest.mark.parametrize("zwanger", ["ja", "nee", "onbekend"])
@pytest.mark.parametrize("kinderen", ["ja", "nee", "onbekend"])
def test_the_only_child_is_unborn_where_there_is_no_other_for_sure(zwanger: str, kinderen: str) -> None:
    facts = facts_of(complete({"zwanger": zwanger, "kinderen": kinderen}))
    assert facts("ONGEBOREN") is ((zwanger, kinderen) == ("ja", "nee"))


def test_any_parent_problem_counts_whatever_its_severity() -> None:
    assert facts_of({})("any_op") is False
    for code in get_args(Op):
        assert facts_of({"op": {code: NOT_ASKED}})("any_op") is True
        assert facts_of({"op": {code: NOT_ASKED}})("n_op") == 1


def normalised(**facts: Value) -> dict[str, Value]:
    return KINDCHECK.normalise(complete(facts))


@pytest.mark.parametrize(
    ("facts", "name", "expected"),
    [
        # rule 1
        ({"kinderen": NOT_ASKED}, "kinderen", "onbekend"),
        ({"zwanger": NOT_ASKED}, "zwanger", "onbekend"),
        # rule 2
        ({"kinderen": "nee", "kinderen_grond": "aanname"}, "kinderen", "onbekend"),
        ({"kinderen": "nee", "kinderen_grond": "client"}, "kinderen", "nee"),
        ({"kinderen": "nee", "kinderen_grond": "client", "patronen": ("PT_TEGENSTRIJDIG",)}, "kinderen", "onbekend"),
        ({"kinderen": "nee", "kinderen_grond": "systeem", "patronen": ("PT_TEGENSTRIJDIG",)}, "kinderen", "nee"),
        ({"kinderen": "nee", "kinderen_grond": "client", "patronen": ("PT_NO_SHOW",)}, "kinderen", "nee"),
        ({"kinderen": "ja", "kinderen_grond": "aanname"}, "kinderen", "ja"),
        # rule 3
        ({"kinderen": "nee", "ks": ("KS_VERZUIM",)}, "kinderen", "ja"),
        ({"kinderen": "nee", "ks": ("KS_LETSEL",)}, "kinderen", "ja"),
        ({"kinderen": "nee", "ks": ("KS_EER",)}, "kinderen", "ja"),
        ({"kinderen": "nee", "ks": ("KS_ONTHULLING",)}, "kinderen", "ja"),
        ({"kinderen": "nee", "ks": ("KS_GEEN", "KS_NIET_GEZIEN")}, "kinderen", "nee"),
        ({"kinderen": "nee", "kinderen_grond": "aanname", "ks": ("KS_VERZUIM",)}, "kinderen", "ja"),
        # rule 4
        ({"kinderen": "nee", "zwanger": "ja", "kind_gezien": "nee"}, "kind_gezien", "ja"),
        ({"kinderen": "onbekend", "zwanger": "ja", "kind_gezien": "nee"}, "kind_gezien", "nee"),
        ({"kinderen": "nee", "zwanger": "nee", "kind_gezien": "nee"}, "kind_gezien", "nee"),
        # rule 5
        ({"zwanger": "ja", "jongste": "12-15"}, "jongste", "ongeboren"),
        ({"zwanger": "onbekend", "jongste": "12-15"}, "jongste", "12-15"),
        # rule 6
        ({"op": {"OP_HUISELIJK_GEWELD": "licht"}}, "geweld", "onbekend"),
        ({"op": {"OP_HUISELIJK_GEWELD": "licht"}, "geweld": NOT_ASKED}, "geweld", "onbekend"),
        ({"op": {"OP_HUISELIJK_GEWELD": "licht"}, "geweld": "vroeger"}, "geweld", "vroeger"),
        ({"op": {"OP_LVB": "licht"}}, "geweld", "nee"),
        # rule 7
        ({"geweld": "nu"}, "zorg_nu", "onbekend"),
        ({"geweld": "herhaald"}, "zorg_nu", "onbekend"),
        ({"geweld": "vroeger"}, "zorg_nu", "gedeeld"),
        ({"geweld": "nu", "zorg_nu": "client_alleen"}, "zorg_nu", "client_alleen"),
        # rule 8
        ({"ac": ("AC12",)}, "acuut", "ja"),
        ({"zorg_nu": "niemand"}, "acuut", "ja"),
        ({"zorg_nu": "niemand", "jongste": NOT_ASKED}, "acuut", "ja"),
        ({"zorg_nu": "niemand", "kinderen": "nee"}, "acuut", "nee"),
        ({"op": {"OP_SUICIDALITEIT": "ernstig"}, "zorg_nu": "client_alleen"}, "acuut", "ja"),
        ({"op": {"OP_SUICIDALITEIT": "ernstig"}, "zorg_nu": NOT_ASKED, "kinderen": "nee"}, "acuut", "ja"),
        ({"op": {"OP_SUICIDALITEIT": "ernstig"}, "geweld": "nu"}, "acuut", "ja"),
        ({"op": {"OP_SUICIDALITEIT": "onbekend"}, "zorg_nu": "client_alleen"}, "acuut", "twijfel"),
        ({"ks": ("KS_LETSEL",), "mobiel": "nee"}, "acuut", "ja"),
        ({"ks": ("KS_LETSEL",), "mobiel": "onbekend"}, "acuut", "ja"),
        ({"ks": ("KS_LETSEL",), "mobiel": "ja"}, "acuut", "nee"),
        ({"ks": ("KS_LETSEL",)}, "acuut", "nee"),
        ({"ks": ("KS_VERZUIM",), "mobiel": "nee"}, "acuut", "nee"),
        ({"acuut": "twijfel", "ac": ("AC4",)}, "acuut", "ja"),
        # rule 9
        ({"zorg_nu": "niemand", "jongste": "12-15"}, "acuut", "twijfel"),
        ({"zorg_nu": "niemand", "jongste": "16-17"}, "acuut", "twijfel"),
        ({"zorg_nu": "niemand", "jongste": "18-22"}, "acuut", "twijfel"),
        ({"zorg_nu": "niemand", "jongste": "12-15", "zwanger": "ja"}, "acuut", "ja"),
        ({"zorg_nu": "niemand", "jongste": "4-11"}, "acuut", "ja"),
        ({"ks": ("KS_WEGGELOPEN",)}, "acuut", "twijfel"),
        ({"op": {"OP_SUICIDALITEIT": "ernstig"}}, "acuut", "twijfel"),
        ({"op": {"OP_SUICIDALITEIT": "licht"}}, "acuut", "nee"),
        ({"op": {"OP_SUICIDALITEIT": NOT_ASKED}}, "acuut", "nee"),
        ({"dodelijk": "ja"}, "acuut", "twijfel"),
        ({"dodelijk": "onbekend"}, "acuut", "nee"),
        ({"op": {"OP_ZEDENRISICO": "ernstig"}}, "acuut", "twijfel"),
        ({"op": {"OP_ZEDENRISICO": "onbekend"}}, "acuut", "nee"),
        ({"veilig_nu": "nee"}, "acuut", "twijfel"),
        ({"acuut": "ja", "dodelijk": "ja"}, "acuut", "ja"),
        ({"acuut": NOT_ASKED, "veilig_nu": "nee"}, "acuut", "twijfel"),
    ],
)
def test_input_rule(facts: dict[str, Value], name: str, expected: str) -> None:
    assert normalised(**facts)[name] == expected


def test_the_rules_leave_what_was_given_alone() -> None:
    raw = complete({"kinderen": NOT_ASKED, "geweld": "nu"})
    before = dict(raw)
    KINDCHECK.normalise(raw)
    assert raw == before


def test_a_missing_variable_is_a_fault_and_no_reassurance() -> None:
    raw = complete({})
    del raw["ks"]
    with pytest.raises(KeyError):
        KINDCHECK.normalise(raw)


def test_there_is_a_default_of_an_allowed_value_for_every_variable() -> None:
    for name, default in KINDCHECK.defaults.items():
        assert KINDCHECK.accepts(name, default), name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("geweld", "soms"),
        ("geweld", ["nu"]),
        ("geweld", None),
        ("onbekend", "ja"),
        ("ks", "KS_LETSEL"),
        ("ks", ["KS_ONBEKEND"]),
        ("ks", [["KS_LETSEL"]]),
        ("op", ["OP_LVB"]),
        ("op", {"OP_LVB": "zwaar"}),
        ("op", {"OP_X": "licht"}),
        ("op", {"OP_LVB": ["licht"]}),
        ("partijen", -1),
        ("partijen", True),
        ("partijen", "2"),
        ("blijvend", "true"),
        ("blijvend", 1),
        ("hulp_effect", "onbekend"),
        ("vermoeden_prof", "onbekend"),
    ],
)
def test_a_value_that_is_not_in_the_list_is_refused(name: str, value: object) -> None:
    assert not KINDCHECK.accepts(name, value)


@pytest.mark.parametrize("name", [name for name, value in KINDCHECK.defaults.items() if isinstance(value, str)])
def test_any_choice_may_not_have_been_asked(name: str) -> None:
    assert KINDCHECK.accepts(name, NOT_ASKED)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"var": "gewelt", "is": "nu"}, "unknown name gewelt"),
        ({"var": "geweld", "is": "soms"}, "geweld is never soms"),
        ({"var": "ks", "is": "KS_LETSEL"}, "ks cannot be compared with is"),
        ({"var": "ks", "has": "KS_X"}, "ks is never KS_X"),
        ({"var": "geweld", "has": "nu"}, "geweld cannot be compared with has"),
        ({"var": "geweld"}, "geweld cannot be compared with nothing"),
        ({"var": "partijen", "is": "2"}, "partijen cannot be compared with is"),
        ({"var": "AFH", "is": "ja"}, "AFH is never ja"),
    ],
)
def test_a_condition_over_names_or_values_that_do_not_exist_is_told(data: dict[str, Any], fault: str) -> None:
    assert KINDCHECK.faults(Condition.model_validate(data)) == (fault,)


def test_a_sound_condition_has_no_faults() -> None:
    data = {"all": [{"var": "AFH"}, {"var": "n_op", "at_least": "1"}, {"var": "geweld", "in": ["nu", NOT_ASKED]}]}
    assert KINDCHECK.faults(Condition.model_validate(data)) == ()


def test_each_derived_value_names_what_it_uses() -> None:
    known = {*KINDCHECK.defaults, *KINDCHECK.derived}
    for name, derived in KINDCHECK.derived.items():
        asked: set[str] = set()
        facts = facts_of({"op": {"OP_LVB": "licht"}})

        def look(wanted: str, asked: set[str] = asked, facts: Facts = facts) -> Value:
            asked.add(wanted)
            return facts(wanted)

        derived.function(look)
        assert asked <= derived.uses <= known, name


def test_a_derived_value_is_computed_once() -> None:
    facts = facts_of({"ks": ("KS_LETSEL",)})
    assert facts("VERM") is True
    facts._known["ks"] = ()
    assert facts("VERM") is True


def test_names_beyond_the_policy_are_seen_as_they_are() -> None:
    facts = Facts(KINDCHECK, {**complete({}), "sector": "wonen"})
    assert facts("sector") == "wonen"
    with pytest.raises(KeyError):
        facts("organisatie")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"zorg_nu": "niemand"}, {"zorg_nu", "kinderen", "jongste"}),
        ({"ks": ("KS_LETSEL",), "mobiel": "nee"}, {"ks", "mobiel"}),
        ({"dodelijk": "ja"}, {"dodelijk"}),
        ({"veilig_nu": "nee"}, {"veilig_nu"}),
        ({"zorg_nu": "niemand", "jongste": "16-17"}, {"zorg_nu", "kinderen"}),
        ({"op": {"OP_SUICIDALITEIT": "onbekend"}}, {"SUICIDAAL_O", "op"}),
        ({"op": {"OP_SUICIDALITEIT": "ernstig"}}, {"SUICIDAAL_E", "op"}),
        ({"op": {"OP_SUICIDALITEIT": "ernstig"}, "zorg_nu": "onbekend"}, {"SUICIDAAL_E", "op", "zorg_nu"}),
        ({"op": {"OP_ZEDENRISICO": "ernstig"}}, {"ZEDEN_E", "op"}),
        ({"ks": ("KS_EER",)}, {"ROOD", "ks"}),
        ({"acuut": "ja"}, {"acuut"}),
        ({"acuut": "twijfel"}, {"acuut"}),
        ({"ac": ("AC4",)}, {"ac"}),
        ({"ks": ("KS_LETSEL",)}, {"AFH", "VERM", "KS_Z", "ks"}),
        ({"geweld": "herhaald"}, {"AFH", "STRUCT", "geweld"}),
        ({"op": {"OP_LVB": "onbekend"}}, {"AFH", "GAP", "n_op", "OP_O", "op"}),
        ({"vermoeden_prof": "ja", "hulp_aanvaard": "nee"}, {"AFH", "STERK", "vermoeden_prof", "hulp_aanvaard"}),
        ({"kinderen": "nee"}, set()),
    ],
)
def test_an_outcome_tells_what_led_to_it_and_never_an_answer_that_nobody_gave(
    given: dict[str, Value], expected: set[str]
) -> None:
    assert set(verdict_of(given).because) == expected

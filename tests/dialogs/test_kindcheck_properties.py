"""What holds for every kindcheck, whatever was answered (kindcheck.md §1, §7, §8)."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogs.model import NOT_ASKED, UNKNOWN, Value
from dialogs.outcome.outcomes import higher, judge
from dialogs.policy import KINDCHECK, Facts
from dialogs.questions.conditions import compile_condition
from tests.dialogs.kindcheck_given import TABLES, complete, facts_of, verdict_of
from tests.dialogs.kindcheck_strategies import FACTS, calm

MORE = settings(max_examples=400)

KNOWN_FINE: dict[str, tuple[str, ...]] = {
    "kinderen": ("nee",),
    "zwanger": ("nee",),
    "verloskundige": ("ja",),
    "zorg_nu": ("gedeeld",),
    "veilig_nu": ("ja",),
    "mobiel": ("ja",),
    "kind_gezien": ("ja",),
    "geweld": ("nee",),
    "dodelijk": ("nee",),
    "getuige": ("nee",),
    "eerder": ("geen",),
    "hulp_aanvaard": ("ja", "geen_aanbod"),
    "hulp_zelf": ("ja",),
    "regisseur": ("een", "gezin"),
    "jongste": ("4-11", "12-15", "16-17", "18-22"),
    "kwetsbaar": ("nee",),
}
"""Answers that reassure, of the questions that may be answered with "weet ik niet"."""
FINE = [(name, value) for name, values in KNOWN_FINE.items() for value in values]
DOUBT = {"acuut": "nee", "vermoeden_prof": "nee", "structureel": "nee"}
"""Questions in which doubt has its own value, with the answer that reassures."""
SERIOUS: dict[str, tuple[str, ...]] = {
    "acuut": (NOT_ASKED, "nee", "twijfel", "ja"),
    "kinderen": ("nee", NOT_ASKED, UNKNOWN, "ja"),
    "zwanger": ("nee", NOT_ASKED, UNKNOWN, "ja"),
    "zorg_nu": ("gedeeld", UNKNOWN),
    "geweld": ("nee", NOT_ASKED, UNKNOWN),
}
"""Values that a rule may set or replace, least serious first."""


def not_lower(before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    return not higher(TABLES, verdict_of(before).outcome, verdict_of(after).outcome)


@MORE
@given(FACTS)
def test_acute_is_always_acute(facts: dict[str, Value]) -> None:
    verdict = verdict_of({**facts, "acuut": "ja"})
    assert (verdict.outcome, verdict.urgency) == ("U6", "acuut")


@MORE
@given(FACTS)
def test_doubt_about_danger_is_a_call_at_least(facts: dict[str, Value]) -> None:
    assert verdict_of({**facts, "acuut": "twijfel"}).outcome in {"U6", "U6b"}


@MORE
@given(FACTS)
def test_with_a_suspicion_and_a_dependent_child_it_is_never_below_the_meldcode(facts: dict[str, Value]) -> None:
    seen = facts_of(facts)
    assume(seen("AFH") and seen("VERM"))
    assert not higher(TABLES, "U4", judge(TABLES, seen).outcome)


@MORE
@given(FACTS)
def test_not_knowing_what_was_fine_never_lowers_the_outcome(facts: dict[str, Value]) -> None:
    for name, fine in FINE:
        assert not_lower({**facts, name: fine}, {**facts, name: UNKNOWN}), (name, fine)


@MORE
@given(FACTS)
def test_doubt_instead_of_no_never_lowers_the_outcome(facts: dict[str, Value]) -> None:
    for name, fine in DOUBT.items():
        assert not_lower({**facts, name: fine}, {**facts, name: "twijfel"}), (name, fine)


@settings(max_examples=300)
@given(facts=FACTS, code=st.sampled_from(sorted(KINDCHECK.values["op"])))
def test_not_knowing_how_severe_never_lowers_the_outcome(facts: dict[str, Value], code: str) -> None:
    op = facts.get("op", {})
    assert isinstance(op, Mapping)
    assert not_lower({**facts, "op": {**op, code: "licht"}}, {**facts, "op": {**op, code: UNKNOWN}})


@settings(max_examples=300)
@given(facts=FACTS)
def test_not_knowing_whether_parents_have_problems_never_lowers_the_outcome(facts: dict[str, Value]) -> None:
    assert not_lower({**facts, "op_onbekend": False}, {**facts, "op_onbekend": True})


@MORE
@given(FACTS)
def test_not_asking_never_reassures_more_than_a_fine_answer(facts: dict[str, Value]) -> None:
    for name, fine in FINE:
        assert not_lower({**facts, name: fine}, {**facts, name: NOT_ASKED}), (name, fine)


@settings(max_examples=300)
@given(facts=calm(without=frozenset({"ks"})), sign=st.sampled_from(sorted(KINDCHECK.values["ks"])))
def test_one_more_sign_of_a_known_child_never_lowers_the_outcome(facts: dict[str, Value], sign: str) -> None:
    # Without a known child a sign settles that there is one (rule 3), so that U2 may become U3.
    with_child = {**facts, "kinderen": "ja"}
    assert not_lower({**with_child, "ks": ()}, {**with_child, "ks": (sign,)})


@MORE
@given(FACTS)
def test_the_rules_a_second_time_change_nothing(facts: dict[str, Value]) -> None:
    once = KINDCHECK.normalise(complete(facts))
    assert KINDCHECK.normalise(once) == once


@MORE
@given(FACTS)
def test_a_forced_value_is_never_less_serious_than_what_was_given(facts: dict[str, Value]) -> None:
    before = complete(facts)
    after = KINDCHECK.normalise(before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {*SERIOUS, "kind_gezien", "jongste"}
    for name in changed & set(SERIOUS):
        order = SERIOUS[name]
        assert order.index(str(before[name])) < order.index(str(after[name])), name


@MORE
@given(FACTS)
def test_the_rules_never_lower_the_outcome(facts: dict[str, Value]) -> None:
    # Two rules settle something instead of adding a worry: a sign means that there is a child (rule 3), so that nothing
    # is left to find out (U2), and nobody needs to have seen an unborn child (rule 4).
    before = complete(facts)
    assume(before["kinderen"] == "ja" or not facts_of(facts)("any_ks"))
    assume(not (before["kinderen"] == "nee" and before["zwanger"] == "ja"))
    plain = judge(TABLES, Facts(KINDCHECK, before))
    assert not higher(TABLES, plain.outcome, verdict_of(facts).outcome)


@MORE
@given(FACTS)
def test_the_first_row_that_fits_wins(facts: dict[str, Value]) -> None:
    seen = facts_of(facts)
    fitting = [row for row in TABLES.data.rows if row.when is None or compile_condition(row.when)(seen)]
    assert judge(TABLES, seen).row == fitting[0].id
    assert fitting[-1].id == "11"


@MORE
@given(FACTS)
def test_what_is_unknown_has_a_date(facts: dict[str, Value]) -> None:
    verdict = verdict_of(facts)
    if "F_ONBEKEND" in verdict.flags or verdict.outcome != "U0":
        assert verdict.term is not None


@MORE
@given(FACTS)
def test_what_was_not_asked_sets_no_flag(facts: dict[str, Value]) -> None:
    # The children and the pregnancy are the exception: a check is not closed without them (§7).
    kept = {"kinderen", "zwanger"}
    answered = {
        name: value for name, value in facts.items() if not isinstance(KINDCHECK.defaults[name], str) or name in kept
    }
    silent = {name: NOT_ASKED for name, default in KINDCHECK.defaults.items() if isinstance(default, str)}
    flags = set(verdict_of({**silent, "kinderen": "ja", "zwanger": "nee", **answered}).flags)
    op, patterns = answered.get("op", {}), answered.get("patronen", ())
    assert isinstance(op, Mapping)
    assert isinstance(patterns, tuple)
    told_by_others = {"F_PATROON", "F_ZORGMIJDING", "F_CHRONISCH", "F_INKOMEN", "F_OVERDRACHT", "F_NIET_EERST_GEZIN"}
    assert flags <= told_by_others | {"F_ONBEKEND"}
    if "F_ONBEKEND" in flags:
        rule_6 = "OP_HUISELIJK_GEWELD" in op
        unknown = UNKNOWN in {answered.get("kinderen"), answered.get("zwanger"), *op.values()}
        not_asked = NOT_ASKED in {answered.get("kinderen"), answered.get("zwanger")}
        assumed = answered.get("kinderen") == "nee" and "PT_TEGENSTRIJDIG" in patterns
        assert rule_6 or unknown or not_asked or answered.get("op_onbekend") or assumed


@MORE
@given(FACTS, st.sampled_from(["nee", NOT_ASKED]))
def test_danger_that_nobody_named_is_explained_by_what_forced_it(facts: dict[str, Value], said: str) -> None:
    verdict = verdict_of({**facts, "acuut": said})
    assert "acuut" not in verdict.because
    assert bool(verdict.because) or verdict.row == "11"


@MORE
@given(FACTS)
def test_every_reason_is_a_name_that_exists(facts: dict[str, Value]) -> None:
    verdict = verdict_of(facts)
    assert set(verdict.because) <= {*KINDCHECK.defaults, *KINDCHECK.derived}
    assert bool(verdict.because) is (verdict.row != "11")

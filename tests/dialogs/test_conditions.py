"""Conditions as data: what each operator sees, and what a file may not say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dialogs.model import NOT_ASKED, Value
from dialogs.questions.conditions import Condition, compile_condition, compile_reasons, variables_in

FACTS: dict[str, Value] = {
    "geweld": "nu",
    "open": NOT_ASKED,
    "ks": ("KS_LETSEL", "KS_VERZUIM"),
    "niets": (),
    "op": {"OP_LVB": "licht"},
    "partijen": 2,
    "nul": 0,
    "blijvend": True,
    "tijdelijk": False,
    "tekst": "true",
}


def holds(data: dict[str, Any]) -> bool:
    return compile_condition(Condition.model_validate(data))(FACTS.__getitem__)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"var": "geweld", "is": "nu"}, True),
        ({"var": "geweld", "is": "vroeger"}, False),
        ({"var": "geweld", "is_not": "vroeger"}, True),
        ({"var": "geweld", "is_not": "nu"}, False),
        ({"var": "geweld", "in": ["vroeger", "nu"]}, True),
        ({"var": "geweld", "in": ["vroeger", "nee"]}, False),
        ({"var": "geweld", "not_in": ["vroeger", "nee"]}, True),
        ({"var": "geweld", "not_in": ["nu", "nee"]}, False),
        ({"var": "blijvend", "is": "true"}, True),
        ({"var": "tijdelijk", "is": "false"}, True),
        ({"var": "partijen", "is": "2"}, True),
        ({"var": "ks", "has": "KS_LETSEL"}, True),
        ({"var": "ks", "has": "KS_EER"}, False),
        ({"var": "ks", "has_any": ["KS_EER", "KS_VERZUIM"]}, True),
        ({"var": "ks", "has_any": ["KS_EER", "KS_GEEN"]}, False),
        ({"var": "ks", "lacks": "KS_EER"}, True),
        ({"var": "ks", "lacks": "KS_LETSEL"}, False),
        ({"var": "op", "has": "OP_LVB"}, True),
        ({"var": "op", "lacks": "OP_LVB"}, False),
        ({"var": "partijen", "at_least": "2"}, True),
        ({"var": "partijen", "at_least": "3"}, False),
        ({"var": "blijvend"}, True),
        ({"var": "tijdelijk"}, False),
        ({"var": "tekst"}, True),
        ({"var": "geweld"}, False),
        ({"var": "ks"}, True),
        ({"var": "niets"}, False),
        ({"var": "op"}, True),
        ({"var": "partijen"}, True),
        ({"var": "nul"}, False),
        ({"not": {"var": "ks"}}, False),
        ({"all": [{"var": "ks"}, {"var": "niets"}]}, False),
        ({"all": [{"var": "ks"}, {"var": "op"}]}, True),
        ({"any": [{"var": "niets"}, {"var": "op"}]}, True),
        ({"any": [{"var": "niets"}, {"var": "nul"}]}, False),
    ],
)
def test_operator(data: dict[str, Any], expected: bool) -> None:
    assert holds(data) is expected


def test_what_was_not_asked_never_fits_and_always_differs() -> None:
    assert not holds({"var": "open", "is": "nee"})
    assert not holds({"var": "open", "in": ["ja", "nee", "onbekend"]})
    assert holds({"var": "open", "is_not": "ja"})
    assert holds({"var": "open", "not_in": ["ja", "nee", "onbekend"]})


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"is": "nu"},
        {"var": ""},
        {"var": "geweld", "is": "nu", "in": ["nu"]},
        {"var": "geweld", "all": [{"var": "ks"}]},
        {"all": []},
        {"any": []},
        {"all": [{"var": "ks"}], "any": [{"var": "ks"}]},
        {"not": {"var": "ks"}, "is": "nu"},
        {"var": "geweld", "in": []},
        {"var": "geweld", "equals": "nu"},
        {"var": "partijen", "at_least": "veel"},
        {"var": "geweld", "is_": "nu"},
    ],
)
def test_a_condition_that_says_nothing_or_too_much_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(data)


@pytest.mark.parametrize("data", [{"var": "ks", "is": "KS_LETSEL"}, {"var": "geweld", "has": "nu"}])
def test_an_operator_of_the_wrong_kind_is_a_fault_and_never_just_false(data: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        holds(data)


def test_an_unknown_name_is_a_fault() -> None:
    with pytest.raises(KeyError):
        holds({"var": "gewelt", "is": "nu"})


def test_it_names_what_it_looks_up() -> None:
    data = {"all": [{"var": "a"}, {"any": [{"var": "b", "is": "x"}, {"not": {"var": "c", "has": "y"}}]}]}
    assert variables_in(Condition.model_validate(data)) == {"a", "b", "c"}


def test_it_names_the_comparisons_that_made_it_hold() -> None:
    data = {
        "all": [
            {"any": [{"var": "niets"}, {"var": "geweld", "is": "nu"}, {"var": "ks", "has": "KS_LETSEL"}]},
            {"not": {"var": "nul"}},
        ]
    }
    found = compile_reasons(Condition.model_validate(data))(FACTS.__getitem__)
    assert [leaf.var for leaf in found] == ["geweld", "ks", None]
    assert compile_reasons(Condition.model_validate({"all": [{"var": "ks"}, {"var": "nul"}]}))(FACTS.__getitem__) == ()


LEAVES = st.builds(
    lambda name, operator: {"var": name, **operator},
    st.sampled_from(["geweld", "open", "tekst"]),
    st.sampled_from([{}, {"is": "nu"}, {"is_not": "nu"}, {"in": ["nu", "nee"]}, {"not_in": ["nee"]}]),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)


@given(TREES)
def test_there_is_a_reason_exactly_when_it_holds(data: dict[str, Any]) -> None:
    condition = Condition.model_validate(data)
    assert bool(compile_reasons(condition)(FACTS.__getitem__)) is compile_condition(condition)(FACTS.__getitem__)


@given(TREES)
def test_a_turned_condition_is_the_opposite(data: dict[str, Any]) -> None:
    assert holds({"not": data}) is not holds(data)

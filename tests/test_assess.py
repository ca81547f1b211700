"""`signaalwijzer assess`: lines of facts in, lines of outcomes out, and nothing of what was typed in a fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.assess import assess, run
from bot.commands.texts import load_texts
from dialogs.outcome.outcomes import load_tables
from tests.dialogs.kindcheck_given import BRANCHES, DOCUMENT, VIGNETTES, Case
from tests.dialogs.kindcheck_strategies import FACTS

TABLES = load_tables("kindcheck")
TEXTS = load_texts().assess


def answers(*lines: str) -> tuple[int, list[dict[str, Any]]]:
    written: list[str] = []
    code = assess(lines, written.append, TABLES, TEXTS)
    return code, [json.loads(line) for line in written]


def answer(line: object) -> dict[str, Any]:
    code, (only,) = answers(json.dumps(line))
    assert code == int("fout" in only)
    return only


@pytest.mark.parametrize("case", [*DOCUMENT, *VIGNETTES, *BRANCHES], ids=lambda case: case.id)
def test_every_case_holds_from_json_to_json(case: Case) -> None:
    found = answer({"id": case.id, **case.given})
    assert list(found) == ["id", "uitkomst", "urgentie", "vlaggen"]
    assert (found["id"], found["uitkomst"], found["urgentie"]) == (case.id, case.outcome, case.urgency)
    assert set(case.flags) <= set(found["vlaggen"])
    assert not case.all_flags or set(case.flags) == set(found["vlaggen"])


def test_nothing_named_is_the_default() -> None:
    assert answer({}) == {"id": None, "uitkomst": "U1", "urgentie": "laag", "vlaggen": []}


@pytest.mark.parametrize("id_", ["V01", 7, None, "é", ["a", 1], {"x": 1}])
def test_an_id_is_passed_through(id_: object) -> None:
    assert answer({"id": id_})["id"] == id_


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"gewelt": "nu"}, "Onbekende naam: gewelt."),
        ({"vars": {}}, "Onbekende naam: vars."),
        ({"n_op": 1}, "Onbekende naam: n_op."),
        ({"op.ernst": "licht"}, "Onbekende naam: op.ernst."),
        ({"x" * 60: 1}, f"Onbekende naam: {'x' * 40}."),
        ({"geweld": "soms"}, "Onbekende waarde bij geweld."),
        ({"geweld": None}, "Onbekende waarde bij geweld."),
        ({"geweld": ["nu"]}, "Onbekende waarde bij geweld."),
        ({"ks": "KS_LETSEL"}, "Onbekende waarde bij ks."),
        ({"ks": ["KS_LETSEL", "KS_X"]}, "Onbekende waarde bij ks."),
        ({"op": ["OP_LVB"]}, "Onbekende waarde bij op."),
        ({"op": {"OP_LVB": "zwaar"}}, "Onbekende waarde bij op."),
        ({"op": {"OP_LVB": None}}, "Onbekende waarde bij op."),
        ({"partijen": "2"}, "Onbekende waarde bij partijen."),
        ({"partijen": 2.5}, "Onbekende waarde bij partijen."),
        ({"partijen": -1}, "Onbekende waarde bij partijen."),
        ({"partijen": True}, "Onbekende waarde bij partijen."),
        ({"blijvend": "true"}, "Onbekende waarde bij blijvend."),
        ({"blijvend": 1}, "Onbekende waarde bij blijvend."),
        ([], "Een regel moet één object zijn, met namen en waarden."),
        ("ja", "Een regel moet één object zijn, met namen en waarden."),
        (None, "Een regel moet één object zijn, met namen en waarden."),
    ],
)
def test_a_line_that_cannot_be_used(line: object, fault: str) -> None:
    assert answer({"id": "a", **line} if isinstance(line, dict) else line)["fout"] == fault


@pytest.mark.parametrize(
    "line",
    [
        "geen json",
        '{"geweld": "nu"',
        "{'geweld': 'nu'}",
        "\x00\x01",
        "[" * 100_000,
        '{"partijen": ' + "9" * 10_000 + "}",
        '{"id": 1} {"id": 2}',
    ],
)
def test_broken_json(line: str) -> None:
    assert answers(line) == (1, [{"id": None, "fout": "Deze regel is geen geldige JSON."}])


def test_a_name_that_stands_twice_is_a_fault() -> None:
    assert answers('{"id": "a", "acuut": "ja", "acuut": "nee"}') == (
        1,
        [{"id": "a", "fout": "De naam acuut staat er twee keer in."}],
    )
    assert answers('{"op": {"OP_LVB": "ernstig", "OP_LVB": "licht"}}')[0] == 1


def test_a_fault_names_the_field_and_never_the_value() -> None:
    found = answer({"id": "a", "geweld": "Jan de Vries, 06 12345678", "ks": ["Jan"]})
    assert found == {"id": "a", "fout": "Onbekende waarde bij geweld."}


def test_one_fault_spoils_the_exit_code_and_no_other_line() -> None:
    code, found = answers('{"id": 1}', "", "  \n", "kapot", '{"id": 2, "acuut": "ja"}', '{"id": 3, "x": 1}', "\ufeff")
    assert code == 1
    assert [line.get("uitkomst") for line in found] == ["U1", None, "U6", None]
    assert [line["id"] for line in found] == [1, None, 2, 3]


def test_without_a_fault_the_exit_code_is_good() -> None:
    assert answers('\ufeff{"id": 1}\n', "\n") == (0, [{"id": 1, "uitkomst": "U1", "urgentie": "laag", "vlaggen": []}])
    assert answers() == (0, [])


def test_a_line_can_be_written_on_any_terminal() -> None:
    written: list[str] = []
    assess(['{"id": "\\ud800é"}'], written.append, TABLES, TEXTS)
    assert written[0].isascii()
    assert "\n" not in written[0]


def test_with_the_content_that_is_shipped() -> None:
    written: list[str] = []
    assert run(['{"acuut": "ja"}'], written.append) == 0
    assert json.loads(written[0])["uitkomst"] == "U6"


@given(st.text())
def test_whatever_is_typed_gets_one_answer_or_none(line: str) -> None:
    code, found = answers(line)
    assert len(found) == (1 if line.strip(" \t\r\n\ufeff") else 0)
    assert code == int(any("fout" in each for each in found))


@given(FACTS)
def test_every_sound_line_gets_an_outcome(facts: dict[str, Any]) -> None:
    assert answer(facts)["uitkomst"] in TABLES.data.rank

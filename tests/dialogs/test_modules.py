"""The sixteen detail modules: each asked once, and each heavier answer weighs (kindcheck.md §4.4)."""

from __future__ import annotations

import pytest

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.model import UNKNOWN
from dialogs.outcome.advice_book import AcuteData, AdviceData
from dialogs.outcome.kindcheck_variables import HEAVIER, variables
from dialogs.questions.schema import Phrases
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import engine

ROL = "schuldhulpverlener"
ITEMS = {item.id: item for item in engine().library.questionnaires["kindcheck"].dialog.items}
MODULES = {
    code: next(item for item in ITEMS.values() if item.variable == variable) for code, (variable, _) in HEAVIER.items()
}
HEAVY = [(code, answer) for code, (_, answers) in HEAVIER.items() for answer in sorted(answers)]
ACUTE_ANSWERS = {"kinderen_genoemd", "kind_in_waan"}
FOR_THE_RECORD = {
    "OP_SUICIDALITEIT": {"denkt", "kinderen_bij"},
    "OP_LVB": {"begrijpt_niet", "vastgesteld", "vermoed"},
    "OP_HUISELIJK_GEWELD": {"zorgmelding_zeker", "zorgmelding_onzeker"},
    "OP_SCHULDEN_ARMOEDE": {"lang"},
    "OP_HUISUITZETTING": {"geen_plek"},
    "OP_CRIMINALITEIT": {"dreiging"},
    "OP_DETENTIE": {"komt_terug"},
    "OP_ZEDENRISICO": {"hulp_krimpt"},
    "OP_SCHEIDING": {"tussen", "toestemming"},
    "OP_LICHAMELIJK": {"zorg_lukt_niet"},
    "OP_EIGEN_JEUGD": {"geweld_of_verwaarlozing", "pleegzorg"},
    "OP_OPVOEDING": {"grenzen", "verzorging", "aandacht"},
    "OP_NIEUWE_PARTNER": {"woont_er", "verzorgt", "kort"},
}
"""Answers that go into the signal and leave the outcome as it is."""


def told(code: str, answer: str) -> object:
    """How heavy the problem is when O2 said "licht" and the module says this."""
    found = variables({"op_codes": (code,), "op_ernst": {code: "licht"}, HEAVIER[code][0]: (answer,)})["op"]
    assert isinstance(found, dict)
    return found[code]


def asked_about(code: str) -> KindcheckTalk:
    """A conversation in which the module of this problem stands open."""
    talk = KindcheckTalk(rol=ROL)
    talk.until(MODULES[code].id, {"KC-O1": (code,)})
    return talk


def severity(talk: KindcheckTalk, code: str) -> object:
    op = talk.fact("op")
    assert isinstance(op, dict)
    return op[code]


def test_every_problem_of_a_parent_has_its_module() -> None:
    assert set(HEAVIER) == {option.code for option in engine().library.labels.options("OP")} - {"geen"}


@pytest.mark.parametrize(("code", "answer"), HEAVY)
def test_a_heavier_answer_makes_it_serious(code: str, answer: str) -> None:
    assert told(code, answer) == "ernstig"


@pytest.mark.parametrize("code", sorted(HEAVIER))
@pytest.mark.parametrize("answer", ["niets", UNKNOWN])
def test_nothing_of_it_or_not_known_leaves_it_as_it_was(code: str, answer: str) -> None:
    assert told(code, answer) == "licht"


@pytest.mark.parametrize("code", sorted(HEAVIER))
def test_an_answer_weighs_or_is_for_the_record(code: str) -> None:
    offered = {option.code for option in MODULES[code].options}
    assert offered == {"niets", *HEAVIER[code][1], *FOR_THE_RECORD.get(code, set())}


@pytest.mark.parametrize("code", sorted(HEAVIER))
def test_the_module_is_asked_once_and_weighs(code: str) -> None:
    talk = asked_about(code)
    assert severity(talk, code) == "licht"
    talk.press(sorted(HEAVIER[code][1] - ACUTE_ANSWERS)[0])
    assert severity(talk, code) == "ernstig"
    if talk.open and talk.open.item != "acuut":
        assert MODULES[code].id not in talk.until("uitkomst", {"KC-O1": (code,)})


@pytest.mark.parametrize("code", sorted(HEAVIER))
@pytest.mark.parametrize("answer", ["niets", UNKNOWN])
def test_without_a_heavier_fact_the_talk_goes_on_as_it_was(code: str, answer: str) -> None:
    talk = asked_about(code)
    talk.press(answer)
    assert severity(talk, code) == "licht"
    assert talk.answers()[MODULES[code].id] == (answer,)


@pytest.mark.parametrize(
    ("code", "answer", "outcome"),
    [("OP_SUICIDALITEIT", "kinderen_genoemd", "U6"), ("OP_PSYCHIATRIE", "kind_in_waan", "U6b")],
)
def test_children_in_the_plans_or_in_a_delusion_go_before_all_questions(code: str, answer: str, outcome: str) -> None:
    talk = asked_about(code)
    replies = talk.press(answer)
    while talk.open and talk.open.item in {"KC-A2", "KC-A3", "KC-A4"}:
        replies = talk.press(UNKNOWN if talk.open.item != "KC-A2" else "geen")
    assert replies[-1].outcome == outcome


@pytest.mark.parametrize(("code", "answer"), [("OP_OPVOEDING", "slaat"), ("OP_SCHEIDING", "geweld")])
def test_hitting_that_nobody_called_violence_is_asked_about(code: str, answer: str) -> None:
    talk = asked_about(code)
    talk.press(answer)
    assert "KC-H2B" in [*talk.until("KC-H2B", {})]
    talk.press("nu")
    assert talk.fact("geweld") == "nu"
    assert "F_NIET_EERST_GEZIN" in talk.flags()


def test_what_the_children_notice_counts_as_a_sign_of_the_child() -> None:
    talk = KindcheckTalk(rol=ROL)
    talk.until("KC-D9B", {"KC-O1": ("OP_SCHULDEN_ARMOEDE",), "KC-D9": ("wel",)})
    talk.press("KS_TERUGGETROKKEN")
    assert talk.fact("ks") == ("KS_TERUGGETROKKEN",)


@pytest.mark.parametrize("item", sorted(ITEMS))
def test_every_question_has_a_source_and_says_why(item: str) -> None:
    assert ITEMS[item].source
    assert ITEMS[item].why.endswith(".")


def test_every_advice_line_card_and_rule_has_a_source() -> None:
    book = load_model(CONTENT / "kindcheck.advies.yaml", AdviceData)
    acute = load_model(CONTENT / "acuut.yaml", AcuteData)
    assert [line.id for line in book.lines if not line.source] == []
    parts = [part for row in acute.situations for part in (*row.eerst, *row.ook, *row.niet_doen)]
    assert [row.code for row in acute.situations if not row.source] == []
    assert parts


def test_every_generated_card_tells_where_it_comes_from() -> None:
    phrases = load_model(CONTENT / "phrases.yaml", Phrases).phrases
    for name in ("kaart.niet_bewaard", "kaart.verslag_slot", "twijfel.iets", "twijfel.ernst", "twijfel.delen"):
        assert phrases[name].source

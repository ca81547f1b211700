"""Requirements that are a question: it is asked, and it offers the answers that the requirement names."""

from __future__ import annotations

import pytest

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.outcome.advice_book import AdviceData
from dialogs.questions.schema import Item
from tests.dialogs.played import engine

ASKED: dict[str, dict[str, set[str]]] = {
    "R5": {"KC-O1": set()},
    "R7": {"KC-Z1": {"ja", "nee"}},
    "R8": {"KC-P1": {"partner", "ex", "nieuwe_partner", "familie"}, "KC-P2": set(), "KC-P2B": set()},
    "R11": {"KC-B4": set()},
    "R18": {"KC-K3": {"ja", "nee"}, "KC-K4": {"ja", "nee", "te_jong"}, "KC-G5b": {"via_ouders"}},
    "R19": {"KC-K5": set(), "KC-O1": set()},
    "R21": {"KC-G4": {"ja", "nee"}},
    "R22": {"KC-K6": {"ja_gezien", "ja_niet_gezien", "nee"}},
    "R40": {"BV1": {"een", "allemaal", "niemand"}, "BV1.2": set(), "BV1.3": {"nergens"}},
    "R41": {"BV1.4": {"ja", "nee"}, "BV1.5": {"via_ouders", "gevoel"}},
    "R43": {"BV2.1": set(), "BV2.2": set(), "BV2.3": set()},
    "R44": {"BV2.6": set(), "KC-P3": set()},
    "R45": {"BV2.7": {"regisseur", "ander", "niemand"}, "BV4.3": set()},
    "R46": {"BV3": {"oplosbaar", "beheersbaar", "blijvend"}, "BV3.1": {"oplosbaar", "beheersbaar", "blijvend"}},
    "R47": {"BV3.5": set()},
    "R49": {"BV4.7": set(), "BV4.8": {"papier", "mondeling", "niets"}},
    "R50": {"BV4.9": {"ja", "nee"}},
    "R51": {"BV5.1": set(), "BV5.2": set()},
    "R52": {"BV5.6": set(), "BV5.7": {"doorgaan", "aanpassen", "opschalen", "afschalen"}},
    "R53": {"BV5.9": {"ja", "deels", "nee"}},
    "R83": {"BV3.3": {"zelf", "steun", "overnemen"}},
    "R84": {"BV2.10": {"elders_bekend", "elders_onbekend", "gevlucht"}},
    "R102": {"BV4.6": set(), "BV4.5": set(), "BV5.3": set(), "BV4.10": set()},
    "R103": {"BV4.3": set()},
    "R105": {"BV4.5": {"alle", "deels", "per_persoon", "nee"}},
    "R136": {
        "BV2.2": {"geld", "wonen", "werk", "opvoeding", "gezondheid", "school", "veiligheid", "netwerk"},
        "BV2.2-ZORG": {"geld", "wonen", "werk", "opvoeding", "gezondheid", "school", "veiligheid", "netwerk"},
    },
}
QUESTIONS: dict[str, Item] = {
    item.id: item
    for name in ("kindcheck", "basisvragen")
    for item in engine().library.questionnaires[name].dialog.items
}


@pytest.mark.parametrize("requirement", sorted(ASKED))
def test_the_question_is_there(requirement: str) -> None:
    for question, codes in ASKED[requirement].items():
        assert codes <= {option.code for option in QUESTIONS[question].options}


def test_the_lists_hold_every_signal_and_problem_that_is_named() -> None:
    """R14, R15 and R26."""
    signals = {option.code for option in engine().library.labels.options("KS")}
    problems = {option.code for option in engine().library.labels.options("OP")}
    assert {"KS_LETSEL", "KS_TERUGGETROKKEN", "KS_VERZUIM", "KS_SEKSUEEL"} <= signals
    assert len(problems - {"geen"}) == 16


@pytest.mark.parametrize(
    ("line", "words"),
    [("later.jongvolwassen", "volwassene"), ("kaart.steun", "vertrouwenspersoon")],
    ids=["R145", "R147"],
)
def test_the_line_is_said_with_an_outcome(line: str, words: str) -> None:
    found = next(each for each in load_model(CONTENT / "kindcheck.advies.yaml", AdviceData).lines if each.id == line)
    assert words in found.text
    assert found.outcomes

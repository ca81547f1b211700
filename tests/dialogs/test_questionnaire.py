"""The path of a run: computed from its answers alone (dialogs/questions/questionnaire.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from dialogs.model import Answer, Run
from dialogs.questions.questionnaire import Path
from tests.dialogs.played import engine

NOW = datetime(2026, 11, 24, 14, 34, tzinfo=UTC)


def path(answers: Mapping[str, Answer], dialog: str = "kindcheck", **given: str) -> Path:
    run = Run("r", dialog, "1", NOW, answers=answers, given={name: (value,) for name, value in given.items()})
    return engine().library.questionnaires[dialog].path(run)


def keys(steps: tuple[object, ...]) -> list[str]:
    return [step.key for step in steps]  # type: ignore[attr-defined]  # steps of a path


def test_before_the_track_is_known_only_the_start_is_asked() -> None:
    assert keys(path({}).open) == ["KC-A1", "KC-S2"]
    assert keys(path({"KC-A1": ("nee",)}).open) == ["KC-S2"]


@pytest.mark.parametrize(
    ("sector", "first"),
    [("onderwijs", "KC-K1"), ("jgz", "KC-K1"), ("wonen", "KC-O1"), ("huisartsenzorg", "KC-S2")],
)
def test_the_sector_chooses_the_track_where_it_is_clear(sector: str, first: str) -> None:
    assert keys(path({"KC-A1": ("nee",)}, sector=sector).open)[0] == first


def test_an_answer_wins_from_what_the_sector_says() -> None:
    found = path({"KC-A1": ("nee",), "KC-S2": ("volwassene",)}, sector="onderwijs")
    assert keys(found.open)[0] == "KC-O1"


def test_the_gate_opens_its_other_questions_on_doubt() -> None:
    assert keys(path({"KC-A1": ("twijfel",)}, sector="onderwijs").open)[:3] == ["KC-A2", "KC-A3", "KC-A4"]
    assert "KC-A2" not in keys(path({"KC-A1": ("nee",)}, sector="onderwijs").steps)


def test_a_repeated_question_comes_once_for_each_instance() -> None:
    answers: dict[str, Answer] = {
        "KC-A1": ("nee",),
        "KC-O1": ("OP_LVB", "OP_SCHULDEN_ARMOEDE"),
        "KC-O2/OP_LVB": ("licht",),
    }
    found = path(answers, sector="schuldhulp")
    assert [key for key in keys(found.steps) if key.startswith("KC-O2")] == [
        "KC-O2/OP_LVB",
        "KC-O2/OP_SCHULDEN_ARMOEDE",
    ]
    assert "KC-O2/OP_LVB" not in keys(found.open)
    assert found.facts("op") == {"OP_LVB": "licht", "OP_SCHULDEN_ARMOEDE": "niet_gevraagd"}


def test_an_answer_off_the_path_counts_for_nothing_and_comes_back_with_the_path() -> None:
    answers: dict[str, Answer] = {"KC-A1": ("nee",), "KC-O1": ("geen",), "KC-Z1": ("ja",), "KC-Z2": ("nee",)}
    assert path(answers, sector="schuldhulp").facts("verloskundige") == "nee"
    without = path({**answers, "KC-Z1": ("nee",)}, sector="schuldhulp")
    assert "KC-Z2" not in without.answers
    assert without.facts("verloskundige") == "niet_gevraagd"


def test_an_instance_that_is_gone_takes_its_answers_along() -> None:
    answers: dict[str, Answer] = {"KC-A1": ("nee",), "KC-O1": ("OP_LVB",), "KC-O2/OP_VERSLAVING": ("ernstig",)}
    found = path(answers, sector="schuldhulp")
    assert found.facts("op") == {"OP_LVB": "niet_gevraagd"}
    assert found.facts("OP_E") is False


def test_nothing_special_leaves_the_rest_closed_and_anything_opens_it() -> None:
    quiet: dict[str, Answer] = {"KC-A1": ("nee",), "KC-K1": ("KS_GEEN",), "KC-O1": ("geen",), "KC-H1": ("geen",)}
    assert not [step for step in path(quiet, sector="onderwijs").steps if step.deep]
    for key, answer in (("KC-K1", "KS_VERZUIM"), ("KC-O1", "onbekend"), ("KC-H1", "onbekend"), ("KC-H2", "vroeger")):
        opened = path({**quiet, key: (answer,)}, sector="onderwijs")
        assert [step for step in opened.steps if step.deep], key


def test_a_sign_of_a_child_means_that_there_is_a_child() -> None:
    answers: dict[str, Answer] = {"KC-A1": ("nee",), "KC-O1": ("geen",), "KC-K1": ("KS_LETSEL",)}
    found = path(answers, sector="schuldhulp")
    assert found.facts("kinderen") == "ja"
    assert "KC-K1" in found.answers
    assert "KC-K1" in path({**answers, "KC-G1": ("onbekend",)}, sector="schuldhulp").answers


def test_who_does_not_know_of_children_is_not_asked_about_them() -> None:
    answers: dict[str, Answer] = {"KC-A1": ("nee",), "KC-O1": ("geen",), "KC-G1": ("onbekend",)}
    open_ones = keys(path(answers, sector="schuldhulp").open)
    assert not {"KC-K1", "KC-G2", "KC-G3"} & set(open_ones)


@pytest.mark.parametrize(
    ("answers", "unknown"),
    [
        ({"KC-Z1": ("onbekend",)}, ["KC-Z1"]),
        ({"KC-Z1": ("nee",)}, []),
        ({"KC-G1": ("nee",), "KC-G1c": ("gezien",)}, []),
        ({"KC-G1": ("nee",), "KC-G1c": ("aanname",)}, ["KC-G1"]),
        ({"KC-O1": ("OP_HUISELIJK_GEWELD",), "KC-H2": ("nee",)}, ["KC-H2"]),
        ({"KC-O1": ("onbekend",)}, ["KC-O1"]),
    ],
)
def test_what_is_not_known_is_named_also_where_a_rule_says_so(answers: dict[str, Answer], unknown: list[str]) -> None:
    found = path({"KC-A1": ("nee",), "KC-O1": ("geen",), **answers}, sector="schuldhulp")
    assert keys(found.unknown) == unknown


def test_what_was_skipped_is_not_asked_and_says_nothing() -> None:
    found = path(
        {"KC-A1": ("nee",), "KC-K1": ("KS_VERZUIM",), "KC-G5": ("ja",), "KC-G5b": ("overgeslagen",)}, sector="onderwijs"
    )
    assert "KC-G5b" not in keys(found.open)
    assert found.raw.get("veilig_grond") is None
    assert not found.unknown


def test_vastleggen_offers_no_consent_where_the_family_must_not_be_approached() -> None:
    plain = keys(path({}, "vastleggen").steps)
    assert "VL-GROND" in plain
    assert "VL-GROND-GEZIN" not in plain
    careful = keys(path({}, "vastleggen", niet_eerst_gezin="ja").steps)
    assert "VL-GROND-GEZIN" in careful
    assert "VL-GROND" not in careful


def test_vastleggen_asks_no_place_of_a_shielded_family() -> None:
    shielded = keys(path({"VL-GROND": ("wettelijke_taak",)}, "vastleggen", afgeschermd="ja").steps)
    assert not {"VL-GROND", "VL-GROND-GEZIN", "VL-WIJK", "VL-VRIJ", "VL-WEET"} & set(shielded)

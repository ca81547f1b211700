"""The statistical model: its weights belong to the examples, and the same message has the same chances."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding import claims, likeness
from dialogs.understanding import likeness_features as features
from dialogs.understanding.data import HERE
from dialogs.understanding.lexicon import CATEGORIES
from dialogs.understanding.likeness import RESEMBLING, WEIGHTS, Scores, load_likeness, load_resembling
from dialogs.understanding.normalise import clean
from dialogs.understanding.packed_weights import load_weights, save_weights
from dialogs.understanding.training import HELD_BACK, LABELS, UNSEEN_BY_RULES, Example, fingerprint, load_examples
from tests.shipped import rules

RULES = rules()
LIKENESS = load_likeness()
OTHER = load_likeness()
"""Another model of the same weights, which remembers nothing of the first."""
RESEMBLES = load_resembling()
LARGEST = 1_000_000
"""Bytes of all weights together."""


def words(text: str) -> list[str]:
    return list(RULES(clean(text)).words)


@cache
def examples() -> Mapping[str, Sequence[Example]]:
    """What the model was taught with, by writer: thousands."""
    return load_examples()


def test_the_weights_were_made_from_the_examples_and_the_lexicon_as_they_are() -> None:
    assert str(load_weights(HERE / WEIGHTS)["made_from"]) == fingerprint(), "examples or lexicon changed: `make train`"


@given(
    st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=50),
    st.integers(1, 4),
    st.integers(-127, 127),
)
def test_weights_are_read_as_they_were_saved(hashes: set[int], labels: int, weight: int) -> None:
    model = {
        "hashes": np.array(sorted(hashes), dtype=np.uint32),
        "weights": np.full((len(hashes), labels), weight, dtype=np.int8),
        "bias": np.arange(labels, dtype=np.float32),
    }
    with TemporaryDirectory() as folder:
        save_weights(Path(folder) / "een.npz", model)
        read = load_weights(Path(folder) / "een.npz")
    assert read.keys() == model.keys()
    for name, part in model.items():
        np.testing.assert_array_equal(read[name], part, strict=True)


def test_a_change_of_what_was_learnt_from_changes_the_fingerprint(tmp_path: Path) -> None:
    for folder in ("examples", "lexicon"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "een.yaml").write_text("eerst", encoding="utf-8")
    (tmp_path / "likeness_features.py").write_text("eerst", encoding="utf-8")
    before = fingerprint(tmp_path)
    assert before == fingerprint(tmp_path)
    for changed in ("examples/een.yaml", "lexicon/een.yaml", "likeness_features.py"):
        (tmp_path / changed).write_text("dan", encoding="utf-8")
        after = fingerprint(tmp_path)
        assert after != before
        before = after


def test_the_weights_are_small() -> None:
    assert (HERE / WEIGHTS).stat().st_size + (HERE / claims.WEIGHTS).stat().st_size <= LARGEST
    assert (HERE / RESEMBLING).stat().st_size <= LARGEST / 5


def test_every_label_has_a_threshold_that_can_be_reached() -> None:
    scores = LIKENESS(words("meisje van 9"))
    assert tuple(scores.chances) == LABELS
    stored = load_weights(HERE / WEIGHTS)["thresholds"]
    assert len(stored) == len(LABELS)
    assert all(0 < threshold < 1 for threshold in stored)


def test_a_label_is_likely_from_its_threshold_on() -> None:
    stored = load_weights(HERE / WEIGHTS)
    for text in ("meisje van 9 met blauwe plekken", "vader drinkt", "hallo", "wie is het wijkteam"):
        scores = LIKENESS(words(text))
        for label, threshold in zip(LABELS, stored["thresholds"].tolist(), strict=True):
            assert scores.likely(label) == (scores.chance(label) >= threshold)


def test_an_unknown_label_is_never_likely() -> None:
    scores = Scores({"letsel": 1.0}, {"letsel"}, {})
    assert scores.likely("letsel")
    assert not scores.likely("iets")
    assert scores.chance("iets") == 0


@given(st.lists(st.sampled_from(["meisje", "blauwe", "plekken", "mama", "drinkt", "?", ".", "xyzzy"]), max_size=30))
def test_the_same_words_have_the_same_chances(row: list[str]) -> None:
    once = LIKENESS(row).chances
    assert once == LIKENESS(list(row)).chances == OTHER(row).chances
    assert all(0 <= chance <= 1 for chance in once.values())


def test_a_long_message_is_read_up_to_a_length() -> None:
    many = ["mama", "drinkt"] * 1_000
    assert LIKENESS(many).chances == LIKENESS(many[:400]).chances


def test_no_words_give_chances_too() -> None:
    assert all(0 <= chance <= 1 for chance in LIKENESS([]).chances.values())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("wie is de contactpersoon van het wijkteam", "intent.zoeken"),
        ("mag ik dit zomaar delen met de school", "intent.meldcode"),
        ("zet er een herinnering in voor maandag", "intent.herinnering"),
        ("moeder drinkt en de kinderen krijgen geen eten", "intent.signaal"),
        ("hij staat met een mes voor de deur en de kinderen zijn binnen", "acuut"),
    ],
)
def test_a_message_looks_like_what_it_is(text: str, label: str) -> None:
    chances = LIKENESS(words(text)).chances
    assert chances[label] == max(chance for name, chance in chances.items() if name.startswith(label[:7]))
    assert chances[label] > 0.4


@given(st.text("abcdefghij", min_size=1, max_size=12))
def test_a_word_has_pieces_of_four_signs_with_its_edges(word: str) -> None:
    assert len(list(features.of_pieces(word))) == max(0, len(word) + 2 - 4 + 1)
    assert features.of_word(word) not in set(features.of_pieces(word))


def test_numbers_are_one_sign_and_a_question_is_seen() -> None:
    assert words("Meisje van 9?") == words("meisje van 12?")
    assert words("wat nu?")[-1] == "?"
    assert words("wat nu.")[-1] == "."


def test_what_is_shown_is_one_of_the_examples_that_were_learnt_from() -> None:
    written = examples()
    learnt = {row.text for row in chain(*written.values())}
    shown = json.loads((HERE / RESEMBLING).read_text(encoding="utf-8"))
    assert shown.keys() == set(CATEGORIES)
    assert {example for by_word in shown.values() for example in by_word.values()} <= learnt


def test_an_example_shares_a_telling_word_where_there_is_one() -> None:
    for category, by_word in RESEMBLES.by_label.items():
        word, example = next(iter(by_word.items()))
        assert RESEMBLES.example(category, ["en", word]) == example
        assert RESEMBLES.example(category, ["qqq"]) in by_word.values()
    assert RESEMBLES.example("iets", ["en"]) == ""


def test_writers_who_are_held_back_are_a_fifth_and_nobody_wrote_rules_on_them() -> None:
    written = examples()
    assert written.keys() >= UNSEEN_BY_RULES >= HELD_BACK
    held_back = sum(len(written[writer]) for writer in HELD_BACK)
    assert 0.15 < held_back / sum(map(len, written.values())) < 0.25


def test_two_threads_that_read_at_once_score_what_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_REMEMBERED", 40)  # so that words are forgotten all the time
    model, letters = load_likeness(), "abcdefghij"
    messages = [[f"{a}{b}{c}" for c in letters] for a in letters for b in letters]
    alone = [model(message).chances for message in messages]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(2) as threads:
            together = [*threads.map(lambda message: model(message).chances, messages * 3)]
    finally:
        sys.setswitchinterval(before)
    assert together == alone * 3

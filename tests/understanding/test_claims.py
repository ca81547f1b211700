"""What examples say of a claim: only where a word hints at a denial or a past, and never more than that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from dialogs.loading.yaml_files import load_model
from dialogs.understanding.assertion import REPORT, Claim, Status
from dialogs.understanding.claims import (
    NOT_THERE,
    NOT_THERE_FAR,
    NOT_THERE_NEXT,
    NOT_THERE_OF_REPORT,
    NOT_THERE_UNHINTED,
    STATUSES,
    WEIGHTS,
    ClaimModel,
    HintWords,
    Spot,
    features,
    load_claims,
)
from dialogs.understanding.data import HERE
from dialogs.understanding.marking import Marked
from dialogs.understanding.matching import Hit
from dialogs.understanding.normalise import clean
from dialogs.understanding.packed_weights import load_weights
from dialogs.understanding.rules import ReadingData, Rules, load_rules
from dialogs.understanding.sentences import Sentence

DATA = load_model(HERE / "beweringen.yaml", ReadingData)
DENIALS = frozenset(DATA.ontkenning)
WORDS = HintWords(DENIALS, frozenset(DATA.in_buurzin))
Found = tuple[tuple[Sentence, ...], Marked, Hit, Claim]


@cache
def rules() -> Rules:
    """As they are written."""
    return load_rules(learning=True)


def first(text: str) -> Found:
    parts, found = rules().claims_in(clean(text))
    marked, hit, claim = found[0]
    return parts, marked, hit, claim


def looked_at(found: Found, claimed: Status | None = None) -> list[int]:
    parts, marked, hit, claim = found
    return features(parts, marked, Spot.of(hit), claimed or claim.status)


def model(bias: tuple[float, float, float], weights: Mapping[int, tuple[int, int, int]] | None = None) -> ClaimModel:
    """A model that leans to a status, whatever it sees."""
    rows = weights or {0: (0, 0, 0)}
    parts: dict[str, Any] = {
        "hashes": np.array(sorted(rows), dtype=np.uint32),
        "weights": np.array([rows[hashed] for hashed in sorted(rows)], dtype=np.int8),
        "scale": np.ones(3, dtype=np.float32),
        "bias": np.array(bias, dtype=np.float32),
    }
    return ClaimModel(parts)


DENIES, PAST, THERE = model((-9, 9, 0)), model((-9, 0, 9)), model((9, -9, -9))


def chance(denied: float) -> ClaimModel:
    """A model that gives a denial this chance, and going on the rest."""
    return model((0, float(np.log(denied / (1 - denied))), -99))


def judged(judge: ClaimModel, text: str) -> Claim:
    parts, marked, hit, claim = first(text)
    return judge.judged(parts, marked, hit, claim, WORDS)


@pytest.mark.parametrize("text", ["Vader drinkt.", "Hij heeft blauwe plekken.", "Moeder is depressief, zegt oma."])
def test_without_a_hint_what_is_stated_stays_stated_unless_examples_are_very_clear(text: str) -> None:
    assert not first(text)[1].hints
    assert judged(chance(NOT_THERE_UNHINTED - 0.05), text).status == "aanwezig"
    assert judged(chance(NOT_THERE_UNHINTED + 0.05), text).status == "ontkend"


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Hij plast geloof ik niet meer in bed.", NOT_THERE),
        ("Hij krijgt geen eten en hij wordt geslagen.", NOT_THERE_FAR),
        ("Moeder drinkt veel. Dat is nu over.", NOT_THERE_NEXT),
        ("Moeder drinkt veel. Vader werkt niet.", NOT_THERE_NEXT),
    ],
)
def test_the_farther_away_the_hint_the_surer_the_examples_must_be(text: str, needed: float) -> None:
    parts, found = rules().claims_in(clean(text))
    marked, hit, _ = found[-1] if "geslagen" in text else found[0]
    stated = Claim("aanwezig", False, "bewering")
    assert chance(needed - 0.03).judged(parts, marked, hit, stated, WORDS) == replace(stated, weak=True)
    assert chance(needed + 0.03).judged(parts, marked, hit, stated, WORDS).status == "ontkend"


def test_a_danger_that_is_stated_without_any_hint_is_never_denied_by_examples() -> None:
    parts, found = rules().claims_in(clean("Vader is dronken en wil zijn dochter in de auto meenemen."))
    dangers = [(marked, hit, claim) for marked, hit, claim in found if hit.concept.acuut]
    assert dangers
    for marked, hit, claim in dangers:
        assert DENIES.judged(parts, marked, hit, claim, WORDS) == claim


def test_what_a_child_denies_stays_a_report_unless_examples_are_very_clear() -> None:
    text = "Het meisje zegt dat ze niet geslagen wordt."
    assert first(text)[3].rule == REPORT
    assert judged(chance(NOT_THERE_OF_REPORT - 0.03), text).status == "aanwezig"
    assert judged(chance(NOT_THERE_OF_REPORT + 0.03), text).status == "ontkend"


@pytest.mark.parametrize("text", ["Geen idee waar de blauwe plekken vandaan komen.", "Vader is nooit niet dronken."])
def test_a_denial_that_denies_nothing_is_no_hint(text: str) -> None:
    assert not first(text)[1].hints
    assert judged(DENIES, text).status == "aanwezig"


def test_with_a_hint_examples_take_it_out_of_the_present() -> None:
    text = "Vader drinkt, al wil hij daar niet over praten."
    assert first(text)[3].status == "aanwezig"
    assert first(text)[1].hints
    assert judged(DENIES, text) == Claim("ontkend", False, "voorbeelden")
    assert judged(PAST, text) == Claim("verleden", False, "voorbeelden")
    assert judged(THERE, text).status == "aanwezig"


def test_what_a_rule_denied_comes_back_as_a_doubt() -> None:
    text = "Er zijn geen echte blauwe plekken."
    assert first(text)[3].status == "ontkend"
    assert judged(THERE, text) == Claim("aanwezig", True, "voorbeelden")
    assert judged(DENIES, text) == first(text)[3]


def test_what_is_denied_right_at_the_word_stays_denied() -> None:
    text = "Er zijn geen blauwe plekken."
    assert judged(THERE, text) == first(text)[3]


def test_what_the_words_deny_by_themselves_never_comes_back() -> None:
    parts, marked, hit, claim = first("Hij komt altijd op tijd.")
    assert hit.concept.status == "ontkend"
    assert THERE.judged(parts, marked, hit, claim, WORDS) == claim


def test_a_status_has_a_share_and_the_features_that_are_known_decide() -> None:
    text = "Vader drinkt, al wil hij daar niet over praten."
    telling = looked_at(first(text))[0]
    assert judged(model((5, 0, 0), {telling: (-20, 20, 0)}), text).status == "ontkend"
    assert judged(model((5, 0, 0), {telling + 1: (-20, 20, 0)}), text).status == "aanwezig"


def test_the_features_of_a_hit_are_the_same_each_time_and_tell_its_place() -> None:
    found = first("Nu drinkt vader, vroeger niet.")
    assert looked_at(found) == looked_at(found)
    for status in set(STATUSES) - {found[3].status}:
        assert set(looked_at(found)) != set(looked_at(found, status))
    assert set(looked_at(found)) != set(looked_at(first("Nu drinkt vader, vroeger ook.")))


def test_the_shipped_weights_have_a_column_for_each_status() -> None:
    stored = load_weights(HERE / WEIGHTS)
    assert stored["weights"].shape == (len(stored["hashes"]), len(STATUSES))
    assert list(stored["hashes"]) == sorted(stored["hashes"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Hij plast niet meer in bed.", "verleden"),
        ("Er zijn geen blauwe plekken.", "ontkend"),
        ("Er zijn blauwe plekken, niemand weet waarvan.", "aanwezig"),
    ],
)
def test_the_shipped_model_judges_plain_sentences(text: str, status: str) -> None:
    assert judged(load_claims(), text).status == status

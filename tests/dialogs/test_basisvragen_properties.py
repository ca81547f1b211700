"""Over generated answers: the questions end, order changes nothing, and "weet ik niet" never improves a colour."""

from __future__ import annotations

import random  # noqa: TID251 - only the type of what Hypothesis draws, repeatable
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.basisvragen.overview import Overview, overview
from dialogs.model import SKIPPED, UNKNOWN, Answer, Run
from dialogs.questions.questionnaire import Step
from dialogs.questions.schema import Item
from tests.dialogs.basisvragen_facts import BOOK, TODAY
from tests.shipped import library

QUESTIONNAIRE = library().questionnaires["basisvragen"]
RANK = {"groen": 0, "oranje": 1, "rood": 2}
_LONGEST = 130
"""Questions, those that are asked together counted apart."""
_WELL: dict[str, Answer] = {
    "BV-STATUS": ("loopt",), "BV-SITUATIE": ("niets",), "BV-ZORG": ("niets",), "BV2.1": ("niemand",),
    "BV2.2": ("geen",), "BV2.2-ZORG": ("geen",), "BV2.8": ("eigen", "partij"), "BV2.9": ("niemand",),
    "BV2.10": ("nee",), "BV4.11": ("nee",), "BV5.1": ("2026-12-08",), "BV1.7": ("iets",), "BV4.3": ("iets",),
    "BV4.7": ("iets",),
}  # fmt: skip
"""Where the first option is not the best answer."""


def _unknown(item: Item) -> Answer:
    return (SKIPPED,) if item.optional else (item.unknown or UNKNOWN,)


def _any(chance: random.Random, item: Item) -> Answer:
    if item.type == "organisation":
        return (SKIPPED,)
    if item.type == "date":
        return (chance.choice(["2026-12-08", "2027-06-01", "geen", UNKNOWN]),)
    codes = [option.code for option in item.options] + (["iets"] if item.type == "text" else [])
    codes += {"ROL": ["huisarts"], "GROND": ["anoniem_consult"], "PT": ["PT_NO_SHOW"]}.get(item.options_from, [])
    alone = {option.code for option in item.options if option.alone} | {item.unknown, *item.alone}
    if item.type in {"multi", "ages"} and chance.random() < 0.7:
        many = [code for code in codes if code not in alone]
        return tuple(sorted(set(chance.choices(many, k=3))))
    return (chance.choice([*codes, item.unknown] if item.unknown else codes),)


def _answer(chance: random.Random, careful: float) -> Callable[[Step], Answer]:
    def answer(step: Step) -> Answer:
        item = step.item
        if item.id == "BV-STATUS" or (chance.random() < careful and item.type != "organisation"):
            return _WELL.get(item.id) or ((item.options[0].code,) if item.options else _any(chance, item))
        return _any(chance, item)

    return answer


def _filled(run: Run, answer: Callable[[Step], Answer]) -> Run:
    for _ in range(_LONGEST):
        path = QUESTIONNAIRE.path(run)
        if not path.open:
            return run
        run = replace(run, answers={**run.answers, path.open[0].key: answer(path.open[0])})
    raise AssertionError("the questions do not end")


def _run(seed: random.Random, careful: float) -> Run:
    return _filled(Run("run", "basisvragen", "1", datetime(2026, 11, 24, tzinfo=UTC)), _answer(seed, careful))


def _view(run: Run) -> Overview:
    return overview(BOOK, QUESTIONNAIRE.path(run).facts, TODAY)


chances = st.randoms(use_true_random=False)
carefulness = st.sampled_from([0.0, 0.5, 0.9])


@settings(max_examples=60)
@given(chances, carefulness)
def test_the_questions_end_and_every_action_has_an_owner_or_stands_apart(seed: random.Random, careful: float) -> None:
    view = _view(_run(seed, careful))
    assert all(action.owner not in {"", "niemand", "allemaal"} for action in view.actions)
    assert all(action.due >= TODAY for action in view.actions)
    assert len(view.questions) == 5


@settings(max_examples=60)
@given(chances, carefulness)
def test_the_order_of_the_answers_changes_nothing(seed: random.Random, careful: float) -> None:
    run = _run(seed, careful)
    answers = list(run.answers.items())
    seed.shuffle(answers)
    assert _view(replace(run, answers=dict(answers))) == _view(run)


@settings(max_examples=60)
@given(chances, carefulness)
@example(random.Random(352), 0.5)  # noqa: S311 - repeatable: no help for a child after violence, then not known whether there was violence
def test_weet_ik_niet_never_improves_a_colour(seed: random.Random, careful: float) -> None:
    run = _run(seed, careful)
    before = _view(run)
    asked = [step for step in QUESTIONNAIRE.path(run).steps if not step.item.optional and step.item.id != "BV-STATUS"]
    step = seed.choice(asked)
    doubt = replace(run, answers={**run.answers, step.key: _unknown(step.item)})
    after = _view(_filled(doubt, lambda each: _unknown(each.item)))
    for old, new in zip(before.questions, after.questions, strict=True):
        assert RANK[new.colour] >= RANK[old.colour], (step.key, old, new)


@settings(max_examples=40)
@given(chances, carefulness, st.integers(0, 60))
def test_to_stop_half_way_is_never_better_than_to_go_on_to_the_end(
    seed: random.Random, careful: float, stop: int
) -> None:
    run = _run(seed, careful)
    half = replace(run, answers=dict(list(run.answers.items())[:stop]))
    begun = {"BV-STATUS": ("loopt",)} | dict(half.answers)
    view = _view(_filled(replace(half, answers=begun), lambda each: _unknown(each.item)))
    for old, new in zip(_view(run).questions, view.questions, strict=True):
        assert RANK[new.colour] >= RANK[old.colour], (old, new)

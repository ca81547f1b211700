"""What is measured on messages that nothing was learnt from is only worth something while that is so."""

from __future__ import annotations

from dialogs.understanding.training import load_examples
from tests.benchmarks.bench_understanding import UNSEEN


def test_nothing_was_learnt_from_the_unseen_messages() -> None:
    unseen = {example.text for rows in load_examples(UNSEEN).values() for example in rows}
    learnt = {example.text for rows in load_examples().values() for example in rows}
    assert len(unseen) > 200
    assert unseen.isdisjoint(learnt)

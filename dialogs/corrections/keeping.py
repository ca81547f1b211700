"""Keeping an answer that was about to be changed, and what "laat maar" means: keep it, or leave."""

from __future__ import annotations

from collections.abc import Collection

from dialogs import progress
from dialogs.corrections import additions
from dialogs.model import UNKNOWN, Answer
from dialogs.questions.asking import answer_text, short
from dialogs.questions.questionnaire import Step
from dialogs.turn import Turn

_LISTS = frozenset({"multi", "ages"})


def meant(turn: Turn, name: str | None, folded: str) -> str | None:
    """The command in its words, also with others around it; "laat maar" keeps an answer that is being changed."""
    name = name or turn.phrases.loose_command(folded)
    if name == "laat_maar":
        return "houden" if is_changing(turn) else "stop"
    return name if name != "houden" or is_changing(turn) else None


def is_changing(turn: Turn) -> bool:
    """Whether an answer is being changed: the user chooses which one, or its question is asked again."""
    if not turn.stack:
        return False
    run = turn.run
    return run.mode == "wijzigen" or (run.mode == "vragen" and any(_known(turn, key) for key in run.asked))


def keep(turn: Turn, phrase: str = "wijzig.blijft") -> None:
    """Put back what was about to be changed, say so, and go on where the user was."""
    run = turn.run
    asked = run.asked if run.mode == "vragen" else ()
    kept = {key: known for key in asked if (known := _known(turn, key))}
    back = {key: answer for key, answer in kept.items() if key in run.withdrawn}
    withdrawn = {key: answer for key, answer in run.withdrawn.items() if key not in kept}
    for key, answer in kept.items():
        step = turn.questionnaire.step(key)
        turn.preface(turn.phrases.text(phrase, wat=short(turn, step), oud=answer_text(turn, run, step, answer)))
    turn.change(answers={**run.answers, **back}, withdrawn=withdrawn, mode="vragen", asked=(), misses=0)
    progress.advance(turn)


def without_additions(turn: Turn, keys: Collection[str]) -> None:
    """What was told besides is not so: the answers stay as they were."""
    run = turn.run
    for key in keys:
        step = turn.questionnaire.step(key)
        known = answer_text(turn, run, step, run.answers[key])
        turn.preface(turn.phrases.text("wijzig.blijft", wat=short(turn, step), oud=known))
    turn.change(proposals={key: v for key, v in run.proposals.items() if key not in keys}, mode="vragen")
    progress.advance(turn)


def keeps(turn: Turn, step: Step, answer: Answer) -> bool:
    """Whether "weet ik niet" or `overslaan` keeps what was known: it must not become an answer that nobody gave.

    "Weet ik niet" is an answer of its own where the question offers it: it never leaves a "nee" standing.
    """
    words = turn.phrases.words
    text = turn.input.reading.folded
    if step.item.gate or not _known(turn, step.key) or text not in words.unknown | words.skip:
        return False
    return answer != (UNKNOWN,) or text in words.skip


def keeps_when_lost(turn: Turn, step: Step) -> bool:
    """Whether a question that is not understood keeps what was known: a list that says something.

    A single answer may be the very reassurance that somebody wants to take back ("nu veilig: ja"): it becomes unknown.
    """
    known = _known(turn, step.key)
    return known is not None and step.item.type in _LISTS and bool(additions.telling(step.item, known))


def _known(turn: Turn, key: str) -> Answer | None:
    """What was known before its question was asked again: an answer, or what waits for a yes."""
    run = turn.run
    if key in run.answers:
        return None
    waiting = None if turn.questionnaire.item(key).gate else run.proposals.get(key)
    return run.withdrawn.get(key) or waiting

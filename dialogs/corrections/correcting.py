"""A correction in plain words: another answer to something that was answered, or that waits for a yes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dialogs import progress
from dialogs.corrections import additions
from dialogs.model import Answer, Proposed, Reading, Run
from dialogs.questions.answers import parse
from dialogs.questions.asking import all_options, answer_text, ask, field, short
from dialogs.questions.plain_words import Words
from dialogs.questions.questionnaire import Path, Step
from dialogs.reasons import answers_of
from dialogs.replies import child_ages
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold

_MARKS: Final = (
    ("nee ik bedoel ", True),
    ("ik bedoelde ", True),
    ("ik bedoel ", True),
    ("nee ", False),
    ("dat klopt niet ", False),
    ("klopt niet ", False),
)
"""How a correction begins, and whether it says that what was understood was not meant."""
_BESIDES: Final = "ook"
_SAYS_WHOM: Final = re.compile(r"\b(?:gaat|ging)\b(?: \w+){0,2} (?:om|over)\b")
"""`het gaat vooral om een kind`: only such a sentence changes whom the check is about."""


def marked(turn: Turn) -> bool:
    """`nee, drie kinderen`: what follows is read as another answer to something already answered."""
    text = turn.input.reading.folded
    for opening, meant in _MARKS:
        if text.startswith(opening) and _corrects(turn, text.removeprefix(opening), meant):
            return True
    return False


def correct(turn: Turn, step: Step, answer: Answer) -> None:
    """Replace an answer, say so, and go on: the path and the outcome are computed anew."""
    run = turn.run
    old = turn.path(run).answers.get(step.key, ())
    rest = {key: value for key, value in run.proposals.items() if key != step.key}
    withdrawn = {key: value for key, value in run.withdrawn.items() if key != step.key}
    turn.change(answers={**run.answers, step.key: answer}, proposals=rest, withdrawn=withdrawn, mode="vragen", misses=0)
    _say(turn, step, old, answer, "correctie.nieuw")
    progress.advance(turn)


def correct_ages(turn: Turn, step: Step, said: Answer) -> None:
    """Change the child that is meant and keep the others; where nobody can tell which one, ask them all again."""
    run = turn.run
    before = turn.path(run).answers.get(step.key) or run.proposals.get(step.key, ())
    reading = turn.input.reading
    answer = child_ages.corrected(before, said, reading.folded, reading.facts.children)
    if answer is not None:
        _put(turn, step, answer)
        return
    known = answer_text(turn, run, step, before)
    if step.key in run.answers:
        answers = {key: value for key, value in run.answers.items() if key != step.key}
        turn.change(answers=answers, withdrawn={**run.withdrawn, step.key: before})
    turn.preface(turn.phrases.text("correctie.welk_kind", oud=known))
    ask(turn, [step], turn.path())


def with_the_others(turn: Turn, steps: Sequence[Step], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What is said of one child while the ages are being changed, with the others; "ook" with what a list held."""
    found = dict(answers)
    reading = turn.input.reading
    for step in steps:
        before = turn.run.withdrawn.get(step.key) or turn.run.proposals.get(step.key)
        if step.item.type == "ages" and before and step.key in found and child_ages.names_one(reading.folded):
            said = found[step.key]
            found[step.key] = child_ages.corrected(before, said, reading.folded, reading.facts.children) or said
        elif step.item.type == "multi" and before and step.key in found and _BESIDES in reading.folded.split():
            found[step.key] = additions.together(step.item, before, found[step.key])
    return found


def read_answer(turn: Turn, step: Step, text: str) -> Answer | None:
    """The answer to a question that a text gives, by any of its labels."""
    words: Words = turn.phrases.words
    asked = field(turn, turn.run, step)
    if step.item.shown:
        asked = replace(asked, options=all_options(turn, step.item))
    return parse(asked, step.item, Reading(text=text, folded=fold(text)), turn.context.today, words)


def _corrects(turn: Turn, rest: str, meant: bool) -> bool:
    run = turn.run
    path = turn.path(run)
    for proposed in turn.input.reading.proposals:
        step = _answered(turn, run, path, proposed)
        if step is None or not _is_correction(turn, step, proposed, meant):
            continue
        read = answers_of(turn.input.reading.proposals)
        del read[step.key]
        additions.wait(turn, read)
        if step.item.type == "ages":
            correct_ages(turn, step, proposed.answer)
        else:
            _put(turn, step, proposed.answer)
        return True
    return _corrects_the_last(turn, path, rest)


def _corrects_the_last(turn: Turn, path: Path, rest: str) -> bool:
    """Another answer to the last question, in words that the question knows."""
    run = turn.run
    for key in reversed([key for key in run.answers if key in path.answers]):
        step = next(s for s in path.steps if s.key == key)
        answer = read_answer(turn, step, rest)
        if answer is not None and answer != path.answers[key]:
            correct(turn, step, answer)
            return True
        if step.item.type != "text":
            break
    return False


def _answered(turn: Turn, run: Run, path: Path, proposed: Proposed) -> Step | None:
    """The question that the proposal is about, if it was answered. What waits for a yes may be corrected as well."""
    step = next((s for s in path.steps if s.key == proposed.item and s.key in path.answers), None)
    if step is not None or not turn.questionnaire.has(proposed.item):
        return step
    step = turn.questionnaire.step(proposed.item)
    return step if step.key in run.proposals or (run.mode == "voorstel" and step.item.type == "ages") else None


def _is_correction(turn: Turn, step: Step, proposed: Proposed, meant: bool) -> bool:
    """Whether another answer is meant. More of a list is an addition to it, unless the list was not meant so."""
    run = turn.run
    if step.key == turn.questionnaire.dialog.track_item and not _SAYS_WHOM.search(turn.input.reading.folded):
        return False
    if step.item.type == "multi" and not meant:
        return False
    if step.item.type == "ages":
        return True
    return proposed.answer != (turn.path(run).answers.get(step.key) or run.proposals.get(step.key))


def _put(turn: Turn, step: Step, answer: Answer) -> None:
    """Another answer; of what waits for a yes another reading, which waits for it too."""
    run = turn.run
    if step.key in turn.path(run).answers:
        correct(turn, step, answer)
        return
    turn.change(proposals={**run.proposals, step.key: answer}, misses=0)
    _say(turn, step, run.proposals.get(step.key, ()), answer, "correctie.erbij")
    progress.advance(turn)


def _say(turn: Turn, step: Step, old: Answer, answer: Answer, first: str) -> None:
    """What it is now and what it was; `first` is what is said where nothing was known."""
    run = turn.run
    values = {"wat": short(turn, step), "nieuw": answer_text(turn, run, step, answer)}
    if old and old != answer:
        turn.preface(turn.phrases.text("correctie.klaar", oud=answer_text(turn, run, step, old), **values))
    else:
        turn.preface(turn.phrases.text("correctie.nieuw" if old else first, **values))

"""Which danger of a message is answered now: before anything else, unless the message answers what is asked.

kindcheck.md §1 rule 1: every later message is read for danger first.
"""

from __future__ import annotations

from typing import Final

from dialogs import starting
from dialogs.gevaar import danger
from dialogs.model import Answer
from dialogs.praktijk import practice_talk
from dialogs.questions.asking import question
from dialogs.replies.answering import Answering
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold

_HEARS_BY_ITSELF: Final = frozenset({"vragen", "voorstel", "acuut"})
"""Where the kindcheck reads back what a message tells of harm, or is waiting for a call."""
_TO_CHANGE: Final = frozenset({"wijzig"})
"""A command with the name of an answer behind it: "wijzig gevaar"."""

_DAY: Final = 6
"""So many words at most say a day, with an answer or two beside it."""


def new_danger(turn: Turn) -> tuple[str, ...]:
    """Danger to answer in this turn: by a word, by likeness, or as harm. A typed answer to what is asked is none."""
    not_kept = bool(turn.input.reading.not_kept)
    found = danger.new_concepts(turn)
    if found and (not_kept or not _is_the_asked_label(turn)):
        return found
    if _is_judged(turn):
        return (danger.JUDGED,)
    harm = danger.tells_of_harm(turn)
    if not danger.looks_acute(turn) and not harm:
        return ()
    if not not_kept and _is_an_answer(turn):
        return ()
    harm = harm if _harm_is_no_answer(turn) else _dangers_in_a_check(turn, harm)
    return (danger.LOOKS_ACUTE, *harm) if danger.looks_acute(turn) else harm


def _is_judged(turn: Turn) -> bool:
    """The user judges that there is danger, or may be, and what is open did not ask for that.

    It is news as long as the answer to the danger question is "nee", and once where danger was said already.
    """
    judgement, reading = turn.library.dangers.judgement, turn.input.reading
    judged = judgement.read(reading.text)
    if judged not in {"gevaar", "twijfel"} or practice_talk.exact(turn):
        return False
    if turn.phrases.command_with(reading.folded, _TO_CHANGE):
        return False
    if not turn.stack:
        return _stands_out(turn) or not danger.begins_a_check(turn)
    check = turn.find_run(starting.CHECK_DIALOG)
    said = check.answers.get(danger.NOW) if check else None
    if check is not None and said != ("nee",) and danger.JUDGED in check.acute:
        return False
    return not _was_asked(turn, said) and not _is_the_asked_label(turn)


def _stands_out(turn: Turn) -> bool:
    """It takes something back, or is about now: more than a word in a story."""
    judgement, folded = turn.library.dangers.judgement, turn.input.reading.folded
    return judgement.takes_back(folded) or judgement.is_about_now(folded)


def _was_asked(turn: Turn, said: Answer | None) -> bool:
    """Whether what is open asks for danger or safety, for a text, or for what to change."""
    judgement, reading = turn.library.dangers.judgement, turn.input.reading
    if turn.run.mode in {"verborgen", "vrijgeven", "wijzigen"}:
        return True
    if turn.run.mode != "vragen":
        return False
    questionnaire = turn.questionnaire
    steps = [questionnaire.step(key) for key in turn.run.asked if questionnaire.has(key)]
    if any(step.item.gate for step in steps):
        return said != ("nee",)
    for step in steps:
        if code := judgement.answer_that_is_danger(step.item.id):
            return len(steps) == 1 or Answering(turn).says(step.key) == (code,)
    if _asks_for_a_text(turn):
        return not judgement.takes_back(reading.folded)
    about_safety = any(judgement.names_safety(fold(question(turn, turn.run, step))) for step in steps)
    return about_safety and not judgement.names_danger(reading.folded) and not _stands_out(turn)


def _is_the_asked_label(turn: Turn) -> bool:
    """A typed answer from the list ("wil dood of verwondt zich") is an answer; the outcome sees the danger."""
    return bool(turn.stack) and Answering(turn).strict_label()


def _is_an_answer(turn: Turn) -> bool:
    """A typed answer to what is asked is that answer: likeness is no reason to interrupt it."""
    if turn.phrases.command(turn.input.reading.folded) or _is_the_asked_label(turn):
        return True
    return bool(turn.stack) and Answering(turn).is_strict() and not _tells_more_than_a_day(turn)


def _tells_more_than_a_day(turn: Turn) -> bool:
    """A day is asked, and what is typed only begins with one: the rest of it would be lost with that answer."""
    questionnaire = turn.questionnaire
    asked = [questionnaire.item(key) for key in turn.run.asked if questionnaire.has(key)]
    asks_a_day = turn.run.mode == "vragen" and any(item.type == "date" for item in asked)
    return asks_a_day and len(turn.input.reading.folded.split()) > _DAY


def _harm_is_no_answer(turn: Turn) -> bool:
    """What is told of harm fits nothing that is open: no description was asked for, and no kindcheck reads it back.

    With nothing open it is a worry, and the kindcheck begins with the danger question anyway.
    """
    if not turn.stack:
        return False
    run = turn.run
    if run.dialog == starting.CHECK_DIALOG and run.mode in _HEARS_BY_ITSELF:
        return False
    return run.mode not in {"verborgen", "vrijgeven"} and not (run.mode == "vragen" and _asks_for_a_text(turn))


def _dangers_in_a_check(turn: Turn, harm: tuple[str, ...]) -> tuple[str, ...]:
    """A danger of the reading goes first in the kindcheck too; what else it tells of harm is read back there."""
    if not turn.stack or turn.run.dialog != starting.CHECK_DIALOG or turn.run.mode not in _HEARS_BY_ITSELF:
        return ()
    asks_a_text = turn.run.mode == "vragen" and _asks_for_a_text(turn)
    return () if asks_a_text else danger.of_dangers(turn, harm)


def _asks_for_a_text(turn: Turn) -> bool:
    """Whether the open question takes any text as its answer."""
    questionnaire = turn.questionnaire
    asked = [questionnaire.item(key) for key in turn.run.asked if questionnaire.has(key)]
    return len(asked) == 1 and asked[0].type in {"text", "story"}

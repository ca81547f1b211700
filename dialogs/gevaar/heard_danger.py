"""Which danger of a message is answered now: before anything else, unless the message answers what is asked.

kindcheck.md §1 rule 1: every later message is read for danger first.
"""

from __future__ import annotations

from typing import Final

from dialogs import progress
from dialogs.gevaar import danger
from dialogs.replies.answering import Answering
from dialogs.turn import Turn

_HEARS_BY_ITSELF: Final = frozenset({"vragen", "voorstel", "acuut"})
"""Where the kindcheck reads back what a message tells of harm, or is waiting for a call."""

_DAY: Final = 6
"""So many words at most say a day, with an answer or two beside it."""


def new_danger(turn: Turn) -> tuple[str, ...]:
    """Danger to answer in this turn: by a word, by likeness, or as harm. A typed answer to what is asked is none."""
    not_kept = bool(turn.input.reading.not_kept)
    found = danger.new_concepts(turn)
    if found and (not_kept or not _is_the_asked_label(turn)):
        return found
    harm = danger.tells_of_harm(turn)
    if not danger.looks_acute(turn) and not harm:
        return ()
    if not not_kept and _is_an_answer(turn):
        return ()
    harm = harm if _harm_is_no_answer(turn) else ()
    return (danger.LOOKS_ACUTE, *harm) if danger.looks_acute(turn) else harm


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
    if run.dialog == progress.CHECK_DIALOG and run.mode in _HEARS_BY_ITSELF:
        return False
    return run.mode not in {"verborgen", "vrijgeven"} and not (run.mode == "vragen" and _asks_for_a_text(turn))


def _asks_for_a_text(turn: Turn) -> bool:
    """Whether the open question takes any text as its answer."""
    questionnaire = turn.questionnaire
    asked = [questionnaire.item(key) for key in turn.run.asked if questionnaire.has(key)]
    return len(asked) == 1 and asked[0].type in {"text", "story"}

"""Danger or harm in a message that nothing else could be made of: never "not understood", never a missed answer.

Each danger opens the danger question once in a run, and what was answered is no news. Who says it again, in these words
or others, hears who to call, or what is known already; the open question then waits (kindcheck.md §1 rule 1).
"""

from __future__ import annotations

from typing import Final

from dialogs import progress, starting
from dialogs.corrections import repairs
from dialogs.gevaar import danger
from dialogs.model import Run
from dialogs.questions.asking import answer_text, short
from dialogs.reasons import answers_of
from dialogs.turn import Turn

_OF_CIRCUMSTANCES: Final = frozenset({"KC-S2", "KC-S2b", "KC-G2"})
"""Questions whose answers tell of no harm: about whom, how old."""


def hears(turn: Turn) -> bool:
    """Answer a message that tells of danger or harm once more. False: it tells of none."""
    if concepts := danger.concepts_told(turn):
        if _begins_with_no(turn):
            _say_it_was_read(turn)
        elif _asks_of_danger(turn):
            repairs.repeat_question(turn)  # with both numbers above it
        else:
            danger.answer_again(turn, concepts)
        return True
    return _is_known(turn) or _is_harm_without_an_answer(turn)


def _asks_of_danger(turn: Turn) -> bool:
    return any(turn.questionnaire.has(key) and turn.questionnaire.item(key).gate for key in turn.run.asked)


def _begins_with_no(turn: Turn) -> bool:
    """`nee, met dat mes viel het mee`: about danger that was answered before, and no reason to ask of it again."""
    first = turn.input.reading.folded.partition(" ")[0].strip(",.;:!")
    return first in turn.phrases.words.no


def _say_it_was_read(turn: Turn) -> None:
    turn.preface(turn.words("gelezen.al_gehoord"))
    repairs.repeat_question(turn)


def _is_known(turn: Turn) -> bool:
    """What is told stands among the answers: that is said, and what is open is asked again."""
    if turn.input.reading.urgency == "geen":
        return False
    check = turn.find_run(starting.CHECK_DIALOG)
    known = _known(turn, check) if check else ""
    if not known:
        return False
    turn.preface(turn.words("gelezen.al_bekend", lijst=known))
    repairs.repeat_question(turn)
    return True


def _known(turn: Turn, check: Run) -> str:
    """What the kindcheck knows of the questions that the message tells about; empty where it knows nothing."""
    told = answers_of(turn.input.reading.proposals).keys() - _OF_CIRCUMSTANCES
    path = turn.path(check)
    steps = [step for step in path.steps if step.key in told and step.key in path.answers]
    return "; ".join(f"{short(turn, each)}: {answer_text(turn, check, each, path.answers[each.key])}" for each in steps)


def _is_harm_without_an_answer(turn: Turn) -> bool:
    """Harm that no question could read back is answered as danger, once; after that it is said that it was read."""
    if not danger.is_harm(turn):
        return False
    if new := danger.tells_of_harm(turn):
        if not danger.answer(turn, new):
            progress.advance(turn)
        return True
    _say_it_was_read(turn)
    return True

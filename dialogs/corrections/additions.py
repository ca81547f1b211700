"""What is told beside an answer that was given already: an addition to it, shown, and counted once confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.model import SKIPPED, UNKNOWN, Answer, Reading, Run
from dialogs.questions.questionnaire import Questionnaire
from dialogs.questions.schema import Item
from dialogs.reasons import LIKE, of_one, reasons_of, rests_on_likeness
from dialogs.replies.child_ages import told_besides
from dialogs.turn import Turn

_NOTHING = frozenset({"nee", UNKNOWN, SKIPPED})
"""Answers to a single choice beside which something that is told is new. It never takes away what was known."""


def telling(item: Item, answer: Answer) -> set[str]:
    """What an answer to a list says, without "niets van dit alles", "weet ik niet" and the like."""
    return set(answer) - {UNKNOWN, SKIPPED, *item.alone, *(option.code for option in item.options if option.alone)}


def together(item: Item, before: Answer, said: Answer) -> Answer:
    """A list with what was told besides. "Niets van dit alles" and "weet ik niet" go when something is told."""
    new = telling(item, said)
    if not new:
        return before
    kept = telling(item, before)
    return tuple(dict.fromkeys((*(code for code in before if code in kept), *(code for code in said if code in new))))


def with_more(questionnaire: Questionnaire, run: Run, key: str, said: Answer) -> Answer | None:
    """What the answer to a question becomes when this is told besides; None where it says nothing new.

    The danger question and the track are left alone: those are asked, or changed in plain words. No child is lost.
    """
    before = run.answers[key]
    item = questionnaire.item(key)
    if item.gate or key == questionnaire.dialog.track_item:
        return None
    if item.type == "choice":
        return said if set(before) <= _NOTHING and not set(said) & _NOTHING else None
    if item.type == "ages":
        return said if len(said) >= len(before) and said != before else None
    if item.type != "multi":
        return None
    more = together(item, before, said)
    return more if more != before else None


def waits(questionnaire: Questionnaire, run: Run, key: str) -> bool:
    """Whether a proposal for an answered question tells more than its answer."""
    return key in run.answers and with_more(questionnaire, run, key, run.proposals[key]) is not None


def wait(turn: Turn, read: Mapping[str, Answer]) -> bool:
    """Keep what was read until the user confirms it. Whether there was anything new in it."""
    run = turn.run
    reading = turn.input.reading
    new = unheard(turn.questionnaire, run, read, reading)
    why = {key: reason for key, reason in reasons_of(reading.proposals).items() if key in new}
    turn.change(proposals={**run.proposals, **new}, reasons={**run.reasons, **_beside_what_is_sure(run, new, why)})
    return bool(new)


def _beside_what_is_sure(
    run: Run, new: Mapping[str, Answer], why: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The reasons to keep: what only looks like an example never makes doubtful what words said before."""
    kept: dict[str, tuple[str, ...]] = {}
    for key, reason in why.items():
        sure = key in run.proposals and not rests_on_likeness(run, key)
        if sure and reason[0] == LIKE:
            kept |= {of_one(key, code): reason for code in new[key] if code not in run.proposals[key]}
        else:
            kept[key] = reason
    return kept


def unheard(questionnaire: Questionnaire, run: Run, read: Mapping[str, Answer], reading: Reading) -> dict[str, Answer]:
    """What a message says that the run does not hold yet: answers to open questions, and more to those answered."""
    new: dict[str, Answer] = {}
    doubtful = _doubtful(reading)
    for key, said in read.items():
        if not questionnaire.has(key) or (key in run.answers and key in doubtful):
            continue
        waiting = run.proposals.get(key)
        answer: Answer | None = said
        if waiting is not None:
            answer = _with_what_waits(questionnaire, key, waiting, said, reading)
        elif key in run.answers and questionnaire.item(key).type == "ages":
            answer = told_besides(run.answers[key], said, reading.folded, reading.facts.children)
        if answer is not None and key in run.answers:
            answer = with_more(questionnaire, run, key, answer)
        if answer is not None and answer != waiting:
            new[key] = answer
    return new


def _doubtful(reading: Reading) -> frozenset[str]:
    """What only resembles an example in a message that tells of no worry: no reason to come back to an answer."""
    if reading.intent != "overig" or reading.urgency != "geen":
        return frozenset()
    return frozenset(proposed.item for proposed in reading.proposals if proposed.resembles)


def _with_what_waits(
    questionnaire: Questionnaire, key: str, waiting: Answer, said: Answer, reading: Reading
) -> Answer | None:
    """What waits for a yes after another message about the same; whom it is about stays what it was."""
    item = questionnaire.item(key)
    if key == questionnaire.dialog.track_item:
        return None
    if item.type == "ages":
        return told_besides(waiting, said, reading.folded, reading.facts.children)
    return together(item, waiting, said) if item.type == "multi" else said

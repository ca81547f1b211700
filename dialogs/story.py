"""What a story says over questions that were answered before it was told (kindcheck.md §5 KC-K5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.model import SKIPPED, UNKNOWN, Answer, Run
from dialogs.questionnaire import Questionnaire
from dialogs.schema import Item


def reopened(questionnaire: Questionnaire, run: Run, read: Mapping[str, Answer]) -> Run:
    """Open the answered questions of which the story says more, with old and new together as the proposal.

    Without this a story that names a problem after "niets van dit alles" would be lost. The user confirms it.
    The danger question, the track and ages are left alone: those are asked, or changed in plain words.
    """
    answers, proposals = dict(run.answers), dict(run.proposals)
    for key, said in read.items():
        item = questionnaire.step(key).item if questionnaire.has(key) else None
        if item is None or key not in answers or item.gate or key == questionnaire.dialog.track_item:
            continue
        told = _together(item, answers[key], said)
        if told != answers[key]:
            del answers[key]
            proposals[key] = told
    return replace(run, answers=answers, proposals=proposals)


def _together(item: Item, before: Answer, said: Answer) -> Answer:
    if item.type == "choice":
        return said
    if item.type != "multi":
        return before
    alone = {UNKNOWN, SKIPPED, *item.alone, *(option.code for option in item.options if option.alone)}
    return tuple(dict.fromkeys((*(code for code in before if code not in alone), *said)))

"""What a story says over questions that were answered before it was told (kindcheck.md §5 KC-K5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.corrections.additions import together
from dialogs.model import Answer, Run
from dialogs.questions.questionnaire import Questionnaire


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
        told = said if item.type == "choice" else together(item, answers[key], said) if item.type == "multi" else None
        if told is not None and told != answers[key]:
            del answers[key]
            proposals[key] = told
    return replace(run, answers=answers, proposals=proposals)

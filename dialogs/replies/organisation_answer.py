"""The answer to "for which organisation do you work?": one of the landscape, or none."""

from __future__ import annotations

from dialogs.model import SKIPPED, UNKNOWN, Answer
from dialogs.questions.questionnaire import Step
from dialogs.turn import Turn


def known_organisation(turn: Turn, step: Step) -> dict[str, Answer]:
    """Only organisations of the landscape are kept: a name that nobody knows could be a person."""
    words = turn.phrases.words
    reading = turn.input.reading
    if reading.folded in words.skip | words.unknown | words.no | {"1"}:
        return {step.key: (SKIPPED,)}
    found = turn.context.landscape.organisation(reading.text)
    if found is None:
        turn.preface(turn.phrases.text("kennismaking.organisatie_onbekend"))
        return {step.key: (UNKNOWN,)}
    return {step.key: (found.id,)}

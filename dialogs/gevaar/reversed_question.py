"""A question to which a yes means safe: there the danger that an answer names wins (conversations.md §1 rule 4; R16).

"ja, ze lopen gevaar" says yes to danger, not to being safe. Where it stays open which of the two is meant, the question
is asked again.
"""

from __future__ import annotations

from dialogs.model import Answer
from dialogs.questions.questionnaire import Step
from dialogs.turn import Turn


def named_danger(turn: Turn, step: Step) -> dict[str, Answer] | None:
    """The answer that a message gives by naming danger; empty where it stays open, None where it names none."""
    judgement = turn.library.dangers.judgement
    code = judgement.answer_that_is_danger(step.item.id)
    reading = turn.input.reading
    judged = judgement.read(reading.text) if code else ""
    if not judged:
        return None
    if judged == "gevaar":
        return {step.key: (code,)}
    begins = reading.folded.partition(" ")[0]
    if judged == "ontkend" and begins in turn.phrases.words.yes:
        return None
    return {}

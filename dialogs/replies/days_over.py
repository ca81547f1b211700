"""A day to look back that has been: said in the user's own words, and asked again (basisvragen.md BV5.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dialogs import progress
from dialogs.model import Block
from dialogs.questions.asking import day
from dialogs.questions.days_said import past_day
from dialogs.questions.questionnaire import Step
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold


def mind_among_answers(turn: Turn, steps: Sequence[Step], answered: Collection[str]) -> None:
    """Among answers in one message: say why a day to look back that has been is asked again."""
    parts = [part for part in re.split(r"[\n;,]", turn.input.reading.text) if part.strip()]
    missing = next((place for place, step in enumerate(steps) if step.key not in answered), len(steps))
    if missing < min(len(steps), len(parts)) and steps[missing].item.ahead:
        over = past_day(fold(parts[missing]), turn.context.today)
        if over is not None:
            turn.preface(turn.phrases.text("datum.voorbij", dag=day(turn, over.isoformat())))


def says_why(turn: Turn, steps: Sequence[Step]) -> bool:
    """Say why the day is asked again, where it is one that has been."""
    reading = turn.input.reading
    over = past_day(reading.folded, turn.context.today) if steps[0].item.ahead else None
    if over is None:
        return False
    text = turn.phrases.text("datum.voorbij", dag=day(turn, over.isoformat()))
    turn.say([Block("quote", reading.text), Block("tekst", text)])
    progress.advance(turn)
    return True

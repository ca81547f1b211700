"""What a press says of each question that is asked: a button says one thing, a card that was filled in may say more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dialogs import progress
from dialogs.corrections import repairs
from dialogs.model import Answer, Field, Reading
from dialogs.questions.answers import as_kept, contradicts, parse
from dialogs.questions.asking import day
from dialogs.questions.days_said import past_day
from dialogs.questions.questionnaire import Step
from dialogs.turn import Turn

OF: Final = "="
"""Between the key of a question and a code, where a card asks several questions: `KC-K2=maanden`."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def press(turn: Turn, asked: Sequence[tuple[Step, Field]], codes: Answer, token: str) -> dict[str, Answer]:
    """Give the answers of a press. Empty when there are none: the user was told why, and is asked again.

    Fewer answers than questions is fine; the rest is asked again. A code that no question offers makes all of it void.
    """
    keys = {step.key for step, _ in asked}
    if not asked or any(OF in code and code.partition(OF)[0] not in keys for code in codes):
        return _stale(turn, token)
    found: dict[str, Answer] = {}
    over = False
    for step, shown in asked:
        said = _of(step.key, codes, first=step is asked[0][0])
        if not said or contradicts(step.item, said):
            continue
        if step.item.type == "date" and len(said) == 1 and _DAY.fullmatch(said[0]):
            reading = Reading(text=said[0], folded=said[0])
            answer = parse(shown, step.item, reading, turn.context.today, turn.phrases.words)
            gone = past_day(said[0], turn.context.today) if step.item.ahead else None
            if answer is not None:
                found[step.key] = answer
            elif gone is not None:
                turn.preface(turn.phrases.text("datum.voorbij", dag=day(turn, gone.isoformat())))
                over = True
        elif _offered(step, shown, said):
            found[step.key] = as_kept(step.item, said, turn.context.today)
        else:
            return _stale(turn, token)
    if over and not found:
        progress.advance(turn)
    elif not found:
        repairs.not_understood(turn)
    return found


def _of(key: str, codes: Answer, *, first: bool) -> Answer:
    """The codes that are about this question; one that names none is about the first."""
    pairs = [code.partition(OF) for code in codes]
    return tuple(code if equals else name for name, equals, code in pairs if (name == key if equals else first))


def _offered(step: Step, shown: Field, codes: Answer) -> bool:
    offered = {option.code for option in shown.options}
    return set(codes) <= offered and (len(codes) == 1 or step.item.type in {"multi", "ages"})


def _stale(turn: Turn, token: str) -> dict[str, Answer]:
    repairs.stale_press(turn, token)
    return {}

"""Two answers that cannot both be so: what the user says of it changes one of them, so that only one is kept."""

from __future__ import annotations

from dataclasses import replace

from dialogs.model import Run
from dialogs.questions.questionnaire import Questionnaire
from dialogs.turn import Turn


def settle(turn: Turn) -> None:
    """Do what the answer to a question with `settles` says. It is then done with, and no answer itself.

    A kindcheck below told the log what it knows: it gets the same answer, so that both say one thing.
    """
    run = turn.run
    asked = next((item for item in turn.questionnaire.settling if item.id in run.answers), None)
    if asked is None:
        return
    for variable, code in asked.settles.get(run.answers[asked.id][0], {}).items():
        if code:
            turn.stack = [_with(turn.library.questionnaires[each.dialog], each, variable, code) for each in turn.stack]
        else:
            keys = _keys(turn.questionnaire, turn.run, variable)
            turn.change(answers={key: said for key, said in turn.run.answers.items() if key not in keys})
    turn.change(answers={key: said for key, said in turn.run.answers.items() if key != asked.id})


def _with(questionnaire: Questionnaire, run: Run, variable: str, code: str) -> Run:
    answers = {**run.answers, **dict.fromkeys(_keys(questionnaire, run, variable), (code,))}
    given = {**run.given, variable: (code,)} if variable in run.given else run.given
    return replace(run, answers=answers, given=given)


def _keys(questionnaire: Questionnaire, run: Run, variable: str) -> list[str]:
    return [key for key in run.answers if questionnaire.has(key) and questionnaire.item(key).variable == variable]

"""Answers elsewhere that call for the danger question: in the vijf basisvragen and in a form (basisvragen.md §6)."""

from __future__ import annotations

from typing import Final

from dialogs.basisvragen import overview_message
from dialogs.gevaar.gate import ask_gate, kindcheck_on_top, open_gate
from dialogs.turn import Turn

_ASKED: Final = "poort"
"""In a run's `given`: an answer in it called for the danger question, and that was asked."""
_OF_HOUSEHOLD: Final = ("huishouden", "eerdere_signalen", "patroon")
"""What a kindcheck in a known household is given of it."""


def asks_of_danger(turn: Turn) -> bool:
    """Whether the danger question goes before what is open; then it was asked."""
    match turn.questionnaire.dialog.finish:
        case "overzicht":
            return _in_the_basisvragen(turn)
        case "formulier":
            return _in_a_form(turn)
        case _:
            return False


def _in_the_basisvragen(turn: Turn) -> bool:
    """What the vijf basisvragen do between two questions, the danger question first."""
    overview_message.settle(turn)
    run = turn.run
    if overview_message.is_unsafe(run, turn.path(run)):
        turn.change(given={**run.given, _ASKED: ("ja",)})
        open_gate(turn)
        return True
    overview_message.tell_colours(turn, turn.path(run))
    return False


def _in_a_form(turn: Turn) -> bool:
    """Ask of danger in the middle of a form, once, where an answer calls for it (basisvragen.md §6 row 5).

    The kindcheck of it brings along what the form knows of the household; it goes on behind the form.
    """
    form, calls = turn.run, turn.questionnaire.dialog.opens_gate
    told = any(answer == (calls.get(key.partition("/")[0]),) for key, answer in form.answers.items())
    if not told or _ASKED in form.given:
        return False
    turn.change(given={**form.given, _ASKED: ("ja",)})
    kindcheck_on_top(turn, {}, {})
    known = {name: form.given[name] for name in _OF_HOUSEHOLD if name in form.given}
    gate = {item.id for item in turn.questionnaire.dialog.items if item.gate}
    answers = {key: value for key, value in turn.run.answers.items() if key not in gate}
    turn.change(given={**turn.run.given, **known}, answers=answers, aside=True, mode="vragen")
    turn.preface(turn.phrases.text("terugkijken.slechter"))
    ask_gate(turn)
    return True

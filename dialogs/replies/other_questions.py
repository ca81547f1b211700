"""What is no case and no look-up: practice, the state of a signal, and what cannot be done yet."""

from __future__ import annotations

from dialogs.corrections import repairs
from dialogs.effects import AskReminder, AskStatus
from dialogs.praktijk import practice_talk
from dialogs.turn import Turn
from dialogs.zorglandschap.lookup import look_up

OTHER = frozenset({"meldcode", "herinnering", "status", "bericht"})
"""Intents that are answered here."""


def answer_other(turn: Turn, intent: str) -> None:
    """Answer a question of practice, with a source; a look-up from the zorglandschap; signals outside.

    Of anything else in OTHER it is said that it cannot be done yet. What was open is asked again.
    """
    if intent == "meldcode":
        practice_talk.respond(turn)
        return
    if intent == "zoeken":
        look_up(turn, turn.input.reading.query or turn.input.reading.text)
    elif intent == "status":
        turn.effects.append(AskStatus())
    elif intent == "herinnering":
        turn.effects.append(AskReminder())
    else:
        turn.say_phrase(f"later.{intent}")
    repairs.repeat_question(turn)


def answer_name(turn: Turn) -> bool:
    """Answer a message that is the name of a party, or asks how it is reached, with its entry. False: it is none."""
    text = turn.input.reading.text
    if not (turn.context.landscape.is_name(text) or turn.context.landscape.asks_to_reach(text)):
        return False
    look_up(turn, text)
    repairs.repeat_question(turn)
    return True

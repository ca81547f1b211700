"""What is no case and no look-up: practice, the state of a signal, and what cannot be done yet."""

from __future__ import annotations

from dialogs.model import AskReminder, AskStatus, Block
from dialogs.sources import told_sources
from dialogs.turn import Turn

OTHER = frozenset({"meldcode", "herinnering", "status", "bericht"})
"""Intents that are answered here."""


def answer_other(turn: Turn, intent: str) -> None:
    """Answer a question about reporting and sharing, with a source; signals and reminders are looked up outside.

    Of anything else in OTHER it is said that it cannot be done yet.
    """
    if intent == "status":
        turn.effects.append(AskStatus())
        return
    if intent == "herinnering":
        turn.effects.append(AskReminder())
        return
    if intent != "meldcode":
        turn.say_phrase(f"later.{intent}")
        return
    answer = turn.library.practice.answer(turn.input.reading.folded)
    source = turn.phrases.text("zoek.bron", bron=told_sources(turn.phrases, answer.source))
    turn.say([Block("tekst", answer.text), Block("tekst", source)], kind="uitleg", item=f"praktijk:{answer.id}")

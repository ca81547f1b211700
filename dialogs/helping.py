"""`hulp`: what somebody can type, and what their access adds to that."""

from __future__ import annotations

from dialogs.model import Block
from dialogs.turn import Turn


def say_help(turn: Turn, name: str = "hulp") -> None:
    """Say what everybody can type, then the commands of this person in a message of its own."""
    turn.say_phrase(name, coordinator=turn.context.landscape.coordinator)
    if turn.context.commands:
        more = Block("tekst", turn.phrases.text("hulp.kop"))
        turn.say([more, Block("punten", lines=turn.context.commands)], kind="uitleg")

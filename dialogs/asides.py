"""Short dialogs that a command begins in the middle of another one: doubt, and an advice that was given."""

from __future__ import annotations

from typing import Final

from dialogs import progress
from dialogs.concepts import park_if_full
from dialogs.turn import Turn

ADVICE: Final = "advies"
"""The dialog that notes an advice (kindcheck.md §6 KC-T5)."""


def begin(turn: Turn, name: str) -> None:
    """Ask it now. An advice needs a kindcheck to stand with; with a stored signal the desk begins it."""
    if name == ADVICE and turn.find_run(progress.CHECK_DIALOG) is None:
        turn.say_phrase("advies.zonder_kindcheck")
        if turn.stack:
            progress.advance(turn)
        return
    park_if_full(turn)
    progress.start(turn, name)
    progress.advance(turn)

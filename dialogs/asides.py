"""Short dialogs that a command begins in the middle of another one: doubt, and an advice that was given."""

from __future__ import annotations

from typing import Final

from dialogs import progress, starting
from dialogs.model import Run
from dialogs.parking import park_if_full
from dialogs.turn import Turn

ADVICE: Final = "advies"
"""The dialog that notes an advice (kindcheck.md §6 KC-T5)."""
_ASIDES: Final = frozenset({"twijfel", ADVICE})
_OF_SIGNAL: Final = "kenmerk"
"""Given where the desk began it for a stored signal: then it stands by itself."""


def begin(turn: Turn, name: str) -> None:
    """Ask it now. An advice needs a kindcheck to stand with; with a stored signal the desk begins it."""
    if name == ADVICE and turn.find_run(starting.CHECK_DIALOG) is None:
        turn.say_phrase("advies.zonder_kindcheck")
        if turn.stack:
            progress.advance(turn)
        return
    park_if_full(turn)
    starting.start(turn, name)
    progress.advance(turn)


def is_one(run: Run) -> bool:
    """Whether a run is such a short dialog."""
    return run.dialog in _ASIDES and _OF_SIGNAL not in run.given


def beside(turn: Turn) -> Run:
    """What the user is busy with: the run on top, or the one below an aside."""
    return next((run for run in reversed(turn.stack) if not is_one(run)), turn.run)


def leave(turn: Turn) -> None:
    """Drop the aside, and go back to where the user was."""
    turn.stack.pop()
    if not turn.stack:
        turn.say_phrase("niets.open")
        return
    turn.preface(turn.phrases.text("terug.naar"))
    progress.reopen(turn)
    progress.advance(turn)

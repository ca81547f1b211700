"""More that is told where something else was asked: at what is read back, and with the outcome."""

from __future__ import annotations

from dialogs import progress
from dialogs.corrections import additions, correcting
from dialogs.praktijk import practice_talk
from dialogs.reasons import answers_of
from dialogs.turn import Turn


def hears_it(turn: Turn) -> bool:
    """Take in a correction of what is read back, or a new fact; it is shown with the rest. False for anything else."""
    mode = turn.run.mode
    if mode not in {"voorstel", "uitkomst"} or practice_talk.clear(turn):
        return False
    if mode == "voorstel" and correcting.marked(turn):
        return True
    told = additions.wait(turn, answers_of(turn.input.reading.proposals))
    if not told or not progress.shown_proposals(turn, turn.run, turn.path()):
        return False
    turn.preface(turn.words("prefill.erbij"))
    progress.advance(turn)
    return True

"""More that is told where something else was asked: at what is read back, and with the outcome."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dialogs import progress
from dialogs.corrections import additions, correcting
from dialogs.praktijk import practice_talk
from dialogs.reasons import answers_of
from dialogs.replies import households
from dialogs.turn import Turn

_CORRECTS: Final = re.compile(
    r"[,;:.]\s*(?:en |dus |maar )?niet\b|\bniet (?:van|uit)\b|\b(?:niet|geen)\b.{1,40}\bmaar\b"
    r"|^nee\b|\bklopt niet\b|\bik bedoel|\bvergis"
)
"""What sets one thing against another ("van de buren, niet van school"): it corrects, and tells of no new worry."""


def hears_it(turn: Turn) -> bool:
    """Take in a correction of what is read back, or a new fact; it is shown with the rest. False for anything else."""
    mode = turn.run.mode
    if mode not in {"voorstel", "uitkomst"} or practice_talk.clear(turn):
        return False
    if mode == "voorstel":
        if households.SAYING in turn.input.reading.remarks:
            progress.advance(turn)
            return True
        corrects = bool(_CORRECTS.search(turn.input.reading.text.lower()))
        resembled = corrects and _drop_likeness(turn)
        if correcting.marked(turn) or _takes_in(turn):
            return True
        if resembled:
            turn.preface(turn.words("prefill.blijft"))
            progress.advance(turn)
        return resembled
    return _takes_in(turn)


def _drop_likeness(turn: Turn) -> bool:
    """Of a correction counts what its words say: that it looks like an example is no news. Whether it did."""
    reading = turn.input.reading
    read = tuple(each for each in reading.proposals if not each.resembles)
    turn.input = replace(turn.input, reading=replace(reading, proposals=read))
    return read != reading.proposals


def _takes_in(turn: Turn) -> bool:
    told = additions.wait(turn, answers_of(turn.input.reading.proposals))
    if not told or not progress.shown_proposals(turn, turn.run, turn.path()):
        return False
    turn.preface(turn.words("prefill.erbij"))
    progress.advance(turn)
    return True

"""A landscape file with the changes of its coordinators over it, as it is on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import structlog
from pydantic import ValidationError

from bot.storage.landscape_edits import LandscapeEdit
from dialogs.workdays import amsterdam_date
from knowledge.edits.apply import apply_sound
from knowledge.edits.changes import Change, begins_on, placed, read_change
from knowledge.model import Municipality

_log: Final = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Edited:
    """What the changes come to."""

    town: Municipality
    changes: Mapping[int, Change]
    """Those that hold, by number; one that waits for its day too."""
    left_out: tuple[int, ...]
    """Numbers of changes that no longer fit the file."""
    until: date | None
    """The day on which a change that waits begins to hold; None: nothing waits."""


def in_force(edits: Sequence[LandscapeEdit], file: str) -> dict[int, Change]:
    """The changes that hold over a file of this version, by number, in the order in which they begin to hold.

    One that waits for its day is there too.
    """
    numbers: list[int] = []
    changes: list[Change] = []
    for edit in edits:
        if edit.change and not edit.undone_by and edit.file in ("", file):
            try:
                change = read_change(edit.change)
            except ValidationError:  # written by a program that knew more kinds of changes
                _log.error("landscape.edit_unknown", id=edit.reference)
                continue
            place = placed(changes, change, amsterdam_date(edit.at))
            changes.insert(place, change)
            numbers.insert(place, edit.number)
    return dict(zip(numbers, changes, strict=True))


def edited(base: Municipality, edits: Sequence[LandscapeEdit], file: str, today: date) -> Edited:
    """Apply them. One that no longer fits is left out and told in the log: the others hold all the same."""
    changes = in_force(edits, file)
    town, left_out = apply_sound(base, changes, today)
    for edit in edits:
        if edit.number in left_out:
            _log.error("landscape.edit_left_out", id=edit.reference)
    waiting = [day for each in changes.values() if (day := begins_on(each)) is not None and day > today]
    return Edited(town, changes, left_out, min(waiting, default=None))

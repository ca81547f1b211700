"""The landscape that a coordinator changes: its file, the changes over it, and what one more would come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.acts.here import Here
from bot.landscape_versions import in_force
from bot.storage.landscape_edits import LandscapeEdit
from dialogs.workdays import amsterdam_date
from knowledge.edits.apply import apply, apply_sound
from knowledge.edits.changes import Change, begins_on, placed
from knowledge.edits.draft import RefusedError
from knowledge.edits.effect import Effect, effect
from knowledge.model import Municipality

_END: Final = date.max
"""The day on which every change holds that waits for its day."""


@dataclass(frozen=True, slots=True)
class Map:
    """One municipality's landscape in this transaction."""

    base: Municipality
    edits: tuple[LandscapeEdit, ...]
    changes: dict[int, Change]
    """Those that hold, by number."""

    @property
    def version(self) -> int:
        """Number of the last change; 0: there is none."""
        return self.edits[-1].number if self.edits else 0

    def town(self, today: date) -> Municipality:
        """The landscape as it is on a day."""
        return apply_sound(self.base, self.changes, today)[0]

    def with_(self, change: Change, today: date) -> Effect:
        """What one more change comes to. Raises RefusedError when it cannot be made, now or once all others hold."""
        begins = begins_on(change)
        day = max(today, begins) if begins is not None else today
        sound = self._sound()
        before = apply(self.base, sound, day)
        with_it = _with(sound, change, today)
        after = apply(self.base, with_it, day)
        apply(self.base, with_it, _END)
        found = effect(before, after, change.entry)
        if found.is_nothing and before == after:
            raise RefusedError("edit_no_change")
        return found

    def without(self, number: int, today: date) -> Effect:
        """What leaving a change out comes to. Raises RefusedError when others rest on it."""
        left = [each for at, each in self.changes.items() if at != number]
        gone = self.changes[number]
        begins = begins_on(gone)
        day = max(today, begins) if begins is not None else today
        before, after = apply(self.base, self._sound(), day), apply(self.base, left, day)
        apply(self.base, left, _END)
        if before == after:
            raise RefusedError("edit_no_change")
        return effect(before, after, gone.entry)

    def of(self, edit: LandscapeEdit) -> Effect | None:
        """What a change came to when it was made; None when that cannot be told any more."""
        if edit.file:  # the file under it is another one by now
            return None
        then = [
            replace(each, undone_by=0)
            for each in self.edits
            if each.number <= edit.number and not 0 < each.undone_by <= edit.number and not each.file
        ]
        changes = in_force(then, "")
        made = changes.pop(edit.number, None)
        if made is None:
            return None
        try:
            before = apply_sound(self.base, changes, _END)[0]
            made_on = amsterdam_date(edit.at)
            after = apply(self.base, _with(list(changes.values()), made, made_on), _END)
        except RefusedError:
            return None
        return effect(before, after, made.entry)

    def _sound(self) -> list[Change]:
        _, left_out = apply_sound(self.base, self.changes, _END)
        return [each for number, each in self.changes.items() if number not in left_out]


def _with(held: list[Change], change: Change, made_on: date) -> list[Change]:
    """One more change, in its place."""
    place = placed(held, change, made_on)
    return [*held[:place], change, *held[place:]]


def landscape_map(here: Here) -> Map:
    """The landscape of the municipality where the act is done."""
    edits = tuple(here.tx.landscape_edits(here.place))
    return Map(here.base.content, edits, in_force(edits, here.base.version))

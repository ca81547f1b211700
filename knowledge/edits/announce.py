"""What is said of a change that waits for its day: the old answer holds, with the change behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.edits.changes import Abolished, Change
from knowledge.model import Municipality, Organisation
from knowledge.wording import Wording


def announced(town: Municipality, changes: Iterable[Change], today: date, wording: Wording) -> Municipality:
    """The landscape as it is spoken on a day, with what is going to end said at the end of its answer."""
    waiting = {each.entry: each for each in changes if isinstance(each, Abolished) and each.ended_on > today}
    names = {each.id: each.name for each in town.organisations}
    ending = {id_: each for id_, each in waiting.items() if id_ in names and each.successor in names}
    if not ending:
        return town

    def told(entry: Organisation) -> Organisation:
        change = ending.get(entry.id)
        if change is None or entry.status == "abolished":
            return entry
        said = wording.ends.format(date=wording.day(change.ended_on), new=names[change.successor])
        return entry.model_copy(update={"let_op": f"{entry.let_op} {said}".strip()})

    return town.model_copy(update={"organisations": tuple(map(told, town.organisations))})

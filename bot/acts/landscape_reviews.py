"""Entries of the landscape that have to be looked at: a task for a coordinator, the list, and when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.acts.desk import make_offer
from bot.acts.here import Done, Here, Notice
from bot.acts.landscape_map import landscape_map
from bot.acts.task_kinds import ENTRY_REVIEW, WRONG_ENTRY
from bot.model import Role
from bot.storage.tasks import Task
from dialogs.model import Block, Reply
from dialogs.workdays import moment_of
from knowledge.freshness import attention
from knowledge.model import Municipality, Named, Organisation
from knowledge.values import UNKNOWN

KINDS: Final = frozenset({ENTRY_REVIEW, WRONG_ENTRY})
WHAT_NOW: Final = "landschap.taak_wat_nu"
_EARLY: Final = timedelta(days=14)
"""So long before its day an entry is to be looked at."""
_AT_ONCE: Final = 3
"""So many entries at most wait for one municipality's coordinators at a time; the next comes when one is done."""
_WEEK: Final = timedelta(days=7)
_OFTEN: Final = 2
"""So many times it is said again after a week; then every four."""
_SHOWN: Final = 20
_MORNING: Final = time(9)


@dataclass(frozen=True, slots=True)
class Again:
    """What a due review comes to: who hears it, and when it is said again; without a moment it is over."""

    notices: tuple[Notice, ...] = ()
    next_at: datetime | None = None


def plan(here: Here) -> int:
    """Make a task for the entries that are due first, each review day once; how many were made."""
    town = landscape_map(here).town(here.today)
    due = sorted(_near(town, here.today), key=lambda pair: (pair[1], pair[0].id))
    coordinator = _coordinator(here) if due else ""
    if not coordinator:
        return 0
    free = _AT_ONCE - here.tx.count_open_tasks(here.place, ENTRY_REVIEW)
    made = 0
    for entry, day in due:
        if made >= free:
            break
        id_ = here.keys.derive("task", ENTRY_REVIEW, here.scope.gemeente, entry.id, day.isoformat())
        task = Task(
            id_, ENTRY_REVIEW, entry.id, coordinator, max(here.now, moment_of(here.today, _MORNING)),
            reference=here.keys.reference("R", id_), starts=f"{day.isoformat()}T09:00",
        )  # fmt: skip
        made += here.tx.add_task(here.place, task, here.now)
    return made


def due(here: Here, task: Task, push: Notice) -> Again:
    """Say it to its owner, or to another coordinator when that one is none any more; over when it was confirmed."""
    town = landscape_map(here).town(here.today)
    day = next((each.review_by for each in town.entries if each.id == task.object and not _is_gone(each)), UNKNOWN)
    if str(day) != task.starts[:10]:
        return Again()
    again = moment_of(here.today + (_WEEK if task.step < _OFTEN else 4 * _WEEK), _MORNING)
    owner = task.owner if task.owner in _coordinators(here) else _coordinator(here)
    if owner and owner != task.owner:
        here.tx.own_tasks(here.place, task.object, owner, [ENTRY_REVIEW])
    told = (Notice(owner, push.reply, push.purpose, can_wait=True),) if owner else ()
    return Again(told, again)


def what(here: Here, task: Task) -> str:
    """What a task of the landscape is about, in words."""
    entry, _, fault = task.object.partition(".")
    found = here.landscape.entry(entry)
    name = found.name if found else entry
    if task.kind == WRONG_ENTRY:
        options = here.words.phrases.get("zoek.wat_is_fout").options
        return here.text("landschap.taak_fout", naam=name, wat=options.get(fault, fault).lower())
    return here.text("landschap.taak_controle", naam=name)


def show(here: Here, task: Task) -> Done:
    """`bekijk R-…`: the entry as it is spoken now, and what can be done."""
    found = here.landscape.entry(task.object.partition(".")[0])
    head = Block(
        "tekst", here.text("herinnering", kenmerk=task.reference, actie=what(here, task), datum=_day(here, task))
    )
    blocks = [head]
    if found is not None:
        blocks += [Block("titel", found.name), Block("tekst", "\n".join(line for line in found.lines if line))]
    blocks.append(Block("tekst", here.text("landschap.taak_hoe")))
    codes = ("bevestig", "klaar", "later") if found is not None else ("klaar",)
    offer, prompt = make_offer(here, WHAT_NOW, codes, task.reference)
    return Done((Reply(tuple(blocks), prompt, "kaart", "taak"),), offer=offer, about=task.reference)


def overdue(here: Here, town: Municipality) -> Done:
    """`verlopen`: what should have been looked at by now, oldest first."""
    points = sorted(
        (each for each in attention(town, here.today) if each.why == "review_past" and each.day),
        key=lambda each: (each.day or date.max, each.name),
    )
    if not points:
        return here.say("landschap.verlopen_geen")
    lines = tuple(
        here.text("landschap.verlopen_regel", naam=each.name, datum=here.day(each.day))
        for each in points[:_SHOWN]
        if each.day
    )
    blocks = [Block("tekst", here.text("landschap.verlopen", aantal=str(len(points)))), Block("punten", lines=lines)]
    if len(points) > _SHOWN:
        blocks.append(Block("tekst", here.text("landschap.en_nog", aantal=str(len(points) - _SHOWN))))
    blocks.append(Block("tekst", here.text("landschap.verlopen_hoe", naam=points[0].name)))
    return Done((Reply(tuple(blocks), item="landschap"),))


def looked_at(here: Here, entry: str) -> None:
    """End what waited for somebody to look at an entry."""
    faults = here.words.phrases.get("zoek.wat_is_fout").options
    for about in (entry, *(f"{entry}.{fault}" for fault in faults)):
        for task in here.tx.tasks_of(here.place, about):
            if task.kind in KINDS:
                here.tx.end_task(here.place, task.id, "klaar")


def owner_for(here: Here) -> str:
    """Which coordinator gets a task of the landscape; empty when there is none."""
    return _coordinator(here)


def _near(town: Municipality, today: date) -> Iterator[tuple[Named, date]]:
    for entry in town.entries:
        if entry.review_by != UNKNOWN and entry.review_by - _EARLY <= today and not _is_gone(entry):
            yield entry, entry.review_by


def _is_gone(entry: Named) -> bool:
    return isinstance(entry, Organisation) and entry.status == "abolished"


def _coordinators(here: Here) -> list[str]:
    return sorted({member.person for member in here.tx.members(here.place, Role.COORDINATOR)})


def _coordinator(here: Here) -> str:
    return next((each for each in _coordinators(here) if here.has_access(each)), "")


def _day(here: Here, task: Task) -> str:
    return here.day(date.fromisoformat(task.starts[:10])) if task.starts else here.moment(task.due_at)[0]

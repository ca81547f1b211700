"""Somebody says that an entry of the zorglandschap is wrong: the coordinators hear it, at once and once more later.

Only the entry and a code for what is wrong are kept: nothing that was typed, and not who said it.
"""

from __future__ import annotations

from datetime import time

from bot.acts.here import Done, Here, Notice
from bot.acts.landscape_reviews import owner_for
from bot.acts.task_kinds import WRONG_ENTRY
from bot.model import Role
from bot.storage.tasks import Task
from dialogs.workdays import add_working_days, moment_of

_AGAIN = 5
"""Working days until the coordinators are told once more."""
_MORNING = time(9)


def report(here: Here, entry: str, what: str) -> Done:
    """Note what is wrong with an entry; the same said again before it is over is one task."""
    about = f"{entry}.{what}"
    coordinators = here.tx.members(here.place, Role.COORDINATOR)
    known = any(task.kind == WRONG_ENTRY for task in here.tx.tasks_of(here.place, about))
    if not known:
        due = moment_of(add_working_days(here.today, _AGAIN), _MORNING)
        id_ = here.keys.derive("task", WRONG_ENTRY, here.scope.gemeente, about, here.now.isoformat())
        owner = owner_for(here)
        reference = here.keys.reference("R", id_) if owner else ""
        here.tx.add_task(here.place, Task(id_, WRONG_ENTRY, about, owner, due, reference=reference), here.now)
        here.audit("landscape.doubt", entry, what)
    told = () if known else tuple(_told(here, about, "kaart.fout_gemeld", f"wrong.{about}.{here.now.isoformat()}"))
    said = "kaart.fout_dank" if coordinators else "kaart.fout_zonder_coordinator"
    return Done((here.reply(said, coordinator=here.landscape.coordinator),), told)


def once_more(here: Here, task: Task) -> list[Notice]:
    """Say it once more to the coordinators; after that it is over, so that nobody is told for ever."""
    return _told(here, task.object, "kaart.fout_nog_open", f"task.{task.id}.{task.step}")


def _told(here: Here, about: str, sentence: str, purpose: str) -> list[Notice]:
    entry, _, what = about.partition(".")
    found = here.landscape.entry(entry)
    options = here.words.phrases.get("zoek.wat_is_fout").options
    text = here.reply(sentence, naam=found.name if found else entry, wat=options.get(what, what).lower())
    return [
        Notice(each.person, text, f"{purpose}.{each.person}") for each in here.tx.members(here.place, Role.COORDINATOR)
    ]

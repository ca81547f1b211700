"""What a due task says, by its kind, and when it says something again."""

from __future__ import annotations

from datetime import date

from bot.acts import feedback
from bot.acts.here import Here, Notice
from bot.storage.tasks import Task
from dialogs.workdays import add_working_days


def due(here: Here, task: Task) -> tuple[list[Notice], date]:
    """Notices for this step of a task, and the day of the next."""
    if task.kind == feedback.OWED:
        return feedback.task_due(here, task)
    notice = Notice(task.owner, here.reply("werk.vandaag", kenmerk=task.object), f"task.{task.id}.{task.step}")
    if task.step:  # a planned day is said on the day; after that it stands in the own list
        here.tx.end_task(here.place, task.id, "klaar")
        return [], add_working_days(here.today, 1)
    return [notice], add_working_days(here.today, 1)

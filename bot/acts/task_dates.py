"""The days of a task: what was agreed, and when something is said of it first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from bot.acts.task_kinds import LOOKS_BACK
from bot.storage.tasks import Task
from dialogs.moments.model import When
from dialogs.workdays import add_working_days, moment_of

MORNING: Final = time(9)
"""When something that is due on a day is said."""
EARLY: Final = 5
"""Working days before an evaluation at which it is said first (basisvragen.md BV5)."""


def first_moment(agreed: date, kind: str, now: datetime, today: date) -> datetime:
    """When something that is agreed for a day is said first: an evaluation five working days before (BV5)."""
    if kind in LOOKS_BACK and (before := _before(agreed, today)) is not None:
        return moment_of(before, MORNING)
    moment = moment_of(agreed, MORNING)
    return moment if moment > now else moment_of(add_working_days(today, 1), MORNING)


def _before(agreed: date, today: date) -> date | None:
    day = today
    while add_working_days(day, EARLY) <= agreed:
        day += timedelta(days=1)
    day -= timedelta(days=1)
    return day if day > today else None


def agreed_on(task: Task) -> date | None:
    """The Amsterdam date of what was agreed; None for a task from before that was kept."""
    return date.fromisoformat(task.starts[:10]) if task.starts else None


def when_of(task: Task) -> When:
    """What was agreed, as words of time are read."""
    starts = datetime.fromisoformat(task.starts)
    return When(starts.date(), starts.time(), task.rule, task.holidays)  # type: ignore[arg-type]  # written by us

"""What a due task says, by its kind, when it says something again, and who hears of it after silence.

What is pushed is neutral: that a task is open, and its reference. The content comes after opening (conversations.md
#50). Others hear only that a task is open (signal_schema.md §4 rule 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.acts import corrections, feedback, landscape_reviews
from bot.acts.desk import call_coordinators
from bot.acts.handing_on import still_asked
from bot.acts.here import Here, Notice
from bot.acts.quiet_hours import after_quiet
from bot.acts.task_dates import EARLY, MORNING, agreed_on, when_of
from bot.acts.task_kinds import (
    CALLED,
    CHANGED,
    DESK,
    ENTRY_REVIEW,
    FEEDBACK,
    HAND_OVER,
    LOOKS_BACK,
    OWN,
    PLANNED,
    REPEATED,
    WRONG_ENTRY,
)
from bot.storage.tables import CLOSED
from bot.storage.tasks import Task
from dialogs.moments.time_line import next_occurrence
from dialogs.workdays import add_working_days, moment_of

_WEEK: Final = timedelta(days=7)
_TO_DEPUTY: Final = 7
"""Days after what was agreed from which the stand-in hears that a task is open."""
_TO_MANAGER: Final = 14
"""Days from which the owner's own manager or aandachtsfunctionaris does (signal_schema.md §4 rule 5)."""
_LATE: Final = timedelta(hours=1)
"""So much after its moment a message says that it is late."""
_AGAIN_CALLED: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Raised:
    """What one step of a task comes to."""

    notices: tuple[Notice, ...] = ()
    next_at: datetime | None = None
    """UTC; None: the task is over."""


def waits_until(here: Here, task: Task) -> datetime | None:
    """The end of its owner's quiet hours, if it falls in them; a call that must be made and an own hour do not wait."""
    if task.kind == CALLED or (task.kind == OWN and not task.step):
        return None
    end = after_quiet(here.person.profile.stil, here.now)
    return end if end > here.now else None


def due(here: Here, task: Task) -> Raised:
    """Notices for this step, and the moment of the next. Its reason and its owner's access are looked at again."""
    if task.kind == FEEDBACK:
        told, again = feedback.task_due(here, task)
        return Raised(tuple(told), moment_of(again, MORNING))
    if task.kind == WRONG_ENTRY:
        return Raised(tuple(corrections.once_more(here, task)))
    if task.kind == ENTRY_REVIEW:
        review = landscape_reviews.due(here, task, _push(here, task))
        return Raised(review.notices, review.next_at)
    if not _still_needed(here, task):
        return Raised()
    if task.kind == PLANNED and not task.reference:  # from before reminders had a reference: said once, on the day
        push = Notice(task.owner, here.reply("werk.vandaag", kenmerk=task.object), _key(task))
        return Raised((push,), moment_of(add_working_days(here.today, 1), MORNING)) if not task.step else Raised()
    if not here.has_access(task.owner):
        return _without_owner(here, task)
    if task.kind == HAND_OVER:
        asked = still_asked(here, task)
        return Raised((*asked, *_above(here, task)), _next(here, task)) if asked else Raised()
    return Raised((_push(here, task), *_above(here, task)), _next(here, task))


def _push(here: Here, task: Task) -> Notice:
    late = here.now - task.due_at >= _LATE
    if not late:
        return Notice(task.owner, here.reply("herinnering.stil", kenmerk=task.reference), _key(task))
    day, hour = here.moment(task.due_at)
    text = here.reply("herinnering.laat", kenmerk=task.reference, datum=day, tijd=hour)
    return Notice(task.owner, text, _key(task))


def _next(here: Here, task: Task) -> datetime:
    if task.rule:
        when = when_of(task)
        found = next_occurrence(when, here.now)
        if found is not None:
            return found
    if task.kind == CALLED and not task.step:
        return here.now + _AGAIN_CALLED
    agreed = agreed_on(task) or here.today
    if here.today < agreed:
        return moment_of(agreed, MORNING)
    if task.kind in LOOKS_BACK or task.kind == CHANGED:
        return moment_of(here.today + _WEEK, MORNING)
    soon = add_working_days(here.today, 1)
    return moment_of(soon if here.today - agreed < timedelta(days=2) else here.today + _WEEK, MORNING)


def _above(here: Here, task: Task) -> tuple[Notice, ...]:
    """After silence the stand-in hears that a task is open, and then who is above its owner. Never what it is."""
    agreed = agreed_on(task)
    if task.kind not in REPEATED or agreed is None:
        return ()
    late = (here.today - agreed).days
    row = next((row for row in here.tx.access_of(task.owner) if row.gemeente == here.scope.gemeente), None)
    if row is None or late < _TO_DEPUTY:
        return ()
    deputy = row.deputy if here.has_access(row.deputy) else ""
    manager = row.manager if here.has_access(row.manager) else ""
    key = f"{_key(task)}.above"
    if manager and (late >= _TO_MANAGER or not deputy):
        return (Notice(manager, here.reply("taak.bij_collega"), key, can_wait=True),)
    if deputy:
        return (Notice(deputy, here.reply("herinnering.waarnemer"), key, can_wait=True),)
    return ()


def _without_owner(here: Here, task: Task) -> Raised:
    """Its owner was let go, or nobody has it: the coordinators hear that something is open, no more."""
    told = tuple(call_coordinators(here, _key(task)))
    return Raised(told, moment_of(add_working_days(here.today, EARLY), MORNING))


def _still_needed(here: Here, task: Task) -> bool:
    if task.kind in DESK:
        case = here.tx.desk_case(here.place, task.object)
        return case is None or case.state != CLOSED
    return True


def _key(task: Task) -> str:
    return f"task.{task.id}.{task.step}"

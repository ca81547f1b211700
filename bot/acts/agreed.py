"""The tasks that come with what was agreed: those of a logged signal, the evaluation of a case, a planned day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Final

from bot.acts.family import Family
from bot.acts.here import Here
from bot.acts.task_dates import MORNING, first_moment
from bot.acts.task_kinds import (
    ACTIONS,
    AT_THE_DESK,
    CALLED,
    CASE_REVIEW,
    CHANGED,
    PLANNED,
    REVIEW,
    STEP,
    TO_FIND_OUT,
    plain,
)
from bot.storage.tasks import Task
from dialogs.signaal.signal import Signal
from dialogs.signaal.tasks import steps_for
from dialogs.workdays import AMSTERDAM, add_working_days

_GUARD_DAYS: Final = 2
"""Working days to agree on who looks after the children (dialogs/content/taken.yaml, ACT_BEWAKER)."""


def of_signal(here: Here, signal: Signal, look_again: date | datetime | None) -> None:
    """Write down what its owner has to come back on: actions by their day, the evaluation, the call, a later look."""
    reference = signal.signaal_id
    days: dict[date, list[str]] = defaultdict(list)
    for action in signal.acties:
        if action.status != "open":
            continue
        if action.over:  # what is not known is found out one by one (kindcheck.md §8.1 F_ONBEKEND)
            _add(here, ACTIONS, reference, action.op, subject=f"{action.code}{TO_FIND_OUT}{action.over}")
        elif action.code not in days[action.op]:
            days[action.op].append(action.code)
    for day, codes in days.items():
        _add(here, ACTIONS, reference, day, subject=" ".join(codes))
    for step, day in steps_for(here.words.tasks, signal, here.today):
        _add(here, ACTIONS, reference, day, subject=f"{STEP}{step}")
    if signal.evaluatiedatum is not None:
        _add(here, REVIEW, reference, signal.evaluatiedatum)
    if isinstance(look_again, datetime):
        local = look_again.astimezone(AMSTERDAM)
        _write(here, CALLED, reference, look_again, f"{local:%Y-%m-%dT%H:%M}", "")
    elif look_again is not None:
        _add(here, CHANGED, reference, look_again)


def of_case(here: Here, reference: str, signal: Signal) -> None:
    """Who works on a case from now on has its evaluation to keep in mind, whoever had it before."""
    if signal.evaluatiedatum is not None:
        _add(here, CASE_REVIEW, reference, signal.evaluatiedatum)


def find_a_guard(here: Here, reference: str) -> date:
    """Nobody looks after the children, or nobody knows who: that is an action with a date (basisvragen.md BV1)."""
    day = add_working_days(here.today, _GUARD_DAYS)
    _add(here, ACTIONS, reference, day, subject="ACT_BEWAKER")
    return day


def planned(here: Here, reference: str, what: str, day: date) -> None:
    """A day that was planned for a case."""
    _add(here, PLANNED, reference, day, subject=what)


def of_family(here: Here, family: Family, kind: str, day: date, subject: str = "", owner: str = "") -> None:
    """A day that was agreed in a family: of who works on the case it moves with the case, otherwise it stays."""
    at_work = family.case is not None and family.case.handler == here.person.id and not owner
    name = AT_THE_DESK.get(kind, kind) if at_work else kind
    due = first_moment(day, name, here.now, here.today)
    starts = f"{day.isoformat()}T{MORNING:%H:%M}"
    # The same day may be agreed anew after the first was done: what makes them two is when that was said.
    _write(here, name, family.reference, due, starts, subject, owner, said=here.now.isoformat())


def settle(here: Here, family: Family, kind: str, subject: str = "") -> None:
    """What somebody had open of a kind about a family is over; with a subject only what is of that."""
    for signal in family.signals:
        for task in here.tx.tasks_of(here.place, signal.signaal_id):
            if plain(task.kind) == kind and task.owner == here.person.id and subject in ("", task.subject):
                here.tx.end_task(here.place, task.id, "klaar")


def _add(here: Here, kind: str, about: str, day: date, subject: str = "") -> None:
    due = first_moment(day, kind, here.now, here.today)
    _write(here, kind, about, due, f"{day.isoformat()}T{MORNING:%H:%M}", subject)


def _write(
    here: Here, kind: str, about: str, due: datetime, starts: str, subject: str, owner: str = "", said: str = ""
) -> None:
    task = here.keys.derive("task", kind, about, starts, subject, *((said,) if said else ()))
    reference = here.keys.reference("R", task)
    here.tx.add_task(
        here.place,
        Task(task, kind, about, owner or here.person.id, due, reference=reference, starts=starts, subject=subject),
        here.now,
    )

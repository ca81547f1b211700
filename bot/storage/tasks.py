"""The part of a transaction about tasks: something is due at a moment, raised by a sweep, each step once.

General on purpose: a kind, the reference that it is about, an owner, a moment. What a kind means, and when it is due
again, whoever raises it decides. A task with a reference of its own is a reminder: its owner can name it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from bot.keys import Unreadable
from bot.model import Scope
from bot.storage.rows import Rows

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """One open task."""

    id: str
    kind: str
    object: str
    """The reference that it is about; empty for what somebody only wants to be reminded of."""
    owner: str
    """Pseudonym; empty: nobody has it yet."""
    due_at: datetime
    """UTC; when something is said of it, which is not always the moment that was agreed."""
    step: int = 0
    """How often it was raised or moved: the number of the occurrence."""
    reference: str = ""
    """How its owner calls it (R-...)."""
    starts: str = ""
    """Amsterdam date and time of what was agreed, as `2026-12-16T09:00`."""
    rule: str = ""
    """How it repeats, as RFC 5545 says it, in Amsterdam time; empty: once."""
    holidays: str = ""
    """What a repetition does on a day that nobody works (dialogs/moments/model.py)."""
    offered_to: str = ""
    """Who was asked to take it over."""
    subject: str = field(default="", repr=False)
    """What it is about, in words without names."""
    readable: bool = True
    """False: the key of the subject is gone, and it is empty. The task is due all the same."""


class TaskRows(Rows):
    """The tasks of a municipality."""

    __slots__ = ()

    def add_task(self, scope: Scope, task: Task, now: datetime) -> bool:
        """Write a task once; one with the same id stays as it is. False when there was one, open or over."""
        subject = self._keyring.seal(task.subject.encode(), _place(scope.gemeente, task.id)) if task.subject else None
        params = {
            "gemeente": scope.gemeente,
            "id": task.id,
            "kind": task.kind,
            "object": task.object,
            "owner": task.owner,
            "due_at": task.due_at,
            "created_at": now,
            "reference": task.reference,
            "starts": task.starts,
            "rule": task.rule,
            "holidays": task.holidays,
            "subject": subject,
        }
        return self._connection.execute(self._sql.add_task, params).first() is not None

    def tasks_due(self, scope: Scope, now: datetime, limit: int) -> list[Task]:
        """Open tasks whose moment has come, longest due first.

        One of which the subject does not open comes without it: what is pushed tells no subject, and it stays due.
        """
        params = {"scope_gemeente": scope.gemeente, "now": now, "limit": limit}
        rows = self._connection.execute(self._sql.tasks_due, params).all()
        return [self._due_task(scope, row) for row in rows]

    def tasks_of(self, scope: Scope, reference: str) -> list[Task]:
        """Open tasks about one thing."""
        return self._tasks_in(scope, self._sql.tasks_of, about=reference)

    def own_open_tasks(self, scope: Scope, limit: int) -> list[Task]:
        """What somebody has open or was asked to take over, next due first."""
        return self._tasks_in(scope, self._sql.own_open_tasks, scope_person=scope.person, limit=limit)

    def task_called(self, scope: Scope, reference: str) -> Task | None:
        """An open task of somebody, or one that they were asked to take over, by its reference."""
        found = self._tasks_in(scope, self._sql.task_called, scope_person=scope.person, called=reference)
        return found[0] if found else None

    def raise_task(self, scope: Scope, task: Task, next_due: datetime) -> bool:
        """Go one step on. False when this step was raised already, or the task is over: then say nothing."""
        return self._task_changed(scope, self._sql.raise_task, task, at_step=task.step, next_due=next_due)

    def postpone_task(self, scope: Scope, task: Task, due_at: datetime) -> bool:
        """Say this step later, as nobody may be disturbed now. False when it was raised meanwhile."""
        return self._task_changed(scope, self._sql.postpone_task, task, at_step=task.step, next_due=due_at)

    def move_task(self, scope: Scope, task: Task, due_at: datetime, starts: str) -> bool:
        """Say it again at another moment, of something agreed for then. False when it is not the own one any more."""
        return self._task_changed(
            scope, self._sql.move_task, task,
            at_step=task.step, next_due=due_at, new_starts=starts, scope_person=scope.person,
        )  # fmt: skip

    def offer_task(self, scope: Scope, task: Task, to: str) -> bool:
        """Ask somebody to take it over; until the yes it stays where it is. Empty: ask nobody any more."""
        return self._task_changed(scope, self._sql.offer_task, task, scope_person=scope.person, to=to)

    def decline_task(self, scope: Scope, task: Task) -> bool:
        """Not take over what one was asked for."""
        return self._task_changed(scope, self._sql.decline_task, task, scope_person=scope.person)

    def accept_task(self, scope: Scope, task: Task) -> bool:
        """Take over what one was asked for. False when one is not asked any more."""
        return self._task_changed(scope, self._sql.accept_task, task, scope_person=scope.person)

    def end_task(self, scope: Scope, task: str, state: str) -> bool:
        """Close a task (`klaar` or `vervallen`). False when it was not open."""
        params = {"scope_gemeente": scope.gemeente, "task": task, "new_state": state}
        return self._connection.execute(self._sql.end_task, params).first() is not None

    def own_tasks(self, scope: Scope, reference: str, owner: str, kinds: Collection[str]) -> None:
        """Make somebody the owner of the open tasks of these kinds about one thing."""
        params = {"scope_gemeente": scope.gemeente, "about": reference, "to": owner, "kinds": sorted(kinds)}
        self._connection.execute(self._sql.own_task, params)

    def pass_tasks(self, scope: Scope, person: str, to: str) -> int:
        """Give all open tasks of somebody to another; empty: to nobody. How many there were."""
        params = {"scope_gemeente": scope.gemeente, "whom": person, "to": to}
        return len(self._connection.execute(self._sql.pass_tasks, params).all())

    def forget_ended(self, scope: Scope, before: datetime) -> int:
        """Remove what was over before a moment: codes that expired, tasks that ended. How many rows that were.

        Two households that were joined stay joined, and what somebody came in by stays in `access`.
        """
        params = {"scope_gemeente": scope.gemeente, "before": before}
        statements = (self._sql.forget_invitations, self._sql.forget_joins, self._sql.forget_tasks)
        return sum(len(self._connection.execute(each, params).all()) for each in statements)

    def count_open_tasks(self, scope: Scope, kind: str) -> int:
        """How many tasks of a kind wait."""
        params = {"scope_gemeente": scope.gemeente, "of_kind": kind}
        return int(self._connection.execute(self._sql.count_open_tasks, params).scalar_one())

    def count_tasks_late(self, scope: Scope, now: datetime) -> int:
        """How many tasks are due."""
        params = {"scope_gemeente": scope.gemeente, "now": now}
        return int(self._connection.execute(self._sql.count_tasks_late, params).scalar_one())

    def make_feed(self, scope: Scope, token_hash: str, now: datetime) -> None:
        """Give somebody a calendar feed; an older one of theirs stops."""
        params = {"gemeente": scope.gemeente, "person": scope.person, "token_hash": token_hash, "now": now}
        self._connection.execute(self._sql.make_feed, params)

    def drop_feed(self, scope: Scope, person: str) -> bool:
        """Stop somebody's calendar feed. Whether there was one."""
        params = {"scope_gemeente": scope.gemeente, "whom": person}
        return self._connection.execute(self._sql.drop_feed, params).first() is not None

    def feed_of(self, scope: Scope, token_hash: str) -> str:
        """Whose feed this is in a municipality; empty when it is nobody's."""
        params = {"scope_gemeente": scope.gemeente, "token_hash": token_hash}
        return self._connection.execute(self._sql.feed_of, params).scalar() or ""

    def _tasks_in(self, scope: Scope, statement: Any, **params: object) -> list[Task]:
        rows = self._connection.execute(statement, {"scope_gemeente": scope.gemeente, **params})
        return [self._task(scope, row) for row in rows]

    def _due_task(self, scope: Scope, row: Any) -> Task:
        try:
            return self._task(scope, row)
        except Unreadable:
            _log.error("task.unreadable", id=row.id)
            return Task(**{**row._mapping, "subject": ""})

    def _task(self, scope: Scope, row: Any) -> Task:
        subject = self._unsealed(row.subject, _place(scope.gemeente, row.id)) if row.subject else b""
        return Task(**{**row._mapping, "subject": (subject or b"").decode(), "readable": subject is not None})

    def _task_changed(self, scope: Scope, statement: Any, task: Task, **params: object) -> bool:
        values = {"scope_gemeente": scope.gemeente, "task": task.id, **params}
        return self._connection.execute(statement, values).first() is not None


def _place(gemeente: str, task: str) -> str:
    return f"tasks.subject:{gemeente}/{task}"

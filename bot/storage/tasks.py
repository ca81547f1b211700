"""The part of a transaction about tasks: something is due at a moment, raised by a sweep, each step once.

General on purpose: a kind, the reference that it is about, an owner, a moment. What a kind means, and when it is due
again, whoever raises it decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model import Scope
from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class Task:
    """One open task."""

    id: str
    kind: str
    object: str
    """The reference that it is about."""
    owner: str
    """Pseudonym; empty: nobody has it yet."""
    due_at: datetime
    step: int = 0
    """How often it was raised."""


class TaskRows(Rows):
    """The tasks of a municipality."""

    __slots__ = ()

    def add_task(self, scope: Scope, task: Task, now: datetime) -> None:
        """Write a task once; one with the same id stays as it is."""
        params = {
            "gemeente": scope.gemeente,
            "id": task.id,
            "kind": task.kind,
            "object": task.object,
            "owner": task.owner,
            "due_at": task.due_at,
            "created_at": now,
        }
        self._connection.execute(self._sql.add_task, params)

    def tasks_due(self, scope: Scope, now: datetime, limit: int) -> list[Task]:
        """Open tasks whose moment has come, longest due first."""
        params = {"scope_gemeente": scope.gemeente, "now": now, "limit": limit}
        return [Task(*row) for row in self._connection.execute(self._sql.tasks_due, params)]

    def tasks_of(self, scope: Scope, reference: str) -> list[Task]:
        """Open tasks about one thing."""
        params = {"scope_gemeente": scope.gemeente, "about": reference}
        return [Task(*row) for row in self._connection.execute(self._sql.tasks_of, params)]

    def raise_task(self, scope: Scope, task: Task, next_due: datetime) -> bool:
        """Go one step on. False when this step was raised already, or the task is over: then say nothing."""
        params = {
            "scope_gemeente": scope.gemeente,
            "task": task.id,
            "at_step": task.step,
            "next_due": next_due,
        }
        return self._connection.execute(self._sql.raise_task, params).first() is not None

    def end_task(self, scope: Scope, task: str, state: str) -> bool:
        """Close a task (`klaar` or `vervallen`). False when it was not open."""
        params = {"scope_gemeente": scope.gemeente, "task": task, "new_state": state}
        return self._connection.execute(self._sql.end_task, params).first() is not None

    def own_tasks(self, scope: Scope, reference: str, owner: str) -> None:
        """Make somebody the owner of the open tasks about one thing."""
        params = {"scope_gemeente": scope.gemeente, "about": reference, "to": owner}
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

    def count_tasks_late(self, scope: Scope, now: datetime) -> int:
        """How many tasks are due."""
        params = {"scope_gemeente": scope.gemeente, "now": now}
        return int(self._connection.execute(self._sql.count_tasks_late, params).scalar_one())

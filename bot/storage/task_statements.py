"""The SQL of tasks, reminders and calendar feeds; part of `statements.py`, under the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import BindParameter, and_, bindparam, delete, func, or_, select, update

from bot.storage.parameters import moment, named
from bot.storage.tables import feeds, tasks

OPEN: Final = "open"
"""The state of a task that still waits."""


def _here() -> BindParameter[Any]:
    return bindparam("scope_gemeente")


class TaskStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _tasks(self, insert: Callable[..., Any]) -> None:
        t = tasks.c
        fields = select(
            t.id,
            t.kind,
            t.object,
            t.owner,
            t.due_at,
            t.step,
            t.reference,
            t.starts,
            t.rule,
            t.holidays,
            t.offered_to,
            t.subject,
        )
        given = (
            "gemeente",
            "id",
            "kind",
            "object",
            "owner",
            "due_at",
            "created_at",
            "reference",
            "starts",
            "rule",
            "holidays",
        )
        self.add_task = (
            insert(tasks)
            .values(**named(*given, "subject"), offered_to="", step=0, state=OPEN)
            .on_conflict_do_nothing()
            .returning(t.id)
        )
        waits = and_(t.gemeente == _here(), t.state == OPEN)
        self.tasks_due = (
            fields.where(waits, t.due_at <= moment("now")).order_by(t.due_at, t.id).limit(bindparam("limit"))
        )
        self.tasks_of = fields.where(waits, t.object == bindparam("about")).order_by(t.due_at, t.id)
        owner: BindParameter[Any] = bindparam("scope_person")
        self.own_open_tasks = (
            fields.where(waits, or_(t.owner == owner, t.offered_to == owner), t.reference != "")
            .order_by(t.due_at, t.id)
            .limit(bindparam("limit"))
        )
        self.task_called = fields.where(
            waits, or_(t.owner == owner, t.offered_to == owner), t.reference == bindparam("called")
        )
        one = and_(waits, t.id == bindparam("task"))
        self.raise_task = (
            update(tasks)
            .where(one, t.step == bindparam("at_step"))
            .values(step=t.step + 1, due_at=moment("next_due"))
            .returning(t.id)
        )
        self.postpone_task = (
            update(tasks).where(one, t.step == bindparam("at_step")).values(due_at=moment("next_due")).returning(t.id)
        )
        self.move_task = (
            update(tasks)
            .where(one, t.owner == owner, t.step == bindparam("at_step"))
            .values(step=t.step + 1, due_at=moment("next_due"), starts=bindparam("new_starts"))
            .returning(t.id)
        )
        self.offer_task = update(tasks).where(one, t.owner == owner).values(offered_to=bindparam("to")).returning(t.id)
        self.accept_task = (
            update(tasks).where(one, t.offered_to == owner).values(owner=owner, offered_to="").returning(t.id)
        )
        self.decline_task = update(tasks).where(one, t.offered_to == owner).values(offered_to="").returning(t.id)
        self.end_task = update(tasks).where(one).values(state=bindparam("new_state")).returning(t.id)
        self.pass_tasks = (
            update(tasks).where(waits, t.owner == bindparam("whom")).values(owner=bindparam("to")).returning(t.id)
        )
        self.own_task = (
            update(tasks)
            .where(waits, t.object == bindparam("about"), t.kind.in_(bindparam("kinds", expanding=True)))
            .values(owner=bindparam("to"))
        )
        self.forget_tasks = (
            delete(tasks).where(t.gemeente == _here(), t.state != OPEN, t.due_at < moment("before")).returning(t.id)
        )
        self.count_open_tasks = select(func.count()).select_from(tasks).where(waits, t.kind == bindparam("of_kind"))
        self.count_tasks_late = (
            select(func.count())
            .select_from(tasks)
            .where(t.gemeente == _here(), t.state == OPEN, t.due_at <= moment("now"))
        )

    def _feeds(self, insert: Callable[..., Any]) -> None:
        f = feeds.c
        made = insert(feeds).values(**named("gemeente", "person", "token_hash"), made_at=moment("now"))
        self.make_feed = made.on_conflict_do_update(
            index_elements=[f.gemeente, f.person],
            set_={"token_hash": made.excluded.token_hash, "made_at": made.excluded.made_at},
        )
        self.drop_feed = delete(feeds).where(f.gemeente == _here(), f.person == bindparam("whom")).returning(f.person)
        self.feed_of = select(f.person).where(f.gemeente == _here(), f.token_hash == bindparam("token_hash"))

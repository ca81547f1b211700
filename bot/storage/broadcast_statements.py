"""The SQL of broadcasts; part of `statements.py`, under the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import BindParameter, and_, bindparam, case, delete, exists, func, null, or_, select, update

from bot.storage.parameters import moment, named
from bot.storage.tables import (
    access,
    broadcast_choices,
    broadcast_recipients,
    broadcasts,
    conversations,
    invitations,
    memberships,
    people,
    signals,
)

CONCEPT: Final = "concept"
SECOND: Final = "wacht_op_tweede"
PLANNED: Final = "gepland"
PREPARING: Final = "voorbereiden"
RUNNING: Final = "loopt"
DONE: Final = "klaar"
STOPPED: Final = "gestopt"

WAITS: Final = "wacht"
UNDERWAY: Final = "onderweg"
DELIVERED: Final = "bezorgd"
READ: Final = "gelezen"
FAILED: Final = "mislukt"
DOUBTFUL: Final = "onzeker"
OPTED_OUT: Final = "afgemeld"
UNREACHABLE: Final = "onbereikbaar"
WEEKLY: Final = "week"
CANCELLED: Final = "gestopt"


def _here() -> BindParameter[Any]:
    return bindparam("scope_gemeente")


class BroadcastStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _broadcasts(self, insert: Callable[..., Any]) -> None:
        b = broadcasts.c
        fields = select(
            b.id, b.reference, b.author, b.category, b.audience, b.about, b.must_read, b.state, b.text, b.starts_at,
            b.approver, b.upto, b.created_at, b.ended_at,
        )  # fmt: skip
        self.add_broadcast = (
            insert(broadcasts)
            .values(
                **named("gemeente", "id", "reference", "author", "category", "audience", "about", "must_read", "text"),
                state=CONCEPT, starts_at=null(), approver="", upto="", created_at=moment("now"), ended_at=null(),
            )
            .on_conflict_do_nothing()
        )  # fmt: skip
        self.broadcast_called = fields.where(b.gemeente == _here(), b.reference == bindparam("called"))
        self.broadcasts_here = fields.where(b.gemeente == _here(), b.state != CONCEPT).order_by(b.created_at.desc())
        self.own_concepts = fields.where(
            b.gemeente == _here(), b.state == CONCEPT, b.author == bindparam("person")
        ).order_by(b.created_at.desc())
        self.forget_concepts = (
            delete(broadcasts)
            .where(b.gemeente == _here(), b.state == CONCEPT, b.created_at < moment("before"))
            .returning(b.id)
        )
        self.broadcasts_active = fields.where(
            b.gemeente == _here(), or_(b.state.in_((PREPARING, RUNNING)), and_(b.state == PLANNED, _due(b)))
        ).order_by(b.created_at, b.id)
        one = and_(b.gemeente == _here(), b.id == bindparam("broadcast_id"))
        self.change_broadcast = (
            update(broadcasts)
            .where(one, b.state.in_(bindparam("from_states", expanding=True)))
            .values(state=bindparam("to_state"), ended_at=moment("ended"))
            .returning(b.id)
        )
        self.plan_broadcast = (
            update(broadcasts)
            .where(one, b.state.in_((CONCEPT, SECOND)))
            .values(state=bindparam("to_state"), starts_at=moment("starts"), approver=bindparam("by"))
            .returning(b.id)
        )
        self.reword_broadcast = (
            update(broadcasts)
            .where(one)
            .values(text=bindparam("sealed_text"), about=bindparam("entry"), must_read=bindparam("confirmed"))
            .returning(b.id)
        )
        self.fixed_upto = update(broadcasts).where(one).values(upto=bindparam("last"))

    def _recipients(self, insert: Callable[..., Any]) -> None:
        r, m, c = broadcast_recipients.c, memberships.c, broadcast_choices.c
        reachable = exists().where(conversations.c.person == people.c.id)
        signalled = exists().where(signals.c.gemeente == _here(), signals.c.owner == people.c.id)
        let_go = exists().where(
            access.c.gemeente == _here(), access.c.person == people.c.id, access.c.revoked_at.is_not(null())
        )
        here = exists().where(m.person == people.c.id, m.gemeente == _here())
        # By person, and an outer join keeps that order: SQLite would else sort a whole municipality for each page.
        page = (
            select(people.c.id, people.c.profile, reachable.label("reachable"), signalled.label("signalled"))
            .where(people.c.id > bindparam("after"), here, ~let_go)
            .order_by(people.c.id)
            .limit(bindparam("limit"))
            .subquery()
        )
        self.members_after = (
            select(
                m.person, m.role, m.organisatie, m.areas, page.c.profile, page.c.reachable, page.c.signalled,
            )
            .join_from(page, memberships, and_(m.person == page.c.id, m.gemeente == _here()), isouter=True)
            .order_by(page.c.id)
        )  # fmt: skip
        self.add_recipients = (
            insert(broadcast_recipients)
            .values(**named("gemeente", "broadcast", "person", "state", "rank", "code", "row"), message="",
                    changed_at=moment("now"))
            .on_conflict_do_nothing()
        )  # fmt: skip
        of_one = and_(r.gemeente == _here(), r.broadcast == bindparam("broadcast_id"))
        self.recipients_waiting = (
            select(r.person, r.row, r.message)
            .where(of_one, r.state == WAITS)
            .order_by(r.rank)  # as the index has them: a broadcast to many sorts nobody
            .limit(bindparam("limit"))
        )
        self.recipients_in = (
            select(r.person, r.state, r.code, r.message)
            .where(of_one, r.state.in_(bindparam("states", expanding=True)), r.person > bindparam("after"))
            .order_by(r.person)
            .limit(bindparam("limit"))
        )
        self.recipients_underway = select(func.count()).where(of_one, r.state == UNDERWAY)
        self.recipient_counts = select(r.state, func.count()).where(of_one).group_by(r.state)
        self.move_recipients = (
            update(broadcast_recipients)
            .where(of_one, r.person.in_(bindparam("persons", expanding=True)), r.state.in_((WAITS, WEEKLY)))
            .values(state=bindparam("to_state"), changed_at=moment("now"))
            .returning(r.person)
        )
        self.retry_recipients = (
            update(broadcast_recipients)
            .where(of_one, r.state == FAILED)
            .values(state=WAITS, code="", row=r.row + bindparam("suffix"), changed_at=moment("now"))
            .returning(r.person)
        )
        self.amend_recipients = (
            update(broadcast_recipients)
            .where(of_one, r.state.in_((DELIVERED, READ, DOUBTFUL)))
            .values(state=WAITS, code="", row=r.row + bindparam("suffix"), changed_at=moment("now"))
            .returning(r.person)
        )
        self.cancel_recipients = (
            update(broadcast_recipients)
            .where(of_one, r.state.in_((WAITS, WEEKLY)))
            .values(state=CANCELLED, changed_at=moment("now"))
            .returning(r.person)
        )
        self.note_recipient = (
            update(broadcast_recipients)
            .where(r.gemeente == _here(), r.row == bindparam("row_id"), r.state == UNDERWAY)
            .values(
                state=bindparam("to_state"),
                code=bindparam("why"),
                message=case((r.message == "", bindparam("called")), else_=r.message),
                changed_at=moment("now"),
            )
            .returning(r.broadcast)
        )
        self.note_read = (
            update(broadcast_recipients)
            .where(of_one, r.person == bindparam("by"), r.state.in_((DELIVERED, DOUBTFUL, UNDERWAY)))
            .values(state=READ, changed_at=moment("now"))
            .returning(r.broadcast)
        )
        self.recipient_state = select(r.state).where(of_one, r.person == bindparam("by"))
        talks = conversations.c
        still_in = exists().where(memberships.c.gemeente == _here(), memberships.c.person == talks.person)
        self.rooms_of = (
            select(talks.person, talks.id, talks.address)
            .where(talks.person.in_(bindparam("persons", expanding=True)), still_in)
            .order_by(talks.changed_at, talks.id.desc())
        )
        weekly = and_(r.gemeente == _here(), r.state == WEEKLY)
        first = select(r.person).distinct().where(weekly).order_by(r.person).limit(bindparam("limit"))
        self.weekly_waiting = (
            select(r.person, r.broadcast).where(weekly, r.person.in_(first)).order_by(r.person, r.broadcast)
        )
        self.open_invitations = (
            select(func.count())
            .select_from(invitations)
            .where(invitations.c.gemeente == _here(), invitations.c.until >= moment("now"))
        )
        chosen = insert(broadcast_choices).values(**named("gemeente", "person", "category", "choice"))
        self.choose_broadcasts = chosen.on_conflict_do_update(
            index_elements=[c.gemeente, c.person, c.category], set_={"choice": chosen.excluded.choice}
        )
        self.broadcast_choices_of = select(c.person, c.category, c.choice).where(
            c.gemeente == _here(), c.person.in_(bindparam("persons", expanding=True))
        )


def _due(b: Any) -> Any:
    return or_(b.starts_at.is_(null()), b.starts_at <= moment("now"))

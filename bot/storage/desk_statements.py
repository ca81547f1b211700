"""The SQL of access and the receiving desk; part of `statements.py`, under the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, delete, func, null, or_, select, update

from bot.storage.parameters import moment, named
from bot.storage.tables import CLOSED, NEW, TAKEN, access, case_signals, cases, invitations, joins, memberships


def _here() -> BindParameter[Any]:
    return bindparam("scope_gemeente")


class DeskStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _access(self, insert: Callable[..., Any]) -> None:
        a, i, m = access.c, invitations.c, memberships.c
        fields = select(
            a.gemeente, a.person, a.reference, a.role, a.organisatie, a.areas, a.rol, a.sector, a.deputy, a.manager,
            a.since, a.revoked_at,
        )  # fmt: skip
        self.access_of = fields.where(a.person == bindparam("person")).order_by(a.gemeente)
        self.access_called = fields.where(a.gemeente == _here(), a.reference == bindparam("reference"))
        self.access_here = fields.where(a.gemeente == _here()).order_by(a.since, a.reference)
        given = insert(access).values(
            **named("gemeente", "person", "reference", "role", "organisatie", "areas", "rol", "sector", "since"),
            deputy="",
            manager="",
            revoked_at=null(),
        )
        new = given.excluded
        self.give_access = given.on_conflict_do_update(
            index_elements=[a.gemeente, a.person],
            set_={name: getattr(new, name) for name in ("role", "organisatie", "areas", "rol", "sector", "revoked_at")},
        )
        self.stood_in_for = (
            select(a.person)
            .where(a.gemeente == _here(), a.deputy == bindparam("by"), a.deputy != "")
            .order_by(a.person)
        )
        self.note_access = given.on_conflict_do_nothing()
        one = and_(a.gemeente == _here(), a.person == bindparam("whom"))
        self.revoke = (
            update(access)
            .where(one, a.revoked_at.is_(null()))
            .values(revoked_at=moment("at"), role="")
            .returning(a.deputy, a.manager)
        )
        self.set_deputy = update(access).where(one).values(deputy=bindparam("by"))
        self.set_manager = update(access).where(one).values(manager=bindparam("by"))
        self.drop_membership = (
            memberships.delete().where(m.gemeente == _here(), m.person == bindparam("whom")).returning(m.role)
        )
        self.members = (
            select(m.person, m.role, m.organisatie, m.areas)
            .where(m.gemeente == _here(), m.role == bindparam("with_role"))
            .order_by(m.person)
        )
        self.invite = insert(invitations).values(
            **named("gemeente", "code_hash", "role", "organisatie", "areas", "rol", "sector", "made_by", "until"),
            used_by="",
        )
        self.use_invitation = (
            update(invitations)
            .where(
                i.gemeente == _here(),
                i.code_hash == bindparam("hash"),
                i.used_by == "",
                i.until > moment("now"),
                i.made_by != bindparam("by"),
            )
            .values(used_by=bindparam("by"))
            .returning(i.role, i.organisatie, i.areas, i.rol, i.sector, i.made_by)
        )

    def _desk(self) -> None:
        k, link = cases.c, case_signals.c

        def listed() -> Select[Any]:
            return (
                select(
                    k.reference, k.state, k.area, k.handler, k.next_handler, k.taken_at, k.returned_by, k.work,
                    k.opened_at, k.household_sealed, link.signaal_id, link.owner, link.feedback_due, link.feedback_at,
                )
                .join(case_signals, link.case_reference == k.reference)
                .where(k.gemeente == _here(), link.gemeente == _here())
                .order_by(k.opened_at, k.reference, link.added_at, link.signaal_id)
            )  # fmt: skip

        self.desk_new = listed().where(
            k.state == NEW,
            or_(
                bindparam("everywhere", type_=access.c.role.type) == "ja",
                k.area == "",
                k.area.in_(bindparam("areas", expanding=True)),
            ),
        )
        self.desk_mine = listed().where(
            k.state == TAKEN, or_(k.handler == bindparam("whom"), k.next_handler == bindparam("whom"))
        )
        self.desk_case = listed().where(
            or_(
                k.reference == bindparam("reference"),
                k.household == bindparam("household_key"),
                k.reference.in_(
                    select(case_signals.c.case_reference).where(
                        case_signals.c.gemeente == _here(), case_signals.c.signaal_id == bindparam("reference")
                    )
                ),
            )
        )
        one = and_(k.gemeente == _here(), k.reference == bindparam("case"))
        self.take_case = (
            update(cases)
            .where(one, k.state == NEW, k.handler == "")
            .values(state=TAKEN, handler=bindparam("by"), taken_at=moment("at"))
            .returning(k.reference)
        )
        self.return_case = (
            update(cases)
            .where(one, k.state == NEW, k.handler == "")
            .values(area="", returned_by=bindparam("returned"))
            .returning(k.reference)
        )
        self.offer_case = (
            update(cases)
            .where(one, k.state == TAKEN, k.handler == bindparam("by"))
            .values(next_handler=bindparam("to"))
            .returning(k.reference)
        )
        self.accept_case = (
            update(cases)
            .where(one, k.state == TAKEN, k.next_handler == bindparam("by"))
            .values(handler=bindparam("by"), next_handler="", taken_at=moment("at"))
            .returning(k.reference)
        )
        self.decline_case = (
            update(cases)
            .where(one, k.state == TAKEN, k.next_handler == bindparam("by"))
            .values(next_handler="")
            .returning(k.handler)
        )
        self.close_case = (
            update(cases)
            .where(one, k.state == TAKEN, k.handler == bindparam("by"))
            .values(state=CLOSED, next_handler="")
            .returning(k.reference)
        )
        self.reopen_case = (
            update(cases)
            .where(one, k.state == CLOSED)
            .values(state=NEW, handler="", next_handler="", taken_at=null())
            .returning(k.reference)
        )
        self.work_of = select(k.work).where(one).with_for_update()
        self.write_work = update(cases).where(one).values(work=bindparam("sealed_work"))
        self.cases_of_handler = (
            select(k.reference)
            .where(k.gemeente == _here(), k.state == TAKEN, k.handler == bindparam("whom"))
            .order_by(k.opened_at, k.reference)
        )
        self.pass_cases = (
            update(cases)
            .where(k.gemeente == _here(), k.state == TAKEN, k.handler == bindparam("whom"))
            .values(handler=bindparam("to"))
            .returning(k.reference)
        )
        self.free_cases = (
            update(cases)
            .where(k.gemeente == _here(), k.state == TAKEN, k.handler == bindparam("whom"))
            .values(state=NEW, handler="", next_handler="", taken_at=null())
            .returning(k.reference)
        )
        self.forget_next = (
            update(cases).where(k.gemeente == _here(), k.next_handler == bindparam("whom")).values(next_handler="")
        )
        self.note_feedback = (
            update(case_signals)
            .where(link.gemeente == _here(), link.case_reference == bindparam("case"), link.feedback_at.is_(null()))
            .values(feedback_at=moment("at"))
        )
        self.owe_feedback = (
            update(case_signals)
            .where(link.gemeente == _here(), link.signaal_id == bindparam("signal"), link.feedback_due == "")
            .values(feedback_due=bindparam("by_day"))
        )
        self.count_cases = select(k.state, func.count()).where(k.gemeente == _here()).group_by(k.state)

    def _joins(self, insert: Callable[..., Any]) -> None:
        j = joins.c
        self.invite_to_join = insert(joins).values(
            **named("gemeente", "code_hash", "inviting_case", "inviter", "inviting_ground", "until"),
            joining_case="",
            joiner="",
        )
        waiting = and_(
            j.gemeente == _here(), j.code_hash == bindparam("hash"), j.joining_case == "", j.until > moment("now")
        )
        self.join_waiting = select(j.inviting_case).where(waiting)
        self.join = (
            update(joins)
            .where(waiting, j.inviter != bindparam("by"), j.inviting_case != bindparam("case"))
            .values(
                joining_case=bindparam("case"),
                joiner=bindparam("by"),
                joining_ground=bindparam("their_ground"),
                joined_at=moment("now"),
            )
            .returning(j.inviting_case)
        )
        self.joined_with = select(j.inviting_case, j.joining_case).where(
            j.gemeente == _here(),
            j.joining_case != "",
            or_(j.inviting_case == bindparam("case"), j.joining_case == bindparam("case")),
        )

    def _over(self) -> None:
        self.forget_invitations = (
            delete(invitations)
            .where(invitations.c.gemeente == _here(), invitations.c.until < moment("before"))
            .returning(invitations.c.role)
        )
        self.forget_joins = (
            delete(joins)
            .where(joins.c.gemeente == _here(), joins.c.joining_case == "", joins.c.until < moment("before"))
            .returning(joins.c.inviting_case)
        )

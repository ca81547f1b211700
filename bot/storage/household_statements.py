"""The SQL of a household over time; part of `statements.py`, under the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, delete, or_, select, true, update

from bot.storage.parameters import named
from bot.storage.tables import case_events, case_signals, cases, joins, signals


def _here() -> BindParameter[Any]:
    return bindparam("scope_gemeente")


def seen_by_scope() -> ColumnElement[bool]:
    """The signals that a scope sees: those of its person, all of them for the system, otherwise what was shared."""
    s = signals.c
    return and_(
        s.gemeente == _here(),
        case(
            (bindparam("scope_person", type_=s.owner.type) != "", s.owner == bindparam("scope_person")),
            (bindparam("scope_system", type_=s.shared.type) == true(), true()),
            else_=s.shared == true(),
        ),
    )


class HouseholdStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _households(self, insert: Callable[..., Any]) -> None:
        e, s, link, j = case_events.c, signals.c, case_signals.c, joins.c
        households: BindParameter[Any] = bindparam("households", expanding=True)
        self.add_event = (
            insert(case_events)
            .values(**named("gemeente", "id", "household", "about", "person", "shared", "at", "body"))
            .on_conflict_do_nothing(index_elements=[e.gemeente, e.id])
            .returning(e.id)
        )
        self.events_of = (
            select(e.id, e.about, e.person, e.shared, e.at, e.body)
            .where(
                e.gemeente == _here(),
                e.household.in_(households),
                or_(e.shared == true(), e.person == bindparam("scope_person")),
            )
            .order_by(e.at, e.id)
        )
        self.signals_of_household = (
            select(s.signaal_id, s.household, s.shared)
            .where(seen_by_scope(), s.household.in_(households))
            .order_by(s.created_at, s.signaal_id)
        )
        self.household_of = select(s.household, s.shared).where(seen_by_scope(), s.signaal_id == bindparam("reference"))
        one = and_(s.gemeente == _here(), s.signaal_id == bindparam("moved"))
        self.class_c_of = select(s.class_c).where(one).with_for_update()
        self.move_signal = (
            update(signals).where(one).values(household=bindparam("to_household"), class_c=bindparam("sealed"))
        )
        self.move_link = (
            update(case_signals)
            .where(link.gemeente == _here(), link.signaal_id == bindparam("moved"))
            .values(case_reference=bindparam("to_case"))
        )
        self.move_events = (
            update(case_events)
            .where(e.gemeente == _here(), e.about == bindparam("moved"))
            .values(household=bindparam("to_household"))
        )
        self.unjoin = (
            delete(joins)
            .where(
                j.gemeente == _here(),
                j.joining_case != "",
                or_(j.inviting_case == bindparam("case"), j.joining_case == bindparam("case")),
            )
            .returning(j.code_hash)
        )
        self.all_cases = (
            select(cases.c.reference, cases.c.household, cases.c.opened_at, cases.c.taken_at, cases.c.state,
                   cases.c.work)
            .where(cases.c.gemeente == _here())
            .order_by(cases.c.opened_at, cases.c.reference)
        )  # fmt: skip
        self.all_shared_signals = select(s.signaal_id, s.household, s.class_d).where(
            s.gemeente == _here(), s.shared == true()
        )
        self.all_shared_events = select(e.id, e.household, e.body).where(e.gemeente == _here(), e.shared == true())

"""The SQL of how long records are kept; part of `statements.py`, under the same rule."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, not_, or_, select, union, update

from bot.storage.parameters import moment
from bot.storage.tables import (
    activities,
    audit,
    broadcasts,
    case_calls,
    case_events,
    case_plans,
    case_signals,
    cases,
    invitations,
    joins,
    outbox,
    signals,
    tasks,
)
from bot.storage.withdrawal_statements import TAKEN_BACK

WARNED: Final = "signal.warned"
"""The day that was named to who was warned stands as its reason."""
ERASED: Final = "signal.erased"
"""With the rule as its reason. The reference stays taken by this line: no other record gets it."""
ACTIVITY: Final = (
    *("signal.log", "signal.renew", "signal.correct", "signal.share"),
    *("family.note", "feedback.give", "household.join", "household.split"),
    *("case.take", "case.return", "case.elsewhere", "case.offer", "case.accept", "case.decline"),
    *("case.close", "case.stays_open"),
    *("case.step", "case.ask", "case.answer", "case.plan", "case.guard", "case.regie", "case.regie_told"),
    *("case.family_plan", "case.heard"),
)
"""What people did with a record or its case. Reading, a card, a reminder that went out: none of these is work on it."""


def _here() -> BindParameter[Any]:
    return bindparam("scope_gemeente")


class RetentionStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _retention(self) -> None:
        s, k, link, a, o = signals.c, cases.c, case_signals.c, audit.c, outbox.c
        reference: BindParameter[Any] = bindparam("reference")
        one = and_(s.gemeente == _here(), s.signaal_id == reference)
        self.signals_made_before = (
            select(s.signaal_id)
            .where(s.gemeente == _here(), s.created_at < moment("before"), s.signaal_id > bindparam("after"))
            .order_by(s.signaal_id)
            .limit(bindparam("most"))
        )
        kept = (signals, tasks, joins, invitations, broadcasts)
        places = union(*(select(each.c.gemeente) for each in kept)).subquery()
        self.municipalities_kept = select(places.c.gemeente).order_by(places.c.gemeente)
        self.kept_signal = select(s.owner, s.created_at, s.delivered_at).where(one).with_for_update()
        self.hold_signal = select(s.household).where(one).with_for_update()
        self.kept_cases = (
            select(k.reference, k.state, k.handler, k.taken_at, link.key, link.added_at, link.feedback_at)
            .join(case_signals, link.case_reference == k.reference)
            .where(k.gemeente == _here(), link.gemeente == _here(), link.signaal_id == reference)
        )
        case: BindParameter[Any] = bindparam("case")
        told = and_(a.gemeente == _here(), a.object == s.signaal_id)
        taken_back = exists().where(told, a.action == TAKEN_BACK, a.reason != "")
        self.flags_of_case = (
            select(s.signaal_id, s.class_d)
            .join(case_signals, link.signaal_id == s.signaal_id)
            .where(s.gemeente == _here(), link.gemeente == _here(), link.case_reference == case, not_(taken_back))
        )
        self.others_in_case = select(link.signaal_id).where(
            link.gemeente == _here(), link.case_reference == case, link.signaal_id != reference
        )
        self.last_event = select(func.max(case_events.c.at)).where(
            case_events.c.gemeente == _here(), case_events.c.about == reference
        )
        names: BindParameter[Any] = bindparam("names", expanding=True)
        self.last_act = select(func.max(a.at)).where(a.gemeente == _here(), a.object.in_(names), a.action.in_(ACTIVITY))
        self.last_warning = (
            select(a.at, a.reason)
            .where(a.gemeente == _here(), a.object == reference, a.action == WARNED)
            .order_by(a.id.desc())
            .limit(1)
        )
        self.was_erased = select(a.id).where(a.gemeente == _here(), a.object == reference, a.action == ERASED).limit(1)
        self.rows_to_close = (
            select(o.id, o.payload, o.leased_until).where(o.gemeente == _here(), o.lane != "bulk").with_for_update()
        )
        self.close_row = delete(outbox).where(o.gemeente == _here(), o.id == bindparam("row"))
        p, t, j = case_plans.c, tasks.c, joins.c
        self.plan_keys = select(p.key).where(p.gemeente == _here(), p.identificatie == reference)
        self.tasks_about = select(t.reference).where(t.gemeente == _here(), t.object.in_(names), t.reference != "")
        keys: BindParameter[Any] = bindparam("keys", expanding=True)
        made = select(case_calls.c.url).where(
            case_calls.c.gemeente == _here(), case_calls.c.key.in_(keys), case_calls.c.url != ""
        )
        self.unrelate_erased = update(case_plans).where(p.gemeente == _here(), p.related.in_(made)).values(related="")
        self.erase_calls = delete(case_calls).where(case_calls.c.gemeente == _here(), case_calls.c.key.in_(keys))
        self.erase_plans = delete(case_plans).where(p.gemeente == _here(), p.identificatie == reference)
        self.erase_events = delete(case_events).where(
            case_events.c.gemeente == _here(), case_events.c.about == reference
        )
        self.erase_tasks = delete(tasks).where(t.gemeente == _here(), t.object.in_(names))
        self.erase_links = delete(case_signals).where(link.gemeente == _here(), link.signaal_id == reference)
        self.erase_raised = delete(activities).where(activities.c.conversation.in_(names))
        self.erase_joins = delete(joins).where(
            j.gemeente == _here(), or_(j.inviting_case == case, j.joining_case == case)
        )
        self.erase_case = delete(cases).where(k.gemeente == _here(), k.reference == case)
        self.erase_signal = delete(signals).where(one).returning(s.signaal_id)

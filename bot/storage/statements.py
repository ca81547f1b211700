"""All SQL of the store, built once for each database. Time, scope and ids are parameters; nothing is pasted in.

A name says what a statement does; a test walks over all of them and refuses one that reads, changes or removes rows of
a municipality without naming `gemeente`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    and_,
    bindparam,
    case,
    delete,
    exists,
    false,
    func,
    null,
    or_,
    select,
    true,
    update,
)

from bot.storage.audit_statements import AuditStatements
from bot.storage.broadcast_statements import BroadcastStatements
from bot.storage.desk_statements import DeskStatements
from bot.storage.household_statements import HouseholdStatements, seen_by_scope
from bot.storage.landscape_edit_statements import LandscapeEditStatements
from bot.storage.outbox_statements import OutboxStatements
from bot.storage.parameters import moment as _moment
from bot.storage.parameters import named as _all
from bot.storage.retention_statements import RetentionStatements
from bot.storage.tables import (
    activities,
    case_calls,
    case_plans,
    case_signals,
    cases,
    conversation_references,
    conversations,
    leases,
    memberships,
    people,
    shares,
    shown_prompts,
    signals,
    unmatched,
)
from bot.storage.task_statements import TaskStatements
from bot.storage.withdrawal_statements import WithdrawalStatements

WITHOUT_SCOPE: Final = {
    "person": "what somebody may see is read before there is a scope; only rows of that one person",
    "drop_memberships": "a person's memberships are replaced as a whole; only rows of that one person",
    "access_of": "what somebody may see is read before there is a scope; only rows of that one person",
    "forget_sentences_of": "who stops is forgotten in every municipality; only rows of that one person",
    "forget_unmatched": "retention goes by age alone, also where a municipality is served no more",
    "forget_shares": "the same of what somebody let another see for some days",
    "municipalities_kept": "which municipalities have something with a term; nothing of it is read",
    "newest_signal": "whether the keys fit is a question of the whole database; one row, of which nothing is shown",
}
"""The statements on rows of a municipality that name none, with the reason."""


def _insert(dialect: str) -> Callable[..., Any]:
    """Both dialects have ON CONFLICT with the same methods, without a common base class; each costs time to import."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert
    from sqlalchemy.dialects import postgresql

    return postgresql.insert


@cache
def statements_of(dialect: str) -> Statements:
    """The statements for a dialect, built once in a process: that takes longer than opening a database."""
    return Statements(dialect)


class Statements(
    AuditStatements,
    BroadcastStatements,
    DeskStatements,
    HouseholdStatements,
    OutboxStatements,
    TaskStatements,
    LandscapeEditStatements,
    RetentionStatements,
    WithdrawalStatements,
):
    """Prebuilt statements: SQLAlchemy compiles each once and finds it by its cache key from then on."""

    def __init__(self, dialect: str) -> None:
        insert = _insert(dialect)
        self._turns(insert)
        self._audit_trail(insert)
        self._references(insert)
        self._shown_prompts(insert)
        self._outbox(insert)
        self._signals(insert)
        self._cases(insert)
        self._case_calls(insert)
        self._shares(insert)
        self._access(insert)
        self._desk()
        self._joins(insert)
        self._households(insert)
        self._over()
        self._tasks(insert)
        self._feeds(insert)
        self._broadcasts(insert)
        self._recipients(insert)
        self._unmatched(insert)
        self._landscape_edits(insert)
        self._retention()
        self._withdrawals()
        self._upkeep(insert)
        self._keys()

    def named(self) -> dict[str, Executable]:
        """Every statement by its name."""
        return dict(vars(self))

    def _keys(self) -> None:
        p, c, s = people.c, conversations.c, signals.c
        self.newest_person = select(p.id, p.profile).order_by(p.changed_at.desc()).limit(1)
        self.newest_conversation = select(c.id, c.address).order_by(c.changed_at.desc()).limit(1)
        self.newest_signal = (
            select(s.gemeente, s.signaal_id, s.class_c).order_by(s.created_at.desc(), s.signaal_id.desc()).limit(1)
        )

    def _turns(self, insert: Callable[..., Any]) -> None:
        a, c = activities.c, conversations.c
        self.remember_activity = (
            insert(activities)
            .values(**_all("key", "conversation", "at", "incoming"))
            .on_conflict_do_nothing(index_elements=[a.key])
            .returning(a.key)
        )
        failed = insert(activities).values(**_all("key", "conversation", "at", "failed"), incoming=true())
        self.fail_activity = failed.on_conflict_do_update(
            index_elements=[a.key], set_={"failed": failed.excluded.failed}
        )
        incoming = a.incoming == true()
        self.newest_message = select(a.at).where(incoming).order_by(a.at.desc()).limit(1)
        old = select(a.key).where(incoming, a.at < _moment("before")).order_by(a.at).limit(bindparam("most"))
        self.forget_messages = delete(activities).where(a.key.in_(old)).returning(a.key)
        self.person = (
            select(
                people.c.profile,
                memberships.c.gemeente,
                memberships.c.role,
                memberships.c.organisatie,
                memberships.c.areas,
            )
            .outerjoin_from(people, memberships, memberships.c.person == people.c.id)
            .where(people.c.id == bindparam("id"))
            .order_by(memberships.c.gemeente, memberships.c.role, memberships.c.organisatie)
        )
        person = insert(people).values(**_all("id", "profile", "changed_at"))
        self.save_person = person.on_conflict_do_update(
            index_elements=[people.c.id],
            set_={"profile": person.excluded.profile, "changed_at": person.excluded.changed_at},
        )
        self.drop_memberships = delete(memberships).where(memberships.c.person == bindparam("id"))
        self.add_membership = insert(memberships).values(**_all("person", "gemeente", "role", "organisatie", "areas"))
        self.conversation = select(c.address, c.person, c.state).where(c.id == bindparam("id")).with_for_update()
        self.room_of = (
            select(c.id, c.address).where(c.person == bindparam("person")).order_by(c.changed_at.desc(), c.id).limit(1)
        )
        self.drop_conversation = delete(conversations).where(c.id == bindparam("id"))
        saved = insert(conversations).values(**_all("id", "person", "address", "state", "changed_at"))
        self.add_conversation = saved.on_conflict_do_nothing(index_elements=[c.id]).returning(c.id)
        new = saved.excluded
        self.save_conversation = saved.on_conflict_do_update(
            index_elements=[c.id],
            set_={"person": new.person, "address": new.address, "state": new.state, "changed_at": new.changed_at},
        )

    def _shown_prompts(self, insert: Callable[..., Any]) -> None:
        p = shown_prompts.c
        shown = insert(shown_prompts).values(**_all("id", "prompt", "shown_at"))
        self.save_shown_prompt = shown.on_conflict_do_nothing(index_elements=[p.id])
        self.shown_prompt = select(p.prompt).where(p.id == bindparam("id"))
        self.forget_shown_prompts = delete(shown_prompts).where(p.shown_at < _moment("before"))

    def _references(self, insert: Callable[..., Any]) -> None:
        r = conversation_references.c
        saved = insert(conversation_references).values(**_all("id", "person", "reference", "heard_at", "gone_at"))
        new = saved.excluded
        self.save_reference = saved.on_conflict_do_update(
            index_elements=[r.id],
            set_={each: new[each] for each in ("person", "reference", "heard_at", "gone_at")},
            where=r.heard_at <= new.heard_at,
        ).returning(r.id)
        self.reference = select(r.id, r.person, r.reference, r.gone_at).where(r.id == bindparam("id"))
        self.card = select(r.card).where(r.id == bindparam("id")).with_for_update()
        self.save_card = (
            update(conversation_references).where(r.id == bindparam("reference_id")).values(card=bindparam("sealed"))
        )
        self.forget_cards = (
            update(conversation_references)
            .where(r.heard_at < _moment("before"), r.card.is_not(null()))
            .values(card=null())
        )
        self.mark_gone = (
            update(conversation_references).where(r.id == bindparam("reference_id")).values(gone_at=_moment("now"))
        )

    def _signals(self, insert: Callable[..., Any]) -> None:
        s = signals.c
        visible = seen_by_scope()
        one: ColumnElement[bool] = and_(visible, s.signaal_id == bindparam("reference"))
        self.save_signal = (
            insert(signals)
            .values(
                **_all("gemeente", "signaal_id", "owner", "created_at", "shared"),
                **_all("household", "open_part", "class_c", "class_d"),
            )
            .on_conflict_do_nothing(index_elements=[s.gemeente, s.signaal_id])
            .returning(s.signaal_id)
        )
        self.signal_owner = select(s.owner, s.class_d).where(
            s.gemeente == bindparam("scope_gemeente"), s.signaal_id == bindparam("reference")
        )
        self.signal = select(s.open_part, s.class_c, s.class_d).where(one)
        self.signals = (
            select(s.signaal_id, s.created_at, s.shared, s.delivered_at, s.class_c, s.backend)
            .where(visible)
            .order_by(s.created_at, s.signaal_id)
        )
        self.change_own_note = (
            update(signals)
            .where(one, s.owner == bindparam("scope_person"), s.shared == false())
            .values(
                **_all("open_part", "class_c", "class_d"),
                shared=bindparam("to_share"),
            )
            .returning(s.signaal_id)
        )
        self.mark_delivered = (
            update(signals)
            .where(one, s.delivered_at.is_(null()))
            .values(
                delivered_at=_moment("at"),
                backend=bindparam("by_backend"),
                backend_reference=bindparam("their_reference"),
            )
        )

    def _cases(self, insert: Callable[..., Any]) -> None:
        k, link = cases.c, case_signals.c
        here: BindParameter[Any] = bindparam("scope_gemeente")
        self.case_of_key = select(link.case_reference).where(link.gemeente == here, link.key == bindparam("key"))
        self.case_of_household = select(k.reference).where(k.gemeente == here, k.household == bindparam("household"))
        self.open_case = (
            insert(cases)
            .values(**_all("gemeente", "reference", "household", "household_sealed", "opened_at", "area"))
            .on_conflict_do_nothing()
            .returning(k.reference)
        )
        self.link_case = (
            insert(case_signals)
            .values(**_all("gemeente", "key", "case_reference", "signaal_id", "owner", "added_at"))
            .on_conflict_do_nothing(index_elements=[link.gemeente, link.key])
            .returning(link.key)
        )
        self.cases = (
            select(k.reference, k.opened_at, k.household_sealed, link.signaal_id)
            .join(case_signals, link.case_reference == k.reference)
            .where(
                k.gemeente == here,
                link.gemeente == here,
                or_(bindparam("scope_person") == "", link.owner == bindparam("scope_person")),
            )
            .order_by(k.opened_at, k.reference, link.added_at, link.signaal_id)
        )

    def _case_calls(self, insert: Callable[..., Any]) -> None:
        p, call = case_plans.c, case_calls.c
        here: BindParameter[Any] = bindparam("scope_gemeente")
        self.plan_case = (
            insert(case_plans)
            .values(**_all("gemeente", "key", "identificatie", "household", "planned_at", "related"))
            .on_conflict_do_nothing(index_elements=[p.gemeente, p.key])
        )
        self.case_plan = select(p.identificatie, p.planned_at, p.related).where(
            p.gemeente == here, p.key == bindparam("key")
        )
        self.first_case_of_household = (
            select(call.url)
            .join(case_plans, p.key == call.key)
            .where(
                p.gemeente == here,
                call.gemeente == here,
                p.household == bindparam("household"),
                p.key != bindparam("key"),
                call.name == bindparam("name"),
            )
            .order_by(p.planned_at, p.key)
            .limit(1)
        )
        self.unrelate_case = (
            update(case_plans).where(p.gemeente == here, p.key == bindparam("plan_key")).values(related="")
        )
        self.case_calls = select(call.name, call.url).where(call.gemeente == here, call.key == bindparam("key"))
        self.case_call_done = (
            insert(case_calls)
            .values(**_all("gemeente", "key", "name", "url", "done_at"))
            .on_conflict_do_nothing(index_elements=[call.gemeente, call.key, call.name])
            .returning(call.name)
        )
        ended = case_calls.alias("ended")
        elsewhere = (
            select(p.key, p.identificatie, signals.c.owner)
            .join(case_calls, call.key == p.key)
            .join(signals, signals.c.signaal_id == p.identificatie)
            .where(
                p.gemeente == here,
                call.gemeente == here,
                signals.c.gemeente == here,
                call.name == bindparam("case_name"),
                signals.c.delivered_at.is_not(None),
                ~exists().where(
                    ended.c.gemeente == here, ended.c.key == p.key, ended.c.name == bindparam("ended_name")
                ),
            )
            .order_by(p.key)
        )
        self.cases_elsewhere = elsewhere.where(p.key > bindparam("after")).limit(bindparam("most"))
        self.case_at = elsewhere.where(call.url.endswith(bindparam("uuid"))).limit(1)
        self.stages_of = (
            select(call.name)
            .join(case_plans, p.key == call.key)
            .where(p.gemeente == here, call.gemeente == here, p.identificatie == bindparam("reference"))
        )
        self.forget_case_calls = delete(case_calls).where(call.gemeente == here, call.key == bindparam("key"))

    def _shares(self, insert: Callable[..., Any]) -> None:
        h = shares.c
        here = h.gemeente == bindparam("scope_gemeente")
        person: BindParameter[Any] = bindparam("scope_person")
        fields = select(h.id, h.owner, h.conversation, h.viewer, h.viewer_conversation, h.organisatie, h.lines)
        newest = fields.where(here, h.until > _moment("now")).order_by(h.created_at.desc(), h.id).limit(1)
        self.save_share = insert(shares).values(
            **_all(
                "gemeente", "id", "code_hash", "owner", "conversation", "organisatie", "viewer", "viewer_conversation",
                "created_at", "until", "lines",
            )
        )  # fmt: skip
        self.drop_shares = delete(shares).where(here, h.owner == person, h.viewer == "")
        self.share_of_code = newest.where(h.code_hash == bindparam("code_hash"), h.viewer == "")
        self.open_share = (
            update(shares)
            .where(here, h.id == bindparam("share"), h.viewer == "")
            .values(viewer=bindparam("by"), viewer_conversation=bindparam("their_conversation"))
            .returning(h.id)
        )
        self.share_seen_by = newest.where(h.viewer == person)
        self.share_made_by = newest.where(h.owner == person, h.viewer != "")
        self.count_shares = select(func.count()).select_from(shares).where(here)
        self.forget_shares = delete(shares).where(h.until <= _moment("now")).returning(h.id)

    def _unmatched(self, insert: Callable[..., Any]) -> None:
        u = unmatched.c
        here = u.gemeente == bindparam("scope_gemeente")
        self.note_unmatched = (
            insert(unmatched)
            .values(**_all("gemeente", "id", "at", "sector", "question", "person", "text"))
            .on_conflict_do_nothing(index_elements=[u.gemeente, u.id])
        )
        self.unmatched_counts = (
            select(u.question, u.sector, func.count())
            .where(here)
            .group_by(u.question, u.sector)
            .order_by(func.count().desc(), u.question, u.sector)
        )
        self.kept_sentences = (
            select(u.id, u.at, u.question, u.text)
            .where(here, u.text.is_not(null()))
            .order_by(u.at.desc(), u.id)
            .limit(bindparam("limit"))
        )
        self.forget_sentences_of = delete(unmatched).where(u.person == bindparam("person"))
        self.forget_unmatched = delete(unmatched).where(u.at < _moment("before")).returning(u.id)

    def _upkeep(self, insert: Callable[..., Any]) -> None:
        c, lease = conversations.c, leases.c
        taken = insert(leases).values(name=bindparam("name"), holder=bindparam("by"), epoch=1, until=_moment("until"))
        free = lease.until <= _moment("now")
        self.lease = taken.on_conflict_do_update(
            index_elements=[lease.name],
            set_={
                "holder": taken.excluded.holder,
                "until": taken.excluded.until,
                "epoch": lease.epoch + case((free, 1), else_=0),
            },
            where=or_(lease.holder == taken.excluded.holder, free),
        ).returning(lease.epoch)
        self.give_back = (
            update(leases)
            .where(lease.name == bindparam("called"), lease.holder == bindparam("by"))
            .values(until=_moment("now"))
        )
        self.forget_drafts = (
            update(conversations)
            .where(c.changed_at < _moment("before"), c.state.is_not(null()))
            .values(state=null())
            .returning(c.id)
        )

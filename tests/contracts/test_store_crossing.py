"""Every method of the desk, access, tasks, broadcasts and case systems: it reads and changes its own municipality."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, select

from bot.model import Membership, Person, Role, Scope
from bot.storage.access import AccessRow, AccessRows, Invited
from bot.storage.broadcast_statements import CONCEPT, DELIVERED, PLANNED, WAITS
from bot.storage.broadcasts import Broadcast, BroadcastRows, Recipient
from bot.storage.case_calls import CASE, CaseCallRows
from bot.storage.desk import DeskCase, DeskRows
from bot.storage.households import CaseEvent, HouseholdRows
from bot.storage.landscape_edits import LandscapeEdit, LandscapeEditRows
from bot.storage.retention import RetentionRows
from bot.storage.store import Store
from bot.storage.tables import SCOPED
from bot.storage.tasks import Task, TaskRows
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.contracts.records import NOW, later, signal

PLACES = ("assen", "voorbeeldstad")
PEOPLE = ("an", "bo", "cor")
OLD, GONE = "S-00000022", "S-00000033"
"""A record of the same case that may be erased, and one that was."""
SIGNAL, UUID = "S-00000001", "8f9b6a1c-0000-4000-8000-000000000001"
TASK = Task("taak", "terugkoppeling", SIGNAL, "an", NOW, reference="R-an", starts="2026-12-16T09:00", subject="bellen")
OFFERED = replace(TASK, id="aangeboden", owner="dirk", reference="R-dirk")
"""A task of `dirk` that `bo` was asked to take over."""
NEWS = Broadcast("bericht", "B-an", "an", "nieuws", {"sector": ("onderwijs",)}, "", False, CONCEPT, "Nieuws")
GOES = replace(NEWS, id="gaat", reference="B-bo")
"""One that is on its way to `an`, and failed for `bo`."""
EVENT = CaseEvent("voorval", SIGNAL, "an", NOW, "niet_gekomen", {"dag": "2026-03-03", "wie": "0-3"})
CODES = range(3)
EDIT = LandscapeEdit(1, "W-00000001", "an", NOW, "cjg", "{}")
Change = Callable[[Transaction, Scope, str, int], object]


def row(person: str, gemeente: str) -> AccessRow:
    return AccessRow(
        gemeente, person, f"T-{person}", Role.WIJKTEAM, "Noord", (), "wijkteamlid", "wijkteam", "", "", NOW
    )


def case_of(tx: Transaction, scope: Scope) -> DeskCase:
    found = tx.desk_case(Scope(scope.gemeente), SIGNAL)
    assert found is not None
    return found


def household(tx: Transaction, place: str) -> str:
    return tx.household_key(Scope(place), "HH-GEHEIM01")


def invited(by: str) -> Invited:
    return Invited(Role.WIJKTEAM, "Noord", (), "wijkteamlid", "wijkteam", by)


CHANGES: Mapping[str, Change] = {
    "take_case": lambda tx, at, _, __: tx.take_case(at, case_of(tx, at).reference, NOW),
    "return_case": lambda tx, at, _, __: tx.return_case(at, case_of(tx, at), "Noord"),
    "offer_case": lambda tx, at, other, _: tx.offer_case(at, case_of(tx, at).reference, other),
    "accept_case": lambda tx, at, _, __: tx.accept_case(at, case_of(tx, at).reference, NOW),
    "decline_case": lambda tx, at, _, __: tx.decline_case(at, case_of(tx, at).reference),
    "close_case": lambda tx, at, _, __: tx.close_case(at, case_of(tx, at).reference),
    "pass_cases": lambda tx, at, other, number: tx.pass_cases(at, at.person, other if number % 2 else ""),
    "write_work": lambda tx, at, other, _: tx.write_work(at, case_of(tx, at), regie=other),
    "add_event": lambda tx, at, _, number: tx.add_event(at, "gezin", replace(EVENT, id=f"voorval{number}")),
    "split_case": lambda tx, at, _, number: tx.split_case(at, SIGNAL, case_of(tx, at), f"HH-{number}", NOW),
    "unjoin": lambda tx, at, _, __: tx.unjoin(at, "Z-1"),
    "note_feedback": lambda tx, at, _, __: tx.note_feedback(at, case_of(tx, at).reference, NOW),
    "owe_feedback": lambda tx, at, _, __: tx.owe_feedback(at, SIGNAL, NOW.date()),
    "invite_to_join": lambda tx, at, _, number: tx.invite_to_join(at, f"nieuw{number}", "Z-1", "grond", later(60)),
    "join": lambda tx, at, _, number: tx.join(at, f"samen{number % 3}", "Z-2", "grond", NOW),
    "invite": lambda tx, at, other, number: tx.invite(at, f"nieuw{number}", invited(other), later(60)),
    "use_invitation": lambda tx, at, _, number: tx.use_invitation(at, f"merk{number % 3}", at.person, NOW),
    "note_access": lambda tx, at, _, __: tx.note_access(row(at.person, at.gemeente)),
    "give_access": lambda tx, at, _, __: tx.give_access(row(at.person, at.gemeente)),
    "revoke": lambda tx, at, _, __: tx.revoke(at, at.person, NOW),
    "set_deputy": lambda tx, at, other, _: tx.set_deputy(at, at.person, other),
    "set_manager": lambda tx, at, other, _: tx.set_manager(at, at.person, other),
    "add_task": lambda tx, at, _, number: tx.add_task(at, replace(TASK, id=f"taak{number}"), NOW),
    "raise_task": lambda tx, at, _, __: tx.raise_task(at, TASK, later(60)),
    "postpone_task": lambda tx, at, _, __: tx.postpone_task(at, TASK, later(60)),
    "move_task": lambda tx, at, _, __: tx.move_task(at, TASK, later(60), "2026-12-18T09:00"),
    "offer_task": lambda tx, at, other, _: tx.offer_task(at, TASK, other),
    "accept_task": lambda tx, at, _, __: tx.accept_task(replace(at, person="bo"), OFFERED),
    "decline_task": lambda tx, at, _, __: tx.decline_task(replace(at, person="bo"), OFFERED),
    "make_feed": lambda tx, at, _, number: tx.make_feed(at, f"{at.person}{number}", NOW),
    "drop_feed": lambda tx, at, _, __: tx.drop_feed(at, at.person),
    "add_broadcast": lambda tx, at, _, number: tx.add_broadcast(at, replace(NEWS, id=f"bericht{number}"), NOW),
    "change_broadcast": lambda tx, at, _, __: tx.change_broadcast(at, NEWS, [CONCEPT], "gestopt", NOW),
    "plan_broadcast": lambda tx, at, other, _: tx.plan_broadcast(at, NEWS, PLANNED, later(60), other),
    "reword_broadcast": lambda tx, at, _, __: tx.reword_broadcast(at, NEWS, "Beter"),
    "fix_recipients": lambda tx, at, other, _: tx.fix_recipients(at, NEWS, [Recipient(other, WAITS)], other, NOW),
    "recipients_go": lambda tx, at, _, __: tx.recipients_go(at, GOES, ["cor"], NOW),
    "retry_recipients": lambda tx, at, _, __: tx.retry_recipients(at, GOES, later(60)),
    "amend_recipients": lambda tx, at, _, __: tx.amend_recipients(at, GOES, later(60)),
    "cancel_recipients": lambda tx, at, _, __: tx.cancel_recipients(at, GOES, NOW),
    "note_recipient": lambda tx, at, _, __: tx.note_recipient(at, "rij-an", DELIVERED, "", "$1", NOW),
    "note_read": lambda tx, at, _, __: tx.note_read(replace(at, person="an"), GOES, NOW),
    "choose_broadcasts": lambda tx, at, _, __: tx.choose_broadcasts(at, "nieuws", "week"),
    "end_task": lambda tx, at, _, __: tx.end_task(at, TASK.id, "klaar"),
    "own_tasks": lambda tx, at, other, _: tx.own_tasks(at, SIGNAL, other, [TASK.kind]),
    "pass_tasks": lambda tx, at, other, _: tx.pass_tasks(at, at.person, other),
    "forget_concepts": lambda tx, at, _, __: tx.forget_concepts(at, later(9999)),
    "forget_ended": lambda tx, at, _, __: tx.forget_ended(at, later(9999)),
    "plan_case": lambda tx, at, _, number: tx.plan_case(at, f"plan{number}", signal(gemeente=at.gemeente), NOW),
    "case_call_done": lambda tx, at, _, number: tx.case_call_done(at, "sleutel", f"rol{number}", "https://x", NOW),
    "note_stage": lambda tx, at, _, __: tx.note_stage(at, "sleutel", "afgerond", NOW),
    "forget_case_calls": lambda tx, at, _, __: tx.forget_case_calls(at, "sleutel"),
    "unrelate_case": lambda tx, at, _, __: tx.unrelate_case(at, "sleutel"),
    "add_landscape_edit": lambda tx, at, _, number: tx.add_landscape_edit(
        at, replace(EDIT, number=number + 1, reference=f"W-{number}")
    ),
    "undo_landscape_edit": lambda tx, at, _, number: tx.undo_landscape_edit(at, 1, number + 2),
    "erase_signal": lambda tx, at, _, __: tx.erase_signal(at, OLD, "12_maanden", NOW),
    "file_landscape_edits": lambda tx, at, _, number: tx.file_landscape_edits(at, [1, number], "oud"),
}
"""Each with who does it, to whom, and a number."""
READS: Mapping[str, Callable[[Transaction, Scope], object]] = {
    "desk_new": lambda tx, at: tx.desk_new(at, None),
    "desk_mine": lambda tx, at: tx.desk_mine(at),
    "desk_case": lambda tx, at: tx.desk_case(at, SIGNAL),
    "household_of": lambda tx, at: tx.household_of(Scope(at.gemeente), SIGNAL),
    "signals_of_household": lambda tx, at: tx.signals_of_household(Scope(at.gemeente), [household(tx, "assen")]),
    "events_of": lambda tx, at: tx.events_of(at, [household(tx, "assen")]),
    "counted_cases": lambda tx, at: tx.counted_cases(at),
    "join_waiting": lambda tx, at: tx.join_waiting(at, "samen0", NOW),
    "joined_with": lambda tx, at: tx.joined_with(at, "Z-1"),
    "count_cases": lambda tx, at: dict(tx.count_cases(at)),
    "access_called": lambda tx, at: tx.access_called(at, "T-an"),
    "stood_in_for": lambda tx, at: tx.stood_in_for(replace(at, person="bo")),
    "access_here": lambda tx, at: tx.access_here(at),
    "members": lambda tx, at: tx.members(at, Role.WIJKTEAM),
    "tasks_due": lambda tx, at: tx.tasks_due(at, later(60), 9),
    "tasks_of": lambda tx, at: tx.tasks_of(at, SIGNAL),
    "own_open_tasks": lambda tx, at: tx.own_open_tasks(replace(at, person="an"), 9),
    "task_called": lambda tx, at: tx.task_called(replace(at, person="an"), "R-an"),
    "feed_of": lambda tx, at: tx.feed_of(at, "geheim"),
    "broadcast_called": lambda tx, at: tx.broadcast_called(at, "B-bo"),
    "broadcasts_here": lambda tx, at: tx.broadcasts_here(at),
    "own_concepts": lambda tx, at: tx.own_concepts(at, "an"),
    "broadcasts_active": lambda tx, at: tx.broadcasts_active(at, later(99)),
    "members_after": lambda tx, at: [each.person for each in tx.members_after(at, "", 9)],
    "recipients_waiting": lambda tx, at: tx.recipients_waiting(at, GOES, 9),
    "recipients_in": lambda tx, at: list(tx.recipients_in(at, GOES, [WAITS, "mislukt"])),
    "recipient_counts": lambda tx, at: dict(tx.recipient_counts(at, GOES)),
    "recipients_underway": lambda tx, at: tx.recipients_underway(at, GOES),
    "recipient_state": lambda tx, at: tx.recipient_state(replace(at, person="an"), GOES),
    "weekly_waiting": lambda tx, at: tx.weekly_waiting(at, 9),
    "open_invitations": lambda tx, at: tx.open_invitations(at, NOW),
    "broadcast_choices_of": lambda tx, at: dict(tx.broadcast_choices_of(at, ["cor"])),
    "count_open_tasks": lambda tx, at: tx.count_open_tasks(at, TASK.kind),
    "count_tasks_late": lambda tx, at: tx.count_tasks_late(at, later(60)),
    "planned_case": lambda tx, at: tx.planned_case(at, "sleutel"),
    "cases_elsewhere": lambda tx, at: tx.cases_elsewhere(at, "", 9),
    "case_at": lambda tx, at: tx.case_at(at, UUID),
    "stage_of": lambda tx, at: tx.stage_of(at, SIGNAL),
    "signals_made_before": lambda tx, at: tx.signals_made_before(at, later(60), "", 9),
    "kept_signal": lambda tx, at: tx.kept_signal(at, SIGNAL),
    "was_erased": lambda tx, at: tx.was_erased(at, GONE),
    "landscape_version": lambda tx, at: tx.landscape_version(at),
    "landscape_edits": lambda tx, at: tx.landscape_edits(at),
    "landscape_edit_called": lambda tx, at: tx.landscape_edit_called(at, EDIT.reference),
}
NOTHING = {
    "count_open_tasks": 0,
    "count_tasks_late": 0,
    "stage_of": "ontvangen",
    "open_invitations": 0,
    "was_erased": False,
    "landscape_version": (0, ""),
}
"""What a read says where there is nothing, when that is not empty."""
OTHERWISE = {
    "access_of": "before there is a scope",
    "area": "reads no row",
    "household_key": "reads no row",
    "municipalities_kept": "names municipalities, and reads nothing of them",
    "rooms_of": "where somebody is heard is of no municipality; who was let go here is left out: test_broadcasts",
}


class Undo(Exception):  # noqa: N818 - an instruction
    """Leaves the database empty for the next example."""


def fill(tx: Transaction, place: str) -> None:
    """The same of everything in each place: only the municipality tells them apart."""
    here = Scope(place)
    record = signal(gemeente=place, gebied="duinrand")
    tx.save_signal(here, record, "an", True, NOW)
    tx.mark_delivered(here, SIGNAL, "zgw", "ZAAK", NOW)
    tx.open_case(here, "sleutel", record, NOW)
    tx.add_event(here, household(tx, place), EVENT)
    tx.take_case(Scope(place, person="an"), case_of(tx, here).reference, NOW)
    tx.add_task(here, TASK, NOW)
    tx.add_broadcast(here, NEWS, NOW)
    tx.add_broadcast(here, GOES, NOW)
    tx.plan_broadcast(here, GOES, PLANNED, NOW, "bo")
    states = {"an": "onderweg", "bo": "mislukt", "cor": WAITS, "dirk": "week", "eef": DELIVERED}
    told = [Recipient(person, state, row=f"rij-{person}") for person, state in states.items()]
    tx.fix_recipients(here, GOES, told, "eef", NOW)
    tx.choose_broadcasts(Scope(place, person="cor"), "nieuws", "afgemeld")
    tx.add_task(here, OFFERED, NOW)
    tx.offer_task(Scope(place, person="dirk"), OFFERED, "bo")
    tx.make_feed(Scope(place, person="an"), "geheim", NOW)
    tx.plan_case(here, "sleutel", record, NOW)
    tx.case_call_done(here, "sleutel", CASE, f"https://zaken.test/{UUID}", NOW)
    tx.note_stage(here, "sleutel", "opgepakt", NOW)
    tx.add_landscape_edit(here, EDIT)
    for reference in (OLD, GONE):
        tx.save_signal(here, signal(reference, gemeente=place), "an", True, NOW)
        tx.open_case(here, f"sleutel-{reference}", signal(reference, gemeente=place), NOW)
    tx.erase_signal(here, GONE, "3_jaar", NOW)
    for person in PEOPLE:
        tx.give_access(row(person, place))
        known = tx.person(person)
        had = known.memberships if known else ()
        tx.save_person(Person(person, Profile(), (*had, Membership(place, Role.WIJKTEAM, "Noord"))), NOW)
    for number in CODES:
        tx.invite(here, f"merk{number}", invited("cor"), later(60))
        tx.invite_to_join(Scope(place, person="an"), f"samen{number}", "Z-1", "grond", later(60))
    tx.join(Scope(place, person="bo"), "samen2", "Z-2", "grond", NOW)


def rows_of(tx: Transaction, place: str) -> dict[str, list[Row[tuple[object, ...]]]]:
    """All rows of a municipality, as they lie there."""
    found = {table: tx._connection.execute(select(table).where(table.c.gemeente == place)).all() for table in SCOPED}
    return {table.name: sorted(rows, key=repr) for table, rows in found.items()}


def test_every_method_with_a_scope_is_tried_here() -> None:
    methods = {
        name
        for part in (
            DeskRows,
            HouseholdRows,
            AccessRows,
            TaskRows,
            BroadcastRows,
            CaseCallRows,
            LandscapeEditRows,
            RetentionRows,
        )
        for name, _ in inspect.getmembers(part, inspect.isfunction)
        if name in vars(part) and not name.startswith("_")
    }
    assert methods == {*CHANGES, *READS, *OTHERWISE}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(sorted(CHANGES)), st.sampled_from(PLACES), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)
        ),
        max_size=15,
    )
)
def test_whatever_is_changed_in_one_municipality_no_row_changes_in_another(
    store: Store, acts: list[tuple[str, str, str, str]]
) -> None:
    def work(tx: Transaction) -> None:
        for place in PLACES:
            fill(tx, place)
        for number, (name, place, person, other) in enumerate(acts):
            elsewhere = next(each for each in PLACES if each != place)
            before = rows_of(tx, elsewhere)
            CHANGES[name](tx, Scope(place, person=person), other, number)
            assert rows_of(tx, elsewhere) == before, name
        raise Undo

    with pytest.raises(Undo):
        store.run_blocking(work)


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_does_change_something_where_it_belongs(store: Store, name: str) -> None:
    """Otherwise the property above would say nothing of it."""
    first = {"accept_case": "offer_case", "decline_case": "offer_case", "note_access": "", "unrelate_case": ""}
    doer = {"accept_case": "bo", "decline_case": "bo", "join": "bo", "use_invitation": "bo", "note_access": "dirk"}

    def work(tx: Transaction) -> bool:
        fill(tx, "assen")
        here = Scope("assen", person=doer.get(name, "an"))
        if name in {"take_case", "return_case"}:
            tx.pass_cases(Scope("assen"), "an", "")  # back on the list: nobody has it
        if name == "unrelate_case":
            tx.plan_case(here, "tweede", signal(gemeente="assen"), NOW)
            before = tx.planned_case(here, "tweede")
            assert before is not None
            assert before.related
            tx.unrelate_case(here, "tweede")
            after = tx.planned_case(here, "tweede")
            return after is not None and not after.related
        if first.get(name):
            CHANGES[first[name]](tx, Scope("assen", person="an"), "bo", 1)
        if name == "give_access":
            tx.revoke(here, "an", NOW)
        before_rows = rows_of(tx, "assen")
        CHANGES[name](tx, here, "bo", 1)
        return rows_of(tx, "assen") != before_rows

    assert store.run_blocking(work)


@pytest.mark.parametrize("name", READS)
def test_each_read_finds_what_is_here_and_nothing_of_elsewhere(store: Store, name: str) -> None:
    def work(tx: Transaction) -> tuple[object, list[object]]:
        fill(tx, "assen")
        if name == "desk_new":
            tx.pass_cases(Scope("assen"), "an", "")
        if name == "stood_in_for":
            tx.set_deputy(Scope("assen"), "an", "bo")
        found = READS[name](tx, Scope("assen", person="an"))
        return found, [READS[name](tx, Scope("voorbeeldstad", person=each)) for each in (*PEOPLE, "")]

    found, elsewhere = store.run_blocking(work)
    empty = NOTHING.get(name)
    assert all(each == empty if name in NOTHING else not each for each in elsewhere), elsewhere
    assert found != empty if name in NOTHING else found


STEPS = ("offer_case", "accept_case", "decline_case", "close_case", "return_case", "take_case")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("person", ["cor", ""])
def test_no_step_of_somebody_else_changes_a_case(store: Store, step: str, person: str) -> None:
    """`an` works on it and `bo` was asked; a third one, and nobody, move nothing and see it not among their own."""

    def work(tx: Transaction) -> None:
        fill(tx, "assen")
        CHANGES["offer_case"](tx, Scope("assen", person="an"), "bo", 1)
        stranger = Scope("assen", person=person)
        before = rows_of(tx, "assen")
        assert not CHANGES[step](tx, stranger, "cor", 1)
        assert rows_of(tx, "assen") == before
        assert tx.desk_mine(stranger) == []
        assert [len(tx.desk_mine(Scope("assen", person=each))) for each in ("an", "bo")] == [1, 1]

    store.run_blocking(work)


@pytest.mark.parametrize("name", ["revoke", "set_deputy", "set_manager", "pass_tasks", "give_access"])
def test_what_is_done_for_one_person_leaves_the_rows_of_another(store: Store, name: str) -> None:
    def work(tx: Transaction) -> None:
        fill(tx, "assen")
        before = (tx.access_of("an"), tx.access_of("bo"), tx.tasks_of(Scope("assen"), SIGNAL))
        CHANGES[name](tx, Scope("assen", person="cor"), "bo", 1)
        assert (tx.access_of("an"), tx.access_of("bo"), tx.tasks_of(Scope("assen"), SIGNAL)) == before

    store.run_blocking(work)


async def test_a_stage_of_a_case_elsewhere_is_news_once(store: Store) -> None:
    await store.run(lambda tx: fill(tx, "assen"))
    here = Scope("assen")
    news = [await store.run(lambda tx: tx.note_stage(here, "sleutel", "afgerond", NOW)) for _ in range(2)]
    assert news == [True, False]
    assert await store.run(lambda tx: tx.stage_of(here, SIGNAL)) == "afgerond"
    assert await store.run(lambda tx: tx.cases_elsewhere(here, "", 9)) == []

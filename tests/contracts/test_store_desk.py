"""Access, the desk and tasks on both databases: one taker, codes good once, steps raised once, nothing crosses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.keys import Keyring
from bot.model import Membership, Person, Role, Scope
from bot.storage.access import AccessRow, Invited
from bot.storage.store import Store
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, later, signal

HERE = Scope("voorbeeldstad")
INVITED = Invited(Role.WIJKTEAM, "Wijkteam Noord", ("duinrand",), "wijkteamlid", "wijkteam", "cor")


def as_(person: str, gemeente: str = "voorbeeldstad") -> Scope:
    return Scope(gemeente, person=person)


def opened(gebied: str | None = "duinrand", number: int = 1) -> Callable[[Transaction], str]:
    record = signal(f"S-0000000{number}", huishouden=f"HH-{number}", gebied=gebied)

    def work(tx: Transaction) -> str:
        tx.save_signal(HERE, record, "persoon", True, NOW)
        return tx.open_case(HERE, f"sleutel{number}", record, NOW)

    return work


def access(person: str = "an", gemeente: str = "voorbeeldstad", role: Role | None = Role.WIJKTEAM) -> AccessRow:
    return AccessRow(gemeente, person, f"T-{person}", role, "Wijkteam Noord", ("duinrand",), "", "", "", "", NOW)


def test_one_of_many_takes_a_case(open_store: OpenStore) -> None:
    stores = [open_store(), open_store()]
    case = stores[0].run_blocking(opened())
    people = [f"p{number}" for number in range(8)]

    def take(number: int) -> bool:
        return stores[number % 2].run_blocking(lambda tx: tx.take_case(as_(people[number]), case, NOW))

    with ThreadPoolExecutor(len(people)) as threads:
        got = list(threads.map(take, range(len(people))))
    assert got.count(True) == 1
    found = stores[0].run_blocking(lambda tx: tx.desk_case(HERE, case))
    assert found is not None
    assert found.handler == people[got.index(True)]


async def test_new_cases_are_those_of_the_districts_and_of_an_unknown_one(store: Store) -> None:
    first = await store.run(opened("duinrand", 1))
    second = await store.run(opened("molenwijk", 2))
    unknown = await store.run(opened(None, 3))

    async def seen(gebieden: tuple[str, ...] | None, scope: Scope = HERE) -> set[str]:
        return {case.reference for case in await store.run(lambda tx: tx.desk_new(scope, gebieden))}

    assert await seen(("duinrand",)) == {first, unknown}
    assert await seen(()) == {unknown}
    assert await seen(None) == {first, second, unknown}
    assert await seen(None, Scope("assen")) == set()


async def test_a_case_is_handed_on_by_its_behandelaar_and_taken_by_who_was_asked(store: Store) -> None:
    case = await store.run(opened())
    await store.run(lambda tx: tx.take_case(as_("an"), case, NOW))
    assert not await store.run(lambda tx: tx.offer_case(as_("bo"), case, "cor"))
    assert await store.run(lambda tx: tx.offer_case(as_("an"), case, "bo"))
    assert not await store.run(lambda tx: tx.accept_case(as_("cor"), case, NOW))
    assert not await store.run(lambda tx: tx.close_case(as_("bo"), case))
    assert await store.run(lambda tx: tx.accept_case(as_("bo"), case, NOW))
    assert not await store.run(lambda tx: tx.close_case(as_("an"), case))
    assert await store.run(lambda tx: tx.close_case(as_("bo"), case))
    assert await store.run(opened()) == case  # the same delivery again opens nothing
    again = signal("S-00000009", huishouden="HH-1", gebied="duinrand")
    assert await store.run(lambda tx: tx.open_case(HERE, "andere", again, NOW)) == case
    found = await store.run(lambda tx: tx.desk_case(HERE, "S-00000009"))
    assert found is not None
    assert (found.state, found.handler, len(found.signals)) == ("nieuw", "", 2)


async def test_what_is_written_while_working_is_sealed_and_kept_together(store: Store) -> None:
    await store.run(opened())
    for values in ({"regie": "ik"}, {"plan": "gesprek", "dag": "morgen"}, {"regie": "geen"}):
        found = await store.run(lambda tx: tx.desk_case(HERE, "S-00000001"))
        assert found is not None
        await store.run(lambda tx, found=found, values=values: tx.write_work(HERE, found, **values))  # type: ignore[misc]
    found = await store.run(lambda tx: tx.desk_case(HERE, "S-00000001"))
    assert found is not None
    assert found.work == {"regie": "geen", "plan": "gesprek", "dag": "morgen"}


async def test_feedback_that_is_owed_has_one_date_and_is_given_once(store: Store) -> None:
    case = await store.run(opened())
    for day in (NOW.date(), NOW.date() + timedelta(days=9)):
        await store.run(lambda tx, day=day: tx.owe_feedback(HERE, "S-00000001", day))  # type: ignore[misc]
    await store.run(lambda tx: tx.note_feedback(HERE, case, NOW))
    await store.run(lambda tx: tx.note_feedback(HERE, case, later(60)))
    found = await store.run(lambda tx: tx.desk_case(HERE, case))
    assert found is not None
    assert [(each.feedback_due, each.feedback_at) for each in found.signals] == [(NOW.date(), NOW)]


# --- access ---------------------------------------------------------------------------------------------------------


def test_a_code_is_used_once_however_many_type_it(open_store: OpenStore) -> None:
    stores = [open_store(), open_store()]
    stores[0].run_blocking(lambda tx: tx.invite(HERE, "merk", INVITED, later(60)))

    def use(number: int) -> bool:
        store = stores[number % 2]
        return store.run_blocking(lambda tx: tx.use_invitation(HERE, "merk", f"p{number}", NOW)) is not None

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(use, range(6))).count(True) == 1


async def test_a_code_is_of_its_municipality_expires_and_is_not_for_who_made_it(store: Store) -> None:
    await store.run(lambda tx: tx.invite(HERE, "merk", INVITED, later(60)))
    for scope, person, now in ((Scope("assen"), "an", NOW), (HERE, "an", later(61)), (HERE, "cor", NOW)):
        work: Callable[[Transaction], Invited | None] = lambda tx, s=scope, p=person, n=now: tx.use_invitation(  # type: ignore[misc]  # noqa: E731
            s, "merk", p, n
        )
        assert await store.run(work) is None
    assert await store.run(lambda tx: tx.use_invitation(HERE, "merk", "an", NOW)) == INVITED


async def test_revoking_is_of_one_municipality_and_takes_the_membership_along(store: Store) -> None:
    person = Person("an", Profile(), (Membership("assen", Role.WIJKTEAM), Membership("voorbeeldstad", Role.WIJKTEAM)))
    await store.run(lambda tx: tx.save_person(person, NOW))
    for row in (access(), access(gemeente="assen")):
        await store.run(lambda tx, row=row: tx.give_access(row))  # type: ignore[misc]
    assert await store.run(lambda tx: tx.revoke(HERE, "an", NOW))
    assert not await store.run(lambda tx: tx.revoke(HERE, "an", NOW))
    rows = {row.gemeente: row for row in await store.run(lambda tx: tx.access_of("an"))}
    assert (rows["voorbeeldstad"].revoked_at, rows["voorbeeldstad"].role) == (NOW, None)
    assert rows["assen"].revoked_at is None
    found = await store.run(lambda tx: tx.person("an"))
    assert found is not None
    assert [each.gemeente for each in found.memberships] == ["assen"]
    await store.run(lambda tx: tx.note_access(access(role=None)))
    assert {row.revoked_at for row in await store.run(lambda tx: tx.access_here(HERE))} == {NOW}
    await store.run(lambda tx: tx.give_access(access()))
    assert {row.revoked_at for row in await store.run(lambda tx: tx.access_here(HERE))} == {None}


async def test_members_come_back_with_their_districts(store: Store) -> None:
    membership = Membership("voorbeeldstad", Role.WIJKTEAM, "Wijkteam Noord", ("duinrand", "havenkwartier"))
    await store.run(lambda tx: tx.save_person(Person("an", Profile(), (membership,)), NOW))
    found = await store.run(lambda tx: tx.members(HERE, Role.WIJKTEAM))
    assert [(each.person, each.membership) for each in found] == [("an", membership)]
    assert await store.run(lambda tx: tx.members(Scope("assen"), Role.WIJKTEAM)) == []
    assert await store.run(lambda tx: tx.members(HERE, Role.COORDINATOR)) == []


# --- tasks ----------------------------------------------------------------------------------------------------------

TASK = Task("taak", "terugkoppeling", "S-00000001", "an", NOW)


def test_each_step_of_a_task_is_raised_once_however_many_look(open_store: OpenStore) -> None:
    stores = [open_store(), open_store()]
    stores[0].run_blocking(lambda tx: tx.add_task(HERE, TASK, NOW))

    def raise_it(number: int) -> bool:
        return stores[number % 2].run_blocking(lambda tx: tx.raise_task(HERE, TASK, later(60)))

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(raise_it, range(6))).count(True) == 1
    assert stores[0].run_blocking(lambda tx: tx.tasks_due(HERE, NOW, 9)) == []
    assert stores[0].run_blocking(lambda tx: tx.tasks_due(HERE, later(60), 9)) == [
        replace(TASK, step=1, due_at=later(60))
    ]


async def test_a_task_is_written_once_passed_on_and_over(store: Store) -> None:
    await store.run(lambda tx: tx.add_task(HERE, TASK, NOW))
    await store.run(lambda tx: tx.add_task(HERE, replace(TASK, owner="ander"), NOW))
    assert await store.run(lambda tx: tx.pass_tasks(HERE, "an", "bo")) == 1
    assert [task.owner for task in await store.run(lambda tx: tx.tasks_of(HERE, "S-00000001"))] == ["bo"]
    await store.run(lambda tx: tx.own_tasks(HERE, "S-00000001", "cor", [TASK.kind]))
    assert [task.owner for task in await store.run(lambda tx: tx.tasks_due(HERE, NOW, 9))] == ["cor"]
    assert await store.run(lambda tx: tx.count_tasks_late(HERE, NOW)) == 1
    assert await store.run(lambda tx: tx.end_task(HERE, "taak", "klaar"))
    assert not await store.run(lambda tx: tx.end_task(HERE, "taak", "klaar"))
    assert await store.run(lambda tx: tx.tasks_due(HERE, later(9), 9)) == []
    assert await store.run(lambda tx: tx.count_tasks_late(HERE, later(9))) == 0


# --- what is over goes -----------------------------------------------------------------------------------------------


async def test_codes_that_expired_and_tasks_that_ended_are_forgotten_after_their_time_and_only_here(
    store: Store,
) -> None:
    elsewhere = Scope("assen")

    def fill(tx: Transaction) -> None:
        for scope in (HERE, elsewhere):
            for number, until in enumerate((later(-60), later(60))):
                tx.invite(scope, f"merk{number}", INVITED, until)
                for kind in ("los", "samen"):
                    inviting = Scope(scope.gemeente, person="an")
                    tx.invite_to_join(inviting, f"{kind}{number}", f"Z-{kind}{number}", "grond", until)
                joining = Scope(scope.gemeente, person="bo")
                assert tx.join(joining, f"samen{number}", "Z-3", "grond", later(-90)) == f"Z-samen{number}"
            for name, due, state in (
                ("oud_klaar", later(-60), "klaar"),
                ("oud_vervallen", later(-60), "vervallen"),
                ("oud_open", later(-60), ""),
                ("nieuw_klaar", later(60), "klaar"),
            ):
                tx.add_task(scope, replace(TASK, id=name, due_at=due), later(-90))
                if state:
                    assert tx.end_task(scope, name, state)

    def left(tx: Transaction, scope: Scope) -> object:
        at = later(-120)  # when every code was still good
        return (
            [tx.use_invitation(scope, f"merk{number}", "bo", at) is not None for number in (0, 1)],
            [tx.join_waiting(scope, f"los{number}", at) for number in (0, 1)],
            tx.joined_with(scope, "Z-3"),
            [task.id for task in tx.tasks_of(scope, TASK.object)],
        )

    await store.run(fill)
    assert await store.run(lambda tx: tx.forget_ended(HERE, NOW)) == 4
    assert await store.run(lambda tx: tx.forget_ended(HERE, NOW)) == 0
    both = ["Z-samen0", "Z-samen1"]  # what both accepted is no code any more: it stays
    assert await store.run(lambda tx: left(tx, HERE)) == ([False, True], [None, "Z-los1"], both, ["oud_open"])
    gone = await store.run(lambda tx: left(tx, elsewhere))
    assert gone == ([True, True], ["Z-los0", "Z-los1"], both, ["oud_open"])
    assert await store.run(lambda tx: tx.forget_ended(elsewhere, later(120))) == 7


# --- nothing crosses ------------------------------------------------------------------------------------------------

PLACES = ("assen", "voorbeeldstad")
PEOPLE = ("an", "bo", "cor")
acts = st.lists(
    st.tuples(
        st.sampled_from(("take", "offer", "accept", "decline", "close", "pass", "revoke", "deputy", "raise", "end")),
        st.sampled_from(PLACES),
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
    ),
    max_size=12,
)


def _do(tx: Transaction, act: str, scope: Scope, found: str, other: str) -> None:
    match act:
        case "take":
            tx.take_case(scope, found, NOW)
        case "offer":
            tx.offer_case(scope, found, other)
        case "accept":
            tx.accept_case(scope, found, NOW)
        case "decline":
            tx.decline_case(scope, found)
        case "close":
            tx.close_case(scope, found)
        case "pass":
            tx.pass_cases(scope, scope.person, other)
        case "revoke":
            tx.revoke(scope, scope.person, NOW)
        case "deputy":
            tx.set_deputy(scope, scope.person, other)
        case "raise":
            tx.raise_task(scope, TASK, later(60))
        case _:
            tx.end_task(scope, "taak", "klaar")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_whatever_is_done_in_one_municipality_nothing_changes_in_another(
    store: Store, keyring: Keyring, acts: list[tuple[str, str, str, str]]
) -> None:
    class Undo(Exception):  # noqa: N818 - an instruction
        """Leaves the database empty for the next example."""

    def state(tx: Transaction, place: str) -> object:
        scope = Scope(place)
        return (
            tx.desk_case(scope, "S-00000001"),
            tx.access_here(scope),
            tx.tasks_of(scope, "S-00000001"),
            tx.count_cases(scope),
        )

    def work(tx: Transaction) -> None:
        for place in PLACES:
            record = signal(gemeente=place, gebied="duinrand")
            tx.save_signal(Scope(place), record, "an", True, NOW)
            tx.open_case(Scope(place), "sleutel", record, NOW)
            tx.add_task(Scope(place), TASK, NOW)
            for person in PEOPLE:
                tx.give_access(access(person, place))
        for act, place, person, other in acts:
            elsewhere = next(each for each in PLACES if each != place)
            before = state(tx, elsewhere)
            scope = as_(person, place)
            case = tx.desk_case(scope, "S-00000001")
            assert case is not None
            handler = case.handler
            _do(tx, act, scope, case.reference, other)
            assert state(tx, elsewhere) == before, act
            after = tx.desk_case(scope, "S-00000001")
            assert after is not None
            if act == "close" and handler != person:
                assert after.state == case.state
            if act == "take" and handler:
                assert after.handler == handler
        raise Undo

    with pytest.raises(Undo):
        store.run_blocking(work)

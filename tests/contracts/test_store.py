"""What the store promises about activities, people, conversations and leases, on both databases."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.keys import Keyring
from bot.model import Membership, Person, Role
from bot.storage.store import StorageGone, Store
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, conversation, later, outbox_row


async def test_a_repeated_activity_is_known(store: Store) -> None:
    assert await store.run(lambda tx: tx.remember_activity("$1", "gesprek", NOW))
    assert not await store.run(lambda tx: tx.remember_activity("$1", "gesprek", later(60)))
    assert await store.run(lambda tx: tx.remember_activity("$2", "gesprek", NOW))


async def test_a_failed_activity_is_not_taken_up_again(store: Store) -> None:
    await store.run(lambda tx: tx.fail_activity("$1", "engine", NOW))
    assert not await store.run(lambda tx: tx.remember_activity("$1", "gesprek", NOW))


async def test_the_key_of_a_message_is_forgotten_after_its_term_and_what_is_told_once_never(store: Store) -> None:
    def work(tx: Transaction) -> None:
        for number, day in enumerate((0, 1, 100)):
            tx.remember_message(f"$bericht{number}", "gesprek", NOW + timedelta(days=day))
        tx.fail_activity("$fout", "engine", NOW)
        tx.remember_activity("case.S-00000001.arrived", "S-00000001", NOW)
        tx.remember_activity("task.voorbeeldstad.taak.0", "", NOW)

    await store.run(work)
    assert not await store.run(lambda tx: tx.remember_message("$bericht0", "gesprek", later(60)))
    assert await store.run(_forget_at(NOW + TERM)) == 0
    assert await store.run(_forget_at(NOW + timedelta(days=100), most=1)) == 1
    assert await store.run(_forget_at(NOW + timedelta(days=100))) == 2
    known = ("$bericht2", "case.S-00000001.arrived", "task.voorbeeldstad.taak.0")
    for key in known:
        assert not await store.run(lambda tx, key=key: tx.remember_activity(key, "", NOW)), key  # type: ignore[misc] # a default binds the name
    assert await store.run(lambda tx: tx.remember_message("$bericht0", "gesprek", NOW))


async def test_after_a_long_standstill_the_last_messages_are_still_known(store: Store) -> None:
    """A homeserver may tell them again: how far it had told was perhaps not kept before the stop."""
    await store.run(lambda tx: tx.remember_message("$eerder", "gesprek", NOW - timedelta(days=91)))
    await store.run(lambda tx: tx.remember_message("$laatste", "gesprek", NOW))
    a_year_on = NOW + timedelta(days=365)
    assert await store.run(_forget_at(a_year_on)) == 1
    assert not await store.run(lambda tx: tx.remember_message("$laatste", "gesprek", a_year_on))
    await store.run(lambda tx: tx.remember_message("$nieuw", "gesprek", a_year_on))
    assert await store.run(_forget_at(a_year_on)) == 1


TERM = timedelta(days=90)


def _forget_at(now: datetime, most: int = 99) -> Callable[[Transaction], int]:
    return lambda tx: tx.forget_messages(now, TERM, most)


async def test_a_person_comes_back_with_profile_and_memberships(store: Store) -> None:
    lid = Membership("voorbeeldstad", Role.WIJKTEAM, "wijkteam_oost")
    person = Person("p1", Profile("leraar", "onderwijs", "de_linde", "voorbeeldstad"), (lid,))
    assert await store.run(lambda tx: tx.person("p1")) is None
    await store.run(lambda tx: tx.save_person(person, NOW))
    assert await store.run(lambda tx: tx.person("p1")) == person
    moved = replace(person, memberships=(Membership("assen", Role.COORDINATOR), Membership("assen", Role.WIJKTEAM)))
    await store.run(lambda tx: tx.save_person(moved, NOW))
    assert await store.run(lambda tx: tx.person("p1")) == moved
    await store.run(lambda tx: tx.save_person(replace(person, memberships=()), NOW))
    assert await store.run(lambda tx: tx.person("p1")) == replace(person, memberships=())


async def test_a_conversation_goes_on_where_it_stood_in_a_new_process(open_store: OpenStore) -> None:
    first = open_store()
    assert await first.run(lambda tx: tx.conversation("gesprek")) is None
    await first.run(lambda tx: tx.save_conversation(conversation(state=b"een"), NOW))
    await first.run(lambda tx: tx.save_conversation(conversation(state=b"twee"), NOW))
    first.close()
    assert await open_store().run(lambda tx: tx.conversation("gesprek")) == conversation(state=b"twee")


async def test_drafts_are_forgotten_after_their_time_and_the_conversation_stays(store: Store) -> None:
    def write(tx: Transaction) -> None:
        tx.save_conversation(conversation("oud"), NOW)
        tx.save_conversation(conversation("nieuw"), later(10))

    await store.run(write)
    assert await store.run(lambda tx: tx.forget_drafts(later(5))) == 1
    assert await store.run(lambda tx: tx.forget_drafts(later(5))) == 0
    old = await store.run(lambda tx: tx.conversation("oud"))
    assert old == conversation("oud", state=b"")
    assert await store.run(lambda tx: tx.conversation("nieuw")) == conversation("nieuw")


async def test_one_failing_unit_takes_nobody_with_it(store: Store) -> None:
    """On SQLite all of these share one transaction."""

    def good(number: int) -> Callable[[Transaction], bool]:
        return lambda tx: tx.remember_activity(f"$goed{number}", "gesprek", NOW)

    def bad(tx: Transaction) -> bool:
        tx.remember_activity("$fout", "gesprek", NOW)
        raise RuntimeError("a fault in the turn")

    works = [good(1), good(2), bad, good(3), good(1)]
    results = await asyncio.gather(*(store.run(work) for work in works), return_exceptions=True)
    assert isinstance(results[2], RuntimeError)
    assert sorted(map(str, [results[0], results[4]])) == ["False", "True"]
    assert (results[1], results[3]) == (True, True)
    assert await store.run(lambda tx: tx.remember_activity("$fout", "gesprek", NOW))
    assert not await store.run(good(3))


async def test_a_unit_that_fails_alone_is_not_run_twice_and_any_exception_comes_back(store: Store) -> None:
    runs: list[type[BaseException]] = []

    def failing(error: type[BaseException]) -> Callable[[Transaction], None]:
        def work(_tx: Transaction) -> None:
            runs.append(error)
            raise error

        return work

    for error, expected in ((KeyError, KeyError), (StopIteration, RuntimeError), (SystemExit, SystemExit)):
        async with asyncio.timeout(5):
            with pytest.raises(expected):
                await store.run(failing(error))
    assert runs == [KeyError, StopIteration, SystemExit]
    assert await store.run(lambda tx: tx.remember_activity("$1", "gesprek", NOW))


async def test_turns_of_one_conversation_at_once_lose_no_answer(open_store: OpenStore) -> None:
    """Two processes; the very first turns of a conversation too, when there is no row to lock yet."""
    stores = [open_store(), open_store()]

    def turn(tx: Transaction) -> None:
        stored = tx.conversation("gesprek") or conversation(state=b"")
        tx.save_conversation(replace(stored, state=stored.state + b"x"), NOW)

    await asyncio.gather(*(stores[number % 2].run(turn) for number in range(40)))
    stored = await stores[0].run(lambda tx: tx.conversation("gesprek"))
    assert stored is not None
    assert stored.state == b"x" * 40


async def test_units_of_one_caller_run_in_the_order_in_which_they_are_awaited(store: Store) -> None:
    for number in range(5):
        await store.run(lambda tx, n=number: tx.save_conversation(conversation(state=b"%d" % n), NOW))  # type: ignore[misc] # a default binds the number
        stored = await store.run(lambda tx: tx.conversation("gesprek"))
        assert stored is not None
        assert stored.state == b"%d" % number


async def test_a_caller_that_gave_up_disturbs_nothing(store: Store) -> None:
    task = asyncio.ensure_future(store.run(lambda tx: tx.remember_activity("$1", "gesprek", NOW)))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await store.run(lambda tx: tx.remember_activity("$2", "gesprek", NOW))


async def test_who_enqueues_is_heard_after_the_commit_and_nobody_else(store: Store) -> None:
    woken = threading.Event()
    store.on_outbox(woken.set)
    await store.run(lambda tx: tx.remember_activity("$1", "gesprek", NOW))
    with pytest.raises(RuntimeError):
        await store.run(_enqueue_and_fail)
    assert not woken.is_set()
    await store.run(lambda tx: tx.enqueue([outbox_row("1")]))
    assert woken.wait(5)


def _enqueue_and_fail(tx: Transaction) -> None:
    tx.enqueue([outbox_row("verloren")])
    raise RuntimeError("a fault in the turn")


def test_it_works_without_an_event_loop_and_is_closed_once(store: Store) -> None:
    assert store.run_blocking(lambda tx: tx.remember_activity("$1", "gesprek", NOW))
    store.close()
    store.close()
    with pytest.raises(StorageGone) as caught:
        store.run_blocking(lambda tx: tx.remember_activity("$2", "gesprek", NOW))
    assert caught.value.code == "closed"


async def test_a_lease_is_held_renewed_lost_and_counted(store: Store) -> None:
    async def lease(holder: str, seconds: float) -> int | None:
        return await store.run(lambda tx: tx.lease("leider", holder, later(seconds), 30))

    assert await lease("a", 0) == 1
    assert await lease("b", 10) is None
    assert await lease("a", 20) == 1
    assert await lease("b", 49) is None
    assert await lease("b", 50) == 2
    assert await lease("a", 51) is None
    assert await lease("b", 200) == 3


def test_two_processes_can_start_on_an_empty_database_at_once(open_store: OpenStore) -> None:
    opened: list[Store] = []
    threads = [threading.Thread(target=lambda: opened.append(open_store())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    assert opened[0].run_blocking(lambda tx: tx.remember_activity("$1", "gesprek", NOW))
    assert not opened[3].run_blocking(lambda tx: tx.remember_activity("$1", "gesprek", NOW))


@pytest.mark.parametrize("url", ["mysql://geheim@host/x", "geen adres", "sqlite+aiosqlite:///x"])
def test_another_kind_of_database_is_wrong_use(url: str, keyring: Keyring) -> None:
    with pytest.raises(ValueError, match="database address") as caught:
        Store.open(url, keyring)
    assert "geheim" not in str(caught.value)

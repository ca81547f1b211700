"""What every case backend promises: logged once and whole, whatever breaks, however often it is submitted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count

import pytest

from bot.cases.embedded import EmbeddedBackend
from bot.keys import Keyring, normalise_reference
from bot.model import Delivered, Delivery, Rejected, Retry, Scope
from bot.ports import CaseBackend
from bot.storage.store import Store
from bot.work.outbox import CaseOrder, Deliverer, encode_case
from bot.work.payloads import WithdrawOrder
from tests.contracts.case_delivery import (
    LEASE,
    LONGEST_PAUSE,
    Heard,
    confirm,
    key_of,
    put,
    record,
    take_back,
    taken_back,
    waiting,
    worker,
)
from tests.contracts.case_worlds import HERE, KINDS, World, world
from tests.contracts.conftest import OpenStore
from tests.contracts.lives import live
from tests.contracts.records import NOW, HandClock, later, signal
from tests.services.faults import FAULTS, Fault

TRIES = 12


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=KINDS)
async def there(request: pytest.FixtureRequest, clock: HandClock) -> AsyncIterator[World]:
    made = world(request.param, clock)
    await made.start()
    yield made
    await made.stop()


async def _deliver(there: World, store: Store, keyring: Keyring, clock: HandClock, *, tries: int = TRIES) -> Heard:
    """Deliver, each time as a new process, until the outbox is empty."""
    heard = Heard()
    for _ in range(tries):
        await worker(store, there.backend(store, keyring), clock, "a", heard).drain()
        if not await waiting(store):
            return heard
        clock.forward(1000)
    raise AssertionError(await store.run(lambda tx: tx.outbox_lines(9)))


async def _break_every_call(
    there: World, store: Store, keyring: Keyring, clock: HandClock, fault: Fault, *, writes_only: bool
) -> int:
    """Signal after signal, each with the next call broken, until there is no next call; the number of calls."""
    for at in count(1):
        each = record(at)
        await put(store, there.backend(store, keyring).name, each)
        there.faults.arm(at, fault, writes_only=writes_only)
        heard = await _deliver(there, store, keyring, clock)
        assert await there.logged(store, each) == there.complete(each), (at, fault)
        assert [name for name, told in heard.told if isinstance(told, Delivered)] == [each.signaal_id]
        if not there.faults.happened:
            return at - 1
    raise AssertionError


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_failure_at_any_call_loses_nothing_and_doubles_nothing(
    there: World, store: Store, keyring: Keyring, clock: HandClock, fault: Fault
) -> None:
    if fault not in there.kinds:
        pytest.skip("no such failure in this backend")
    assert await _break_every_call(there, store, keyring, clock, fault, writes_only=True) >= 1


async def test_a_signal_is_logged_with_all_its_parts_and_told_as_arrived(
    there: World, store: Store, keyring: Keyring, clock: HandClock
) -> None:
    each = record(1)
    await put(store, there.backend(store, keyring).name, each)
    heard = await _deliver(there, store, keyring, clock, tries=1)
    assert await there.logged(store, each) == there.complete(each)
    ((name, told),) = heard.told
    assert isinstance(told, Delivered)
    assert (name, bool(told.reference)) == (each.signaal_id, True)
    (row,) = await store.run(lambda tx: tx.signals(Scope(HERE)))
    assert row.delivered_at == NOW


async def test_a_repeat_of_the_key_logs_nothing_more_and_gives_the_same_reference(
    there: World, store: Store, keyring: Keyring
) -> None:
    each = record(1)
    given = [await there.backend(store, keyring).submit("sleutel", each) for _ in range(3)]
    assert len(set(map(str, given))) == 1
    assert isinstance(given[0], Delivered)
    assert await there.logged(store, each) == there.complete(each)


async def test_parallel_workers_log_each_signal_once(
    there: World, open_store: OpenStore, keyring: Keyring, clock: HandClock
) -> None:
    stores = [open_store(), open_store()]
    records = [record(number, "HH-SAMEN" if number % 2 else "") for number in range(1, 9)]
    await put(stores[0], there.backend(stores[0], keyring).name, *records)
    there.faults.arm(5, "error after")
    heard = Heard()
    workers = [
        worker(stores[number % 2], there.backend(stores[number % 2], keyring), clock, f"w{number}", heard)
        for number in range(4)
    ]
    for _ in range(40):
        await asyncio.gather(*(each.drain() for each in workers))
        if not await waiting(stores[0]):
            break
        clock.forward(70)
    for each in records:
        assert await there.logged(stores[0], each) == there.complete(each), each.signaal_id
    assert sorted(name for name, told in heard.told if isinstance(told, Delivered)) == [
        each.signaal_id for each in records
    ]


@pytest.mark.parametrize(("fault", "at"), [("kill after", 1), ("kill", 2)])
async def test_kill_9_after_every_call(
    there: World, database: str, clock: HandClock, fault: Fault, at: int, request: pytest.FixtureRequest
) -> None:
    """A process is killed at its first or second call, the next goes on and is killed too, until all is done.

    A backend that needs one call is killed once: it repeats that call, so that killing it there again would never end.
    """
    if at == 2 and database.startswith("postgres"):
        pytest.skip("what is asked of the database is the same as in the other deaths")
    secret = Keyring.new_secret()
    keyring = Keyring.from_secret(secret)
    store = Store.open(database, keyring)
    request.addfinalizer(store.close)
    each, kind = record(1), next(kind for kind in KINDS if kind in type(there).__name__.lower())
    await put(store, there.backend(store, keyring).name, each)
    address = getattr(getattr(there, "server", None), "address", "-")
    deaths, seconds = 0, 0
    for life in range(60):
        clock.moment = later(seconds)
        armed = at if life == 0 or kind == "zgw" else 0
        there.faults.arm(armed, fault)
        code, _, said = await live(
            "tests.contracts.case_delivery", kind, address, database, secret, str(seconds), str(armed), fault,
            begun=there.faults.killed_by,
        )  # fmt: skip
        seconds += LEASE
        if code == 0 and not await waiting(store):
            break
        if code == 0:  # what was interrupted more than once waits before it is tried again
            seconds += LONGEST_PAUSE
            continue
        assert code == -9, said
        deaths += 1
        assert await waiting(store) == 1
    assert await waiting(store) == 0
    assert await there.logged(store, each) == there.complete(each)
    calls = sum(there.complete(each).values())
    assert deaths == (calls if at == 1 else calls - 1)


async def test_what_may_not_go_out_never_does(there: World, store: Store, keyring: Keyring, clock: HandClock) -> None:
    """A shielded record, and where a backend is that of one municipality, anything of another."""
    backend, heard = there.backend(store, keyring), Heard()
    refused = {"S-00000001": Rejected("shielded")}
    kept = [signal("S-00000001", afgeschermd=True, gemeente="afgeschermd")]
    if backend.gemeente:
        refused["S-00000002"] = Rejected("other_municipality")
        kept.append(signal("S-00000002", gemeente="assen"))
    for each in kept:
        order = CaseOrder(each.gemeente, "persoon", each.signaal_id)
        row = replace(confirm(each, backend.name)[0], payload=encode_case(order), gemeente=each.gemeente)
        scope = Scope(each.gemeente, person="persoon")
        await store.run(lambda tx, of=each, to=scope: tx.save_signal(to, of, "persoon", True, NOW))  # type: ignore[misc]  # it runs at once
        await store.run(lambda tx, it=row: tx.enqueue([it]))  # type: ignore[misc]  # the same
    await worker(store, backend, clock, "a", heard).drain()
    assert dict(heard.told) == refused
    for each in kept:
        assert sum((await there.logged(store, each)).values()) == 0


async def test_of_another_municipality_it_never_hears_that_a_signal_was_taken_back(
    there: World, store: Store, keyring: Keyring, clock: HandClock
) -> None:
    backend = there.backend(store, keyring)
    if not backend.gemeente:
        pytest.skip("it serves every municipality")
    each, heard = record(1), []

    async def hear(_order: WithdrawOrder, delivery: Delivery) -> None:
        heard.append(delivery)

    order = WithdrawOrder(key_of(each), replace(taken_back(each), gemeente="assen"))
    row = replace(take_back(each, backend.name), payload=encode_case(order), gemeente="assen")
    await store.run(lambda tx: tx.enqueue([row]))
    await Deliverer(store, {}, {backend.name: backend}, clock, "a", on_withdraw_result=hear).drain()
    assert heard == [Rejected("other_municipality")]
    assert await there.told(store, each) == 0


async def test_storage_that_is_gone_is_tried_again_later(there: World, open_store: OpenStore, keyring: Keyring) -> None:
    if type(there).__name__ == "WebhookWorld":
        pytest.skip("it needs no storage of its own")
    store = open_store()
    backend = there.backend(store, keyring)
    store.close()
    assert await backend.submit("k1", signal()) == Retry(0, "closed")


# --- the embedded backend alone ------------------------------------------------------------------------------------


@pytest.fixture
def embedded(store: Store) -> EmbeddedBackend:
    return EmbeddedBackend(store, HandClock())


async def _reference(backend: CaseBackend, key: str, **changes: object) -> str:
    delivery = await backend.submit(key, signal(**changes))  # type: ignore[arg-type] # given by name
    assert isinstance(delivery, Delivered)
    assert delivery.reference
    return delivery.reference


async def test_submitting_at_once_logs_once(embedded: EmbeddedBackend) -> None:
    references = await asyncio.gather(*(_reference(embedded, "k1") for _ in range(8)))
    assert len(set(references)) == 1


async def test_signals_of_one_household_come_in_one_case_and_others_do_not(
    store: Store, embedded: EmbeddedBackend
) -> None:
    first = await _reference(embedded, "k1", reference="S-1")
    await _reference(embedded, "k1", reference="S-1")
    assert await _reference(embedded, "k2", reference="S-2") == first
    other = await _reference(embedded, "k3", reference="S-3", huishouden="HH-ANDER")
    elsewhere = await _reference(embedded, "k4", reference="S-4", gemeente="assen")
    assert len({first, other, elsewhere}) == 3
    assert normalise_reference(first.lower()) == first
    rows = {row.reference: row for row in await store.run(lambda tx: tx.cases(Scope("voorbeeldstad")))}
    assert rows.keys() == {first, other}
    assert rows[first].signals == ("S-1", "S-2")
    assert (rows[first].household, rows[first].opened) == ("HH-GEHEIM01", NOW)


async def test_two_processes_open_one_case(open_store: OpenStore) -> None:
    stores = [open_store(), open_store()]
    backends = [EmbeddedBackend(store, HandClock()) for store in stores]
    found = await asyncio.gather(
        *(_reference(backends[number % 2], f"k{number}", reference=f"S-{number}") for number in range(8))
    )
    assert len(set(found)) == 1
    (row,) = await stores[0].run(lambda tx: tx.cases(Scope("voorbeeldstad")))
    assert sorted(row.signals) == [f"S-{number}" for number in range(8)]

"""What every case backend promises of a signal that is taken back: told once, after the signal, whatever breaks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count

import pytest

from bot.cases import webhook
from bot.keys import Keyring
from bot.model import Delivered
from bot.storage.store import Store
from tests.contracts.case_delivery import (
    LEASE,
    LONGEST_PAUSE,
    enqueue,
    key_of,
    put,
    record,
    take_back,
    taken_back,
    waiting,
    worker,
)
from tests.contracts.case_worlds import KINDS, WebhookWorld, World, ZgwWorld, world
from tests.contracts.lives import live
from tests.contracts.records import HandClock, later
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


async def _deliver(there: World, store: Store, keyring: Keyring, clock: HandClock) -> None:
    """Deliver, each time as a new process, until the outbox is empty."""
    for _ in range(TRIES):
        await worker(store, there.backend(store, keyring), clock, "a").drain()
        if not await waiting(store):
            return
        clock.forward(1000)
    raise AssertionError(await store.run(lambda tx: tx.outbox_lines(9)))


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_failure_at_any_call_loses_nothing_and_tells_nothing_twice(
    there: World, store: Store, keyring: Keyring, clock: HandClock, fault: Fault
) -> None:
    if fault not in there.kinds:
        pytest.skip("no such failure in this backend")
    if isinstance(there, ZgwWorld):
        there.server.knows_withdrawing(result=True)
    for at in count(1):
        each = record(at)
        channel = there.backend(store, keyring).name
        await put(store, channel, each)
        await _deliver(there, store, keyring, clock)
        clock.forward(10)
        await enqueue(store, take_back(each, channel, closes=True))
        there.faults.arm(at, fault)
        await _deliver(there, store, keyring, clock)
        assert await there.told(store, each) == 1, (at, fault)
        assert await there.logged(store, each) == there.complete(each), (at, fault)
        if not there.faults.happened:
            assert at > 1
            return


async def test_a_repeat_of_the_key_tells_nothing_more(
    there: World, store: Store, keyring: Keyring, clock: HandClock
) -> None:
    each = record(1)
    await there.backend(store, keyring).submit(key_of(each), each)
    clock.forward(10)
    given = [await there.backend(store, keyring).withdraw("k", key_of(each), taken_back(each)) for _ in range(3)]
    assert len(set(map(str, given))) == 1
    assert isinstance(given[0], Delivered)
    assert given[0].reference
    assert await there.told(store, each) == 1


async def test_both_wait_and_the_signal_goes_first(
    there: World, store: Store, keyring: Keyring, clock: HandClock
) -> None:
    each = record(1)
    channel = there.backend(store, keyring).name
    await put(store, channel, each)
    await enqueue(store, take_back(each, channel))
    there.faults.arm(1, "error")
    await _deliver(there, store, keyring, clock)
    assert await there.logged(store, each) == there.complete(each)
    assert await there.told(store, each) == 1
    if isinstance(there, WebhookWorld):
        kinds = [event["type"] for event in there.server.kept.values()]
        assert kinds == [webhook.TYPE, webhook.WITHDRAWN]


@pytest.mark.parametrize("fault", ["kill", "kill after"])
async def test_kill_9_at_every_call_between_and_after(
    there: World, database: str, clock: HandClock, fault: Fault, request: pytest.FixtureRequest
) -> None:
    """A signal and its withdrawal wait; processes are killed at one call after the other until both are done."""
    if fault == "kill" and database.startswith("postgres"):
        pytest.skip("what is asked of the database is the same as in the other deaths")
    secret = Keyring.new_secret()
    keyring = Keyring.from_secret(secret)
    store = Store.open(database, keyring)
    request.addfinalizer(store.close)
    each, kind = record(1), next(kind for kind in KINDS if kind in type(there).__name__.lower())
    channel = there.backend(store, keyring).name
    await put(store, channel, each)
    await enqueue(store, take_back(each, channel))
    address = getattr(getattr(there, "server", None), "address", "-")
    deaths, seconds = 0, 0
    for life in range(60):
        clock.moment = later(seconds)
        # Who dies before its first call never gets on: each second process dies at that, the others at the next.
        at = deaths % 2 + 1 if fault == "kill" or kind != "zgw" else 1
        armed = at if kind == "zgw" or life < 2 else 0
        there.faults.arm(armed, fault)
        code, _, said = await live(
            "tests.contracts.case_delivery", kind, address, database, secret, str(seconds), str(armed), fault,
            begun=there.faults.killed_by,
        )  # fmt: skip
        seconds += LEASE
        if code == 0 and not await waiting(store):
            break
        assert code in (0, -9), said
        deaths += code == -9
        # What was interrupted more than once waits before it is tried again.
        seconds += LONGEST_PAUSE if code == 0 else 0
    assert deaths >= 2
    assert await waiting(store) == 0
    assert await there.logged(store, each) == there.complete(each)
    assert await there.told(store, each) == 1


async def test_what_never_went_out_is_nowhere_and_nothing_is_told_of_it(
    there: World, store: Store, keyring: Keyring
) -> None:
    if isinstance(there, WebhookWorld):
        pytest.skip("its receiver alone knows what it has")
    each = record(1)
    assert await there.backend(store, keyring).withdraw("k", key_of(each), taken_back(each)) == Delivered("")
    assert await there.told(store, each) == 0

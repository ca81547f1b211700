"""What every case backend promises: logged once, however often it is submitted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.cases.embedded import EmbeddedBackend
from bot.keys import normalise_reference
from bot.model import Delivered, Rejected, Retry, Scope
from bot.ports import CaseBackend
from bot.storage.store import Store
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, HandClock, signal

MakeBackend = Callable[[Store], CaseBackend]
BACKENDS: dict[str, MakeBackend] = {"embedded": lambda store: EmbeddedBackend(store, HandClock())}


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest, store: Store) -> CaseBackend:
    made = BACKENDS[request.param](store)
    assert made.name == request.param
    return made


async def _reference(backend: CaseBackend, key: str, **changes: object) -> str:
    delivery = await backend.submit(key, signal(**changes))  # type: ignore[arg-type] # given by name
    assert isinstance(delivery, Delivered)
    assert delivery.reference
    return delivery.reference


async def test_a_repeat_of_the_key_gives_the_same_reference(backend: CaseBackend) -> None:
    first = await _reference(backend, "k1")
    assert await _reference(backend, "k1") == first


async def test_submitting_at_once_logs_once(backend: CaseBackend) -> None:
    references = await asyncio.gather(*(_reference(backend, "k1") for _ in range(8)))
    assert len(set(references)) == 1


# --- the embedded backend alone ------------------------------------------------------------------------------------


@pytest.fixture
def embedded(store: Store) -> EmbeddedBackend:
    return EmbeddedBackend(store, HandClock())


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


async def test_a_shielded_record_is_refused(store: Store, embedded: EmbeddedBackend) -> None:
    shielded = signal(afgeschermd=True, gemeente="afgeschermd")
    assert await embedded.submit("k1", shielded) == Rejected("shielded")
    assert await store.run(lambda tx: tx.cases(Scope("afgeschermd"))) == []


async def test_storage_that_is_gone_is_tried_again_later(open_store: OpenStore) -> None:
    store = open_store()
    store.close()
    assert await EmbeddedBackend(store, HandClock()).submit("k1", signal()) == Retry(0, "closed")


async def test_two_processes_open_one_case(open_store: OpenStore) -> None:
    stores = [open_store(), open_store()]
    backends = [EmbeddedBackend(store, HandClock()) for store in stores]
    found = await asyncio.gather(
        *(_reference(backends[number % 2], f"k{number}", reference=f"S-{number}") for number in range(8))
    )
    assert len(set(found)) == 1
    (row,) = await stores[0].run(lambda tx: tx.cases(Scope("voorbeeldstad")))
    assert sorted(row.signals) == [f"S-{number}" for number in range(8)]

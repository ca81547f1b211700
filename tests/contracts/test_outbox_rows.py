"""Streams and leases: the order of each stream, one holder at a time, nothing lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Scope
from bot.storage.store import Store
from bot.storage.transaction import Again, Dead, Done, Lane, Onzeker, Settled, Transaction
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, later, outbox_row


def _claim(holder: str = "a", at: float = 0, limit: int = 100) -> Callable[[Transaction], list[str]]:
    return lambda tx: [row.id for row in tx.claim(["matrix"], holder, later(at), 30, limit)]


def _settle(row_id: str, result: Settled, holder: str = "a", at: float = 0) -> Callable[[Transaction], bool]:
    return lambda tx: tx.settle(row_id, holder, result, later(at))


async def test_only_heads_are_claimed_and_the_next_comes_after_the_first(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1"), outbox_row("2"), outbox_row("x", stream="ander")]))
    assert sorted(await store.run(_claim())) == ["1", "x"]
    assert await store.run(_claim()) == []
    assert await store.run(_settle("1", Done()))
    assert await store.run(_claim()) == ["2"]
    await store.run(lambda tx: tx.enqueue([outbox_row("3")]))
    assert await store.run(_claim()) == []
    assert await store.run(_settle("2", Done()))
    assert await store.run(_claim()) == ["3"]


async def test_a_claimed_row_comes_as_it_was_given_with_this_try_counted(store: Store) -> None:
    row = outbox_row("1", gemeente="voorbeeldstad", lane="case")
    await store.run(lambda tx: tx.enqueue([row]))
    (claimed,) = await store.run(lambda tx: tx.claim(["matrix"], "a", NOW, 30, 1))
    assert (claimed.payload, claimed.gemeente, claimed.lane, claimed.due_at) == (
        row.payload,
        "voorbeeldstad",
        "case",
        NOW,
    )
    assert claimed.attempts == 1
    await store.run(_settle("1", Again(NOW)))
    (claimed,) = await store.run(lambda tx: tx.claim(["matrix"], "a", NOW, 30, 1))
    assert claimed.attempts == 2


async def test_a_row_that_waits_for_its_next_try_holds_its_stream_up(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1"), outbox_row("2")]))
    await store.run(_claim())
    assert await store.run(_settle("1", Again(later(60))))
    assert await store.run(_claim(at=59)) == []
    assert await store.run(_claim(at=60)) == ["1"]


@pytest.mark.parametrize(("result", "state"), [(Dead("refused"), "dood"), (Onzeker("time_out"), "onzeker")])
async def test_a_row_that_is_given_up_lets_the_next_pass_and_is_counted(
    store: Store, result: Settled, state: str
) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1"), outbox_row("2")]))
    await store.run(_claim())
    assert await store.run(_settle("1", result))
    assert await store.run(_claim()) == ["2"]
    counts = await store.run(lambda tx: tx.outbox_counts())
    assert counts == {"wacht": 1, "dood": 0, "onzeker": 0} | {state: 1}


async def test_urgent_lanes_go_first_whatever_waited_longer(store: Store) -> None:
    lanes: list[tuple[Lane, float]] = [("bulk", -90), ("case", -60), ("notice", -30), ("reply", 0), ("reply", -1)]
    rows = [
        outbox_row(f"{lane}{number}", stream=f"s{number}", lane=lane, due_at=later(due))
        for number, (lane, due) in enumerate(lanes)
    ]
    await store.run(lambda tx: tx.enqueue(rows))
    assert await store.run(_claim(limit=2)) == ["reply4", "reply3"]
    assert await store.run(_claim()) == ["notice2", "case1", "bulk0"]


async def test_only_a_process_with_the_channel_and_the_lane_takes_a_row(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1", channel="teams"), outbox_row("2", "s2", lane="bulk")]))
    assert await store.run(lambda tx: tx.claim(["matrix"], "a", NOW, 30, 9, ["reply"])) == []
    assert await store.run(lambda tx: tx.claim([], "a", NOW, 30, 9)) == []
    assert [row.id for row in await store.run(lambda tx: tx.claim(["teams"], "a", NOW, 30, 9))] == ["1"]
    assert [row.id for row in await store.run(lambda tx: tx.claim(["matrix"], "a", NOW, 30, 9, ["bulk"]))] == ["2"]


async def test_a_lease_ends_and_who_lost_it_settles_nothing(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1"), outbox_row("2")]))
    assert await store.run(_claim("a")) == ["1"]
    assert await store.run(_claim("b", at=29)) == []
    assert await store.run(_claim("b", at=30)) == ["1"]
    assert not await store.run(_settle("1", Done(), "a", at=31))
    assert not await store.run(_settle("1", Dead("x"), "a", at=31))
    assert await store.run(_settle("1", Done(), "b", at=32))
    assert not await store.run(_settle("1", Done(), "b", at=32))
    assert await store.run(_claim("a", at=32)) == ["2"]


async def test_a_process_that_has_the_database_to_itself_frees_what_the_last_one_held(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1")]))
    await store.run(_claim("dead"))
    assert await store.run(lambda tx: tx.release_leases()) == 1
    assert await store.run(lambda tx: tx.release_leases()) == 0
    assert await store.run(_claim("alive")) == ["1"]


async def test_a_process_that_stops_gives_back_what_it_did_not_begin(store: Store) -> None:
    rows = [outbox_row(name, name, attempts=2) for name in "abcd"]
    await store.run(lambda tx: tx.enqueue(rows))
    await store.run(lambda tx: tx.claim(["matrix"], "een", NOW, 30, 3))
    await store.run(lambda tx: tx.claim(["matrix"], "twee", NOW, 30, 1))
    assert await store.run(lambda tx: tx.give_rows_back([], "een")) == 0
    assert await store.run(lambda tx: tx.give_rows_back(["a", "b", "d", "weg"], "een")) == 2
    free = await store.run(lambda tx: tx.claim(["matrix"], "drie", NOW, 30, 9))
    assert [(row.id, row.attempts, row.interrupted) for row in free] == [("a", 3, False), ("b", 3, False)]


async def test_what_waits_in_one_channel_goes_at_once_when_its_reader_came(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1"), outbox_row("t", channel="teams", stream="t")]))
    await store.run(lambda tx: tx.claim(["matrix", "teams"], "a", NOW, 30, 9))
    for row in ("1", "t"):
        await store.run(_settle(row, Again(later(60), counts=False)))
    assert await store.run(lambda tx: tx.due_now("matrix", later(2))) == 1
    assert await store.run(lambda tx: tx.due_now("matrix", later(2))) == 0
    assert [row.id for row in await store.run(lambda tx: tx.claim(["matrix", "teams"], "a", later(2), 30, 9))] == ["1"]


async def test_the_same_row_enqueued_again_stays_one(store: Store) -> None:
    await store.run(lambda tx: tx.enqueue([outbox_row("1")]))
    await store.run(lambda tx: tx.enqueue([outbox_row("1", payload=b"anders"), outbox_row("2")]))
    (row,) = await store.run(lambda tx: tx.claim(["matrix"], "a", NOW, 30, 9))
    assert row.payload == b"payload 1"
    assert (await store.run(lambda tx: tx.outbox_counts()))["wacht"] == 2


def test_two_processes_never_have_the_same_row_and_keep_the_order(open_store: OpenStore) -> None:
    """Four workers in two processes' stores take 160 rows of 8 streams; every seventh fails the first time."""
    stores = [open_store(), open_store()]
    streams = {f"s{stream}": [f"s{stream}-{number:02}" for number in range(20)] for stream in range(8)}
    for stream, names in streams.items():
        rows = [outbox_row(name, stream=stream) for name in names]
        stores[0].run_blocking(lambda tx, rows=rows: tx.enqueue(rows))  # type: ignore[misc] # a default binds the rows
    sent: list[str] = []
    failed: set[str] = set()
    in_flight: Counter[str] = Counter()
    clashes: list[str] = []
    guard = threading.Lock()

    def work(store: Store, holder: str) -> None:
        idle = 0
        while idle < 20:
            rows = store.run_blocking(lambda tx: tx.claim(["matrix"], holder, NOW, 30, 3))
            idle = 0 if rows else idle + 1
            for row in rows:
                with guard:
                    in_flight[row.stream] += 1
                    clashes.extend([row.id] if in_flight[row.stream] > 1 else [])
                    fails = hash(row.id) % 7 == 0 and row.id not in failed
                    failed.update([row.id] if fails else [])
                    sent.extend([] if fails else [row.id])
                    in_flight[row.stream] -= 1
                result = Again(NOW) if fails else Done()
                assert store.run_blocking(lambda tx, r=row, s=result: tx.settle(r.id, holder, s, NOW))  # type: ignore[misc] # as above

    threads = [threading.Thread(target=work, args=(stores[number % 2], f"w{number}")) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clashes == []
    assert {name: [row for row in sent if row.startswith(f"{name}-")] for name in streams} == streams


def test_rows_that_processes_put_in_one_stream_at_once_all_get_a_place(open_store: OpenStore) -> None:
    stores = [open_store() for _ in range(8)]

    def write(store: Store, who: int) -> None:
        for number in range(15):
            store.run_blocking(lambda tx, n=number: tx.enqueue([outbox_row(f"{who}-{n:02}")]))  # type: ignore[misc] # a default binds the number

    threads = [threading.Thread(target=write, args=(store, who)) for who, store in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    order = []
    while rows := stores[0].run_blocking(_claim()):
        assert len(rows) == 1
        order += rows
        stores[0].run_blocking(_settle(rows[0], Done()))
    for who in range(len(stores)):
        assert [row for row in order if row.startswith(f"{who}-")] == [f"{who}-{n:02}" for n in range(15)]


steps = st.lists(
    st.one_of(
        st.tuples(st.just("enqueue"), st.sampled_from("xy")),
        st.tuples(st.just("claim"), st.sampled_from("ab")),
        st.tuples(st.sampled_from(["done", "again", "dead"]), st.sampled_from("ab")),
        st.tuples(st.just("wait"), st.just("")),
    ),
    max_size=25,
)


@pytest.fixture
def numbers() -> Iterator[int]:
    return count()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_each_stream_goes_out_in_order_and_ends_empty(
    store: Store, numbers: Iterator[int], steps: list[tuple[str, str]]
) -> None:
    """A small model of the outbox beside the real one."""
    store.run_blocking(_clear)
    waiting: dict[str, list[str]] = {"x": [], "y": []}
    held: dict[str, tuple[str, float]] = {}
    now = 0.0
    results: dict[str, Settled] = {"done": Done(), "again": Again(NOW), "dead": Dead("x")}
    for step, what in steps:
        if step == "enqueue":
            name = f"{what}{next(numbers)}"
            waiting[what].append(name)
            store.run_blocking(lambda tx, n=name, s=what: tx.enqueue([outbox_row(n, stream=s)]))  # type: ignore[misc] # a default binds
        elif step == "claim":
            free = {rows[0] for rows in waiting.values() if rows and held.get(rows[0], ("", 0.0))[1] <= now}
            assert set(store.run_blocking(_claim(what, now))) == free
            held |= dict.fromkeys(free, (what, now + 30))
        elif step == "wait":
            now += 31
        else:
            for name in [name for name, (holder, _) in held.items() if holder == what]:
                assert store.run_blocking(_settle(name, results[step], what, now))
                del held[name]
                if step != "again":
                    waiting[name[0]].remove(name)
    counts = store.run_blocking(lambda tx: tx.outbox_counts())
    assert counts["wacht"] == sum(map(len, waiting.values()))


def _clear(tx: Transaction) -> None:
    """Empty the outbox through the front door."""
    while rows := tx.claim(["matrix"], "clear", later(10_000), 30, 100):
        for row in rows:
            tx.settle(row.id, "clear", Done(), NOW)


async def test_what_was_given_up_is_counted_and_listed_for_each_municipality_apart(store: Store) -> None:
    rows = [outbox_row(name, name, gemeente=name.partition(".")[0]) for name in ("assen.1", "assen.2", "elders.1")]
    await store.run(lambda tx: tx.enqueue([*rows, outbox_row("nergens", "nergens")]))
    await store.run(_claim())
    for name in ("assen.1", "elders.1", "nergens"):
        assert await store.run(_settle(name, Dead("http_400")))
    assert await store.run(lambda tx: tx.outbox_counts_of(Scope("assen"))) == {"wacht": 1, "dood": 1, "onzeker": 0}
    assert [line.id for line in await store.run(lambda tx: tx.outbox_given_up(Scope("assen"), 9))] == ["assen.1"]
    assert await store.run(lambda tx: tx.outbox_given_up(Scope("nieuw"), 9)) == []


@pytest.mark.parametrize("result", [Dead("refused"), Onzeker("time_out")])
async def test_what_was_given_up_is_forgotten_after_its_term_and_nothing_else(store: Store, result: Settled) -> None:
    """An order for a case system goes with its record; what waits is still on its way."""
    lanes: list[Lane] = ["reply", "notice", "bulk", "case"]
    rows = [outbox_row(lane, stream=lane, lane=lane) for lane in lanes]
    young = outbox_row("young", stream="young", due_at=later(60))
    waits = outbox_row("waits", stream="waits", channel="teams")
    await store.run(lambda tx: tx.enqueue([*rows, young, waits]))
    for name in await store.run(_claim(at=60)):
        await store.run(_settle(name, result))
    assert await store.run(lambda tx: tx.forget_given_up(NOW)) == 0
    assert await store.run(lambda tx: tx.forget_given_up(later(60))) == 3
    assert {line.id for line in await store.run(lambda tx: tx.outbox_lines(99))} == {"case", "young", "waits"}

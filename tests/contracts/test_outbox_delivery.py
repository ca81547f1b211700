"""The deliverer: what it makes of each answer of a channel or a case backend."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

import pytest

from bot.cases.embedded import EmbeddedBackend
from bot.model import Address, Ambiguous, Delivered, Delivery, Outgoing, Rejected, Retry, Scope, TakenBack
from bot.ports import Receive
from bot.storage.store import Store
from bot.storage.transaction import LANES, Lane, OutboxRow
from bot.work.outbox import (
    BULK,
    CASE,
    CHAT,
    CaseOrder,
    Deliverer,
    decode_case,
    decode_outgoing,
    encode_case,
    encode_outgoing,
)
from dialogs.model import Block, Field, Option, Prompt, Reply
from dialogs.signaal.signal import Signal
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, HandClock, later, signal

HERE = Scope("voorbeeldstad", person="persoon")
ORDER = CaseOrder("voorbeeldstad", "persoon", "S-00000001")
ADDRESS = Address("matrix", "voorbeeld.test", "!kamer")


@dataclass
class Mailbox:
    """A channel that answers what it is told to."""

    answers: list[Delivery | Exception] = field(default_factory=list)
    name: str = "matrix"
    sent: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, receive: Receive) -> None:
        raise NotImplementedError

    async def send(self, outgoing: Outgoing) -> Delivery:
        self.sent.append(outgoing.id)
        self.arrived.set()
        answer = self.answers.pop(0) if self.answers else Delivered()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def say(self, address: Address, text: str) -> None:
        raise NotImplementedError


@dataclass
class Desk:
    """A case backend that answers what it is told to."""

    answers: list[Delivery] = field(default_factory=list)
    name: str = "desk"
    gemeente: str = ""
    seen: list[tuple[str, Signal]] = field(default_factory=list)
    withdrawn: list[tuple[str, str, TakenBack]] = field(default_factory=list)
    hold: asyncio.Event | None = None

    async def submit(self, key: str, signal: Signal) -> Delivery:
        self.seen.append((key, signal))
        if self.hold is not None:
            await self.hold.wait()
        return self.answers.pop(0) if self.answers else Delivered("Z-1")

    async def withdraw(self, key: str, submitted: str, taken_back: TakenBack) -> Delivery:
        self.withdrawn.append((key, submitted, taken_back))
        return self.answers.pop(0) if self.answers else Delivered("Z-1")


def message(row_id: str, stream: str = "s", lane: Lane = "reply") -> OutboxRow:
    outgoing = Outgoing(row_id, ADDRESS, Reply((Block("tekst", row_id),)))
    return OutboxRow(row_id, stream, "matrix", lane, NOW, encode_outgoing(outgoing))


def case(row_id: str = "zaak-1", order: CaseOrder = ORDER) -> OutboxRow:
    return OutboxRow(row_id, f"zaak:{row_id}", "desk", "case", NOW, encode_case(order), gemeente=order.gemeente)


async def put(store: Store, *rows: OutboxRow) -> None:
    await store.run(lambda tx: tx.enqueue(rows))


async def counts(store: Store) -> tuple[int, int, int]:
    found = await store.run(lambda tx: tx.outbox_counts())
    return found["wacht"], found["dood"], found["onzeker"]


def deliverer(store: Store, mailbox: Mailbox | None = None, desk: Desk | None = None, **given: object) -> Deliverer:
    values: dict[str, object] = {"clock": HandClock(), "holder": "a", **given}
    channels = {"matrix": mailbox} if mailbox else {}
    return Deliverer(store, channels, {"desk": desk} if desk else {}, **values)  # type: ignore[arg-type] # given by name


@contextlib.asynccontextmanager
async def running(worker: Deliverer) -> AsyncIterator[None]:
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


def test_what_goes_into_a_row_comes_out_of_it() -> None:
    prompt = Prompt("t1", (Field("KC-A1", "Is er nu gevaar?", (Option("ja", "Ja", "groep"),), multiple=True),))
    outgoing = Outgoing("1", ADDRESS, Reply((Block("punten", lines=("een", "twee")),), prompt, "acuut", "KC-A1", "U6"))
    assert decode_outgoing(encode_outgoing(outgoing)) == outgoing
    assert decode_case(encode_case(ORDER)) == ORDER
    for decode in (decode_outgoing, decode_case):
        with pytest.raises(ValueError, match="payload") as caught:
            decode(b'{"geheim": 1}')
        assert "geheim" not in str(caught.value)


async def test_a_conversation_gets_its_replies_in_order(store: Store) -> None:
    mailbox = Mailbox()
    await put(store, *(message(str(number)) for number in range(5)))
    await deliverer(store, mailbox).drain()
    assert mailbox.sent == ["0", "1", "2", "3", "4"]
    assert await counts(store) == (0, 0, 0)


async def test_a_failed_try_comes_again_later_with_the_same_id_before_the_next(store: Store) -> None:
    mailbox, clock = Mailbox([Retry(0, "offline"), Retry(0, "offline")]), HandClock()
    worker = deliverer(store, mailbox, clock=clock)
    await put(store, message("1"), message("2"))
    for _ in range(4):
        await worker.drain()
        clock.forward(3)
    assert mailbox.sent == ["1", "1", "1", "2"]


async def test_the_wait_that_the_other_side_asks_for_is_honoured(store: Store) -> None:
    mailbox, clock = Mailbox([Retry(60)]), HandClock()
    worker = deliverer(store, mailbox, clock=clock)
    await put(store, message("1"))
    for at, tries in ((0, 1), (59.9, 1), (66.1, 2)):
        clock.moment = later(at)
        await worker.drain()
        assert len(mailbox.sent) == tries


async def test_waits_grow_and_stay_below_their_bound(store: Store) -> None:
    mailbox, clock = Mailbox([Retry(0)] * 12), HandClock()
    pace = replace(CHAT, longest=40)
    worker = deliverer(store, mailbox, clock=clock, paces=(pace,))
    await put(store, message("1"))
    tries: list[float] = []
    for second in range(300):
        clock.moment = later(second)
        before = len(mailbox.sent)
        await worker.drain()
        if len(mailbox.sent) > before:
            tries.append(second)
    waits = [after - before for before, after in pairwise(tries)]
    assert waits[0] <= 2
    assert max(waits) <= 41
    assert min(waits[7:]) >= 20


@pytest.mark.parametrize("answer", [Rejected("forbidden"), Retry(0, "offline")])
async def test_a_row_that_never_arrives_is_given_up_and_the_next_passes(store: Store, answer: Delivery) -> None:
    mailbox, clock = Mailbox([answer] * (1 if isinstance(answer, Rejected) else 3)), HandClock()
    worker = deliverer(store, mailbox, clock=clock, paces=(replace(CHAT, attempts=3),))
    await put(store, message("1"), message("2"))
    for _ in range(5):
        await worker.drain()
        clock.forward(60)
    assert mailbox.sent[-1] == "2"
    assert await counts(store) == (0, 1, 0)


@pytest.mark.parametrize("answer", [Ambiguous("time_out"), RuntimeError("a fault in the channel")])
@pytest.mark.parametrize(("lane", "times"), [("reply", 2), ("notice", 1), ("bulk", 1)])
async def test_what_may_have_arrived_is_repeated_if_it_is_a_reply_and_never_if_a_notice(
    store: Store, answer: Delivery | Exception, lane: Lane, times: int
) -> None:
    mailbox, clock = Mailbox([answer]), HandClock()
    worker = deliverer(store, mailbox, clock=clock)
    await put(store, message("1", lane=lane))
    for _ in range(3):
        await worker.drain()
        clock.forward(60)
    assert mailbox.sent == ["1"] * times
    assert await counts(store) == (0, 0, 0 if lane == "reply" else 1)


async def test_a_payload_that_cannot_be_read_is_given_up(store: Store) -> None:
    mailbox = Mailbox()
    await put(store, replace(message("1"), payload=b"{}"), message("2"))
    await deliverer(store, mailbox).drain()
    assert mailbox.sent == ["2"]
    assert await counts(store) == (0, 1, 0)


async def test_a_signal_is_delivered_noted_and_reported(store: Store) -> None:
    desk, heard = Desk(), []

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        heard.append((order, delivery))

    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    await deliverer(store, desk=desk, on_case_result=hear).drain()
    assert desk.seen == [("zaak-1", signal())]
    assert heard == [(ORDER, Delivered("Z-1"))]
    assert (await store.run(lambda tx: tx.signals(HERE)))[0].delivered_at == NOW
    audit = await store.run(lambda tx: tx.audit_rows(Scope("voorbeeldstad")))
    assert [(entry.actor, entry.action) for entry in audit] == [("backend:desk", "signal.read")]


@pytest.mark.parametrize(("order", "code"), [(ORDER, "closed_desk"), (replace(ORDER, owner="ander"), "no_signal")])
async def test_a_signal_that_is_refused_or_not_there_is_reported_as_such(
    store: Store, order: CaseOrder, code: str
) -> None:
    desk, heard = Desk([Rejected("closed_desk")]), []

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        heard.append(delivery)

    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case(order=order))
    await deliverer(store, desk=desk, on_case_result=hear).drain()
    assert heard == [Rejected(code)]
    assert (await store.run(lambda tx: tx.signals(HERE)))[0].delivered_at is None
    assert await counts(store) == (0, 1, 0)


async def test_a_result_that_was_not_taken_is_told_again(store: Store) -> None:
    desk, clock, heard = Desk(), HandClock(), []

    async def hear(order: CaseOrder, delivery: Delivery) -> None:
        heard.append(delivery)
        if len(heard) == 1:
            raise RuntimeError("a fault in the turn")

    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    worker = deliverer(store, desk=desk, clock=clock, on_case_result=hear)
    await worker.drain()
    assert await counts(store) == (1, 0, 0)
    clock.forward(10)
    await worker.drain()
    assert heard == [Delivered("Z-1")] * 2
    assert {key for key, _ in desk.seen} == {"zaak-1"}
    assert await counts(store) == (0, 0, 0)


async def test_a_slow_case_backend_does_not_delay_a_chat(store: Store) -> None:
    mailbox, desk = Mailbox(), Desk(hold=asyncio.Event())
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, *(case(f"zaak-{number}") for number in range(9)))
    async with running(deliverer(store, mailbox, desk)):
        await until(lambda: len(desk.seen) == CASE.width)
        await put(store, message("1"))
        async with asyncio.timeout(0.9):  # less than a poll: the commit wakes the worker
            await mailbox.arrived.wait()
        assert len(desk.seen) == CASE.width
        assert desk.hold is not None
        desk.hold.set()
        await until(lambda: len(desk.seen) == 9)
    assert sorted(key for key, _ in desk.seen) == [f"zaak-{number}" for number in range(9)]


async def test_what_another_process_enqueued_is_found_by_looking(open_store: OpenStore) -> None:
    mailbox = Mailbox()
    async with running(deliverer(open_store(), mailbox)):
        await asyncio.sleep(0.1)
        await put(open_store(), message("1"))
        await until(lambda: mailbox.sent == ["1"])


async def test_a_delivery_that_hangs_ends_before_its_lease(store: Store) -> None:
    desk, pace = Desk(hold=asyncio.Event()), replace(CASE, lease=2)
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, case())
    async with asyncio.timeout(5):
        await deliverer(store, desk=desk, paces=(pace,)).drain()
    assert len(desk.seen) == 1
    assert await counts(store) == (1, 0, 0)


async def test_two_processes_deliver_everything_once(open_store: OpenStore) -> None:
    stores = [open_store(), open_store()]
    mailbox = Mailbox()
    rows: Sequence[OutboxRow] = [
        message(f"{stream}-{number}", f"s{stream}") for stream in range(6) for number in range(8)
    ]
    await put(stores[0], *rows)
    workers = [deliverer(store, mailbox, holder=f"h{number}") for number, store in enumerate(stores)]
    async with running(workers[0]), running(workers[1]):
        await until(lambda: len(mailbox.sent) >= len(rows))
        await asyncio.sleep(0.1)
    assert sorted(mailbox.sent) == sorted(row.id for row in rows)
    for stream in range(6):
        mine = [name for name in mailbox.sent if name.startswith(f"{stream}-")]
        assert mine == sorted(mine)


async def test_a_row_whose_lease_passed_while_the_process_slept_is_not_sent(store: Store) -> None:
    """A suspended machine wakes up with a row in hand that another process may have taken since."""

    class Sleepy(HandClock):
        asked = 0

        def now(self) -> datetime:
            self.asked += 1
            return later(31) if self.asked == 2 else NOW  # between the claim and the sending

    mailbox, clock = Mailbox(), Sleepy()
    await put(store, message("1"))
    await deliverer(store, mailbox, clock=clock, paces=(CHAT,)).drain()
    assert clock.asked == 3
    assert mailbox.sent == []


def test_the_usual_paces_leave_no_lane_out() -> None:
    assert sorted(lane for pace in (CHAT, BULK, CASE) for lane in pace.lanes) == sorted(LANES)


async def test_the_embedded_backend_takes_part_in_all_this(store: Store) -> None:
    clock = HandClock()
    await store.run(lambda tx: tx.save_signal(HERE, signal(), "persoon", True, NOW))
    await put(store, replace(case(), channel="embedded"))
    worker = Deliverer(store, {}, {"embedded": EmbeddedBackend(store, clock)}, clock, "a")
    await worker.drain()
    (row,) = await store.run(lambda tx: tx.cases(Scope("voorbeeldstad")))
    assert row.signals == ("S-00000001",)
    assert (await store.run(lambda tx: tx.signals(HERE)))[0].delivered_at == NOW


async def test_who_is_not_there_is_waited_for_without_a_limit_and_without_a_failure(store: Store) -> None:
    """A terminal that another person sits at: the message is for later, nothing went wrong."""
    clock, mailbox = HandClock(), Mailbox([Retry(1, "elsewhere", counts=False)] * 200)
    worker = deliverer(store, mailbox, clock=clock)
    await put(store, message("m1"), message("m2", stream="ander"))
    for _ in range(60):
        await worker.drain()
        clock.forward(1)
    assert await counts(store) == (2, 0, 0)
    assert {line.attempts for line in await store.run(lambda tx: tx.outbox_lines(9))} == {0}
    assert {line.code for line in await store.run(lambda tx: tx.outbox_lines(9))} == {"elsewhere"}
    mailbox.answers.clear()
    await worker.drain()
    assert await counts(store) == (0, 0, 0)

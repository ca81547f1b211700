"""The order of a signal and of the word that it was taken back, in the outbox: whatever waits or is given up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from bot.model import Delivered, Delivery, Rejected, Retry, Scope
from bot.storage.store import Store
from bot.storage.transaction import OutboxRow
from bot.work.outbox import LATE, Deliverer
from bot.work.payloads import CaseOrder, WithdrawOrder, decode_case, encode_case
from tests.contracts.case_delivery import confirm, enqueue, key_of, put, record, take_back, taken_back
from tests.contracts.records import NOW, HandClock
from tests.contracts.test_outbox_delivery import Desk, counts, deliverer

ONE = record(1)
KEY = key_of(ONE)


class Log(Desk):
    """A backend that remembers the order of what it heard."""

    def __init__(self, *answers: Delivery) -> None:
        super().__init__(list(answers))
        self.order: list[str] = []

    async def submit(self, key: str, signal: object) -> Delivery:
        self.order.append("signaal")
        return self.answers.pop(0) if self.answers else Delivered("Z-1")

    async def withdraw(self, key: str, submitted: str, taken_back: object) -> Delivery:
        self.order.append("intrekking")
        return self.answers.pop(0) if self.answers else Delivered("Z-1")


async def _rounds(worker: Deliverer, clock: HandClock, number: int = 12) -> None:
    for _ in range(number):
        await worker.drain()
        clock.forward(4000)


def _back() -> OutboxRow:
    return take_back(ONE, "desk")


def test_an_order_of_this_kind_is_read_back_and_is_no_order_to_deliver() -> None:
    """A process of an older version gives it up, and does not deliver the signal once more under another key."""
    order = WithdrawOrder(KEY, taken_back(ONE))
    assert decode_case(encode_case(order)) == order
    with pytest.raises(ValueError, match="CaseOrder"):
        TypeAdapter(CaseOrder).validate_json(encode_case(order))


async def test_it_comes_after_the_signal_however_long_that_waits(store: Store) -> None:
    desk, clock = Log(*[Retry(0, "not_reached")] * 4), HandClock()
    await put(store, "desk", ONE)
    await enqueue(store, _back())
    await _rounds(deliverer(store, desk=desk, clock=clock), clock)
    assert desk.order == ["signaal"] * 5 + ["intrekking"]
    assert await counts(store) == (0, 0, 0)


async def test_it_is_tried_again_as_a_signal_is_and_told_once_each(store: Store) -> None:
    desk, clock, heard = Log(Delivered("Z-1"), *[Retry(0, "not_reached")] * LATE), HandClock(), []

    async def hear(order: WithdrawOrder, delivery: Delivery) -> None:
        heard.append((order.taken_back.reference, delivery))

    await put(store, "desk", ONE)
    await enqueue(store, _back())
    await _rounds(deliverer(store, desk=desk, clock=clock, on_withdraw_result=hear), clock)
    assert heard == [(ONE.signaal_id, Retry(0, "not_reached")), (ONE.signaal_id, Delivered("Z-1"))]


async def test_what_is_refused_is_given_up_and_shown_as_such(store: Store) -> None:
    desk, clock, heard = Log(Delivered("Z-1"), Rejected("case_closed")), HandClock(), []

    async def hear(_order: WithdrawOrder, delivery: Delivery) -> None:
        heard.append(delivery)

    await put(store, "desk", ONE)
    await enqueue(store, _back())
    await _rounds(deliverer(store, desk=desk, clock=clock, on_withdraw_result=hear), clock, 3)
    assert heard == [Rejected("case_closed")]
    (line,) = await store.run(lambda tx: tx.outbox_given_up(Scope("voorbeeldstad"), 9))
    assert (line.state, line.code, line.lane) == ("dood", "case_closed", "case")
    (row,) = await store.run(lambda tx: tx.signals(Scope("voorbeeldstad")))
    assert row.delivered_at == NOW


async def test_what_was_never_tried_is_held_back(store: Store) -> None:
    desk, clock = Log(), HandClock()
    await put(store, "desk", ONE)
    held = await store.run(lambda tx: tx.hold_back(KEY))
    assert held is not None
    assert (held.state, held.channel) == ("tegengehouden", "desk")
    await _rounds(deliverer(store, desk=desk, clock=clock), clock, 2)
    assert desk.order == []
    assert await store.run(lambda tx: tx.hold_back(KEY)) is None


async def test_what_somebody_has_in_hand_or_tried_is_on_its_way(store: Store) -> None:
    desk, clock = Log(Retry(0, "not_reached")), HandClock()
    await put(store, "desk", ONE)
    await store.run(lambda tx: tx.claim(["desk"], "ander", NOW, 120, 1))
    held = await store.run(lambda tx: tx.hold_back(KEY))
    assert held is not None
    assert held.state == "onderweg"
    await enqueue(store, replace(_back(), stream=held.stream))
    clock.forward(121)
    await _rounds(deliverer(store, desk=desk, clock=clock), clock, 3)
    assert desk.order == ["signaal", "signaal", "intrekking"]


async def test_a_second_chance_was_out_before(store: Store) -> None:
    """Its tries count from zero again, but it may have arrived the first time."""
    desk, clock = Log(Rejected("http_400")), HandClock()
    await put(store, "desk", ONE)
    await deliverer(store, desk=desk, clock=clock).drain()
    await store.run(lambda tx: tx.revive(KEY, clock.now()))
    held = await store.run(lambda tx: tx.hold_back(KEY))
    assert held is not None
    assert held.state == "onderweg"


async def test_a_signal_that_was_given_up_gets_no_second_chance_after_it_was_taken_back(store: Store) -> None:
    desk, clock = Log(Rejected("http_400")), HandClock()
    await put(store, "desk", ONE)
    await deliverer(store, desk=desk, clock=clock).drain()
    held = await store.run(lambda tx: tx.hold_back(KEY))
    assert held is not None
    assert held.state == "opgegeven"
    assert await store.run(lambda tx: tx.revive(KEY, clock.now())) is None


async def test_one_that_is_given_up_while_it_waits_neither(store: Store) -> None:
    desk, clock = Log(Rejected("http_400")), HandClock()
    await put(store, "desk", ONE)
    await enqueue(store, _back())
    await _rounds(deliverer(store, desk=desk, clock=clock), clock, 2)
    assert desk.order == ["signaal", "intrekking"]
    assert await store.run(lambda tx: tx.revive(KEY, clock.now())) is None
    assert await counts(store) == (0, 0, 0)


async def test_it_waits_for_a_signal_of_another_stream_too(store: Store) -> None:
    """Two households became one in between, say: the stream is another, the order stays."""
    desk, clock = Log(Retry(0, "not_reached")), HandClock()
    await put(store, "desk", ONE)
    await enqueue(store, replace(_back(), stream="ander"))
    await deliverer(store, desk=desk, clock=clock).drain()
    assert desk.order == ["signaal"]
    await _rounds(deliverer(store, desk=desk, clock=clock), clock, 3)
    assert desk.order == ["signaal", "signaal", "intrekking"]


async def test_a_signal_that_is_shared_anew_after_it_was_held_back_goes_out(store: Store) -> None:
    desk, clock = Log(), HandClock()
    await put(store, "desk", ONE)
    await store.run(lambda tx: tx.hold_back(KEY))
    await enqueue(store, *confirm(ONE, "desk"))
    await _rounds(deliverer(store, desk=desk, clock=clock), clock, 1)
    assert desk.order == ["signaal"]


async def test_the_same_withdrawal_stands_once(store: Store) -> None:
    desk, clock = Log(), HandClock()
    await put(store, "desk", ONE)
    await enqueue(store, _back(), _back())
    await _rounds(deliverer(store, desk=desk, clock=clock), clock, 2)
    assert desk.order == ["signaal", "intrekking"]

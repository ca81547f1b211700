"""Delivery: takes what is due from the outbox, hands it to channels and case backends, and writes what became of it.

At least once, in the order of each stream, one process at a time (design, "Order" and "Errors").
"""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - spreads the retries of many rows; bot/work is the place for it
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from bot.keys import Unreadable
from bot.model import Ambiguous, Delivered, Delivery, Outgoing, Rejected, Retry, Scope
from bot.ports import CaseBackend, Channel, Clock, DeliversAtTimes, RecognisesRepeats, TellsItsStart
from bot.storage.records import Again, Dead, Done, Lane, Onzeker, OutboxRow, Settled
from bot.storage.store import StorageGone, Store, Transaction
from bot.underway import hearing
from bot.work.never_sent import refusal, withdrawal_refusal
from bot.work.payloads import (
    CaseOrder,
    Order,
    WithdrawOrder,
    decode_case,
    decode_outgoing,
    encode_case,
    encode_outgoing,
)

__all__ = ["CaseOrder", "Deliverer", "Pace", "decode_case", "decode_outgoing", "encode_case", "encode_outgoing"]

NoteBulk = Callable[[Transaction, OutboxRow, Settled, Delivery, datetime], None]
"""Writes what became of one of many recipients, in the transaction that settles its row."""
OnCaseResult = Callable[[CaseOrder, Delivery], Awaitable[None]]
"""Hears once or more, for the same order: it was Delivered, is late (Retry), or was given up (Rejected)."""
OnWithdrawResult = Callable[[WithdrawOrder, Delivery], Awaitable[None]]
"""The same of an order that tells that a signal was taken back."""
FindOrder = Callable[[Transaction, OutboxRow], CaseOrder | None]
"""Finds which signal a row delivers that cannot be read any more; None: nobody knows."""

LATE: Final = 5
"""Tries after which the owner of a signal has to hear that it did not arrive yet: half a minute and more."""
LONG: Final = 300.0
"""Seconds to wait for the next try from which the owner hears it at once: a person has to put something right."""
POLL: Final = 1.0
"""Seconds between looks at the outbox when nobody in this process says that there is something."""
AFTER_SUBMIT: Final = 1.0
"""Seconds after which we look again whether the signal that was taken back is there by now."""
AT_ONCE: Final = 2
"""Tries of which the second may follow at once where the first ended with its process; later ones wait."""
LAST_WORDS: Final = 3
"""Tries to say that a row is given up; where these end with their process too, or fail, it is given up unsaid."""
ONCE: Final = frozenset[Lane]({"notice", "bulk"})
"""Lanes in which a message that may have arrived is not repeated, but where the channel recognises a repeat."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a group of lanes is delivered. Groups run apart, and in the lane of cases each backend does too.

    So a case backend that hangs delays neither a chat nor another backend.
    """

    lanes: tuple[Lane, ...]
    width: int
    """Most deliveries at the same time."""
    lease: float
    """Seconds for which nobody else takes a row; a delivery gets half of it, so that it never outlives its lease."""
    attempts: int
    """Tries before a row is given up."""
    longest: float
    """Longest wait between two tries, in seconds."""
    least: int = 1
    """So many have to be free before more are claimed: a look at the outbox costs the same for one as for many."""


CHAT: Final = Pace(("reply", "notice"), width=16, lease=30, attempts=40, longest=300)
BULK: Final = Pace(("bulk",), width=8, lease=30, attempts=40, longest=300, least=4)
CASE: Final = Pace(("case",), width=4, lease=120, attempts=250, longest=3600)  # a week of being down


@dataclass(frozen=True, slots=True)
class _Try:
    """A claimed row, and until when it is ours."""

    row: OutboxRow
    pace: Pace
    until: datetime


class Deliverer:
    """The worker of the outbox in one process."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        backends: Mapping[str, CaseBackend],
        clock: Clock,
        holder: str,
        on_case_result: OnCaseResult | None = None,
        note_bulk: NoteBulk | None = None,
        paces: tuple[Pace, ...] = (CHAT, BULK, CASE),
        on_withdraw_result: OnWithdrawResult | None = None,
        find_order: FindOrder | None = None,
    ) -> None:
        """Deliver for these channels and backends only. `holder` names this process and no other, ever."""
        self._store = store
        self._channels = channels
        self._backends = backends
        self._clock = clock
        self._holder = holder
        self._on_case_result = on_case_result
        self._on_withdraw_result = on_withdraw_result
        self._note_bulk = note_bulk
        self._find_order = find_order
        self._paces = paces
        self._chance = random.Random()  # noqa: S311 - spreads load, guards nothing
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wakes: list[asyncio.Event] = []
        self._unsent: set[str] = set()
        """Rows in hand of which certainly nothing went out."""
        store.on_outbox(self._wake_from_thread)

    async def run(self) -> None:
        """Deliver until cancelled. What was on its way then is taken up again when its lease ends, the rest at once."""
        self._loop = asyncio.get_running_loop()
        try:
            async with asyncio.TaskGroup() as lanes:
                for pace, backend in self._queues():
                    wake = asyncio.Event()
                    self._wakes.append(wake)
                    lanes.create_task(self._serve(pace, backend, wake))
        finally:
            self._loop = None
            self._wakes.clear()
            await self._give_back()

    async def drain(self) -> None:
        """Deliver until nothing is due (for the console and tests). Raises StorageGone."""
        while tries := [each for pace, name in self._queues() for each in await self._claim(pace, name, pace.width)]:
            async with asyncio.TaskGroup() as tasks:
                for each in tries:
                    tasks.create_task(self._deliver(each))

    def _queues(self) -> list[tuple[Pace, str]]:
        """What is delivered apart: the groups of lanes, and each case backend by itself. Chat has no name here."""
        return [(pace, name) for pace in self._paces for name in (self._backends if "case" in pace.lanes else ("",))]

    async def _serve(self, pace: Pace, backend: str, wake: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as tasks:
            busy = 0

            def finished(_task: asyncio.Task[None]) -> None:
                nonlocal busy
                busy -= 1
                wake.set()  # the next of its stream may go now

            while True:
                wake.clear()
                free = pace.width - busy
                try:
                    tries = await self._claim(pace, backend, free if free >= pace.least else 0)
                except StorageGone as gone:
                    _log.warning("outbox.storage_gone", code=gone.code)
                    await asyncio.sleep(POLL)
                    continue
                for each in tries:
                    busy += 1
                    tasks.create_task(self._deliver(each)).add_done_callback(finished)
                await _wait(wake, POLL)

    async def _claim(self, pace: Pace, backend: str, limit: int) -> list[_Try]:
        names = [backend] if backend else [name for name, each in self._channels.items() if _delivers(each)]
        if limit <= 0 or not names:
            return []
        now = self._clock.now()
        claiming = asyncio.ensure_future(
            self._store.run(lambda tx: tx.claim(names, self._holder, now, pace.lease, limit, pace.lanes))
        )
        try:
            rows = await asyncio.shield(claiming)
        except asyncio.CancelledError:  # what it takes is to be given back
            with suppress(StorageGone):
                self._hold(await claiming)
            raise
        self._hold(rows)
        return [_Try(row, pace, now + timedelta(seconds=pace.lease)) for row in rows]

    def _hold(self, rows: Sequence[OutboxRow]) -> None:
        self._unsent |= {row.id for row in rows}
        self._unsent -= {row.id for row in rows if row.interrupted}

    async def _give_back(self) -> None:
        """Free what waits here for its place or its token: nobody needs to be in doubt about it."""
        unsent = frozenset(self._unsent)
        if not unsent:
            return
        try:
            count = await self._store.run(lambda tx: tx.give_rows_back(unsent, self._holder))
        except StorageGone as gone:
            _log.warning("outbox.storage_gone", code=gone.code)
        else:
            _log.info("outbox.given_back", count=count)

    async def _deliver(self, each: _Try) -> None:
        """Try once and write what became of it. Where writing fails the lease ends by itself and all is tried again."""
        if self._clock.now() >= each.until:  # the machine slept; somebody else may have the row
            return
        known = self._known(each)
        try:
            if known is not None and each.row.attempts > each.pace.attempts + LAST_WORDS:
                await self._settle(each, self._settled(each, known))
            elif each.row.lane == "case":
                await self._deliver_case(each, known)
            else:
                await self._deliver_message(each, known)
        except StorageGone as gone:
            _log.warning("outbox.storage_gone", id=each.row.id, code=gone.code)
        except Exception as fault:  # noqa: BLE001 - what breaks over one row ends neither the others nor the service
            _log.error("outbox.fault", id=each.row.id, code=type(fault).__name__)

    def _known(self, each: _Try) -> Delivery | None:
        """What is known of a row before it is tried again; None: nothing that keeps it from that.

        A row that ends its process is tried at once a second time and then less and less, so that it does not keep
        everybody away; after its last try it is given up here, for nobody was left to do it there.
        """
        row = each.row
        if row.interrupted and self._is_said_once(row):
            return Ambiguous("interrupted")
        if row.attempts > each.pace.attempts:
            return Rejected("attempts")
        return Ambiguous("interrupted") if row.interrupted and row.attempts > AT_ONCE else None

    async def _deliver_message(self, each: _Try, known: Delivery | None) -> None:
        try:
            outgoing = decode_outgoing(each.row.payload)
        except ValueError:
            delivery: Delivery = Rejected("payload" if each.row.readable else "unreadable")
        else:
            delivery = known or await self._bounded(each, self._send(each.row, outgoing))
        settled, note = self._settled(each, delivery), self._note_bulk
        if each.row.lane == "bulk" and note is not None:
            await self._settle(each, settled, lambda tx, now: note(tx, each.row, settled, delivery, now))
        else:
            await self._settle(each, settled)

    async def _send(self, row: OutboxRow, outgoing: Outgoing) -> Delivery:
        channel = self._channels[row.channel]
        goes_out = partial(self._unsent.discard, row.id)
        if not isinstance(channel, TellsItsStart):
            goes_out()
        with hearing(goes_out):
            return await channel.send(outgoing)

    async def _deliver_case(self, each: _Try, known: Delivery | None) -> None:
        """Tell the result before the row is settled: a crash in between repeats the call, and loses nothing."""
        row = each.row
        order = await self._order_of(row)
        if isinstance(order, Dead):
            await self._settle(each, order)
            return
        delivery = known or await self._bounded(each, self._hand_in(row, order))
        settled = self._settled(each, delivery)
        result = _news(settled, delivery, row.attempts)
        if result is not None:
            try:
                await self._tell(order, result)
            except StorageGone:
                raise
            except Exception as fault:  # noqa: BLE001 - the application's fault stops no delivery; it hears it again
                _log.error("outbox.fault", id=row.id, code=type(fault).__name__)
                settled = self._again(each, 0, "result_not_taken")
        await self._settle(each, settled, lambda tx, now: _note_delivery(tx, row, order, delivery, now))

    async def _order_of(self, row: OutboxRow) -> Order | Dead:
        """Read the order. One whose key is gone is looked for, so that no signal is lost with the row that sends it."""
        try:
            return decode_case(row.payload)
        except ValueError:
            find = self._find_order
            if row.readable or find is None:
                return Dead("payload" if row.readable else "unreadable")
            return await self._store.run(lambda tx: find(tx, row)) or Dead("unreadable")

    async def _tell(self, order: Order, result: Delivery) -> None:
        if isinstance(order, WithdrawOrder):
            if self._on_withdraw_result is not None:
                await self._on_withdraw_result(order, result)
        elif self._on_case_result is not None:
            await self._on_case_result(order, result)

    async def _hand_in(self, row: OutboxRow, order: Order) -> Delivery:
        self._unsent.discard(row.id)
        return await (self._submit(row, order) if isinstance(order, CaseOrder) else self._withdraw(row, order))

    async def _submit(self, row: OutboxRow, order: CaseOrder) -> Delivery:
        backend, now = self._backends[row.channel], self._clock.now()
        scope = Scope(order.gemeente, person=order.owner)
        signal = await self._store.run(lambda tx: tx.signal(scope, order.reference, f"backend:{row.channel}", now))
        if signal is None:
            return Rejected("no_signal")
        return refusal(backend, signal) or await backend.submit(row.id, signal)

    async def _withdraw(self, row: OutboxRow, order: WithdrawOrder) -> Delivery:
        """Never before the signal itself; one that was given up gets no second chance any more, or it came after this.

        Their stream holds that order. A second chance that somebody gave the signal this moment is waited for.
        """
        backend = self._backends[row.channel]
        if (never := withdrawal_refusal(backend, order.taken_back)) is not None:
            return never
        if not await self._store.run(lambda tx: tx.end_order(order.submitted)):
            return Retry(AFTER_SUBMIT, "after_submit", counts=False)
        return await backend.withdraw(row.id, order.submitted, order.taken_back)

    async def _bounded(self, each: _Try, sending: Awaitable[Delivery]) -> Delivery:
        """Send within half the lease, so that a row in hand is never somebody else's."""

        def broken_off(code: str) -> Delivery:
            return Retry(0, code) if each.row.id in self._unsent else Ambiguous(code)

        try:
            async with asyncio.timeout(each.pace.lease / 2):
                return await sending
        except TimeoutError:
            return broken_off("time_out")
        except StorageGone as gone:
            return Retry(0, gone.code)
        except Unreadable:  # the key of a record, or of where it goes, is gone
            return Rejected("unreadable")
        except Exception as fault:  # noqa: BLE001 - a fault in a channel stops neither the others nor this stream
            _log.error("outbox.fault", id=each.row.id, code=type(fault).__name__)
            return broken_off("fault")

    def _settled(self, each: _Try, delivery: Delivery) -> Settled:
        match delivery:
            case Delivered():
                return Done()
            case Rejected(code):
                return Dead(code)
            case Ambiguous(code) if self._is_said_once(each.row):
                return Onzeker(code)
            case Retry(after, code, counts=False):
                return Again(self._clock.now() + timedelta(seconds=after), code, counts=False)
            case Retry(after, code):
                return self._again(each, after, code)
            case Ambiguous(code):
                return self._again(each, 0, code)

    def _is_said_once(self, row: OutboxRow) -> bool:
        """Whether a doubtful message is not repeated: it asks nothing, and its channel would show it twice."""
        return row.lane in ONCE and not isinstance(self._channels.get(row.channel), RecognisesRepeats)

    def _again(self, each: _Try, after: float, code: str) -> Again | Dead:
        """Wait as long as was asked, or twice as long each time; never exactly, so that rows do not come in a wave.

        A case waits for the longer of the two: a backend that asks for a minute each time is down for longer than that.
        """
        tries = each.row.attempts
        if tries >= each.pace.attempts:
            return Dead(code or "attempts")
        backoff = min(each.pace.longest, 2.0 ** min(tries, 30)) / 2
        asked = after > (backoff if each.row.lane == "case" else 0)
        wait = after if asked else backoff
        wait += wait * self._chance.random() * (0.1 if asked else 1)
        _log.info("outbox.again", id=each.row.id, code=code, attempts=tries)
        return Again(self._clock.now() + timedelta(seconds=wait), code)

    async def _settle(
        self, each: _Try, settled: Settled, also: Callable[[Transaction, datetime], None] | None = None
    ) -> None:
        """Write the result, and what belongs to it in the same transaction."""
        row, now = each.row, self._clock.now()

        def write(tx: Transaction) -> bool:
            if also is not None:
                also(tx, now)
            return tx.settle(row.id, self._holder, settled, now)

        ours = await self._store.run(write)
        self._unsent.discard(row.id)
        if not ours:
            _log.warning("outbox.lease_lost", id=row.id)
        elif isinstance(settled, Dead | Onzeker):
            _log.error("outbox.given_up", id=row.id, code=settled.code, attempts=row.attempts)

    def _wake_from_thread(self) -> None:
        """Wake all lanes; the store calls this in a thread of its own after a commit."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # it was closed just now
                loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for wake in self._wakes:
            wake.set()


def _news(settled: Settled, delivery: Delivery, attempts: int) -> Delivery | None:
    """What the owner has to hear of a try, if anything."""
    match settled:
        case Done():
            return delivery
        case Dead(code):
            return Rejected(code)
        case Again(code=code) if attempts >= LATE or (isinstance(delivery, Retry) and delivery.after >= LONG):
            return Retry(0, code)
        case _:
            return None


def _note_delivery(tx: Transaction, row: OutboxRow, order: Order, delivery: Delivery, now: datetime) -> None:
    if isinstance(delivery, Delivered) and isinstance(order, CaseOrder):
        scope = Scope(order.gemeente, person=order.owner)
        tx.mark_delivered(scope, order.reference, row.channel, delivery.reference, now)


def _delivers(channel: Channel) -> bool:
    return not isinstance(channel, DeliversAtTimes) or channel.delivers


async def _wait(wake: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await wake.wait()
    except TimeoutError:
        return

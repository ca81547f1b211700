"""Delivery: takes what is due from the outbox, hands it to channels and case backends, and writes what became of it.

At least once, in the order of each stream, one process at a time (design, "Order" and "Errors").
"""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - spreads the retries of many rows; bot/work is the place for it
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.model import Ambiguous, Delivered, Delivery, Rejected, Retry, Scope
from bot.ports import CaseBackend, Channel, Clock
from bot.storage.records import Again, Dead, Done, Lane, Onzeker, OutboxRow, Settled
from bot.storage.store import StorageGone, Store, Transaction
from bot.work.payloads import CaseOrder, decode_case, decode_outgoing, encode_case, encode_outgoing

__all__ = ["CaseOrder", "Deliverer", "Pace", "decode_case", "decode_outgoing", "encode_case", "encode_outgoing"]

OnCaseResult = Callable[[CaseOrder, Delivery], Awaitable[None]]
"""Hears once or more, for the same order, that it was Delivered or will never be (Rejected)."""

POLL: Final = 1.0
"""Seconds between looks at the outbox when nobody in this process says that there is something."""
ONCE: Final = frozenset[Lane]({"notice", "bulk"})
"""Lanes in which a message that may have arrived is not repeated: it asks nothing, so a second one only confuses."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a group of lanes is delivered. Groups run apart: a slow case backend never delays a chat."""

    lanes: tuple[Lane, ...]
    width: int
    """Most deliveries at the same time."""
    lease: float
    """Seconds for which nobody else takes a row; a delivery gets half of it, so that it never outlives its lease."""
    attempts: int
    """Tries before a row is given up."""
    longest: float
    """Longest wait between two tries, in seconds."""


CHAT: Final = Pace(("reply", "notice"), width=16, lease=30, attempts=40, longest=300)
BULK: Final = Pace(("bulk",), width=4, lease=30, attempts=40, longest=300)
CASE: Final = Pace(("case",), width=4, lease=120, attempts=60, longest=3600)


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
        paces: tuple[Pace, ...] = (CHAT, BULK, CASE),
    ) -> None:
        """Deliver for these channels and backends only. `holder` names this process and no other, ever."""
        self._store = store
        self._channels = channels
        self._backends = backends
        self._clock = clock
        self._holder = holder
        self._on_case_result = on_case_result
        self._paces = paces
        self._chance = random.Random()  # noqa: S311 - spreads load, guards nothing
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wakes: list[asyncio.Event] = []
        store.on_outbox(self._wake_from_thread)

    async def run(self) -> None:
        """Deliver until cancelled. What was on its way then is taken up again when its lease ends."""
        self._loop = asyncio.get_running_loop()
        try:
            async with asyncio.TaskGroup() as lanes:
                for pace in self._paces:
                    wake = asyncio.Event()
                    self._wakes.append(wake)
                    lanes.create_task(self._serve(pace, wake))
        finally:
            self._loop = None
            self._wakes.clear()

    async def drain(self) -> None:
        """Deliver until nothing is due (for the console and tests). Raises StorageGone."""
        while True:
            claimed = [(row, pace) for pace in self._paces for row in await self._claim(pace, pace.width)]
            if not claimed:
                return
            async with asyncio.TaskGroup() as tasks:
                for row, pace in claimed:
                    tasks.create_task(self._deliver(row, pace))

    async def _serve(self, pace: Pace, wake: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as tasks:
            busy = 0

            def finished(_task: asyncio.Task[None]) -> None:
                nonlocal busy
                busy -= 1
                wake.set()  # the next of its stream may go now

            while True:
                wake.clear()
                try:
                    rows = await self._claim(pace, pace.width - busy)
                except StorageGone as gone:
                    _log.warning("outbox.storage_gone", code=gone.code)
                    await asyncio.sleep(POLL)
                    continue
                for row in rows:
                    busy += 1
                    tasks.create_task(self._deliver(row, pace)).add_done_callback(finished)
                await _wait(wake, POLL)

    async def _claim(self, pace: Pace, limit: int) -> list[OutboxRow]:
        names = self._backends if "case" in pace.lanes else self._channels
        if limit <= 0 or not names:
            return []
        now = self._clock.now()
        return await self._store.run(lambda tx: tx.claim(list(names), self._holder, now, pace.lease, limit, pace.lanes))

    async def _deliver(self, row: OutboxRow, pace: Pace) -> None:
        """Try once and write what became of it. Where writing fails the lease ends by itself and all is tried again."""
        order: CaseOrder | None = None
        try:
            async with asyncio.timeout(pace.lease / 2):
                if row.lane == "case":
                    order = decode_case(row.payload)
                    delivery = await self._submit(row, order)
                else:
                    delivery = await self._channels[row.channel].send(decode_outgoing(row.payload))
        except TimeoutError:
            delivery = Ambiguous("time_out")
        except StorageGone as gone:
            delivery = Retry(0, gone.code)
        except ValueError:
            delivery = Rejected("payload")
        except Exception:  # noqa: BLE001 - a fault in a channel stops neither the others nor this stream
            delivery = Ambiguous("fault")
        settled = self._settled(row, pace, delivery)
        try:
            settled = await self._tell(row, pace, order, delivery, settled)
            await self._write(row, order, delivery, settled)
        except StorageGone as gone:
            _log.warning("outbox.storage_gone", id=row.id, code=gone.code)

    async def _submit(self, row: OutboxRow, order: CaseOrder) -> Delivery:
        backend, now = self._backends[row.channel], self._clock.now()
        scope = Scope(order.gemeente, person=order.owner)
        signal = await self._store.run(lambda tx: tx.signal(scope, order.reference, f"backend:{row.channel}", now))
        return Rejected("no_signal") if signal is None else await backend.submit(row.id, signal)

    def _settled(self, row: OutboxRow, pace: Pace, delivery: Delivery) -> Settled:
        match delivery:
            case Delivered():
                return Done()
            case Rejected(code):
                return Dead(code)
            case Ambiguous(code) if row.lane in ONCE:
                return Onzeker(code)
            case Retry(after, code):
                return self._again(row, pace, after, code)
            case Ambiguous(code):
                return self._again(row, pace, 0, code)

    def _again(self, row: OutboxRow, pace: Pace, after: float, code: str) -> Again | Dead:
        """Wait as long as was asked, or twice as long each time; never exactly, so that rows do not come in a wave."""
        if row.attempts >= pace.attempts:
            return Dead(code or "attempts")
        wait = after or min(pace.longest, 2.0 ** min(row.attempts - 1, 30)) / 2
        wait += wait * self._chance.random() * (0.1 if after else 1)
        _log.info("outbox.again", id=row.id, code=code, attempts=row.attempts)
        return Again(self._clock.now() + timedelta(seconds=wait))

    async def _tell(
        self, row: OutboxRow, pace: Pace, order: CaseOrder | None, delivery: Delivery, settled: Settled
    ) -> Settled:
        """Hand the result of a case over before the row is settled: a crash in between repeats it and loses nothing."""
        if order is None or self._on_case_result is None or not isinstance(settled, Done | Dead):
            return settled
        result = Rejected(settled.code) if isinstance(settled, Dead) else delivery
        try:
            await self._on_case_result(order, result)
        except StorageGone:
            raise
        except Exception:  # noqa: BLE001 - the application's fault must not stop delivery; it hears it again later
            _log.error("outbox.result_not_taken", id=row.id)
            return self._again(row, pace, 0, "result_not_taken")
        return settled

    async def _write(self, row: OutboxRow, order: CaseOrder | None, delivery: Delivery, settled: Settled) -> None:
        now = self._clock.now()
        held = await self._store.run(lambda tx: self._settle(tx, row, order, delivery, settled, now))
        if isinstance(settled, Dead | Onzeker):
            _log.error("outbox.given_up", id=row.id, code=settled.code, attempts=row.attempts)
        if not held:
            _log.warning("outbox.lease_lost", id=row.id)

    def _settle(
        self,
        tx: Transaction,
        row: OutboxRow,
        order: CaseOrder | None,
        delivery: Delivery,
        settled: Settled,
        now: datetime,
    ) -> bool:
        if order is not None and isinstance(delivery, Delivered):
            scope = Scope(order.gemeente, person=order.owner)
            tx.mark_delivered(scope, order.reference, row.channel, delivery.reference, now)
        return tx.settle(row.id, self._holder, settled, now)

    def _wake_from_thread(self) -> None:
        """Wake all lanes; the store calls this in a thread of its own after a commit."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for wake in self._wakes:
            wake.set()


async def _wait(wake: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await wake.wait()
    except TimeoutError:
        return

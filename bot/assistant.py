"""Takes in activities: first in, first out for each conversation; reads the text, drops it, runs the turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, runtime_checkable

import structlog

from bot.model import Activity, Address, Delivery, Receipt, Scope, Stage
from bot.ports import Channel, Clock
from bot.storage.records import CaseElsewhere
from bot.storage.store import StorageGone, Store, Transaction
from bot.storage.tasks import Task
from bot.turn import TurnHandler
from bot.work.access_round import AccessRound
from bot.work.apart import apart
from bot.work.payloads import CaseOrder
from dialogs import learning
from dialogs.model import Reading
from dialogs.parking import KEPT

_SAY_AGAIN = timedelta(minutes=10)
"""So often at most does a channel say by itself that storage is gone, for each conversation."""
_AT_ONCE = 100
"""So many due tasks of a municipality are looked up at a time."""
_ROUNDS = 200
"""So many times in one sweep: a limit for what nobody foresaw."""
_AFTER_A_FAULT = timedelta(hours=1)
_ENDED_KEPT = timedelta(days=90)
"""How long a code that expired and a task that ended stay."""
_MESSAGES_KEPT = timedelta(days=90)
"""How long it is known that a message was handled: longer than any channel tells one again."""
_MESSAGES_AT_ONCE = 200
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was emptied or removed."""

    drafts: int
    ended: int
    unmatched: int
    given_up: int
    shares: int
    messages: int


@runtime_checkable
class OpensRooms(Protocol):
    """A channel that can open a room with one person."""

    async def open_direct_room(self, user: str) -> str:
        """Open it, or find the one that is there; its id."""


class Assistant:
    """The way in for channels, and for what comes back from delivery."""

    def __init__(
        self,
        store: Store,
        handler: TurnHandler,
        read: Callable[[str], Awaitable[Reading]],
        clock: Clock,
        channels: Mapping[str, Channel],
        access: AccessRound,
    ) -> None:
        self._store = store
        self._handler = handler
        self._read = read
        self._clock = clock
        self._channels = channels
        self._access = access
        self._queues: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        self._said: dict[str, datetime] = {}

    async def receive(self, activity: Activity) -> Receipt:
        """Handle one activity. Never raises for what is in it; the receipt tells whether it may be acknowledged."""
        room = f"{activity.channel}|{activity.realm}|{activity.conversation}"
        lock = self._queues.setdefault(room, asyncio.Lock())
        self._waiting[room] = self._waiting.get(room, 0) + 1
        try:
            async with lock:
                return await self._turn(activity, room)
        finally:
            self._waiting[room] -= 1
            if not self._waiting[room]:
                del self._waiting[room], self._queues[room]

    async def case_result(self, order: CaseOrder, delivery: Delivery) -> None:
        """What a case backend answered, as an internal activity. Raises StorageGone."""
        now = self._clock.now()
        await self._store.run(lambda tx: self._handler.by_itself.case_result(tx, order, delivery, now))

    async def case_heard(self, gemeente: str, case: CaseElsewhere, stage: Stage) -> bool:
        """How far people in another system are with a case; whether that is news. Raises StorageGone."""
        now = self._clock.now()
        return await self._store.run(lambda tx: self._handler.by_itself.case_heard(tx, gemeente, case, stage, now))

    async def look_at_access(self) -> int:
        """Let go who the access file and codes let in no more; how many those were. Raises StorageGone."""
        return await self._access.go(self._handler.municipalities)

    async def raise_due(self) -> int:
        """Say what is due, in every municipality apart; how many tasks that were. Raises StorageGone."""
        count = 0
        now = self._clock.now()
        for gemeente in self._handler.municipalities:
            plan = partial(self._handler.plan_reviews, gemeente=gemeente, now=now)
            await apart(partial(self._store.run, plan), 0, "reviews.fault", gemeente)
            count += await apart(partial(self._raise_all, gemeente, now), 0, "due.fault", gemeente)
        return count

    async def _raise_all(self, gemeente: str, now: datetime) -> int:
        count = 0
        for _ in range(_ROUNDS):  # many are due at nine; none of them waits for the next sweep
            found = await self._store.run(partial(_due, scope=Scope(gemeente, system=True), now=now))
            for task in found:
                await self._raise(gemeente, task, now)
            count += len(found)
            if len(found) < _AT_ONCE:
                break
        return count

    async def _raise(self, gemeente: str, task: Task, now: datetime) -> None:
        """Let one task say what it has to say. A fault in it holds up no other: it is tried again in an hour."""
        try:
            await self._store.run(partial(self._handler.by_itself.task_due, gemeente=gemeente, task=task, now=now))
        except StorageGone:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever breaks in one task, the others are due too
            _log.error("task.fault", id=task.id, code=type(fault).__name__)
            later = partial(_postpone, scope=Scope(gemeente, system=True), task=task, at=now + _AFTER_A_FAULT)
            await self._store.run(later)

    async def forget(self) -> Forgotten:
        """Empty concepts of 28 days (signal_schema.md §1), and remove what is long over. Raises StorageGone."""
        now = self._clock.now()
        drafts = await self._forget(partial(_forget_drafts, before=now - KEPT), "drafts")
        ended = 0
        for gemeente in await self._store.run(_municipalities):  # also of one that is served no more
            scope = Scope(gemeente, system=True)
            drafts += await self._forget(partial(_forget_concepts, scope=scope, before=now - KEPT), gemeente)
            ended += await self._forget(partial(_forget_ended, scope=scope, before=now - _ENDED_KEPT), gemeente)
        unmatched = await self._forget(partial(_forget_unmatched, before=now - learning.KEPT), "unmatched")
        given_up = await self._forget(partial(_forget_given_up, before=now - KEPT), "given_up")
        shares = await self._forget(partial(_forget_shares, now=now), "shares")
        return Forgotten(drafts, ended, unmatched, given_up, shares, await self._forget_messages(now))

    async def _forget_messages(self, now: datetime) -> int:
        """Some at a time, so that no turn waits long: an older installation has years of them."""
        count = 0
        for _ in range(_ROUNDS):
            gone = await self._forget(partial(_forget_messages, now=now), "messages")
            count += gone
            if gone < _MESSAGES_AT_ONCE:
                break
        return count

    async def _forget(self, work: Callable[[Transaction], int], about: str) -> int:
        return await apart(partial(self._store.run, work), 0, "forget.fault", about)

    async def _turn(self, activity: Activity, room: str) -> Receipt:
        now = self._clock.now()
        try:
            reading = await self._read(activity.text)
            bare = replace(activity, text="")
            turned = await self._store.run(lambda tx: self._handler.handle(tx, bare, reading, now))
        except StorageGone as gone:
            return await self._gone(activity, room, gone, now)
        except Exception as fault:  # noqa: BLE001 - whatever breaks in a turn, the user gets the two numbers
            return await self._fault(activity, room, fault, now)
        if turned.open_room:
            await self._open_room(activity)
        return Receipt.COMMITTED if turned.new else Receipt.DUPLICATE

    async def _fault(self, activity: Activity, room: str, fault: Exception, now: datetime) -> Receipt:
        code = type(fault).__name__  # the class only: a message could hold text of the user
        _log.error("turn.fault", code=code, conversation=self._handler.conversation_id(activity))
        bare = replace(activity, text="")
        try:
            await self._store.run(lambda tx: self._handler.failed(tx, bare, code, now))
        except StorageGone as gone:
            return await self._gone(activity, room, gone, now)
        except Exception as again:  # noqa: BLE001 - the last way out is the channel itself
            await self._say(activity, room, now)
            _log.error("turn.fault_not_kept", code=type(again).__name__)
        return Receipt.FAILED

    async def _gone(self, activity: Activity, room: str, gone: StorageGone, now: datetime) -> Receipt:
        await self._say(activity, room, now)
        _log.error("turn.storage_gone", code=gone.code)
        return Receipt.GONE

    async def _say(self, activity: Activity, room: str, now: datetime) -> None:
        """The fixed sentence past the store, once in ten minutes for each conversation."""
        last = self._said.get(room)
        channel = self._channels.get(activity.channel)
        if channel is None or (last is not None and now - last < _SAY_AGAIN):
            return
        self._said = {key: at for key, at in self._said.items() if now - at < _SAY_AGAIN} | {room: now}
        address = Address(activity.channel, activity.realm, activity.conversation)
        await channel.say(address, self._handler.fixed_sentence)

    async def _open_room(self, activity: Activity) -> None:
        channel = self._channels.get(activity.channel)
        if isinstance(channel, OpensRooms):
            try:
                await channel.open_direct_room(activity.sender)
            except Exception as fault:  # noqa: BLE001 - the sentence in the group is out already; the room is extra
                _log.warning("room.not_opened", code=type(fault).__name__)


def _forget_unmatched(tx: Transaction, before: datetime) -> int:
    return tx.forget_unmatched(before)


def _municipalities(tx: Transaction) -> list[str]:
    return tx.municipalities_kept()


def _forget_given_up(tx: Transaction, before: datetime) -> int:
    """What could not be delivered cites the concept that it was said in: it lives no longer (signal_schema.md §1)."""
    return tx.forget_given_up(before)


def _forget_messages(tx: Transaction, now: datetime) -> int:
    return tx.forget_messages(now, _MESSAGES_KEPT, _MESSAGES_AT_ONCE)


def _forget_shares(tx: Transaction, now: datetime) -> int:
    return tx.forget_shares(now)


def _forget_drafts(tx: Transaction, before: datetime) -> int:
    return tx.forget_drafts(before)


def _forget_concepts(tx: Transaction, scope: Scope, before: datetime) -> int:
    return tx.forget_concepts(scope, before)


def _forget_ended(tx: Transaction, scope: Scope, before: datetime) -> int:
    return tx.forget_ended(scope, before)


def _postpone(tx: Transaction, scope: Scope, task: Task, at: datetime) -> bool:
    return tx.postpone_task(scope, task, at)


def _due(tx: Transaction, scope: Scope, now: datetime) -> list[Task]:
    return tx.tasks_due(scope, now, _AT_ONCE)

"""Sends broadcasts: fixes who gets one, hands them to the outbox a few at a time, and counts what became of each.

They go behind answers (lane `bulk`), at most 200 at a time, so that a teacher who asks something does not wait.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import Final

from bot.broadcast_audience import is_meant, rank
from bot.bulletin import ACUTE, bulletin, corrected
from bot.keys import Keyring
from bot.landscapes_port import Landscapes
from bot.model import Delivered, Delivery, Outgoing, Scope
from bot.ports import Clock
from bot.storage.broadcast_statements import (
    CANCELLED,
    DELIVERED,
    DONE,
    DOUBTFUL,
    FAILED,
    OPTED_OUT,
    PLANNED,
    PREPARING,
    RUNNING,
    STOPPED,
    UNREACHABLE,
    WAITS,
    WEEKLY,
)
from bot.storage.broadcasts import Broadcast, Known, Recipient
from bot.storage.records import Dead, Done, Onzeker, OutboxRow, Settled
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.apart import apart
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Reply
from dialogs.phrasebook import Phrasebook
from dialogs.workdays import AMSTERDAM, amsterdam_date

IN_HAND: Final = 200
"""So many recipients of a municipality are in the outbox at most."""
_AT_ONCE: Final = 25
"""So many are handed over in one transaction, so that no turn waits long for it."""
RATE: Final = 25.0
"""So many recipients go out a second: what Teams takes from a tenant, and a homeserver with the override."""
_BURST: Final = 60.0
"""So many may go at once after a rest."""
_FIXED: Final = 100
"""So many people are looked at in one transaction while the recipients are fixed: some milliseconds."""
_BREATH: Final = 0.005
"""Seconds between two of those, in which the turns that waited go."""
_OVERVIEWS: Final = 10
"""So many people get their weekly overview in one transaction."""
_NOBODY_THERE: Final = frozenset({"not_in_room", "not_found", "gone", "unknown", "blocked", "no_room"})
"""Codes of a channel after which somebody cannot be reached, whatever is tried."""
_MONDAY: Final = 0
_MORNING: Final = time(9)


@dataclass(frozen=True, slots=True)
class _Place:
    """One broadcast in its municipality."""

    scope: Scope
    broadcast: Broadcast


class Broadcaster:
    """The worker of broadcasts. Several processes may run one: each step finds its work itself, in a transaction."""

    def __init__(
        self,
        store: Store,
        landscapes: Landscapes,
        keyring: Keyring,
        phrases: Phrasebook,
        clock: Clock,
        rate: float = RATE,
    ) -> None:
        """`rate` is how many recipients go out a second, by this process."""
        self._rate = rate
        self._left = _BURST
        self._filled_at: datetime | None = None
        self._store = store
        self._landscapes = landscapes
        self._keys = keyring
        self._phrases = phrases
        self._clock = clock

    async def step(self) -> int:
        """Do what there is to do now in every municipality; how many recipients that touched. Raises StorageGone.

        A fault in one municipality or broadcast holds up no other.
        """
        touched = 0
        for option in self._landscapes.served:
            scope = Scope(option.code, system=True)
            touched += await apart(partial(self._step_in, scope), 0, "broadcasts.fault", option.code)
        return touched

    async def _step_in(self, scope: Scope) -> int:
        touched = 0
        for broadcast in await self._store.run(partial(_active, scope=scope, now=self._clock.now())):
            advance = partial(self._advance, _Place(scope, broadcast))
            touched += await apart(advance, 0, "broadcasts.fault", broadcast.id)
            await asyncio.sleep(_BREATH if broadcast.state == PREPARING else 0)
        return touched + await self._weekly(scope)

    async def _advance(self, place: _Place) -> int:
        steps = {PLANNED: self._prepare, PREPARING: self._fix, RUNNING: self._hand_over}
        step = steps[place.broadcast.state] if place.broadcast.readable else self._stop
        return await self._store.run(partial(step, place=place, now=self._clock.now()))

    def _stop(self, tx: Transaction, place: _Place, now: datetime) -> int:
        """Its key is gone: who was not reached yet will not be, and it does not keep the others waiting."""
        tx.cancel_recipients(place.scope, place.broadcast, now)
        return int(tx.change_broadcast(place.scope, place.broadcast, (place.broadcast.state,), STOPPED, now))

    def _prepare(self, tx: Transaction, place: _Place, now: datetime) -> int:
        return int(tx.change_broadcast(place.scope, place.broadcast, (PLANNED,), PREPARING))

    def _fix(self, tx: Transaction, place: _Place, now: datetime) -> int:
        """Write the next recipients; the audience is looked at once, so that the counts always add up."""
        scope, broadcast = place.scope, place.broadcast
        if not tx.change_broadcast(scope, broadcast, (PREPARING,), PREPARING):
            return 0  # it was stopped meanwhile
        known = tx.members_after(scope, broadcast.upto, _FIXED)
        if not known:
            tx.change_broadcast(scope, broadcast, (PREPARING,), RUNNING)
            return 1
        today = amsterdam_date(now)
        landscape = self._landscapes.at(tx, scope.gemeente, today)
        meant = [each for each in known if is_meant(each, broadcast.audience, landscape)]
        chosen = tx.broadcast_choices_of(scope, [each.person for each in meant])
        recipients = [self._recipient(broadcast, each, chosen) for each in meant]
        tx.fix_recipients(scope, broadcast, recipients, known[-1].person, now)
        return len(known)

    def _recipient(self, broadcast: Broadcast, known: Known, chosen: Mapping[tuple[str, str], str]) -> Recipient:
        choice = chosen.get((known.person, broadcast.category), chosen.get((known.person, ""), ""))
        state, code = WAITS, ""
        if not known.reachable:
            state, code = UNREACHABLE, "no_room"
        elif broadcast.category != ACUTE and choice == OPTED_OUT:
            state = OPTED_OUT
        elif broadcast.category != ACUTE and choice == WEEKLY:
            state = WEEKLY
        row = self._keys.derive("broadcast", broadcast.id, known.person)
        return Recipient(known.person, state, rank(known), code, row)

    def _hand_over(self, tx: Transaction, place: _Place, now: datetime) -> int:
        """Put the next into the outbox, if there is room; when everybody was tried it is done."""
        scope, broadcast = place.scope, place.broadcast
        underway = tx.recipients_underway(scope, broadcast)
        free = min(_AT_ONCE, IN_HAND - underway, self._may_go(now))
        waiting = tx.recipients_waiting(scope, broadcast, max(free, 1))
        if not waiting and not underway and tx.change_broadcast(scope, broadcast, (RUNNING,), DONE, now):
            self._tell_author(tx, place, now)
        if free <= 0 or not waiting:
            return 0
        self._left -= len(waiting)
        today = amsterdam_date(now)
        first = bulletin(self._phrases, self._landscapes.at(tx, scope.gemeente, today), broadcast, today)
        again = corrected(self._phrases, first)
        rooms = tx.rooms_of(scope, [each.person for each in waiting])
        gone = [each.person for each in waiting if each.person not in rooms]
        tx.recipients_go(scope, broadcast, gone, now, to=UNREACHABLE)
        moved = tx.recipients_go(scope, broadcast, list(rooms), now)  # another process may have been first
        rows: list[OutboxRow] = []
        for place_in_line, each in enumerate(waiting):
            room = rooms.get(each.person)
            if room is not None and each.person in moved:
                reply = again if each.message else first
                payload = encode_outgoing(Outgoing(each.row, room.address, reply, amends=each.message))
                channel, stream = room.address.channel, f"bulk.{each.row}"
                due = now - timedelta(microseconds=len(waiting) - place_in_line)  # keeps the order of the ranks
                rows.append(OutboxRow(each.row, stream, channel, "bulk", due, payload, gemeente=scope.gemeente))
        tx.enqueue(rows)
        return len(waiting)

    def _may_go(self, now: datetime) -> int:
        """What the token bucket holds now. A transaction that runs again takes its tokens again: that only waits."""
        if math.isinf(self._rate):
            return IN_HAND
        if self._filled_at is not None:
            self._left = min(_BURST, self._left + (now - self._filled_at).total_seconds() * self._rate)
        self._filled_at = now
        return int(self._left)

    def _tell_author(self, tx: Transaction, place: _Place, now: datetime) -> None:
        author = place.broadcast.author
        room = tx.rooms_of(place.scope, [author]).get(author)
        if room is None:
            return
        key = self._keys.derive("broadcast.done", place.broadcast.id)
        text = self._phrases.text("bericht.klaar", kenmerk=place.broadcast.reference)
        payload = encode_outgoing(Outgoing(key, room.address, Reply((Block("tekst", text),))))
        channel = room.address.channel
        tx.enqueue([OutboxRow(key, f"notice.{key}", channel, "notice", now, payload, gemeente=place.scope.gemeente)])

    async def _weekly(self, scope: Scope) -> int:
        now = self._clock.now()
        local = now.astimezone(AMSTERDAM)
        if local.weekday() != _MONDAY or local.time() < _MORNING:
            return 0
        return await self._store.run(partial(self._overviews, scope=scope, now=now))

    def _overviews(self, tx: Transaction, scope: Scope, now: datetime) -> int:
        """One message with all that came in the week, for who chose that."""
        waiting = tx.weekly_waiting(scope, _OVERVIEWS)
        if not waiting:
            return 0
        texts = {each.id: each for each in tx.broadcasts_here(scope)}
        for person, rows in groupby(waiting, lambda pair: pair[0]):
            broadcasts = [texts[broadcast] for _, broadcast in rows if broadcast in texts]
            self._overview(tx, scope, person, broadcasts, now)
        return len(waiting)

    def _overview(
        self, tx: Transaction, scope: Scope, person: str, broadcasts: Sequence[Broadcast], now: datetime
    ) -> None:
        room = tx.rooms_of(scope, [person]).get(person)
        today = amsterdam_date(now)
        landscape = self._landscapes.at(tx, scope.gemeente, today)
        blocks = [Block("titel", self._phrases.text("bericht.week"))]
        for broadcast in broadcasts:
            if not broadcast.readable:
                tx.recipients_go(scope, broadcast, [person], now, to=CANCELLED)
                continue
            moved = tx.recipients_go(scope, broadcast, [person], now, to=UNREACHABLE if room is None else DELIVERED)
            blocks += bulletin(self._phrases, landscape, broadcast, today).blocks if moved else ()
        if room is None or len(blocks) == 1:
            return
        key = self._keys.derive("broadcast.week", person, *(each.id for each in broadcasts))
        payload = encode_outgoing(Outgoing(key, room.address, Reply(tuple(blocks), kind="kaart", item="bericht")))
        tx.enqueue([OutboxRow(key, f"bulk.{key}", room.address.channel, "bulk", now, payload, gemeente=scope.gemeente)])


def note_delivery(tx: Transaction, row: OutboxRow, settled: Settled, delivery: Delivery, now: datetime) -> None:
    """Write what became of one recipient, in the transaction that settles the row: so nothing is lost between them."""
    match settled:
        case Done():
            message = delivery.reference if isinstance(delivery, Delivered) else ""
            state, code = DELIVERED, ""
        case Dead(code):
            state, message = (UNREACHABLE if code in _NOBODY_THERE else FAILED), ""
        case Onzeker(code):
            state, message = DOUBTFUL, ""
        case _:
            return
    tx.note_recipient(Scope(row.gemeente, system=True), row.id, state, code, message, now)


def _active(tx: Transaction, scope: Scope, now: datetime) -> list[Broadcast]:
    return tx.broadcasts_active(scope, now)

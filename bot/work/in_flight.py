"""What was on its way through a device that is gone: nobody can tell any more whether it arrived.

A new device knows no transaction ids of the old one, so a repeat would be a second message. An answer is repeated and
says so, because somebody waits for it; a notice asks nothing, so it is not repeated and counts as `onzeker`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot.storage.store import Store, Transaction
from bot.work.outbox import ONCE
from bot.work.payloads import decode_outgoing, encode_outgoing

_CODE = "nieuw_apparaat"
_log = structlog.get_logger(__name__)


def marking(store: Store, channel: str) -> Callable[[], Awaitable[None]]:
    """Give what a channel calls when it got a new device. Raises StorageGone."""

    async def mark() -> None:
        count = await store.run(lambda tx: mark_in_flight(tx, channel))
        if count:
            _log.warning("outbox.in_flight", channel=channel, count=count)

    return mark


def mark_in_flight(tx: Transaction, channel: str) -> int:
    """Mark the rows of this channel that may have arrived; how many there were."""
    rows = tx.in_flight(channel)
    for row in rows:
        if row.lane in ONCE:
            tx.doubt(row.id, _CODE)
            continue
        try:
            outgoing = decode_outgoing(row.payload)
        except ValueError:
            continue  # its own try finds that out
        tx.rewrite(row.id, encode_outgoing(replace(outgoing, again=True)))
    return len(rows)

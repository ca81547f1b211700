"""`GET /agenda/<token>.ics`: somebody's open tasks for their own calendar program, by a secret address.

It holds no content: when a task is due and its reference (signal_schema.md §1). An address that is nobody's, or was
stopped, says the same as one that never was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from aiohttp import web

from bot.acts.calendar_feed import token_hash
from bot.acts.task_dates import when_of
from bot.keys import Keyring
from bot.model import Scope
from bot.ports import Clock
from bot.storage.store import StorageGone, Store
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction

_WITHIN: Final = 5.0
"""Seconds after which storage that says nothing counts as gone."""
_MOST: Final = 500
"""So many tasks at most are in a feed."""


def add_calendar(
    app: web.Application, store: Store, keyring: Keyring, gemeenten: Sequence[str], clock: Clock, title: str
) -> None:
    """Add the feed and the entry of one task to a web application. `title` is all that an entry says."""

    async def answer(request: web.Request) -> web.Response:
        hashed = token_hash(keyring, request.match_info["token"])
        look = partial(_tasks, gemeenten=gemeenten, hashed=hashed)
        try:
            async with asyncio.timeout(_WITHIN):
                tasks = await store.run(look)
        except (StorageGone, TimeoutError):
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "300"}) from None
        wanted = request.match_info.get("reference", "").upper()
        if tasks is None or (wanted and not any(task.reference == wanted for task in tasks)):
            raise web.HTTPNotFound
        chosen = [task for task in tasks if wanted in ("", task.reference)]
        body = _as_calendar(chosen, title, clock.now())
        headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'attachment; filename="taken.ics"'}
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)

    app.router.add_get("/agenda/{token}.ics", answer)
    app.router.add_get("/agenda/{token}/{reference}.ics", answer)


def _tasks(tx: Transaction, gemeenten: Sequence[str], hashed: str) -> list[Task] | None:
    for gemeente in gemeenten:
        person = tx.feed_of(Scope(gemeente), hashed)
        if person:
            return [t for t in tx.own_open_tasks(Scope(gemeente, person=person), _MOST) if t.owner == person]
    return None


def _as_calendar(tasks: Iterable[Task], title: str, now: datetime) -> bytes:
    from bot.calendars import CalendarEntry, as_ics  # 7 MB of icalendar: only where somebody asks for a calendar

    entries = [
        CalendarEntry(
            f"{task.reference}@signaalwijzer", f"{title} {task.reference}", when_of(task) if task.rule else task.due_at
        )
        for task in tasks
    ]
    return as_ics(entries, title, now)

"""Does one part of a round apart from the others: what breaks in it is logged, and holds up no other part.

A municipality, a record, a case: whoever comes after it has reminders and terms too, and the next round tries it again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.storage.store import StorageGone

T = TypeVar("T")
_log = structlog.get_logger(__name__)


async def apart(work: Callable[[], Awaitable[T]], broken: T, event: str, about: str) -> T:
    """What this gives, or `broken` when it breaks. Raises StorageGone: then nothing else would go either.

    `event` is the name of its line in the log, `about` the id of the part.
    """
    try:
        return await work()
    except StorageGone:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever breaks in one part, the others go on
        _log.error(event, id=about, code=type(fault).__name__)
        return broken

"""Putting one file at the address that Teams gave for it. That address is a key by itself: nothing of ours goes along.

Who knows how to forge an invoke could name any address, so only hosts of SharePoint and OneDrive are called.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Literal

import structlog
from yarl import URL

from bot.channels.teams.outbound import Outbound
from bot.http_calls import NotDone, Unsure, call
from bot.keys import spread

_TRIES: Final = 4
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 20.0
"""Seconds; who has to wait longer is told that it failed and can ask again."""
_LATER: Final = frozenset({408, 425, 429})
Sleep = Callable[[float], Awaitable[None]]
Put = Literal["done", "failed", "unsure"]
"""`unsure`: it may stand there, nobody said so."""
_log = structlog.get_logger(__name__)


async def put(outbound: Outbound, url: str, content: bytes, seconds: float, sleep: Sleep = asyncio.sleep) -> Put:
    """Put a whole file there, in a few tries of so many seconds. Never raises for what the network does."""
    if not outbound.allows(url):
        _log.warning("teams.file_not_put", code="host")
        return "failed"
    last = len(content) - 1
    headers = {"Content-Range": f"bytes 0-{last}/{len(content)}", "Content-Type": "application/octet-stream"}
    address, pause, doubt = URL(url, encoded=True), _FIRST_PAUSE, False
    async with outbound.session(seconds) as session:
        for tries in range(1, _TRIES + 1):
            wait = 0.0
            try:
                answer = await call(session, "PUT", address, headers, body=content)
            except NotDone as failed:
                code = failed.code
            except Unsure as unsure:
                code, doubt = unsure.code, True
            except ValueError:  # the name of the host leads to an address that is not on the public net
                _log.warning("teams.file_not_put", code="host")
                return "failed"
            else:
                if answer.status in (200, 201):
                    return "done"
                code, wait = f"http_{answer.status}", answer.wait
                if answer.status < 500 and answer.status not in _LATER:
                    _log.warning("teams.file_not_put", code=code)
                    return "unsure" if doubt else "failed"
            _log.info("teams.file_not_yet", code=code, tries=tries)
            if tries == _TRIES or wait > _LONGEST_PAUSE:
                break
            await sleep(max(wait, spread(pause)))
            pause *= 2
    return "unsure" if doubt else "failed"

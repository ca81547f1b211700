"""Lines from a terminal, a pipe or a file, as they come. Without a thread: one that waits for a key holds up Ctrl-C."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Final

from bot.typed_text import LineDecoder

_CHUNK: Final = 65_536


class TypedLines:
    """Reads a file descriptor. A line that is no UTF-8 is read too: a stray byte ends no conversation."""

    def __init__(self, descriptor: int, warn: Callable[[int], None]) -> None:
        """`warn` gets the number of the first line that is no UTF-8."""
        self._descriptor = descriptor
        self._decoded = LineDecoder(warn)
        self._waiting = b""
        self._ended = False

    async def next(self) -> str | None:
        """Give the next line without its end; None when there are no more."""
        while b"\n" not in self._waiting and not self._ended:
            await self._readable()
            chunk = os.read(self._descriptor, _CHUNK)
            self._ended = not chunk
            self._waiting += chunk
        line, end, rest = self._waiting.partition(b"\n")
        if not end and not line:
            return None
        self._waiting = rest
        return self._decoded(line.rstrip(b"\r"))

    async def _readable(self) -> None:
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[None] = loop.create_future()
        try:
            loop.add_reader(self._descriptor, _resolve, ready)
        except PermissionError:  # a regular file: always readable, and nothing that can be waited for
            return
        try:
            await ready
        finally:
            loop.remove_reader(self._descriptor)


def _resolve(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)

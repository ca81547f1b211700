"""Lines from a terminal, a pipe or a file, as they come. Without a thread: one that waits for a key holds up Ctrl-C."""

from __future__ import annotations

import asyncio
import codecs
import os
from typing import Final

_CHUNK: Final = 65_536


class TypedLines:
    """Reads a file descriptor. What is no UTF-8 becomes a replacement sign: a stray byte ends no conversation."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting = ""
        self._ended = False

    async def next(self) -> str | None:
        """Give the next line without its end; None when there are no more."""
        while "\n" not in self._waiting and not self._ended:
            await self._readable()
            chunk = os.read(self._descriptor, _CHUNK)
            self._ended = not chunk
            self._waiting += self._decoder.decode(chunk, final=self._ended)
        line, end, rest = self._waiting.partition("\n")
        if not end and not line:
            return None
        self._waiting = rest
        return line.rstrip("\r")

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

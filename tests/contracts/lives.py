"""Processes that a test lets live and die. They begin warm: what they do, and how they are killed, stays the same."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import Callable

from tests.bot.terminal import ENVIRONMENT
from tests.bot.warm import Warm

PATIENCE = 60.0


async def live(
    program: str, *arguments: str, begun: Callable[[Callable[[], None]], None] | None = None
) -> tuple[int, str, str]:
    """Run `python -m PROGRAM` to its end; its exit code, and what it said on both outputs.

    `begun` gets what ends it as `kill -9` does.
    """
    with tempfile.TemporaryFile() as nothing, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = Warm([program, *arguments], (nothing.fileno(), out.fileno(), err.fileno()), ENVIRONMENT)
        if begun:
            begun(lambda: os.kill(process.pid, signal.SIGKILL))
        try:
            code = await asyncio.to_thread(process.wait, PATIENCE)
        finally:
            process.kill()
        out.seek(0)
        err.seek(0)
        return code, out.read().decode().strip(), err.read().decode()

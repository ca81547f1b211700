"""The order of a conversation: jobs of one room one after the other, rooms side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[None]]


class Lines:
    """One line for each room that has something to do. Tasks belong to the group; a job that raises ends it."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._lines: dict[str, deque[Job]] = {}

    def add(self, room: str, job: Job) -> None:
        """Put a job at the end of the line of its room."""
        if room in self._lines:
            self._lines[room].append(job)
            return
        self._lines[room] = deque((job,))
        self._group.create_task(self._work(room))

    async def _work(self, room: str) -> None:
        line = self._lines[room]
        while line:
            await line[0]()
            line.popleft()
        del self._lines[room]

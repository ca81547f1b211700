"""A program in Node that a test drives with lines of JSON (`orders.mjs`)."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.services import node

PATIENCE = 30.0


class NodeProgram:
    """Orders go in one at a time; what happens by itself comes out between the answers, and is kept in order."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._reading = asyncio.create_task(self._read())

    async def order(self, order: str, **details: object) -> dict[str, Any]:
        """Let it do something; what it tells of it. One that fails, fails the test."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"order": order, **details}).encode() + b"\n")
        answer = await asyncio.wait_for(self._answers.get(), PATIENCE)
        assert "failed" not in answer, answer["failed"]
        done: dict[str, Any] = answer["done"]
        return done

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            if "heard" in told:
                await self.heard.put(told["heard"])
            else:
                await self._answers.put(told)
        await self._answers.put({"failed": "the program ended"})


@asynccontextmanager
async def node_program(file: str) -> AsyncIterator[NodeProgram]:
    """Start it, and end it however the test ends."""
    path = str(node.HERE / file)
    program = NodeProgram(await asyncio.create_subprocess_exec("node", path, stdin=PIPE, stdout=PIPE, limit=1 << 20))
    try:
        yield program
    finally:
        await program.close()

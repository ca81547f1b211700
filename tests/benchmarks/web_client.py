"""The other side of a web baseline: so many connections, one request at a time on each. A process of its own."""

from __future__ import annotations

import asyncio
import sys

from aiohttp import ClientSession


async def main(port: int, connections: int, count: int) -> None:
    async def talk(session: ClientSession, name: int) -> None:
        for place in range(count):
            async with session.post(f"http://127.0.0.1:{port}/?key={name}.{place}", data=b"{}") as answer:
                answer.raise_for_status()

    async with ClientSession() as session:
        await asyncio.gather(*(talk(session, each) for each in range(connections)))


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))

"""What a whole turn costs: 64 conversations at once on SQLite. Run: python -m tests.benchmarks.bench_turn.

The figures of the design's table, within a third: at most 460 µs CPU a turn. Two baselines stand beside it, measured in
the same run: the same store with one bare row a turn, and a bare web server that commits one row for each request.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.access import AccessRule, AccessRules
from bot.keys import Keyring
from bot.landscapes import ServedLandscapes
from bot.model import Activity
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.turn import TurnHandler
from dialogs.engine import Engine
from dialogs.loading.load import load_library
from dialogs.model import Reading
from dialogs.understanding.read import load_reader
from tests.script import script

CONVERSATIONS = 64
PASSES = 5
TARGET = 460
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
RULE = AccessRule(kanaal="console", server="bench", gemeente="voorbeeldstad", rol="leraar", sector="onderwijs")

Pass = Callable[[int], Awaitable[int]]
"""One pass of all conversations, by its number; the turns it took."""


def activity(name: str, number: int) -> Activity:
    return Activity(f"${number}", "console", "bench", f"!{name}", f"@{name}", "message", NOW)


async def turns(store: Store, handler: TurnHandler, readings: list[Reading], number: int) -> int:
    """Each conversation says the whole script, in order; every turn is a unit of work of its own."""

    async def talk(name: str) -> None:
        for place, reading in enumerate(readings):
            given = activity(name, number * len(readings) + place)
            await store.run(partial(handler.handle, activity=given, reading=reading, now=NOW))

    await asyncio.gather(*(talk(str(each)) for each in range(CONVERSATIONS)))
    return CONVERSATIONS * len(readings)


def commit(tx: Transaction, key: str) -> bool:
    return tx.remember_activity(key, "kaal", NOW)


async def rows(store: Store, count: int, number: int) -> int:
    """One bare row a turn."""

    async def talk(name: int) -> None:
        for place in range(count):
            await store.run(partial(commit, key=f"{name}.{number}.{place}"))

    await asyncio.gather(*(talk(each) for each in range(CONVERSATIONS)))
    return CONVERSATIONS * count


async def requests(store: Store, count: int, number: int) -> int:
    """A bare web server and one row a request; the client is another process, so its work does not count here."""

    async def handle(request: web.Request) -> web.Response:
        await request.read()
        await store.run(partial(commit, key=f"{number}.{request.query['key']}"))
        return web.Response()

    app = web.Application()
    app.router.add_post("/", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    other = [sys.executable, "-m", "tests.benchmarks.web_client", str(port), str(CONVERSATIONS), str(count)]
    client = await asyncio.create_subprocess_exec(*other)
    if await client.wait():
        raise RuntimeError("the client of the benchmark failed")
    await runner.cleanup()
    return CONVERSATIONS * count


def measure(one: Pass) -> tuple[float, float, float]:
    """CPU µs a turn (best and median of the passes) and turns a second (median); the first pass does not count."""
    cpu, rate = [], []
    for number in range(PASSES + 1):
        started, wall = time.process_time(), time.perf_counter()
        count = asyncio.run(_call(one, number))
        cpu.append((time.process_time() - started) / count * 1e6)
        rate.append(count / (time.perf_counter() - wall))
    return min(cpu[1:]), statistics.median(cpu[1:]), statistics.median(rate[1:])


async def _call(one: Pass, number: int) -> int:
    return await one(number)


def main() -> None:
    """Measure and print."""
    keyring = Keyring.from_secret(Keyring.new_secret())
    engine, read = Engine(load_library()), load_reader()
    landscapes = ServedLandscapes(("voorbeeldstad",))
    handler = TurnHandler(engine, keyring, landscapes, AccessRules((RULE,)), lambda _: "embedded")
    texts = script(engine, read, landscapes.get("voorbeeldstad"), NOW)
    started = time.process_time()
    readings = [read(text) for text in texts]
    reading = (time.process_time() - started) / len(texts) * 1e6
    gc.collect()
    gc.freeze()  # as `serve` does
    with tempfile.TemporaryDirectory() as folder:
        stores = [Store.open(f"sqlite:///{Path(folder) / name}.db", keyring) for name in ("turn", "row", "web")]
        whole = measure(partial(turns, stores[0], handler, readings))
        bare = measure(partial(rows, stores[1], len(readings)))
        server = measure(partial(requests, stores[2], len(readings)))
        for store in stores:
            store.close()
    out = sys.stdout.write
    out(f"{CONVERSATIONS} conversations at once, SQLite, {len(texts)} turns each from the first worry to the log\n")
    for name, (best, median, rate) in (("whole turn", whole), ("one bare row", bare), ("bare web + row", server)):
        out(f"{name:15} CPU µs best {best:5.0f}, median {median:5.0f}; a second {rate:6.0f}")
        out(f"; ratio of the turn {whole[1] / median:.1f}\n")
    out(f"reading a message, outside the turn: CPU µs {reading:.0f}\n")
    out(f"target: at most {TARGET} µs CPU: {'met' if whole[1] <= TARGET else 'NOT met'}\n")


if __name__ == "__main__":
    main()

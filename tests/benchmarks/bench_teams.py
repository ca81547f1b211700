"""How soon a request of Teams is answered: token, body, way back, reading, turn and commit, over HTTP on this machine.

A conversation from the first worry on, one request at a time; the client is this same process. Delivery is not counted.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from bot.access import AccessRule
from bot.app import build
from bot.channels.teams import cards
from bot.clock import SystemClock
from bot.keys import Keyring
from bot.landscapes import ServedLandscapes
from bot.ports import Channel
from bot.storage.store import Store
from tests.channels.teams_world import world
from tests.services.fake_connector import TENANT
from tests.shipped import library, make_reader

REQUESTS = 400
WARM_UP = 40
TARGET = 20.0
"""Milliseconds at the median."""
SAYS = ("De vader van een leerling slaat hem soms", "ja", "nee", "weet ik niet", "stop")


async def measure(folder: Path) -> list[float]:
    keyring = Keyring.from_secret(Keyring.new_secret())
    store = Store.open(f"sqlite:///{folder / 'bench.sqlite3'}", keyring)
    rule = AccessRule(kanaal="teams", tenant=TENANT, gemeente="voorbeeldstad", rol="leraar", sector="onderwijs")
    channels: dict[str, Channel] = {}
    app = build(
        library=library(),
        make_reader=make_reader,
        store=store,
        keyring=keyring,
        landscapes=ServedLandscapes(("voorbeeldstad",)),
        rules=(rule,),
        channels=channels,
        clock=SystemClock(),
        holder="bench",
    )
    await asyncio.wrap_future(app.reader.start())
    taken = []
    async with world(folder, app.assistant.receive, store=store, reads=cards.submitted) as w:
        for number in range(REQUESTS + WARM_UP):
            room = {"id": f"a:{number // len(SAYS)}", "conversationType": "personal", "tenantId": TENANT}
            body = w.activity(SAYS[number % len(SAYS)], id=str(number), conversation=room)
            token = w.token()
            started = time.perf_counter()
            status = await w.post(body, token)
            taken.append((time.perf_counter() - started) * 1000)
            assert status == 202
    store.close()
    return taken[WARM_UP:]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        taken = asyncio.run(measure(Path(folder)))
    cut = quantiles(taken, n=100)
    out = sys.stdout.write
    out(f"{REQUESTS} requests of Teams, one at a time, SQLite\n")
    out(f"HTTP answer ms: p50 {cut[49]:.1f}, p90 {cut[89]:.1f}, p99 {cut[98]:.1f}, worst {max(taken):.1f}\n")
    out(f"target: at most {TARGET:.0f} ms at p50: {'met' if cut[49] <= TARGET else 'NOT met'}\n")


if __name__ == "__main__":
    main()

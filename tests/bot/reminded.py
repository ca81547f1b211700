"""A process that raises what is due, sends broadcasts and delivers until it is killed; what it sent stands in a file.

`python -m tests.bot.reminded DATABASE LOG NOW`
"""

from __future__ import annotations

import asyncio
import math
import os
import sys
from datetime import datetime

from bot.access import AccessRule
from bot.app import build
from bot.landscapes import ServedLandscapes
from bot.logs import configure_logs
from bot.model import Delivered, Delivery, Outgoing, Role
from bot.storage.store import Store
from tests.clock import StandingClock
from tests.shipped import library, make_reader
from tests.talk import CHANNEL, KEYRING, Recorder

GEMEENTE, PERSON = "voorbeeldstad", "@wijk"
RULE = AccessRule(kanaal=CHANNEL, gebruiker=PERSON, gemeente=GEMEENTE, functie=Role.WIJKTEAM, rol="wijkteamlid")


class Written(Recorder):
    """Appends the id of each message to a file before it says that it was delivered."""

    def __init__(self, log: str, *, recognises: bool) -> None:
        super().__init__()
        self._log = log
        if recognises:
            self.recognises_repeats = True

    async def send(self, outgoing: Outgoing) -> Delivery:
        descriptor = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{outgoing.id}\n".encode())
        os.close(descriptor)
        await asyncio.sleep(0.001)  # the answer of a server is on its way
        return Delivered(outgoing.id)


async def live(database: str, log: str, now: str, recognises: str) -> None:
    configure_logs("CRITICAL")
    clock = StandingClock(datetime.fromisoformat(now))
    app = build(
        library=library(),
        make_reader=make_reader,
        store=Store.open(database, KEYRING),
        keyring=KEYRING,
        landscapes=ServedLandscapes((GEMEENTE,)),
        rules=(RULE,),
        channels={CHANNEL: Written(log, recognises=recognises == "ja")},
        clock=clock,
        holder=f"reminded.{os.getpid()}",
        broadcast_rate=math.inf,
    )
    sys.stdout.write("begint\n")
    sys.stdout.flush()
    while await app.assistant.raise_due() or await app.broadcaster.step():
        await app.deliverer.drain()
    await app.deliverer.drain()
    while await app.broadcaster.step():
        await app.deliverer.drain()
    await app.deliverer.drain()
    sys.stdout.write("klaar\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(live(*sys.argv[1:]))

"""The whole assistant on a real homeserver: store, turn, delivery, the Matrix channel. As `serve` runs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from bot.access import AccessRule
from bot.app import Application, build
from bot.cases.wiring import Accounts
from bot.channels.matrix.settings import Choices
from bot.channels.matrix.wiring import matrix_channel
from bot.clock import SystemClock
from bot.ports import Channel, Clock
from bot.settings import MatrixAccount
from bot.storage.store import Store
from tests.services.synapse import SERVER, Homeserver
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import KEYRING

PASSWORD = "wachtwoord-van-de-test"


@asynccontextmanager
async def running(
    homeserver: Homeserver,
    user: str,
    folder: Path,
    *allowed: str,
    rol: str = "leraar",
    rules: Sequence[AccessRule] = (),
    clock: Clock | None = None,
    accounts: Accounts | None = None,
    devices: Literal["signed", "all"] = "all",
    choices: Choices = "numbers",
    rate_limit_lifted: bool = True,
) -> AsyncIterator[Application]:
    """Run until the block ends. `allowed` may write, in the role `rol`; nobody named: everybody of the homeserver.

    `rules` say who may write where people have different roles; `accounts` where a municipality works. matrix-nio
    signs no devices, so people who use it hear nothing in an encrypted room where `devices` is `signed`.
    """
    clock = clock or SystemClock()
    sector = library().labels.sector_of(rol)
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    rules = (
        rules
        or [
            AccessRule(kanaal="matrix", gebruiker=name, gemeente="voorbeeldstad", rol=rol, sector=sector)
            for name in allowed
        ]
        or [AccessRule(kanaal="matrix", server=SERVER, gemeente="voorbeeldstad", rol=rol, sector=sector)]
    )
    account = MatrixAccount(
        homeserver=homeserver.url,
        user=user,
        password_file=folder / "password",
        store=folder / "matrix",
        devices=devices,
        choices=choices,
        rate_limit_lifted=rate_limit_lifted,
    )
    channels: dict[str, Channel] = {}
    store = Store.open(f"sqlite:///{folder / 'assistant.sqlite3'}", KEYRING)
    app = build(
        library=library(),
        make_reader=make_reader,
        store=store,
        keyring=KEYRING,
        landscapes=ShippedLandscapes(("voorbeeldstad",)),
        rules=rules,
        channels=channels,
        clock=clock,
        holder=f"test.{clock.now().isoformat()}",
        accounts=accounts,
    )
    channel = matrix_channel(account, rules, KEYRING, app.engine.library.phrases, store, clock)
    channels["matrix"] = channel
    tasks = [asyncio.create_task(channel.run(app.assistant.receive)), asyncio.create_task(app.deliverer.run())]
    try:
        yield app
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        store.close()

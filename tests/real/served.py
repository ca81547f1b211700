"""`signaalwijzer serve` as a process of its own, that a test may end in any way."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.keys import Keyring
from tests.bot.terminal import ENVIRONMENT
from tests.bot.warm import Warm
from tests.real.running import PASSWORD
from tests.services.synapse import SERVER, Homeserver

PATIENCE = 60.0
ACCESS = f"- {{kanaal: matrix, server: {SERVER}, gemeente: voorbeeldstad, rol: leraar, sector: onderwijs}}\n"


def settings(homeserver: Homeserver, user: str, folder: Path, **more: str) -> dict[str, str]:
    """An installation with this account, for everybody of the homeserver."""
    files = {
        "sleutels": Keyring.new_secret(),
        "wachtwoord": PASSWORD,
        "toegang.yaml": ACCESS,
    }
    for name, text in files.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
    values = {
        "DATABASE_URL": f"sqlite:///{folder / 'dienst.sqlite3'}",
        "KEYS_FILE": str(folder / "sleutels"),
        "GEMEENTEN": "voorbeeldstad",
        "TOEGANG_FILE": str(folder / "toegang.yaml"),
        "HEALTH_PORT": str(free_port()),
        "MATRIX__HOMESERVER": homeserver.url,
        "MATRIX__USER": user,
        "MATRIX__PASSWORD_FILE": str(folder / "wachtwoord"),
        "MATRIX__STORE": str(folder / "matrix"),
        "MATRIX__DEVICES": "all",
        **more,
    }
    return {f"SIGNAALWIJZER_{name}": value for name, value in values.items()}


class Served:
    """The process."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._log = log
        self._health = f"http://127.0.0.1:{environment['SIGNAALWIJZER_HEALTH_PORT']}"
        with log.open("wb") as file:
            streams = (0, 1, file.fileno())
            self._process = Warm(["bot", "serve"], streams, {**ENVIRONMENT, **environment})

    @property
    def said(self) -> str:
        """What it wrote to standard error."""
        return self._log.read_text(encoding="utf-8")

    async def fetch(self, path: str) -> tuple[int, str]:
        """What its page of this name says."""
        async with aiohttp.ClientSession() as session, session.get(f"{self._health}{path}") as answer:
            return answer.status, await answer.text()

    async def ready(self) -> None:
        """Wait until it answers."""
        async with asyncio.timeout(PATIENCE):
            while self._process.poll() is None:
                try:
                    await self.fetch("/healthz")
                except aiohttp.ClientError:
                    await asyncio.sleep(0.1)
                else:
                    return
        raise AssertionError(self.said)

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self._process.kill()
        self._process.wait()

    async def ended(self) -> int:
        """Wait until it ends by itself; its exit code."""
        return await asyncio.to_thread(self._process.wait, PATIENCE)

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(PATIENCE)


@asynccontextmanager
async def served(environment: dict[str, str], folder: Path) -> AsyncIterator[Served]:
    """Serve until the block ends."""
    process = Served(environment, folder / "log")
    try:
        await process.ready()
        yield process
    finally:
        process.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

"""The Agents Playground of Microsoft and a Chromium in front of it: Teams with a screen, on this machine."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import urllib.request
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.node import HERE, MODULES

PACKAGES = ("@microsoft/m365agentsplayground", "playwright-core")
CHANNEL = "msteams"
START_SECONDS = 30
LONGEST_LINE = 1_000_000


def missing() -> str:
    """Why it cannot be used here, or nothing."""
    if not shutil.which("node") or not all((MODULES / name).is_dir() for name in PACKAGES):
        return "node or the packages of npm are not installed (make test installs them where npm is)"
    return "" if shutil.which("chromium") else "Chromium is not installed (Debian: chromium)"


@dataclass
class Screen:
    """What somebody sees and does. An act waits until it can be done; AssertionError when it cannot."""

    browser: Process
    photos: Path
    """Where photos of the screen are kept, in the order in which they were made."""
    taken: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.photos.mkdir(parents=True, exist_ok=True)
        for old in self.photos.glob("*.png"):
            old.unlink()

    async def say(self, text: str, to: str = "") -> None:
        await self._act("say", text=text, to=to)

    async def press(self, label: str) -> None:
        await self._act("press", label=label)

    async def tick(self, label: str) -> None:
        await self._act("tick", label=label)

    async def see(self, text: str) -> None:
        await self._act("see", text=text)

    async def go(self, chat: str) -> None:
        await self._act("go", chat=chat)

    async def read(self) -> str:
        """All that stands on the screen."""
        return await self._act("read")

    async def photo(self, name: str) -> None:
        file = self.photos / f"{len(self.taken) + 1:02}-{name}.png"
        await self._act("photo", file=str(file))
        self.taken.append(file)

    async def _act(self, act: str, **given: str) -> str:
        assert self.browser.stdin
        self.browser.stdin.write(json.dumps({"act": act, **given}).encode() + b"\n")
        told = await self.answer()
        if "fault" in told:
            if act != "photo":
                await self.photo("mislukt")
            raise AssertionError(f"{act} {given}: {told['fault']}")
        return told["said"]

    async def answer(self) -> Mapping[str, str]:
        assert self.browser.stdout
        line = await self.browser.stdout.readline()
        assert line, "the browser ended"
        told: Mapping[str, str] = json.loads(line)
        return told


@dataclass(frozen=True, slots=True)
class Playground:
    """Where it stands. It calls the assistant from the start on, so that has to be there before."""

    address: str

    @property
    def service_url(self) -> str:
        """Where it takes what the assistant sends, as it tells in each activity."""
        return f"{self.address}/_connector"


def address() -> Playground:
    """A free place for one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return Playground(f"http://127.0.0.1:{server.getsockname()[1]}")


@asynccontextmanager
async def playing(place: Playground, messages: str, who: object, folder: Path, photos: Path) -> AsyncIterator[Screen]:
    """Start it for the assistant at `messages`, and sit down in front of it. `who` is its configuration."""
    (folder / "playground.yml").write_text(json.dumps(who), encoding="utf-8")  # JSON is YAML too
    port = place.address.rsplit(":", 1)[1]
    command = ["node", "--require", str(HERE / "loopback.cjs"), str(MODULES / PACKAGES[0] / "cli.js"), "start"]
    options = ["-e", messages, "-c", CHANNEL, "-p", port, "--service-url", place.service_url, "--disable-telemetry"]
    told = {
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / "playground.yml"),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
    }
    server = await asyncio.create_subprocess_exec(
        *command, *options, cwd=folder, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, env={**os.environ, **told}
    )
    try:
        await _wait_for(place, server, folder / "playground.log")
        async with _browser(place, photos) as screen:
            yield screen
    finally:
        await _stop(server)


@asynccontextmanager
async def _browser(place: Playground, photos: Path) -> AsyncIterator[Screen]:
    chromium = shutil.which("chromium") or ""
    browser = await asyncio.create_subprocess_exec(
        "node",
        str(HERE / "browser.cjs"),
        stdin=PIPE,
        stdout=PIPE,
        limit=LONGEST_LINE,
        env={**os.environ, "CHROMIUM": chromium},
    )
    screen = Screen(browser, photos)
    try:
        await screen.answer()
        await screen._act("open", url=place.address)
        yield screen
    finally:
        if browser.stdin:
            browser.stdin.close()
        await _stop(browser, seconds=5)


async def _wait_for(place: Playground, server: Process, log: Path) -> None:
    for _ in range(START_SECONDS * 5):
        if server.returncode is not None:
            break
        with suppress(OSError):
            await asyncio.to_thread(_visit, place.address)
            return
        await asyncio.sleep(0.2)
    raise RuntimeError("\n".join(["the Playground did not start", *_faults(log)]))


def _faults(log: Path) -> list[str]:
    return [line for line in log.read_text(errors="replace").splitlines() if line.startswith("error")][-5:]


def _visit(url: str) -> None:
    with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - an address of this machine
        pass


async def _stop(process: Process, seconds: float = 0) -> None:
    """Let it end by itself for so long; then it is told to, and then made to."""
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), seconds)
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()
            await process.wait()

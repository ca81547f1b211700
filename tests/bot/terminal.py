"""The command itself, as a process: what is typed goes in through a pipe, what it says comes out as JSON."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.bot import warm

PATIENCE = 60.0
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("SIGNAALWIJZER_")}
BOT = (sys.executable, "-m", "bot")

Said = Mapping[str, Any]


def run(
    *arguments: str, typed: str | bytes = "", environment: Mapping[str, str] | None = None, cold: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the command until it ends. `cold`: from nothing, as on anybody's machine."""
    given = typed.encode() if isinstance(typed, str) else typed
    around = {**ENVIRONMENT, **(environment or {})}
    if cold:
        command = [*BOT, *arguments]
        done = subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE, check=False, env=around)
    else:
        done = warm.run([*BOT[2:], *arguments], given, around, PATIENCE)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def replies(output: str) -> list[Said]:
    """The objects of `--json`, one a line."""
    return [json.loads(line) for line in output.splitlines()]


def chat(folder: Path, *typed: str, role: str = "leraar") -> list[Said]:
    """A whole conversation from a pipe; it must end well."""
    lines = "".join(f"{line}\n" for line in typed)
    done = run("chat", "--map", str(folder), "--rol", role, "--json", typed=lines)
    assert done.returncode == 0, done.stderr
    return replies(done.stdout)


class Terminal:
    """A running `chat --json` that is talked with line by line. Used with `with`; killed at the end."""

    def __init__(self, folder: Path, *, program: Sequence[str] = BOT[2:]) -> None:
        """`program` is a module, with what comes before the words of the command."""
        keyboard, self._typed = os.pipe()
        self._said, screen = os.pipe()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        words = [*program, "chat", "--map", str(folder), "--rol", "leraar", "--json"]
        try:
            self._process = warm.Warm(words, (keyboard, screen, nowhere), ENVIRONMENT)
        finally:
            for descriptor in (keyboard, screen, nowhere):
                os.close(descriptor)
        self._waiting = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        for pipe in (self._typed, self._said):
            os.close(pipe)

    def type(self, line: str) -> None:
        os.write(self._typed, f"{line}\n".encode())

    def hears(self) -> Said:
        """The next reply."""
        until = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as selector:
            selector.register(self._said, selectors.EVENT_READ)
            while b"\n" not in self._waiting:
                assert selector.select(until - time.monotonic()), "nothing was said"
                chunk = os.read(self._said, 65_536)
                assert chunk, "the process ended"
                self._waiting += chunk
        line, _, self._waiting = self._waiting.partition(b"\n")
        said: Said = json.loads(line)
        return said

    def hears_question(self) -> Said:
        """Replies up to the next that asks something."""
        while not (said := self.hears())["item"]:
            pass
        return said

    def hears_item(self, item: str) -> Said:
        """Replies up to the one that asks this."""
        while (said := self.hears())["item"] != item:
            pass
        return said

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)

    def ended(self) -> int:
        """Wait until it ends by itself; the exit code."""
        return self._process.wait(PATIENCE)

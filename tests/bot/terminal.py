"""The command itself, as a process: what is typed goes in through a pipe, what it says comes out as JSON."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 60.0
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("SIGNAALWIJZER_")}
BOT = (sys.executable, "-m", "bot")

Said = Mapping[str, Any]


def run(
    *arguments: str, typed: str | bytes = "", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command until it ends."""
    done = subprocess.run(
        [*BOT, *arguments],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env={**ENVIRONMENT, **(environment or {})},
    )
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

    def __init__(self, folder: Path, *, program: Sequence[str] = BOT) -> None:
        self._process = subprocess.Popen(
            [*program, "chat", "--map", str(folder), "--rol", "leraar", "--json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        self._waiting = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def type(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def hears(self) -> Said:
        """The next reply."""
        assert self._process.stdout
        until = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._waiting:
                assert selector.select(until - time.monotonic()), "nothing was said"
                chunk = os.read(self._process.stdout.fileno(), 65_536)
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
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE)

    def ended(self) -> int:
        """Wait until it ends by itself; the exit code."""
        return self._process.wait(PATIENCE)

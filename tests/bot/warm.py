"""Processes that are started from one that has everything imported: they begin at once instead of after seconds.

What a test does with such a process is the same: it has its own id, gets `kill -9`, and leaves what it wrote. How the
command starts from nothing is seen by the tests that start it with `BOT`.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

START_SECONDS = 120


@cache
def _door() -> str:
    """Where the prepared process listens. It ends with this one, because its standard input does."""
    place = str(Path(tempfile.mkdtemp(prefix="warm-")) / "door")
    process = subprocess.Popen([sys.executable, "-m", "tests.bot.warm_program", place], stdin=subprocess.PIPE)
    until = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, "the prepared process did not start"
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(place) == 0:
                _KEPT.append(process)
                return place
        assert time.monotonic() < until, "the prepared process is not ready"
        time.sleep(0.05)


_KEPT: list[subprocess.Popen[bytes]] = []
"""Held until this process ends."""


class Warm:
    """`python -m WORDS`, with these descriptors as its standard streams. As far as used like subprocess.Popen."""

    def __init__(self, words: Sequence[str], streams: tuple[int, int, int], environment: Mapping[str, str]) -> None:
        self.returncode: int | None = None
        self._call = socket.socket(socket.AF_UNIX)
        self._call.connect(_door())
        request = json.dumps({"words": list(words), "environment": dict(environment)}).encode() + b"\n"
        sent = socket.send_fds(self._call, [request], list(streams))
        self._call.sendall(request[sent:])
        self._told = b""
        assert self._hears(START_SECONDS), "nothing was started"
        self.pid = int(self._told.partition(b"\n")[0])
        self._told = self._told.partition(b"\n")[2]

    def poll(self) -> int | None:
        """The exit code, or nothing while it runs."""
        if self.returncode is None and self._hears(0):
            self.returncode = int(self._told)
            self._call.close()
        return self.returncode

    def wait(self, seconds: float | None = None) -> int:
        """Wait for its end; the exit code. Raises subprocess.TimeoutExpired."""
        if self.returncode is None and not self._hears(seconds):
            raise subprocess.TimeoutExpired("warm", seconds or 0)
        code = self.poll()
        assert code is not None
        return code

    def send_signal(self, sign: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, sign)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _hears(self, seconds: float | None) -> bool:
        """Whether a whole line was told within the time."""
        until = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._told:
            left = None if until is None else max(0, until - time.monotonic())
            if not select.select([self._call], [], [], left)[0]:
                return False
            chunk = self._call.recv(4096)
            assert chunk, "the process that started it is gone"
            self._told += chunk
        return True


def run(
    words: Sequence[str], typed: bytes, environment: Mapping[str, str], seconds: float
) -> subprocess.CompletedProcess[bytes]:
    """Run it until it ends, as subprocess.run does."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given, taken = os.pipe()
        with os.fdopen(taken, "wb") as pipe:
            try:
                process = Warm(words, (given, out.fileno(), err.fileno()), environment)
            finally:
                os.close(given)
            try:
                pipe.write(typed)
                pipe.flush()
            except BrokenPipeError:
                pass  # it does not read what is typed
        try:
            code = process.wait(seconds)
        finally:
            process.kill()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(list(words), code, out.read(), err.read())

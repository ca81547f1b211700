"""`signaalwijzer serve` as a process with a health page, that a test may end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import IO

from tests.bot.terminal import BOT, ENVIRONMENT, PATIENCE
from tests.bot.warm import Warm

LONGEST = 1 << 20


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def health(settings: Mapping[str, str]) -> tuple[int, Mapping[str, object]]:
    url = f"http://127.0.0.1:{settings['SIGNAALWIJZER_HEALTH_PORT']}/healthz"
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


class Serving:
    """The process, and what it says."""

    def __init__(self, settings: Mapping[str, str], out: IO[bytes], err: IO[bytes], *, cold: bool) -> None:
        self._out, self._err = out, err
        environment = {**ENVIRONMENT, **settings}
        if cold:
            command = [*BOT, "serve"]
            self._process: subprocess.Popen[bytes] | Warm = subprocess.Popen(
                command, stdout=out, stderr=err, env=environment
            )
        else:
            self._process = Warm([*BOT[2:], "serve"], (0, out.fileno(), err.fileno()), environment)

    def runs(self) -> bool:
        return self._process.poll() is None

    def told(self) -> tuple[bytes, bytes]:
        """What it wrote to both outputs."""
        return os.pread(self._out.fileno(), LONGEST, 0), os.pread(self._err.fileno(), LONGEST, 0)

    def ended(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Let it end; its exit code."""
        self._process.send_signal(sign)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        if self.runs():
            self._process.kill()
            self._process.wait(PATIENCE)


@contextmanager
def serving(settings: Mapping[str, str], *, cold: bool = False) -> Iterator[Serving]:
    """Serve until the block ends. `cold`: from nothing, as on anybody's machine."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = Serving(settings, out, err, cold=cold)
        try:
            until = time.monotonic() + PATIENCE
            while True:
                assert process.runs(), process.told()[1].decode()
                try:
                    health(settings)
                    break
                except OSError:
                    assert time.monotonic() < until
                    time.sleep(0.05)
            yield process
        finally:
            process.kill()

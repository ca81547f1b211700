"""What somebody types or pastes at a real terminal, up to the message that it becomes."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.bot.terminal import ENVIRONMENT, PATIENCE

PROGRAM = """
import asyncio
from bot.channels.edited_lines import EditedLines

async def tell():
    lines = EditedLines("> ", lambda number: None)
    while (line := await lines.next()) is not None:
        print("HEARD", ascii(line), flush=True)
    print("HEARD the end", flush=True)

try:
    asyncio.run(tell())
except KeyboardInterrupt:
    print("HEARD ctrl-c", flush=True)
"""


class Keyboard:
    """A terminal in which the program runs."""

    def __init__(self) -> None:
        self._master, slave = pty.openpty()
        self._seen = b""
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**ENVIRONMENT, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(slave)

    def keys(self, typed: str) -> str:
        """What is heard after these keys, which wait for the prompt."""
        self._until(b"> ")
        os.write(self._master, typed.encode())
        self._until(b"HEARD ")
        return self._until(b"\n").decode().strip()

    def interrupt(self) -> str:
        """What is heard after a SIGINT at the prompt."""
        self._until(b"> ")
        time.sleep(0.5)  # nobody is quicker; readline misses one between its prompt and its first wait
        self._process.send_signal(signal.SIGINT)
        self._until(b"HEARD ")
        return self._until(b"\n").decode().strip()

    def close(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._master)

    def _until(self, mark: bytes) -> bytes:
        until = time.monotonic() + PATIENCE
        while mark not in self._seen:
            assert time.monotonic() < until, self._seen
            if select.select([self._master], [], [], 1)[0]:
                with suppress(OSError):
                    self._seen += os.read(self._master, 65_536)
        before, _, self._seen = self._seen.partition(mark)
        return before


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    opened = Keyboard()
    yield opened
    opened.close()


def test_what_is_pasted_is_one_message(keyboard: Keyboard) -> None:
    marked = "\x1b[200~Dag allemaal,\r\rVandaag viel mij iets op.\rJan\x1b[201~\r"
    assert keyboard.keys(marked) == r"'Dag allemaal,\n\nVandaag viel mij iets op.\nJan'"
    assert keyboard.keys("een\rtwee\r\rdrie\r") == r"'een\ntwee\n\ndrie'"  # a terminal that marks no pastes
    assert keyboard.keys("los\r") == "'los'"


def test_a_line_is_edited_and_an_earlier_one_comes_back(keyboard: Keyboard) -> None:
    assert keyboard.keys("jn\x1b[Da\r") == "'jan'"
    assert keyboard.keys("\x1b[A\x7f\r") == "'ja'"


def test_it_ends_when_the_input_does(keyboard: Keyboard) -> None:
    assert keyboard.keys("\x04") == "the end"


def test_control_c_ends_it_while_somebody_types(keyboard: Keyboard) -> None:
    assert keyboard.interrupt() == "ctrl-c"

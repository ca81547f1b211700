"""Lines that somebody types at a terminal, with arrow keys and history (readline). What is pasted is one message.

History lives in the memory of this process only: raw messages are never stored.
"""

from __future__ import annotations

import asyncio
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from bot.typed_text import LineDecoder

_PASTED: Final = 0.05
"""Seconds within which a next line comes from a paste: nobody types that fast, also not over a slow connection."""


class EditedLines:
    """Reads the terminal that is standard input and output."""

    def __init__(self, prompt: str, warn: Callable[[int], None]) -> None:
        """`warn` gets the number of the first message that is no UTF-8."""
        self._prompt = prompt
        self._decoded = LineDecoder(warn)
        with suppress(ImportError):  # a Python without it: then the terminal itself does what it can
            import readline

            # Most versions of readline do this by themselves: what is pasted stands in the line until Enter.
            readline.parse_and_bind("set enable-bracketed-paste on")
        if reconfigure := getattr(sys.stdin, "reconfigure", None):
            reconfigure(errors="surrogateescape")  # so that the bytes of a line that is no UTF-8 are still there

    async def next(self) -> str | None:
        """Give the next message without its end; None when there are no more.

        The loop stands still while somebody types. A thread would hold up Ctrl-C, and a terminal has one person.
        """
        await asyncio.sleep(0)  # what was asked to begin during the typing begins
        try:
            with _control_c_ends():
                typed = self._typed()
        except EOFError:
            return None
        return self._decoded(typed.encode(sys.stdin.encoding or "utf-8", "surrogateescape"))

    def _typed(self) -> str:
        lines = [input(self._prompt)]
        while _more_is_waiting():
            lines.append(input())
        return "\n".join(lines)


def _more_is_waiting() -> bool:
    """Whether a next line is there already: a terminal that marks no pastes hands them over line by line."""
    return bool(select.select([sys.stdin], [], [], _PASTED)[0])


@contextmanager
def _control_c_ends() -> Iterator[None]:
    """The loop would only cancel its task, which does not run while somebody types."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

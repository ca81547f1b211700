"""Whether anything of a message went out yet, for a channel that first waits: for its place, for a token.

What ends before that did certainly not arrive, and is sent later; only the rest is in doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_HEARS: Final[ContextVar[Callable[[], None] | None]] = ContextVar("underway", default=None)


@contextmanager
def hearing(hears: Callable[[], None]) -> Iterator[None]:
    """Within this, `hears` is called as soon as something goes out, and perhaps again."""
    before = _HEARS.set(hears)
    try:
        yield
    finally:
        _HEARS.reset(before)


def goes_out() -> None:
    """Say that a call begins of which nobody knows, if it is broken off, what it did."""
    hears = _HEARS.get()
    if hears is not None:
        hears()

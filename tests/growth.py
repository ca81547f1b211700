"""How the time of something grows with the length of a text: a ratio of this machine with itself, no time."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

SHORT, LONG = 15_000, 60_000
"""Characters. Linear time grows fourfold between them, quadratic time sixteenfold."""
_TRIES = 3


def growth(run: Callable[[str], object], piece: str) -> float:
    """How many times longer the long text takes than the short one; the best of some tries of each."""
    return _least(run, piece, LONG) / max(_least(run, piece, SHORT), 1e-3)


def _least(run: Callable[[str], object], piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    times = []
    for _ in range(_TRIES):
        started = process_time()
        run(text)
        times.append(process_time() - started)
    return min(times)

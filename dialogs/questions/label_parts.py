"""Parts of a label that can mean nothing else: "ziek in het lichaam" of "ziek of beperkt in het lichaam"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from dialogs.model import Option
from dialogs.understanding.normalise import fold

_OR: Final = " of "
_AT_LEAST: Final = 2
"""One word of the middle of a label could mean anything."""


def by_part(text: str, options: Sequence[Option], denial: Collection[str]) -> str | None:
    """The code of the only choice of which a folded text is one half of an "or"; a denial is never left out."""
    found = {
        option.code
        for option in options
        if text in _halves(option.label) and _denied(text, denial) == _denied(fold(option.label), denial)
    }
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=2048)
def _halves(label: str) -> frozenset[str]:
    """What "a b of c d" may be called: "a b d", "a c d", "c d". What only one of two said stays with both."""
    first, found, last = fold(label.partition(" (")[0]).partition(_OR)
    if not found:
        return frozenset()
    left, right = first.split(), last.split()
    ways = (left + right[1:], left[:-1] + right, right)
    return frozenset(" ".join(way) for way in ways if len(way) >= _AT_LEAST)


def _denied(text: str, denial: Collection[str]) -> frozenset[str]:
    return frozenset(text.split()) & frozenset(denial)

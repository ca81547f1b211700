"""The ordinary Dutch words as marks of 32 bits: under 2 MB in memory, read in some milliseconds.

The file holds the number of marks under each of the 65,536 upper halves (one byte each), then the lower halves in
order (two bytes each, little-endian). `make words` writes it from the dictionary of simplemma. One in ten thousand
words that are not in the dictionary has the mark of one that is.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Final
from zlib import crc32

_HALVES: Final = 1 << 16


class WordList:
    """Tells whether a word was in the dictionary. Immutable."""

    def __init__(self, packed: bytes) -> None:
        self._starts = array("I", accumulate(packed[:_HALVES], initial=0))
        self._lower = _numbers(packed[_HALVES:])
        if self._starts[-1] != len(self._lower):
            raise ValueError("the word list is damaged")

    def __contains__(self, word: str) -> bool:
        upper, lower = divmod(crc32(word.encode()), _HALVES)
        end = self._starts[upper + 1]
        place = bisect_left(self._lower, lower, self._starts[upper], end)
        return place < end and self._lower[place] == lower

    def __len__(self) -> int:
        return len(self._lower)


def load_words(file: Path) -> WordList:
    """Read a packed word list. Raises OSError, and ValueError when it is damaged."""
    return WordList(file.read_bytes())


def pack(words: Iterable[str]) -> bytes:
    """Write words as a packed list. Raises ValueError when more than 255 share an upper half."""
    marks = sorted({crc32(word.encode()) for word in words})
    counts = [0] * _HALVES
    for mark in marks:
        counts[mark // _HALVES] += 1
    return bytes(counts) + b"".join((mark % _HALVES).to_bytes(2, "little") for mark in marks)


def _numbers(packed: bytes) -> array[int]:
    numbers = array("H", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers

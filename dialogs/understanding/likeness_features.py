"""What the statistical model looks at in a message: words, pairs of words, and pieces of words.

Features are told apart by a 32-bit checksum, so that no list of words has to be kept. Training and reading use this
same file. What the rules found is no feature: rules were written with the examples in view, and a model that sees them
trusts them more than they deserve on messages of somebody else (measured).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from zlib import crc32

from dialogs.understanding.sentences import Sentence

_DIGITS = re.compile(r"\d+")
_PIECE: Final = 4
"""Letters of a piece of a word, its edges included: with 3 and 5 as well nothing is gained, and half the room lost."""
WORD, PAIR, SKIP, PIECE = 1.0, 1.0, 0.5, 0.8
"""How much each kind counts, shared out over the words of a message; chosen by leaving writers out in turn."""


_SAID, _ASKED = ".", "?"
SIGNS: Final = frozenset({_SAID, _ASKED})
"""What stands behind each sentence among the words; no word of a message looks so."""


def words_of(sentences: Sequence[Sentence]) -> list[str]:
    """The words of a message, numbers as one sign, with a sign where a sentence asks something."""
    words = []
    for sentence in sentences:
        words += [word if word.isalpha() else _DIGITS.sub("0", word) for word in sentence.words]
        words.append(_ASKED if sentence.question else _SAID)
    return words


def of_word(word: str) -> int:
    """The feature of a word as it stands."""
    return crc32(b"w:" + word.encode())


def of_pieces(word: str) -> Iterator[int]:
    """The pieces of a word: four letters in a row, its edges included."""
    edged = f"<{word}>"
    for start in range(len(edged) - _PIECE + 1):
        yield crc32(b"p:" + edged[start : start + _PIECE].encode())


class InPair(NamedTuple):
    """What a word gives to the features of two words: computed once, however often it stands in a message."""

    word: bytes
    next_to: int
    """The checksum of a pair that begins with the word, to go on from with the second word."""
    one_between: int
    """The same of two words with one word between them."""


def in_pair(word: str) -> InPair:
    """What a word gives to the features of two words."""
    encoded = word.encode()
    return InPair(encoded, crc32(b"b:%b " % encoded), crc32(b"s:%b " % encoded))


def of_pairs(words: Sequence[InPair]) -> list[int]:
    """Two words that follow each other."""
    return [crc32(second.word, first.next_to) for first, second in pairwise(words)]


def of_skips(words: Sequence[InPair]) -> list[int]:
    """Two words with one word between them."""
    return [crc32(second.word, first.one_between) for first, second in zip(words, words[2:], strict=False)]

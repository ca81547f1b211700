"""What the statistical model looks at in a message: words, pairs of words, pieces of words, and what the rules found.

Features are told apart by a 32-bit checksum, so that no list of words has to be kept. Training and reading use this
same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final
from zlib import crc32

from dialogs.understanding.sentences import Sentence

_DIGITS = re.compile(r"\d+")
_PIECES: Final = (3, 4, 5)
"""Lengths of the pieces of a word, its edges included."""
WORD, PAIR, SKIP, PIECE, RULE = 1.0, 1.0, 0.5, 0.35, 0.4
"""How much each kind counts; chosen by leaving one writer out in turn. All but RULE are shared out over the words."""
_NOW: Final = frozenset(
    [
        "nu", "vandaag", "vanavond", "vannacht", "straks", "zonet", "zojuist", "net", "vanmiddag", "vanmorgen",
        "vanochtend", "momenteel", "meteen", "direct", "zometeen", "daarnet", "daarstraks", "intussen", "ondertussen",
    ]
)  # fmt: skip


def words_of(sentences: Sequence[Sentence]) -> list[str]:
    """The words of a message, numbers as one sign, with a sign where a sentence asks something."""
    words = []
    for sentence in sentences:
        words += [_DIGITS.sub("0", word) for word in sentence.words]
        words.append("?" if sentence.question else ".")
    return words


def of_word(word: str) -> int:
    """The feature of a word as it stands."""
    return crc32(b"w:" + word.encode())


def of_pieces(word: str) -> Iterator[int]:
    """The pieces of a word: three to five letters in a row, its edges included."""
    edged = f"<{word}>"
    for length in _PIECES:
        for start in range(len(edged) - length + 1):
            yield crc32(b"p:" + edged[start : start + length].encode())


def of_pairs(words: Sequence[str]) -> list[int]:
    """Two words that follow each other."""
    return [crc32(f"b:{first} {second}".encode()) for first, second in pairwise(words)]


def of_skips(words: Sequence[str]) -> list[int]:
    """Two words with one word between them."""
    return [crc32(f"s:{first} {second}".encode()) for first, second in zip(words, words[2:], strict=False)]


def of_rules(
    words: Iterable[str],
    categories: Mapping[str, str],
    danger: Mapping[str, str],
    acute: Iterable[str],
    ages: Sequence[int],
    intent: str,
) -> list[int]:
    """What the rules found, alone and together with a word of now and a young child."""
    signs = [f"c:{name}:{status}" for name, status in categories.items()]
    signs += [f"g:{name}:{status}" for name, status in danger.items()]
    signs += [f"a:{code}" for code in acute]
    now = "nu" if not _NOW.isdisjoint(words) else "-"
    young = "jong" if ages and min(ages) < 12 else "oud" if ages else "-"
    signs += [f"{sign}&{now}" for sign in signs] + [f"{sign}&{young}" for sign in signs]
    signs += [f"t:{now}", f"l:{young}", f"i:{intent}", f"n:{min(len(categories), 4)}", f"a#{bool(acute)}"]
    return [crc32(f"r:{sign}".encode()) for sign in signs]

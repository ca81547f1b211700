"""The second stage of a reading: sentences, the clauses in them, and the words with their place in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Final

from dialogs.understanding.normalise import fold

_POINT = r"(?<!\d)(?<!\d\.)\d{1,3}\.\d{1,2}(?!\d|\.\d|\s*(?:u\b|uur))"
"""A decimal with a point, and neither a date nor a time. With a comma it may as well be two of a row ("2,6 en 9")."""
_PIECE = re.compile(_POINT + r"|\d{1,2},5(?!\d)|\w(?:[\w'’-]*\w)?|[.!?…]+(?=[\s\"')\]]|$)|\n|[,;:()–—]")
LONGEST_SENTENCE: Final = 120
"""Words; a longer row without a full stop is cut, so that looking around in a sentence stays cheap."""
_SENTENCE_ENDS: Final = frozenset(".!?…\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `words` are folded; `places` tells where each stands in the text."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]
    """Numbers of the words before which a clause begins, in order, 0 not among them."""
    question: bool

    def clause_of(self, word: int) -> range:
        """Give the word numbers of the clause in which a word stands."""
        behind = bisect_right(self.breaks, word)
        start = self.breaks[behind - 1] if behind else 0
        return range(start, self.breaks[behind] if behind < len(self.breaks) else len(self.words))

    def source(self, text: str, start: int, stop: int) -> str:
        """Give the words from `start` up to `stop` as they stand in the text."""
        return text[self.places[start][0] : self.places[stop - 1][1]]


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """What begins a clause (lexicon.yaml): some words always, `en` and `of` only before words that begin a clause."""

    always: Collection[str]
    joining: Collection[str]
    after_joining: Collection[str]


def sentences(text: str, clauses: ClauseWords) -> tuple[Sentence, ...]:
    """Cut a text into sentences. Takes time linear in the length of the text."""
    found: list[Sentence] = []
    words: list[str] = []
    places: list[tuple[int, int]] = []
    breaks: list[int] = []

    def close(question: bool) -> None:
        if words:
            for number, word in enumerate(words):
                if word in clauses.always or (word in clauses.joining and _follows(words, number, clauses)):
                    breaks.append(number)
            inside = sorted({b for b in breaks if 0 < b < len(words)})
            found.append(Sentence(tuple(words), tuple(places), tuple(inside), question))
        words.clear()
        places.clear()
        breaks.clear()

    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece.isalnum() and piece.isascii():
            words.append(intern(piece.lower()))  # one object for one word: tables are asked for it again and again
        elif piece[0] in _SENTENCE_ENDS:
            close("?" in piece)
            continue
        elif piece[0] in ",;:()–—":
            breaks.append(len(words))
            continue
        else:
            words.append(piece if "," in piece or "." in piece else fold(piece))
        places.append(match.span())
        if len(words) == LONGEST_SENTENCE:
            close(question=False)
    close(question=False)
    return tuple(found)


def _follows(words: Sequence[str], number: int, clauses: ClauseWords) -> bool:
    """Whether the next word begins a clause."""
    return number + 1 < len(words) and words[number + 1] in clauses.after_joining

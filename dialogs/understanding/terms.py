"""Terms of the lexicon, found in a row of folded words.

A term is one word or more. `*` at the end of a word stands for any ending, at its beginning for any beginning; `...`
stands for at most four other words. A term without these never finds a part of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.understanding.normalise import fold
from dialogs.understanding.remembered import Remembered

GAP: Final = 4
"""So many other words may stand where a term has `...`."""
_REMEMBERED: Final = 4_096
"""Words of which is remembered which terms they begin."""


_Term = tuple[str, tuple[str, ...], frozenset[str]]
"""A name, the words of the term, and those of them that have to stand somewhere for it to be found."""


@dataclass(frozen=True, slots=True)
class Match:
    """A term that was found: the words from `start` up to `stop`."""

    name: str
    start: int
    stop: int


class Terms:
    """Many terms at once. Looks at each word by its first word only, so that time is linear in the text."""

    def __init__(self, terms: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[_Term]] = {}
        self._open: list[_Term] = []
        for name, forms in terms.items():
            for form in forms:
                words = tuple(word if word == "..." else _folded(word) for word in form.split())
                needed = frozenset(word for word in words[1:] if word != "..." and "*" not in word)
                if "*" in words[0]:
                    self._open.append((name, words, needed))
                else:
                    self._by_word.setdefault(words[0], []).append((name, words, needed))
        self._begin = Remembered(self._beginning, _REMEMBERED)

    def find(self, words: Sequence[str]) -> Iterator[Match]:
        """Find every term, in order of its first word; the same stretch once for each name."""
        there: frozenset[str] | None = None
        for start, terms in enumerate(map(self._begin.__getitem__, words)):
            if not terms:
                continue
            if there is None:
                there = frozenset(words)
            seen: set[str] = set()
            for name, term, needed in terms:
                if name in seen or not needed <= there:
                    continue
                stop = start + 1 if len(term) == 1 else _match(term, words, 1, start + 1)
                if stop:
                    seen.add(name)
                    yield Match(name, start, stop)

    def _beginning(self, word: str) -> tuple[_Term, ...]:
        """The terms whose first word fits: those that begin with the word itself, then those with an open end."""
        return (*self._by_word.get(word, ()), *(each for each in self._open if _fits(each[1][0], word)))


def _folded(word: str) -> str:
    plain = fold(word.strip("*"))
    return "*" * word.startswith("*") + plain + "*" * word.endswith("*")


def _match(term: Sequence[str], words: Sequence[str], part: int, at: int) -> int:
    """Give the number after the last word, or 0."""
    if part == len(term):
        return at
    if term[part] == "...":
        for skipped in range(GAP + 1):
            if stop := _match(term, words, part + 1, at + skipped):
                return stop
        return 0
    if at < len(words) and _fits(term[part], words[at]):
        return _match(term, words, part + 1, at + 1)
    return 0


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        stem = pattern[:-1]
        return stem[1:] in word if stem.startswith("*") else word.startswith(stem)
    return word.endswith(pattern[1:]) if pattern.startswith("*") else pattern == word

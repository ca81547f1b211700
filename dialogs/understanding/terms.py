"""Terms of the lexicon, found in a row of folded words.

A term is one word or more. `*` at the end of a word stands for any ending, at its beginning for any beginning; `...`
stands for at most four other words. A term without these never finds a part of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from dialogs.understanding.normalise import fold
from dialogs.understanding.remembered import Remembered

GAP: Final = 4
"""So many other words may stand where a term has `...`."""
_REMEMBERED: Final = 4_096
"""Words of which is remembered which terms they begin."""


class _Term(NamedTuple):
    """A term: its place among those of a first word, its name, its words, and those that have to stand somewhere."""

    number: int
    name: str
    words: tuple[str, ...]
    needed: frozenset[str]

    def begins_as(self, word: str) -> bool:
        """Whether its first word, with an open end, fits."""
        return _fits(self.words[0], word)


class _Beginning(NamedTuple):
    """What begins with a word: terms that need no certain other word, and the others by one that they need."""

    free: Sequence[_Term]
    needing: Mapping[str, Sequence[_Term]]


class Match(NamedTuple):
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
                alike = self._open if "*" in words[0] else self._by_word.setdefault(words[0], [])
                alike.append(_Term(len(alike), name, words, needed))
        self._begin = Remembered(self._beginning, _REMEMBERED)
        self._begin_nothing: set[str] = set()
        """Words that were asked for and begin no term: most sentences hold nothing else."""

    def find(self, words: Sequence[str]) -> Sequence[Match]:
        """Find every term, in order of its first word; the same stretch once for each name."""
        if self._begin_nothing.issuperset(words):
            return ()
        found: list[Match] = []
        there = frozenset(words)
        for start, begin in enumerate(map(self._begin.__getitem__, words)):
            if begin is None:
                continue
            terms = begin.free
            if not begin.needing.keys().isdisjoint(there):
                needing = [term for word in begin.needing.keys() & there for term in begin.needing[word]]
                terms = sorted([*terms, *(term for term in needing if term.needed <= there)])
            seen: set[str] = set()
            for _, name, term, _ in terms:
                if name in seen:
                    continue
                stop = start + 1 if len(term) == 1 else _match(term, words, 1, start + 1)
                if stop:
                    seen.add(name)
                    found.append(Match(name, start, stop))
        return found

    def _beginning(self, word: str) -> _Beginning | None:
        """The terms whose first word fits: those that begin with the word itself, and those with an open end."""
        own = self._by_word.get(word, ())
        terms = [*own, *(term._replace(number=len(own) + term.number) for term in self._open if term.begins_as(word))]
        if not terms:
            if len(self._begin_nothing) >= _REMEMBERED:
                self._begin_nothing.clear()
            self._begin_nothing.add(word)
            return None
        needing: dict[str, list[_Term]] = {}
        for term in terms:
            if term.needed:
                needing.setdefault(max(term.needed, key=len), []).append(term)  # long words are rare ones
        return _Beginning([term for term in terms if not term.needed], needing)


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

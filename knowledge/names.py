"""Finding names in a question: exact, glued together or apart, and with a typo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from knowledge.answers import Former

SHORT: Final = 5
"""Names with fewer letters are abbreviations: they are matched letter by letter (one letter makes another party)."""
LONG: Final = 9
ONE_TYPO: Final = 0.8
"""Likeness that a name of 5 to 8 letters needs: one letter wrong."""
LONG_LIKENESS: Final = 0.77
"""Likeness that a longer name needs: about one letter in four wrong."""
LONGEST_NAME: Final = 9
"""Words in the longest stretch of a question that is compared with names."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry, as its words without spelling."""

    words: tuple[str, ...]
    entry: int
    former: Former | None = None
    noun: bool = False
    """A common noun: it finds the entry, it does not identify it."""

    @property
    def glued(self) -> str:
        """The name without spaces: `vaartwelzijn`."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that stands in the question."""

    name: Name
    start: int
    length: int
    likeness: float
    """1 is exact."""


class NameFinder:
    """The names of one landscape."""

    def __init__(self, names: Iterable[Name], ordinary: frozenset[str]) -> None:
        """`ordinary` are words that are too common to be read as a name in the middle of a sentence ("mee")."""
        self._by_glued: dict[str, list[Name]] = {}
        for name in names:
            if name.words:
                self._by_glued.setdefault(name.glued, []).append(name)
        self._ordinary = ordinary
        self._long = [glued for glued in self._by_glued if len(glued) >= SHORT]
        self._matcher: Any = None

    def find(self, tokens: tuple[str, ...]) -> list[Hit]:
        """Every name in the question; where exact names stand, no likely ones are looked for."""
        exact = [hit for start, length in _stretches(tokens) for hit in self._exact(tokens, start, length)]
        taken = {place for hit in exact for place in range(hit.start, hit.start + hit.length)}
        likely = [
            hit
            for start, length in _stretches(tokens)
            if not taken.issuperset(range(start, start + length))
            for hit in self._likely(tokens, start, length)
        ]
        return exact + likely

    def _exact(self, tokens: tuple[str, ...], start: int, length: int) -> list[Hit]:
        glued = "".join(tokens[start : start + length])
        if glued in self._ordinary and length != len(tokens):
            return []
        return [Hit(name, start, length, 1.0) for name in self._by_glued.get(glued, ())]

    def _likely(self, tokens: tuple[str, ...], start: int, length: int) -> list[Hit]:
        stretch = tokens[start : start + length]
        glued = "".join(stretch)
        if len(glued) < SHORT or all(word in self._ordinary for word in stretch):
            return []
        return [
            Hit(name, start, length, likeness)
            for found, likeness in self._alike(glued)
            for name in self._by_glued[found]
            if self._ends_alike(stretch, name)
        ]

    def _ends_alike(self, stretch: tuple[str, ...], name: Name) -> bool:
        """Refuse a stretch that starts or ends with an ordinary word which the name does not have there."""
        return all(stretch[i] not in self._ordinary or stretch[i] == name.words[i] for i in (0, -1))

    def _alike(self, glued: str) -> list[tuple[str, float]]:
        if self._matcher is None:
            # Imported at the first typo: it would cost a third of the time before the first prompt of `chat`.
            from rapidfuzz import process
            from rapidfuzz.distance import DamerauLevenshtein

            self._matcher = (process.extract, DamerauLevenshtein.normalized_similarity)
        extract, likeness = self._matcher
        found = extract(glued, self._long, scorer=likeness, score_cutoff=LONG_LIKENESS, limit=3)
        return [(name, score) for name, score, _ in found if score >= ONE_TYPO or len(name) >= LONG]


def _stretches(tokens: tuple[str, ...]) -> list[tuple[int, int]]:
    return [
        (start, length)
        for length in range(min(LONGEST_NAME, len(tokens)), 0, -1)
        for start in range(len(tokens) - length + 1)
    ]

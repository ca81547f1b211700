"""Finding names in a question: exact, glued together or apart, by their sound, and with a typo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from knowledge.answers import Former
from knowledge.index import Index
from knowledge.phonetic import sound
from knowledge.question import Question

SHORT: Final = 5
"""Names with fewer letters are abbreviations: they are matched letter by letter (one letter makes another party)."""
LONG: Final = 9
ONE_TYPO: Final = 0.8
"""Likeness that a name of 5 to 8 letters needs: one letter wrong."""
LONG_LIKENESS: Final = 0.77
"""Likeness that a longer name needs: about one letter in four wrong."""
LONGEST_NAME: Final = 9
"""Words in the longest stretch of a question that is compared with names."""
SAME_NAME: Final = 64
"""Entries that are looked at because they have a name that stands in the question."""
LIKE_NAME: Final = 48
"""Entries that are looked at because a name of theirs sounds like the question."""


@dataclass(frozen=True)
class Name:
    """A name of an entry, as its words without spelling."""

    words: tuple[str, ...]
    entry: int
    former: Former | None = None
    noun: bool = False
    """A common noun: it finds the entry, it does not identify it."""

    @cached_property
    def glued(self) -> str:
        """The name without spaces: `vaartwelzijn`."""
        return "".join(self.words)

    @cached_property
    def heard(self) -> str:
        """What it sounds like."""
        return sound(self.glued)


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

    def __init__(self, index: Index, names_of: Callable[[int], Sequence[Name]], ordinary: frozenset[str]) -> None:
        """`ordinary` are words that are too common to be read as a name in the middle of a sentence ("mee")."""
        self._index = index
        self._names_of = names_of
        self._ordinary = ordinary
        self._alike: Any = None

    def find(self, question: Question) -> list[Hit]:
        """Every name in the question; where exact names stand, no likely ones are looked for."""
        exact = self._exact(question.tokens)
        if question.typed != question.tokens:
            known = {(hit.name.entry, hit.start, hit.length) for hit in exact}
            typed = self._exact(question.typed)
            exact += [hit for hit in typed if (hit.name.entry, hit.start, hit.length) not in known]
        taken = {place for hit in exact for place in range(hit.start, hit.start + hit.length)}
        return exact + self._likely(question.typed, taken)

    def _exact(self, tokens: tuple[str, ...]) -> list[Hit]:
        places: dict[str, list[tuple[int, int]]] = {}
        for start, length in _stretches(tokens):
            glued = "".join(tokens[start : start + length])
            if glued not in self._ordinary or length == len(tokens):
                places.setdefault(glued, []).append((start, length))
        return [
            Hit(name, start, length, 1.0)
            for name in self._names(self._index.named(places, SAME_NAME))
            for start, length in places.get(name.glued, ())
        ]

    def _likely(self, tokens: tuple[str, ...], taken: set[int]) -> list[Hit]:
        stretches = [
            (tokens[start : start + length], start)
            for start, length in _stretches(tokens)
            if not taken.issuperset(range(start, start + length)) and self._may_be_name(tokens[start : start + length])
        ]
        if not stretches:
            return []
        open_words = (word for i, word in enumerate(tokens) if i not in taken and word not in self._ordinary)
        by_heard: dict[str, list[Name]] = {}
        for name in self._names(self._index.sounding("".join(open_words), LIKE_NAME)):
            if len(name.glued) >= SHORT:
                by_heard.setdefault(name.heard, []).append(name)
        known = list(by_heard)
        return [
            Hit(name, start, len(stretch), likeness)
            for stretch, start in stretches
            for found, likeness in self._like("".join(stretch), known)
            for name in by_heard[found]
            if self._ends_alike(stretch, name) and (likeness >= ONE_TYPO or len(name.glued) >= LONG)
        ]

    def _names(self, entries: Iterable[int]) -> Iterable[Name]:
        for entry in entries:
            yield from self._names_of(entry)

    def _may_be_name(self, stretch: Sequence[str]) -> bool:
        return sum(map(len, stretch)) >= SHORT and not all(word in self._ordinary for word in stretch)

    def _ends_alike(self, stretch: tuple[str, ...], name: Name) -> bool:
        """Refuse a stretch that starts or ends with an ordinary word which the name does not have there."""
        return all(stretch[i] not in self._ordinary or stretch[i] == name.words[i] for i in (0, -1))

    def _like(self, glued: str, known: list[str]) -> list[tuple[str, float]]:
        if self._alike is None:
            # Imported at the first typo: it would cost a third of the time before the first prompt of `chat`.
            from rapidfuzz import process
            from rapidfuzz.distance import DamerauLevenshtein

            self._alike = (process.extract, DamerauLevenshtein.normalized_similarity)
        extract, likeness = self._alike
        found = extract(sound(glued), known, scorer=likeness, score_cutoff=LONG_LIKENESS, limit=3)
        return [(str(name), float(score)) for name, score, _ in found]


def _stretches(tokens: tuple[str, ...]) -> list[tuple[int, int]]:
    return [
        (start, length)
        for length in range(min(LONGEST_NAME, len(tokens)), 0, -1)
        for start in range(len(tokens) - length + 1)
    ]

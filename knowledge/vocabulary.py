"""The words that look-up knows, next to those of the landscape itself (`vocabulary.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from knowledge.document import read
from knowledge.folding import words
from knowledge.spelling import Spelling

FILE: Final = Path(__file__).parent / "vocabulary.yaml"
SHORTEST_START: Final = 3
"""Letters before the star of a pattern, at least."""

_Pattern = tuple[tuple[str, ...], str, bool]
"""Words, the concept they name, and whether the last one may end in any way."""


class Vocabulary(BaseModel):
    """Word lists; the file explains each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stop: tuple[str, ...]
    ordinary: tuple[str, ...] = ()
    generic: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]
    tasks: dict[str, tuple[str, ...]] = {}
    """By sector the needs that any organisation of that sector answers, wherever it is."""
    acute: tuple[str, ...]
    emergency: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    elsewhere: tuple[str, ...]

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that say nothing about what is looked for."""
        return frozenset(word for line in self.stop for word in words(line))

    @cached_property
    def ordinary_words(self) -> frozenset[str]:
        """Words that people tell around their question; hardly ever what they look for."""
        return frozenset(word for line in self.ordinary for word in words(line))

    @cached_property
    def other_towns(self) -> frozenset[str]:
        """Municipalities whose name is one word and nothing else."""
        return frozenset(word for line in self.elsewhere for word in words(line))

    @cached_property
    def acute_phrases(self) -> frozenset[tuple[str, ...]]:
        """Phrases that ask about danger now."""
        return frozenset(words(line) for line in self.acute)

    @cached_property
    def contact_words(self) -> frozenset[str]:
        """Words that ask how somebody is reached."""
        return frozenset(word for line in self.contact for word in words(line))

    @cached_property
    def emergency_phrases(self) -> frozenset[tuple[str, ...]]:
        """Phrases that ask for the number to call in need."""
        return frozenset(words(line) for line in self.emergency)

    @cached_property
    def spelling(self) -> Spelling:
        """Every word that stands in a concept, without those that stand for any ending."""
        patterns = (pattern for each in self.concepts.values() for pattern in each)
        return Spelling(word for pattern in patterns if not pattern.endswith("*") for word in words(pattern))

    def concepts_of(self, word: str) -> frozenset[str]:
        """Give the concepts that one folded word names."""
        found = self._single.get(word, frozenset())
        for length in range(SHORTEST_START, len(word) + 1):
            found |= self._starts.get(word[:length], frozenset())
        return found

    @cached_property
    def phrase_starts(self) -> frozenset[str]:
        """First words of the phrases."""
        return frozenset(self._phrases)

    def phrases_in(self, tokens: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
        """Every concept that two words or more name together: first position, number of words, concept."""
        starts = self._phrases
        for at, (token, following) in enumerate(pairwise(tokens)):
            seconds = starts.get(token)
            if seconds is None:
                continue
            for phrase, concept, is_start in seconds.get(following[:SHORTEST_START], ()):
                said = tokens[at : at + len(phrase)]
                if said == phrase or (is_start and said[:-1] == phrase[:-1] and said[-1].startswith(phrase[-1])):
                    yield at, len(phrase), concept

    @cached_property
    def _single(self) -> dict[str, frozenset[str]]:
        return _by_key((key[0], concept) for key, concept, is_start in self._patterns if len(key) == 1 and not is_start)

    @cached_property
    def _starts(self) -> dict[str, frozenset[str]]:
        return _by_key((key[0], concept) for key, concept, is_start in self._patterns if len(key) == 1 and is_start)

    @cached_property
    def _phrases(self) -> dict[str, dict[str, tuple[_Pattern, ...]]]:
        """Patterns of two words or more, by the first word and by how the second begins."""
        found: dict[str, dict[str, tuple[_Pattern, ...]]] = {}
        for key, concept, is_start in self._patterns:
            if len(key) > 1:
                seconds, begins = found.setdefault(key[0], {}), key[1][:SHORTEST_START]
                seconds[begins] = (*seconds.get(begins, ()), (key, concept, is_start))
        return found

    @cached_property
    def _patterns(self) -> tuple[_Pattern, ...]:
        return tuple(
            (words(pattern), concept, pattern.endswith("*"))
            for concept, patterns in self.concepts.items()
            for pattern in patterns
        )


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for key, concept in pairs:
        found[key] = found.get(key, frozenset()) | {concept}
    return found


@cache
def vocabulary() -> Vocabulary:
    """Read the word lists, once: they are part of the package and never change."""
    return Vocabulary.model_validate(read(FILE).content)

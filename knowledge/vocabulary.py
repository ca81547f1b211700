"""The words that look-up knows, next to those of the landscape itself (`vocabulary.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from knowledge.document import read
from knowledge.folding import words

FILE: Final = Path(__file__).parent / "vocabulary.yaml"
LONGEST_PHRASE: Final = 4
"""Words in the longest phrase that a concept may have."""


class Vocabulary(BaseModel):
    """Word lists; the file explains each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stop: tuple[str, ...]
    generic: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]
    acute: tuple[str, ...]
    elsewhere: tuple[str, ...]

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that say nothing about what is looked for."""
        return frozenset(word for line in self.stop for word in words(line))

    @cached_property
    def other_towns(self) -> frozenset[str]:
        """Municipalities whose name is one word and nothing else."""
        return frozenset(word for line in self.elsewhere for word in words(line))

    @cached_property
    def acute_phrases(self) -> frozenset[tuple[str, ...]]:
        """Phrases that ask about danger now."""
        return frozenset(words(line) for line in self.acute)

    @cached_property
    def _whole(self) -> dict[tuple[str, ...], frozenset[str]]:
        found: dict[tuple[str, ...], frozenset[str]] = {}
        for concept, patterns in self.concepts.items():
            for pattern in patterns:
                if not pattern.endswith("*"):
                    key = words(pattern)
                    found[key] = found.get(key, frozenset()) | {concept}
        return found

    @cached_property
    def _prefixes(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for concept, patterns in self.concepts.items():
            for pattern in patterns:
                if pattern.endswith("*"):
                    key = words(pattern)[0]
                    found[key] = found.get(key, frozenset()) | {concept}
        return found

    def concepts_in(self, tokens: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
        """Every concept that the tokens name: first position, number of words, concept."""
        for start, token in enumerate(tokens):
            for length in range(3, len(token) + 1):
                for concept in self._prefixes.get(token[:length], ()):
                    yield start, 1, concept
            for length in range(1, LONGEST_PHRASE + 1):
                for concept in self._whole.get(tokens[start : start + length], ()):
                    if start + length <= len(tokens):
                        yield start, length, concept


def vocabulary() -> Vocabulary:
    """Read the word lists."""
    return Vocabulary.model_validate(read(FILE).content)

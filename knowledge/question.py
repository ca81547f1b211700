"""From a text to what it says: stems and concepts, by the word that says them.

The texts of a landscape and the questions of users are read alike, so that both say a thing in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from knowledge.folding import stem, words
from knowledge.spelling import Spelling
from knowledge.vocabulary import Vocabulary

CORRECTED: Final = 0.85
"""What a word counts for that was corrected."""
JUST_READ: Final = 512
"""Texts of which the words are remembered for a while."""
TAKEN_APART: Final = 0.9
"""What the parts of a compound count for ("spoeduitkering")."""
PART: Final = 4
"""Letters that a part of a compound has at least."""
LINKS: Final = ("", "s", "en", "e")

Features = dict[str, float]
"""Stems (`w:`) and concepts (`c:`), each with how surely it is meant."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text as its words."""

    tokens: tuple[str, ...]
    """All words, corrected, for names and phrases."""
    said: tuple[tuple[int, Features], ...]
    """The words that say what is looked for, by position; a compound has a part for each half."""
    strange: frozenset[int] = frozenset()
    """Positions of words that nobody knows as they are written: a name with a typo is one of these."""
    typed: tuple[str, ...] = ()
    """All words as they were typed."""
    everything: Features = field(default_factory=dict)
    """All features, with the surest of each."""


class Reader:
    """Reads with the vocabulary, and with the spelling of a landscape where that is given."""

    def __init__(self, vocabulary: Vocabulary, spelling: Spelling | None = None) -> None:
        self._words = vocabulary
        self._spelling = spelling

    def read(self, text: str) -> Question:
        """Read a text of any length; only its start counts (`knowledge.folding`)."""
        typed = words(text)
        tokens, sureness, strange = list(typed), [1.0] * len(typed), set()
        halves: dict[int, tuple[str, ...]] = {}
        for i, token in enumerate(typed):
            if token in self._words.stop_words or self._knows(token):
                continue
            strange.add(i)
            parts = self._apart(token)
            nearest = self._spelling.nearest(token) if self._spelling is not None and not parts else None
            if parts:
                halves[i] = parts
            elif nearest is not None:
                tokens[i], sureness[i] = nearest, CORRECTED
        features: dict[int, Features] = {
            i: dict.fromkeys(self._of_word(token), sureness[i])
            for i, token in enumerate(tokens)
            if token not in self._words.stop_words and i not in halves
        }
        for start, length, concept in self._words.phrases_in(tuple(tokens)):
            for i in range(start, start + length):
                if i in features or i == start:
                    features.setdefault(i, {})[f"c:{concept}"] = min(sureness[start : start + length])
        said = list(features.items())
        said += [(i, dict.fromkeys(self._of_word(part), TAKEN_APART)) for i, parts in halves.items() for part in parts]
        said.sort(key=lambda pair: pair[0])
        return Question(tuple(tokens), tuple(said), frozenset(strange), typed, _surest(each for _, each in said))

    def _of_word(self, word: str) -> Iterable[str]:
        yield f"w:{stem(word)}"
        for concept in self._words.concepts_of(word):
            yield f"c:{concept}"

    def _knows(self, word: str) -> bool:
        if self._spelling is None or self._spelling.knows(word) or word in self._words.ordinary_words:
            return True
        return bool(self._words.concepts_of(word))

    def _apart(self, word: str) -> tuple[str, ...]:
        """Take a compound apart when both halves are known: `spoed`, `uitkering`."""
        if self._spelling is None:
            return ()
        for cut in range(len(word) - PART, PART - 1, -1):
            if not self._spelling.knows(word[cut:]):
                continue
            for link in LINKS:
                first = word[:cut].removesuffix(link)
                if len(first) >= PART and (not link or first != word[:cut]) and self._spelling.knows(first):
                    return first, word[cut:]
        return ()


def _surest(each: Iterable[Features]) -> Features:
    surest: Features = {}
    for features in each:
        for feature, sure in features.items():
            surest[feature] = max(sure, surest.get(feature, 0.0))
    return surest


class _WordFeatures(dict[str, tuple[str, ...]]):
    """The features of each word, found when the word is first met."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._words = vocabulary

    def __missing__(self, word: str) -> tuple[str, ...]:
        concepts = (f"c:{concept}" for concept in self._words.concepts_of(word))
        found = self[word] = () if word in self._words.stop_words else (f"w:{stem(word)}", *concepts)
        return found


class TextReader:
    """Reads the many texts of a landscape while its index is built; what stands in many entries is read once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._of_word = _WordFeatures(vocabulary)
        self._of_shared: dict[tuple[str, ...], frozenset[str]] = {}
        self.words = lru_cache(JUST_READ)(words)
        """The words of a text: an entry's names are asked for twice, and nouns by every entry."""

    def features(self, texts: Iterable[str]) -> set[str]:
        """Give the features of texts."""
        said: set[str] = set()
        for text in texts:
            tokens = self.words(text)
            said.update(*map(self._of_word.__getitem__, tokens))
            if not self._words.phrase_starts.isdisjoint(tokens):
                said.update(f"c:{concept}" for _, _, concept in self._words.phrases_in(tokens))
        return said

    def shared(self, texts: tuple[str, ...]) -> frozenset[str]:
        """Give the features of texts that many entries have, as needs and nouns are: they are read once."""
        found = self._of_shared.get(texts)
        if found is None:
            found = self._of_shared[texts] = frozenset(self.features(texts))
        return found

    @property
    def known(self) -> set[str]:
        """All words so far that say what a text is about."""
        return {word for word, features in self._of_word.items() if features}

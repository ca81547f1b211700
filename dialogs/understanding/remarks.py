"""The stage that finds sayings that answer no question and yet ask for a sentence: a reassurance, a refusal to come.

It decides nothing: what is said to one, and when, stands in content/reacties.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dialogs.understanding.data import Data, Words
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.terms import Terms


class Remark(Data):
    """One saying and the words for it."""

    id: str
    termen: Words


class RemarkData(Data):
    """uitspraken.yaml."""

    uitspraken: tuple[Remark, ...]


class RemarkReader:
    """Finds sayings in sentences. Immutable."""

    def __init__(self, data: RemarkData, is_imagined: Callable[[Sentence], bool]) -> None:
        self._terms = Terms({remark.id: remark.termen for remark in data.uitspraken})
        self._order = tuple(remark.id for remark in data.uitspraken)
        self._is_imagined = is_imagined

    def read(self, sentences: Sequence[Sentence]) -> tuple[str, ...]:
        """Give the ids of the sayings, in the order of the file; a sentence about the rules says none."""
        found = {
            match.name
            for sentence in sentences
            if not self._is_imagined(sentence)
            for match in self._terms.find(sentence.words)
        }
        return tuple(name for name in self._order if name in found)

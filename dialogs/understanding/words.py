"""The word lists behind the filter for free text: ordinary Dutch words, words of the trade, first names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from dialogs.loading.yaml_files import load_model
from dialogs.understanding.data import HERE
from dialogs.understanding.normalise import fold
from dialogs.understanding.word_list import WordList, load_words

_REMEMBERED: Final = 16_384
"""Words."""


class _WordFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    woorden: Mapping[str, str]
    """Ordinary words that the Dutch dictionary lacks, apart by spaces, by subject."""
    met_hoofdletter: Mapping[str, str]
    """Words that may have a capital inside a sentence and are nobody's name."""
    geen_woord: str
    """Words of the dictionary that are names in this work."""


class _NameFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    namen: Mapping[str, str]
    """First names, apart by spaces, by origin."""
    ook_gewone_woorden: str
    """Those that are an ordinary Dutch word as well."""


class Words:
    """What is a word, what is a name. The lists are read on first use: the dictionary takes a third of a second."""

    def __init__(self, directory: Path = HERE) -> None:
        self._directory = directory
        self._met: set[str] = set()
        """Listed words that were asked for: the same ones come again and again. Holds no word that is in no list."""

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a word in lower case stands in a word list and is no name only."""
        if word in self._no_words or (word in self.first_names and word not in self.names_that_are_words):
            return False
        forms = {word, fold(word)} if word.isalpha() else {word}
        return any(form in self._trade or form in self._dictionary for form in forms)

    def is_listed(self, word: str) -> bool:
        """Tell whether a word in lower case stands in the dictionary or in the lists of the trade, name or not."""
        if word in self._met:
            return True
        if word in self._trade or word in self._dictionary or (not word.isascii() and fold(word) in self._dictionary):
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            self._met.add(word)
            return True
        return False

    def is_first_name(self, word: str) -> bool:
        """Tell whether a word in lower case is a first name, also in the genitive or as a diminutive."""
        return any(form in self.first_names for form in _forms(word))

    def is_only_a_name(self, word: str) -> bool:
        """Tell whether a word in lower case is a first name and no ordinary word."""
        if word in self._trade:
            return False
        forms = (word, fold(word)) if self.is_listed(word) else _forms(word)
        return any(form in self.first_names and form not in self.names_that_are_words for form in forms)

    def may_have_a_capital(self, word: str) -> bool:
        """Tell whether a word with a capital inside a sentence is known to be no name (`Veilig`, `GGZ`, `Moeder`)."""
        return word in self._capitals or word.lower() in self._lower_capitals

    @cached_property
    def first_names(self) -> frozenset[str]:
        """All first names, in lower case, as typed and without accents."""
        return _row(" ".join(self._name_file.namen.values()) + " " + self._name_file.ook_gewone_woorden)

    @cached_property
    def names_that_are_words(self) -> frozenset[str]:
        """First names that are an ordinary word too (`roos`, `wil`)."""
        return _row(self._name_file.ook_gewone_woorden)

    @property
    def capitals(self) -> frozenset[str]:
        """Words, in lower case, that may have a capital inside a sentence and are nobody's name."""
        return self._lower_capitals

    @cached_property
    def _name_file(self) -> _NameFile:
        return load_model(self._directory / "voornamen.yaml", _NameFile)

    @cached_property
    def _word_file(self) -> _WordFile:
        return load_model(self._directory / "woorden.yaml", _WordFile)

    @cached_property
    def _trade(self) -> frozenset[str]:
        return _row(" ".join(self._word_file.woorden.values())) | self._lower_capitals

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset(" ".join(self._word_file.met_hoofdletter.values()).split())

    @cached_property
    def _lower_capitals(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self._capitals)

    @cached_property
    def _no_words(self) -> frozenset[str]:
        return _row(self._word_file.geen_woord)

    @cached_property
    def _dictionary(self) -> WordList:
        return load_words(self._directory / "woorden.bin")


def _row(words: str) -> frozenset[str]:
    lowered = words.lower().split()
    return frozenset(lowered) | frozenset(map(fold, lowered))


def _forms(word: str) -> tuple[str, ...]:
    cut = (word.removesuffix(ending) for ending in ("'s", "s", "tje", "je") if word.endswith(ending))
    return (word, fold(word), *(form for form in cut if len(form) >= 3))

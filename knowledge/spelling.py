"""From a word that nobody knows to the known word that was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from knowledge.phonetic import sound

BY_SOUND: Final = 5
"""A word with fewer letters is an abbreviation or too short to be sure of."""
BY_LETTERS: Final = 6
"""From this length on one wrong letter is forgiven."""
TWO_WRONG: Final = 10
"""From this length on two wrong letters are."""


def differs_by_a_letter(one: str, other: str) -> bool:
    """Tell whether two words are the same but for one letter: wrong, missing, too many, or two that changed places."""
    from rapidfuzz.distance import DamerauLevenshtein  # not before there is a typo, as below

    return DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


class Spelling:
    """The words that a landscape and the national vocabulary know."""

    def __init__(self, known: Iterable[str], beyond: Spelling | None = None) -> None:
        """`beyond` is what is known everywhere; it is asked after what is known here."""
        self._beyond = beyond
        self._known = frozenset(word for word in known if beyond is None or not beyond.knows(word))
        self._by_sound: dict[str, str] = {}
        self._by_start: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= BY_SOUND:
                self._by_sound.setdefault(sound(word), word)
                self._by_start.setdefault((word[0], len(word)), []).append(word)
        self._best: Any = None

    def knows(self, word: str) -> bool:
        """Tell whether a word is spelled as one that is known."""
        return word in self._known or (self._beyond is not None and self._beyond.knows(word))

    def nearest(self, word: str) -> str | None:
        """Give the known word that sounds the same, or differs by a letter; None when there is none.

        The first letter must be right: people seldom mistake it, and other words begin there ("trouwen", "vrouwen").
        """
        if len(word) < BY_SOUND:
            return None
        alike = self._sounding(sound(word))
        if alike is not None or len(word) < BY_LETTERS:
            return alike
        wrong = 2 if len(word) >= TWO_WRONG else 1
        near = list(self._starting(word[0], range(len(word) - wrong, len(word) + wrong + 1)))
        if self._best is None:
            # Imported at the first typo: it would cost a third of the time before the first prompt of `chat`.
            from rapidfuzz import process
            from rapidfuzz.distance import DamerauLevenshtein

            self._best = (process.extractOne, DamerauLevenshtein.distance)
        extract, distance = self._best
        found = extract(word, near, scorer=distance, score_cutoff=wrong)
        return None if found is None else str(found[0])

    def _sounding(self, heard: str) -> str | None:
        alike = self._by_sound.get(heard)
        return alike if alike is not None or self._beyond is None else self._beyond._sounding(heard)

    def _starting(self, letter: str, lengths: range) -> Iterator[str]:
        for length in lengths:
            yield from self._by_start.get((letter, length), ())
        if self._beyond is not None:
            yield from self._beyond._starting(letter, lengths)

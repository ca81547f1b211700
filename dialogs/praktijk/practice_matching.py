"""Which answer a question of practice asks for, in whatever words it is asked.

The words that say something are compared, rare ones weighing more, spelling forgiven. It is better to ask, or to show
the themes, than to answer something else: two answers that fit about as well are both offered.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dialogs.praktijk.practice import PracticeBook
from dialogs.understanding.normalise import fold

ENOUGH: Final = 0.62
"""From this likeness on it is an answer."""
SURE: Final = 0.72
"""The same in a longer message, in which other things stand too."""
PERHAPS: Final = 0.5
"""From this likeness on it is offered as a choice."""
APART: Final = 0.07
"""Two answers closer than this are both offered."""
_SPELLING: Final = 84.0
"""Likeness in per cent at which two words are one with a typing error."""
_SHORTEST: Final = 5
"""Letters of a word whose spelling is forgiven: of a shorter one another word is too near."""
_UNHEARD: Final = 0.9
"""Weight of a word that stands in no form, as a share of that of the rarest, in a short message."""
_FEW: Final = 4
"""Words of a short message; in a longer one there is more that is told besides."""
_ASKING: Final = 0.12
"""Weight of "wat" and "hoe", as a share of that of the rarest word."""
_FULL: Final = 0.8
"""So much must be said, as a share of the weight of the rarest word: "mag ik dat" asks for nothing in particular."""
_ASKED: Final = 0.42
"""How much it counts that the words of the message are explained; the rest: that those of the form are all there."""
_LETTERS: Final = 2
"""A typing error makes a word at most so much longer or shorter; it starts with the same letter."""
_CHOICES: Final = 2
_LONGEST: Final = 60
"""Words of a message that are looked at."""
_ENDINGS: Final = ("eren", "en", "s", "e", "t")


@dataclass(frozen=True, slots=True)
class Matched:
    """What a question asks for: one answer, two to choose from, or none."""

    answer: str = ""
    choices: tuple[str, ...] = ()


class PracticeMatcher:
    """The forms of all answers. Built once; holds no state of any question."""

    def __init__(self, book: PracticeBook) -> None:
        self._joined = {fold(parts): word for parts, word in book.words.zinsdelen.items()}
        longest_first = sorted(map(re.escape, self._joined), key=len, reverse=True)
        self._parts = re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
        self._stop = frozenset(_stem(word) for word in fold(book.words.stopwoorden).split())
        self._same = {_stem(word): _stem(group[0]) for group in book.words.gelijk for word in group if " " not in word}
        self._exact: Mapping[str, str] = {fold(form): each.id for each in book.answers for form in each.forms}
        forms = [
            (each.id, tokens) for each in book.answers for form in each.forms if (tokens := self._tokens(fold(form)))
        ]
        held: dict[str, set[str]] = {}
        self._holders: dict[str, list[int]] = {}
        for number, (name, tokens) in enumerate(forms):
            for token in tokens:
                held.setdefault(token, set()).add(name)
                self._holders.setdefault(token, []).append(number)
        size = len({name for name, _ in forms})
        rarest = math.log(1 + size)
        asking = {_stem(word) for word in fold(book.words.vragend).split()}
        self._weight = {
            token: _ASKING * rarest if token in asking else math.log(1 + size / len(names))
            for token, names in held.items()
        }
        self._forms = [(name, sum(self._weight[token] for token in tokens)) for name, tokens in forms]
        self._by_letter: dict[str, list[str]] = {}
        for token in self._weight:
            self._by_letter.setdefault(token[0], []).append(token)
        self._unheard = _UNHEARD * rarest
        self._full = _FULL * rarest

    def exact(self, folded: str) -> str:
        """The answer whose form is the whole message; empty for none."""
        return self._exact.get(folded, "")

    def match(self, folded: str) -> Matched:
        """What a question in folded text asks for."""
        if known := self.exact(folded):
            return Matched(known)
        ranked = self.ranked(folded)
        if not ranked or ranked[0][0] < PERHAPS:
            return Matched()
        best, name = ranked[0]
        near = [other for score, other in ranked[1:_CHOICES] if best - score < APART and score >= PERHAPS]
        if best >= (ENOUGH if len(self._tokens(folded)) <= _FEW else SURE) and not near:
            return Matched(name)
        return Matched(choices=(name, *near)) if near or best >= PERHAPS else Matched()

    def ranked(self, folded: str) -> list[tuple[float, str]]:
        """Every answer that shares a word with the question, with its likeness, the best first."""
        asked = self._tokens(folded)
        unheard = self._unheard * min(1.0, _FEW / max(1, len(asked)))
        total = 0.0
        explained: dict[int, float] = {}
        there: dict[int, float] = {}
        for token in asked:
            known, likeness = self._spelled(token)
            weight = self._weight[known] if known else unheard
            total += weight
            for number in self._holders.get(known, ()):
                explained[number] = explained.get(number, 0.0) + weight * likeness
                there[number] = there.get(number, 0.0) + self._weight[known] * likeness
        best: dict[str, float] = {}
        for number, weight in explained.items():
            name, needed = self._forms[number]
            told, whole = weight / max(total, self._full), there[number] / max(needed, self._full)
            score = told**_ASKED * whole ** (1 - _ASKED)
            best[name] = max(best.get(name, 0.0), score)
        return sorted(((score, name) for name, score in best.items()), key=lambda pair: (-pair[0], pair[1]))

    def _spelled(self, token: str) -> tuple[str, float]:
        """The word of the forms that this one is, or is a typing error of, and how alike they are; empty for none."""
        if token in self._weight:
            return token, 1.0
        from rapidfuzz import fuzz  # not before somebody asks something: the first prompt does not wait for it

        near, likeness = "", 0.0
        if len(token) >= _SHORTEST:
            for known in self._by_letter.get(token[0], ()):
                if abs(len(known) - len(token)) <= _LETTERS and len(known) >= _SHORTEST:
                    found = fuzz.ratio(token, known, score_cutoff=_SPELLING)
                    if found > likeness:
                        near, likeness = known, found
        return near, likeness / 100

    def _tokens(self, folded: str) -> tuple[str, ...]:
        words = self._parts.sub(lambda found: self._joined[found[0]], folded.replace("-", " ")).split()[:_LONGEST]
        stems = (_stem(word.strip("'")) for word in words)
        kept = (self._same.get(stem, stem) for stem in stems if stem and stem not in self._stop)
        return tuple(dict.fromkeys(kept))


def _stem(word: str) -> str:
    """A folded word without plural, inflection and double letters: for comparing only."""
    root = word
    for ending in _ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= 4:
            root = root.removesuffix(ending)
            break
    root = re.sub(r"([a-z])\1", r"\1", root)
    return root[:-1] + {"v": "f", "z": "s"}[root[-1]] if root.endswith(("v", "z")) else root

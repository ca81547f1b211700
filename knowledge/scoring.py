"""How well one entry answers a question; the numbers behind the ranking."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.entries import TEXT_WEIGHT
from knowledge.names import Hit
from knowledge.question import Features, Question
from knowledge.vocabulary import Vocabulary
from knowledge.weights import Weights

NAME_FOUND: Final = 7.0
"""What a name counts for that stands in the question."""
ONLY_NAME: Final = 1.5
"""How much surer a name is that is all of the question."""
ABOUT: Final = 0.92
"""What the name of a party counts for in a route that is about it, as a share of what it counts for the party."""
PHRASE_FOUND: Final = 3.0
"""What it counts for that every word of a described need stands in the question."""
UNHEARD: Final = 0.6
"""Weight of a word that the landscape does not know, as a share of that of its rarest word."""
BACKGROUND: Final = 0.3
"""What a generic word counts for in the question, as a share of its commonest meaning: it says whom it is about."""
WHOM: Final = 0.3
"""What a generic word counts for in an answer, as a share of another one."""
SPELLED_OUT: Final = 3
"""So many generic words are enough together, when they are nearly all of the question."""
NEARLY_ALL: Final = 0.9
EXACTLY: Final = 1.0
"""What it counts for that a described need is one word of the question."""
COVERAGE: Final = 0.36
"""The share of the question that an answer must explain when no name was found."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One word of the question that says what is looked for."""

    place: int
    features: tuple[tuple[int, float], ...]
    """Number of each feature that an entry has, with its rarity times how surely it was meant."""
    share: float
    """How much of the question it is."""
    generic: bool
    """Counts, but is never enough on its own."""
    halves: int = 1
    """Parts of the compound it stands in that say something; 1 when it is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, weighed once for all entries."""

    said: tuple[_Said, ...]
    total: float
    everything: frozenset[str]
    stems: frozenset[str]
    """Stems of what is not generic."""
    places: frozenset[int]
    """Positions of the words in `said`."""
    parties: tuple[tuple[frozenset[int], int, float], ...]
    """Names in the question: positions that say something, number of words, and what they count for."""


class Scoring:
    """Weighs entries of one landscape."""

    def __init__(
        self,
        weights: Weights,
        vocabulary: Vocabulary,
        needs_of: Callable[[int], Sequence[Sequence[frozenset[str]]]],
    ) -> None:
        """`needs_of` gives the needs of an entry, each as what its words say."""
        self._weights = weights
        self._generic = frozenset(f"c:{concept}" for concept in vocabulary.generic)
        self._ordinary = vocabulary.ordinary_words
        self._needs_of = needs_of
        self._unheard = UNHEARD * math.log(1 + len(weights))

    def ask(self, question: Question, parties: Iterable[Hit]) -> Asked:
        """Weigh the words of a question. `parties` are the names of living parties that stand in it."""
        said = [each for pair in question.said if (each := self._weigh(question, *pair)) is not None]
        pointed = [each.place for each in said if not each.generic]
        said = [replace(each, halves=max(1, pointed.count(each.place))) for each in said]
        places = frozenset(each.place for each in said)
        pointed_at = set(pointed)
        stems = (each for place, features in question.said if place in pointed_at for each in features)
        return Asked(
            tuple(said),
            sum(each.share for each in said),
            frozenset(question.everything),
            frozenset(stem for stem in stems if stem.startswith("w:")),
            places,
            tuple((places & set(range(*span)), span[1] - span[0], worth) for span, worth in _spans(parties).items()),
        )

    def _weigh(self, question: Question, place: int, features: Features) -> _Said | None:
        known = [(self._weights.number(each), sure) for each, sure in features.items()]
        rarity = {number: self._weights.rarity(number) for number, _ in known if number is not None}
        concepts = [each for each in features if each.startswith("c:")]
        ordinary = (question.tokens[place] in self._ordinary or question.tokens[place].isdigit()) and not concepts
        if ordinary and not rarity:
            return None
        generic = ordinary or (bool(concepts) and self._generic.issuperset(concepts))
        heaviest = max(rarity.values(), default=self._unheard)
        return _Said(
            place,
            tuple((number, rarity[number] * sure) for number, sure in known if number is not None),
            min(rarity.values(), default=0.0) * BACKGROUND if generic else heaviest,
            generic,
        )

    def score(self, number: int, asked: Asked, hits: Sequence[Hit]) -> float:
        """How well an entry answers; 0 when it does not. `hits` are the names of the entry in the question.

        An entry that is about a party (a route, mostly) gains by the name of that party: who says what happens with a
        party asks for the route, who says no more than its name asks for the party.
        """
        weights = self._weights.of(number)
        named = {i for hit in hits for i in range(hit.start, hit.start + hit.length)}
        covered = score = 0.0
        halves: dict[int, int] = {}
        telling, matched, background = bool(hits), 0, 0
        for word in asked.said:
            best = heaviest = 0.0
            for feature, rarity in word.features:
                weight = weights.get(feature)
                if weight is not None:
                    matched += 1
                    best = max(best, weight * rarity)
                    heaviest = max(heaviest, weight)
            score += best * WHOM if word.generic else best
            if heaviest > TEXT_WEIGHT:
                halves[word.place] = halves.get(word.place, 0) + 1
                telling = telling or (not word.generic and halves[word.place] == word.halves)
                background += word.generic
            if best or word.place in named:
                covered += word.share
        phrases, exactly = self._described(number, asked) if matched else (0.0, 0.0)
        score += exactly
        coverage = covered / asked.total if asked.total else float(bool(hits))
        telling = telling or (background >= SPELLED_OUT and coverage > NEARLY_ALL)
        if not (telling or phrases) or (not hits and coverage < COVERAGE):
            return 0.0
        name = max(map(_worth, hits), default=0.0)
        if any(hit.likeness == 1 and asked.places <= set(range(hit.start, hit.start + hit.length)) for hit in hits):
            name *= ONLY_NAME
        for places, length, worth in asked.parties:
            if len(halves) > length and halves.keys() >= places:
                name = max(name, ABOUT * worth)
        return (score + phrases) * (0.5 + 0.5 * coverage) + name

    def _described(self, number: int, asked: Asked) -> tuple[float, float]:
        """What described needs add: of two words or more that all stand in the question, and of exactly one."""
        longest, exactly = 0, 0.0
        for need in self._needs_of(number):
            if len(need) == 1:
                exactly = exactly or (0.0 if asked.stems.isdisjoint(need[0]) else EXACTLY)
            elif len(need) > longest and not any(asked.everything.isdisjoint(each) for each in need):
                longest = len(need)
        return PHRASE_FOUND * math.sqrt(longest), exactly


def _worth(hit: Hit) -> float:
    """What a name counts for; a longer one is surer than a short one."""
    return NAME_FOUND * hit.likeness * (1.0 + 0.25 * (hit.length - 1))


def _spans(hits: Iterable[Hit]) -> dict[tuple[int, int], float]:
    """Where names stand, and what the best of each stretch counts for; thousands of parties may share a noun."""
    spans: dict[tuple[int, int], float] = {}
    for hit in hits:
        span = (hit.start, hit.start + hit.length)
        spans[span] = max(_worth(hit), spans.get(span, 0.0))
    return spans

"""Looking up who does what, in a user's own words.

A question is reduced to stems and concepts. Every entry of the landscape (organisation, route, procedure, index,
national number) is weighed by what it shares with the question, rare words heavier than common ones; a name counts
most. An entry that does not explain enough of the question is no answer: nothing is better than a wrong best guess.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.answers import Entry, Former
from knowledge.folding import stem, words
from knowledge.model import Index, Municipality, NationalContact, Organisation, Procedure, Route, Term
from knowledge.names import Hit, Name, NameFinder
from knowledge.values import UNKNOWN
from knowledge.vocabulary import Vocabulary

NAME_WEIGHT: Final = 3.0
NEED_WEIGHT: Final = 2.5
ROLE_WEIGHT: Final = 1.5
TEXT_WEIGHT: Final = 0.7
"""What a word counts for, by where it stands in the entry."""
NAME_FOUND: Final = 7.0
"""What a name counts for that stands in the question."""
PHRASE_FOUND: Final = 3.0
"""What it counts for that every word of a described need stands in the question."""
UNHEARD: Final = 0.6
"""Weight of a word that the landscape does not know, as a share of that of its rarest word."""
COVERAGE: Final = 0.4
"""The share of the question that an answer must explain when no name was found."""
NEAR_BEST: Final = 0.35
"""Further answers weigh at least this share of the best one."""
SECTOR_BONUS: Final = 1.25
"""A route of the asker's own sector goes before one for others."""
OTHER_SECTOR: Final = 0.9


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers, how well, and through which old name or law."""

    entry: Entry
    score: float
    former: Former | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    tokens: tuple[str, ...]
    """All words, for names and phrases."""
    content: tuple[int, ...]
    """Positions of the words that say what is looked for."""
    features: dict[int, frozenset[str]]
    """By position: the stem and the concepts of the word."""


class Search:
    """The look-up of one municipality. Built once; holds no state of any question."""

    def __init__(self, town: Municipality, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._generic = frozenset(f"c:{concept}" for concept in vocabulary.generic)
        self._entries = tuple(_answerable(town))
        self._number = {entry.id: i for i, entry in enumerate(self._entries)}
        self._places = {word for place in town.places for word in words(place.name)}
        self._own = {word for entry in self._entries for word in words(entry.name)} | set(words(town.meta.name))
        self._weights = [self._weigh(entry) for entry in self._entries]
        self._phrases = [self._needs(entry) for entry in self._entries]
        self._rarity = self._count()
        self._unheard = UNHEARD * math.log(1 + len(self._entries))
        self._terms = {words(term.name): term for term in town.glossary}
        self._names = NameFinder(self._all_names(town), vocabulary.stop_words)

    def find(self, query: str, *, sector: str = "", skip: frozenset[str] = frozenset()) -> list[Match]:
        """Entries that answer, best first; empty when nothing fits. `skip` are ids that are no answer here."""
        question = self._read(query)
        if not question.tokens or self._is_elsewhere(question.tokens):
            return []
        hits = self._names.find(question.tokens)
        scored = [
            (self._score(i, question, [hit for hit in hits if hit.name.entry == i]), i)
            for i, entry in enumerate(self._entries)
            if entry.id not in skip
        ]
        ranked = sorted(
            ((score * _fits(self._entries[i], sector), i) for score, i in scored if score > 0),
            key=lambda pair: (-pair[0], pair[1]),
        )
        best = ranked[0][0] if ranked else 0.0
        return [self._match(i, score, hits, question) for score, i in ranked if score >= NEAR_BEST * best]

    def named(self, text: str) -> Match | None:
        """Give the organisation that a text names and nothing else; None when there is doubt."""
        question = self._read(text)
        hits: dict[int, list[Hit]] = {}
        for hit in self._names.find(question.tokens):
            if isinstance(self._entries[hit.name.entry], Organisation):
                hits.setdefault(hit.name.entry, []).append(hit)
        sure = [number for number, own in hits.items() if _identifies(own, question.content)]
        return self._match(sure[0], 1.0, hits[sure[0]], question) if len(sure) == 1 else None

    def names(self, query: str, entry: Entry) -> bool:
        """Tell whether the question names an entry, rightly or with a typo."""
        return any(self._entries[hit.name.entry] is entry for hit in self._names.find(words(query)))

    def is_acute(self, query: str) -> bool:
        """Tell whether the words ask about danger now.

        The dialogs read what a message says of danger before any look-up; this keeps old data out of it all the same.
        """
        tokens = words(query)
        return any(
            tokens[start : start + len(phrase)] == phrase
            for phrase in self._words.acute_phrases
            for start in range(len(tokens))
        )

    # --- the question ------------------------------------------------------------------------------------------

    def _read(self, text: str) -> _Question:
        tokens = words(text)
        features: dict[int, set[str]] = {}
        for i, token in enumerate(tokens):
            if token not in self._words.stop_words:
                features.setdefault(i, set()).add(f"w:{stem(token)}")
        for start, length, concept in self._words.concepts_in(tokens):
            for i in range(start, start + length):
                if length == 1 or i in features or i == start:
                    features.setdefault(i, set()).add(f"c:{concept}")
        return _Question(tokens, tuple(sorted(features)), {i: frozenset(each) for i, each in features.items()})

    def _is_elsewhere(self, tokens: Sequence[str]) -> bool:
        return any(token in self._words.other_towns and token not in self._own | self._places for token in tokens)

    # --- the entries -------------------------------------------------------------------------------------------

    def _features(self, text: str) -> frozenset[str]:
        return frozenset(feature for each in self._read(text).features.values() for feature in each)

    def _weigh(self, entry: Entry) -> dict[str, float]:
        weights: dict[str, float] = {}
        for text, weight in _texts(entry):
            for feature in self._features(text):
                weights[feature] = max(weights.get(feature, 0.0), weight)
        return weights

    def _needs(self, entry: Entry) -> list[list[frozenset[str]]]:
        return [list(self._read(need).features.values()) for need in entry.needs]

    def _count(self) -> dict[str, float]:
        holders: dict[str, int] = {}
        for weights in self._weights:
            for feature in weights:
                holders[feature] = holders.get(feature, 0) + 1
        size = len(self._weights)
        return {feature: math.log(1 + size / held) for feature, held in holders.items()}

    def _all_names(self, town: Municipality) -> Iterable[Name]:
        for i, entry in enumerate(self._entries):
            for name in (entry.name, *entry.aliases):
                yield Name(words(name), i)
            if isinstance(entry, Organisation):
                for noun in entry.called:
                    yield Name(words(noun), i, noun=True)
        by_id = {each.id: each for each in town.organisations}
        for each in town.organisations:
            for old in each.former_names:
                yield Name(words(old.name), self._number[each.id], Former(old.name, old.until))
            if each.successor is not None and each.ended_on is not None:
                successor = by_id[each.successor]
                while successor.successor is not None:
                    successor = by_id[successor.successor]
                for name in (each.name, *each.aliases, *(old.name for old in each.former_names)):
                    yield Name(words(name), self._number[successor.id], Former(name, each.ended_on))
        for term in town.glossary:
            yield Name(words(term.name), self._number[term.carried_out_by])

    # --- weighing ----------------------------------------------------------------------------------------------

    def _score(self, number: int, question: _Question, hits: list[Hit]) -> float:
        """How well an entry answers; 0 when it does not."""
        weights = self._weights[number]
        named = {i for hit in hits for i in range(hit.start, hit.start + hit.length)}
        total = covered = score = 0.0
        telling = bool(hits)
        for i in question.content:
            features = question.features[i]
            rarest = max((self._rarity[each] for each in features if each in self._rarity), default=self._unheard)
            total += rarest
            shared = [each for each in features if each in weights]
            if shared:
                score += max(weights[each] * self._rarity[each] for each in shared)
                telling = telling or any(
                    each not in self._generic and not self._is_generic_stem(features) and weights[each] > TEXT_WEIGHT
                    for each in shared
                )
            if shared or i in named:
                covered += rarest
        phrases = self._phrase_bonus(number, question)
        coverage = covered / total if total else float(bool(hits))
        if not (telling or phrases) or (not hits and coverage < COVERAGE):
            return 0.0
        name = max((NAME_FOUND * hit.likeness * _size(hit) for hit in hits), default=0.0)
        return (score + phrases) * (0.5 + 0.5 * coverage) + name

    def _is_generic_stem(self, features: frozenset[str]) -> bool:
        return any(each in self._generic for each in features)

    def _phrase_bonus(self, number: int, question: _Question) -> float:
        """Weigh a described need of two words or more of which every word stands in the question."""
        asked = frozenset(feature for each in question.features.values() for feature in each)
        complete = [
            need for need in self._phrases[number] if len(need) > 1 and all(not asked.isdisjoint(each) for each in need)
        ]
        return PHRASE_FOUND * max((math.sqrt(len(need)) for need in complete), default=0.0)

    def _match(self, number: int, score: float, hits: list[Hit], question: _Question) -> Match:
        """With the correction when the best name that led here is an old one."""
        own = [hit for hit in hits if hit.name.entry == number]
        best = max(own, key=lambda hit: (hit.likeness * hit.length, hit.name.former is None), default=None)
        former = best.name.former if best is not None else None
        term = self._terms.get(best.name.words) if best is not None else None
        return Match(self._entries[number], score, former, term)


def _identifies(hits: list[Hit], content: Sequence[int]) -> bool:
    """Tell whether names explain the whole text, at least one of them a proper name."""
    explained = {i for hit in hits for i in range(hit.start, hit.start + hit.length)}
    return any(not hit.name.noun for hit in hits) and explained.issuperset(content)


def _size(hit: Hit) -> float:
    """Make a longer name surer than a short one."""
    return 1.0 + 0.25 * (hit.length - 1)


def _answerable(town: Municipality) -> Iterable[Entry]:
    """All that can be an answer: what is abolished cannot."""
    yield from (each for each in town.organisations if each.status != "abolished")
    yield from town.routes
    yield from town.procedures
    yield from town.indices
    yield from town.national_contacts


def _texts(entry: Entry) -> Iterable[tuple[str, float]]:
    for name in (entry.name, *entry.aliases):
        # A word out of a longer name, or out of the title of a route, says no more than a need does.
        yield name, NEED_WEIGHT if isinstance(entry, Route) or " " in name else NAME_WEIGHT
    for need in entry.needs:
        yield need, NEED_WEIGHT
    match entry:
        case Organisation():
            for noun in entry.called:
                yield noun, NAME_WEIGHT
            for role in entry.roles:
                yield role, ROLE_WEIGHT
            for text in (entry.wat, entry.voor_wie, entry.hoe):
                yield ("" if text == UNKNOWN else text), TEXT_WEIGHT
        case Route():
            for step in entry.steps:
                yield step.zin, TEXT_WEIGHT
        case Procedure() | Index() | NationalContact():
            yield entry.wat, TEXT_WEIGHT


def _fits(entry: Entry, sector: str) -> float:
    """Who asks decides between routes that answer equally well (R132)."""
    if not sector or not isinstance(entry, Route):
        return 1.0
    if sector in entry.who:
        return SECTOR_BONUS
    return 1.0 if "any" in entry.who else OTHER_SECTOR

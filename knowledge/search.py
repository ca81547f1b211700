"""Looking up who does what, in a user's own words.

A question is reduced to stems and concepts (`knowledge.question`). The index gives the entries that could answer
(`knowledge.index`); each is weighed by what it shares with the question, rare words heavier than common ones; a name
counts most (`knowledge.scoring`). An entry that does not explain enough of the question is no answer: nothing is better
than a wrong best guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from knowledge.answers import Entry, Former
from knowledge.entries import TEXT_WEIGHT, WEIGHTS, EntryNames, answerable, texts
from knowledge.folding import words
from knowledge.index import IndexBuilder
from knowledge.model import Municipality, NationalContact, Organisation, Route, Term
from knowledge.names import Hit, NameFinder
from knowledge.question import Question, Reader, TextReader
from knowledge.scoring import Asked, Scoring
from knowledge.spelling import Spelling
from knowledge.vocabulary import Vocabulary
from knowledge.weights import Weights

SHARING: Final = 64
"""Entries that are weighed because they share a word with the question."""
MOST: Final = 24
"""Answers that are given at most."""
NEAR_BEST: Final = 0.35
"""Further answers weigh at least this share of the best one."""
SECTOR_BONUS: Final = 1.25
"""A route of the asker's own sector goes before one for others."""
OTHER_SECTOR: Final = 0.9
NOT_NAMED: Final = 0.6
"""Who does not ask for a national number by its name is sooner helped here."""
REMEMBERED: Final = 4096
"""Names and needs of so many entries stay read."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers, how well, and through which old name or law."""

    entry: Entry
    score: float
    former: Former | None = None
    term: Term | None = None
    whole: bool = False
    """The question is its name, and the name of no other party."""


class Search:
    """The look-up of one municipality. Built once; holds no state of any question."""

    def __init__(self, town: Municipality, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._entries = tuple(answerable(town))
        self._number = {entry.id: number for number, entry in enumerate(self._entries)}
        self._terms = {words(term.name): term for term in town.glossary}
        self._here = {word for place in town.places for word in words(place.name)} | set(words(town.meta.name))
        """Words that name something here, also where another municipality has that name."""
        names = EntryNames(town, self._entries)
        weights, builder = Weights(WEIGHTS), IndexBuilder()
        reading = TextReader(vocabulary)
        for number, entry in enumerate(self._entries):
            said: dict[str, float] = {}
            for group, weight, shared in texts(entry, vocabulary.tasks):
                features = reading.shared(group) if shared else reading.features(group)
                said.update(dict.fromkeys(features, weight))
            reading.features(names.inherited(number))  # so that its words are known; they say nothing of the heir
            weights.add(said)
            telling = [feature for feature, weight in said.items() if weight > TEXT_WEIGHT]
            builder.add(number, telling, names.glued(number, reading.words))
            self._here.update(vocabulary.other_towns.intersection(reading.words(entry.name)))
        self._index = builder.build()
        self._reader = Reader(vocabulary, Spelling(reading.known, vocabulary.spelling))
        names_of = lru_cache(REMEMBERED)(names.of)
        self._names = NameFinder(self._index, names_of, vocabulary.stop_words)
        self._scoring = Scoring(weights, vocabulary, self._needs_of)
        self._plain = Reader(vocabulary)
        self._need = lru_cache(REMEMBERED)(self._read_need)

    def find(
        self, query: str, *, sector: str = "", skip: frozenset[str] = frozenset(), limit: int = MOST
    ) -> list[Match]:
        """Entries that answer, best first; empty when nothing fits. `skip` are ids that are no answer here.

        A question that is the name of one party and nothing more has that party as its only answer. The title of a
        route is no such name: who types "schulden" looks for help as well as for the way to it.
        """
        question = self._reader.read(query)
        if not question.tokens or self._is_elsewhere(question):
            return []
        hits: dict[int, list[Hit]] = {}
        for hit in self._names.find(question):
            hits.setdefault(hit.name.entry, []).append(hit)
        parties = (hit for own in hits.values() for hit in own if hit.name.former is None)
        asked = self._scoring.ask(question, parties)
        parties_hit = {n: own for n, own in hits.items() if not isinstance(self._entries[n], Route)}
        called = _called(parties_hit, len(question.typed))
        if called is not None:
            score = self._scoring.score(called, asked, hits[called])
            return [replace(self._match(called, score, hits[called]), whole=True)]
        numbers = {*hits, *self._index.sharing(question.everything, SHARING)}
        ranked = sorted(self._ranked(asked, numbers, hits, sector, skip), key=lambda pair: (-pair[0], pair[1]))
        best = ranked[0][0] if ranked else 0.0
        return [
            self._match(number, score, hits.get(number, []))
            for score, number in ranked[:limit]
            if score >= NEAR_BEST * best
        ]

    def entry(self, id_: str) -> Entry | None:
        """Give an entry by its id; None for what is not there, or abolished."""
        number = self._number.get(id_)
        return None if number is None else self._entries[number]

    def named(self, text: str) -> Match | None:
        """Give the organisation that a text names and nothing else; None when there is doubt."""
        question = self._reader.read(text)
        hits: dict[int, list[Hit]] = {}
        for hit in self._names.find(question):
            if isinstance(self._entries[hit.name.entry], Organisation):
                hits.setdefault(hit.name.entry, []).append(hit)
        sure = [number for number, own in hits.items() if _identifies(own, [place for place, _ in question.said])]
        return self._match(sure[0], 1.0, hits[sure[0]]) if len(sure) == 1 else None

    def is_name(self, text: str) -> bool:
        """Tell whether a text is a name that a party has or had, and nothing else: no noun, and no title of a route."""
        question = self._reader.read(text)
        return any(
            hit.likeness == 1
            and hit.length == len(question.typed)
            and not hit.name.noun
            and not isinstance(self._entries[hit.name.entry], Route)
            for hit in self._names.find(question)
        )

    def asks_to_reach(self, text: str) -> bool:
        """Tell whether a text asks how a party is reached, by its name, and nothing else: "telefoon Interzorg"."""
        rest = [word for word in words(text) if word not in self._words.contact_words]
        return bool(rest) and len(rest) < len(words(text)) and self.is_name(" ".join(rest))

    def names(self, query: str, entry: Entry, *, by_noun: bool = True) -> bool:
        """Tell whether the question names an entry, rightly or with a typo; a noun ("wijkteam") counts if wanted."""
        hits = (hit.name for hit in self._names.find(self._reader.read(query)) if by_noun or not hit.name.noun)
        return any(self._entries[name.entry] is entry for name in hits)

    def strange(self, query: str) -> tuple[tuple[str, ...], frozenset[int]]:
        """Give the words of a question, and the positions of those that nobody knows and that are no name either."""
        question = self._reader.read(query)
        named = (hit for hit in self._names.find(question) if hit.likeness == 1)
        taken = {place for hit in named for place in range(hit.start, hit.start + hit.length)}
        return question.typed, question.strange - taken

    def is_acute(self, query: str) -> bool:
        """Tell whether the words ask about danger now.

        The dialogs read what a message says of danger before any look-up; this keeps old data out of it all the same.
        """
        return _has_one_of(words(query), self._words.acute_phrases) > 0

    def asks_for_emergency(self, query: str, *, alone: bool = False) -> bool:
        """Tell whether a question asks for the number to call in need, and not for that of a party that it names.

        `alone`: whether it asks for nothing else.
        """
        tokens = words(query)
        length = _has_one_of(tokens, self._words.emergency_phrases)
        if not length or any(hit.likeness == 1 for hit in self._names.find(self._reader.read(query))):
            return False
        others = [word for word in tokens if word not in self._words.stop_words]
        return not alone or len(others) <= length

    # --- inside ------------------------------------------------------------------------------------------------

    def _is_elsewhere(self, question: Question) -> bool:
        return any(token in self._words.other_towns and token not in self._here for token in question.typed)

    def _needs_of(self, number: int) -> list[list[frozenset[str]]]:
        return [self._need(need) for need in self._entries[number].needs]

    def _read_need(self, need: str) -> list[frozenset[str]]:
        return [frozenset(each) for _, each in self._plain.read(need).said]

    def _ranked(
        self, asked: Asked, numbers: set[int], hits: dict[int, list[Hit]], sector: str, skip: frozenset[str]
    ) -> list[tuple[float, int]]:
        ranked = []
        for number in numbers:
            entry = self._entries[number]
            if entry.id in skip:
                continue
            score = self._scoring.score(number, asked, hits.get(number, []))
            if isinstance(entry, NationalContact) and number not in hits:
                score *= NOT_NAMED
            if score > 0:
                ranked.append((score * _fits(entry, sector), number))
        return ranked

    def _match(self, number: int, score: float, own: list[Hit]) -> Match:
        """With the correction when the best name that led here is an old one."""
        best = max(own, key=lambda hit: (hit.likeness * hit.length, hit.name.former is None), default=None)
        former = best.name.former if best is not None else None
        term = self._terms.get(best.name.words) if best is not None else None
        return Match(self._entries[number], score, former, term)


def _has_one_of(tokens: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> int:
    """The number of words of a phrase that stands in a text; 0 for none."""
    found = (
        len(phrase)
        for phrase in phrases
        for start in range(len(tokens))
        if tokens[start : start + len(phrase)] == phrase
    )
    return max(found, default=0)


def _called(hits: Mapping[int, Sequence[Hit]], words_asked: int) -> int | None:
    """Give the one entry that has all of the question as its name; None for none, or for several.

    A name in use goes before one that no longer is.
    """
    whole = {
        number: any(hit.name.former is None for hit in names)
        for number, own in hits.items()
        if (names := [hit for hit in own if hit.likeness == 1 and hit.length == words_asked and not hit.name.noun])
    }
    called = [number for number, in_use in whole.items() if in_use] or list(whole)
    return called[0] if len(called) == 1 else None


def _identifies(hits: list[Hit], content: Sequence[int]) -> bool:
    """Tell whether names explain the whole text, at least one of them a proper name."""
    explained = {i for hit in hits for i in range(hit.start, hit.start + hit.length)}
    return any(not hit.name.noun for hit in hits) and explained.issuperset(content)


def _fits(entry: Entry, sector: str) -> float:
    """Who asks decides between routes that answer equally well (R132)."""
    if not sector or not isinstance(entry, Route):
        return 1.0
    if sector in entry.who:
        return SECTOR_BONUS
    return 1.0 if "any" in entry.who else OTHER_SECTOR

"""The stage that looks for danger: acute words that reopen the gate (kindcheck.md §3.2). A denial does not close it.

Looks at the whole text, however long. What is not a danger: an idiom, a part of another word, and a sentence about
nobody (a question about the rules, a training).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from dialogs.model import Because
from dialogs.understanding.ages import ages_in
from dialogs.understanding.data import AcuteConcept, AcuteData
from dialogs.understanding.forms import WordForms
from dialogs.understanding.remembered import Remembered
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.terms import Match, Terms

UNCLEAR: Final = "AC?"
"""A word of danger that names no situation of the call-first table."""
_WITH_TIME: Final = "met_tijd"
_ABOUT: Final = "over"
_GROWN: Final = 12
"""From this age being home alone is no danger by itself, in years."""
_OPENER, _LEARNING, _KNOWLEDGE, _PLAYED, _INVENTED = "opener", "leren", "kennis", "gespeeld", "verzonnen"
_REMEMBERED: Final = 8_192
"""Words of which is remembered what was meant by them."""
_MONTHS = re.compile(r"(?:week|weken|wk|maand|maanden|mnd|dag|dagen)")


@dataclass(frozen=True, slots=True)
class Danger:
    """One danger that was read."""

    code: str
    because: Because


class AcuteReader:
    """Finds danger in sentences. Immutable."""

    def __init__(self, data: AcuteData, is_word: Callable[[str], bool]) -> None:
        """`is_word` tells whether a word is Dutch as it stands: what is not may be a misspelled word of danger."""
        self._data = data
        self._concepts: Mapping[str, AcuteConcept] = {concept.id: concept for concept in data.begrippen}
        terms = {concept.id: concept.termen for concept in data.begrippen}
        idioms = {concept.id: concept.behalve for concept in data.begrippen}
        self._terms = Terms(terms | {_WITH_TIME: data.met_tijd.termen})
        self._idioms = Terms(idioms | {_WITH_TIME: data.met_tijd.behalve})
        spelled = {
            word for term in chain(*terms.values(), data.met_tijd.termen) for word in term.split() if word.isalpha()
        }
        self._forms = WordForms({}, spelled, (), is_word)
        self._meant = Remembered(self._forms.lemma, _REMEMBERED)
        self._when = frozenset(data.denkbeeldig.wanneer)
        self._baby, self._child, self._parent = frozenset(data.baby), frozenset(data.kind), frozenset(data.ouder)
        self._things, self._is = frozenset(data.ding), frozenset(data.tussen_ding)
        self._articles, self._prepositions = frozenset(data.lidwoord), frozenset(data.voorzetsel)
        self._counts_along = frozenset(data.telt_mee)
        self._time = frozenset(data.met_tijd.tijd)
        imagined = data.denkbeeldig
        self._unreal = Terms(
            {
                _OPENER: imagined.openers,
                _LEARNING: imagined.leren,
                _KNOWLEDGE: imagined.kennis,
                _PLAYED: imagined.gespeeld,
                _INVENTED: imagined.verzonnen,
            }
        )
        """Looked for at once: most sentences hold nothing of it, and every stage asks."""
        self._real = Terms({"echt": imagined.echt})
        self._happened = frozenset(imagined.gebeurd)
        self._any = frozenset(imagined.willekeurig)
        self._somebody = self._child | self._parent
        self._people = self._somebody | frozenset(data.mens)

    def read(self, text: str, sentences: Sequence[Sentence]) -> tuple[Danger, ...]:
        """Give the dangers in the order in which they stand in the text, each code once."""
        found: dict[str, Danger] = {}
        for number, sentence in enumerate(sentences):
            around = sentences[max(0, number - 1) : number + 2]
            for match, code in self._in_sentence(sentence, around):
                span = sentence.source(text, match.start, match.stop)
                found.setdefault(code, Danger(code, Because(f"acuut.{match.name}", span)))
        return tuple(found.values())

    def misspells(self, word: str) -> bool:
        """Whether a folded word is a misspelled word of danger. Remembers nothing: it may be a name after all."""
        return self._forms.lemma(word) != word

    def is_imagined(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is about the rules or about learning, and about nobody."""
        matches = self._unreal.find(sentence.words)
        if not matches:
            return False
        if self._is_played(sentence, matches) or self._asks_for_knowledge(sentence, matches):
            return True
        imagined = self._data.denkbeeldig
        for match in matches:
            if match.name == _LEARNING:
                if self._is_when(sentence, match) or self._real.find(sentence.words):
                    continue
                known = imagined.iemand
            elif match.name == _OPENER and sentence.question and (match.start <= 1 or match.start in sentence.breaks):
                follows = sentence.words[match.stop : match.stop + 1]
                somebody = () if set(follows) & set(imagined.onbepaald) else imagined.iemand + imagined.zelf
                known = imagined.zeker + somebody
            else:
                continue
            if set(known).isdisjoint(sentence.words[: match.start] + sentence.words[match.stop :]):
                return True
        return False

    def _is_when(self, sentence: Sentence, match: Match) -> bool:
        """Whether the lesson is when or where something happened: "zakte in tijdens de training"."""
        before = sentence.words[max(0, match.start - 2) : match.start]
        about = sentence.words[match.stop : match.stop + 1] == (_ABOUT,)
        return not about and not self._when.isdisjoint(before)

    def is_invented(self, parts: Sequence[Sentence]) -> bool:
        """Tell whether a message says of itself that it is invented."""
        said = any(match.name == _INVENTED for part in parts for match in self._unreal.find(part.words))
        return said and not any(map(self._is_real, parts))

    def is_about_nobody(self, parts: Sequence[Sentence]) -> bool:
        """Tell whether a message is invented, or played or asked to know something with nobody in the rest of it."""
        if self.is_invented(parts):
            return True
        found = [(part, self._unreal.find(part.words)) for part in parts]
        meant = [self._is_played(part, said) or self._asks_for_knowledge(part, said) for part, said in found]
        return any(meant) and all(
            nobody or self._somebody.union(self._data.denkbeeldig.iemand).isdisjoint(part.words)
            for part, nobody in zip(parts, meant, strict=True)
        )

    def _is_played(self, sentence: Sentence, matches: Sequence[Match]) -> bool:
        played = any(match.name == _PLAYED for match in matches)
        return played and not self._is_real(sentence)

    def _is_real(self, sentence: Sentence) -> bool:
        return not self._happened.isdisjoint(sentence.words) or bool(self._real.find(sentence.words))

    def _asks_for_knowledge(self, sentence: Sentence, matches: Sequence[Match]) -> bool:
        """Read "hoe herken ik een loverboy": it begins as such a question, and names nobody, no age and no "mijn"."""
        words, known = sentence.words, self._data.denkbeeldig
        asks = any(
            match.name == _KNOWLEDGE and (match.start <= 1 or match.start in sentence.breaks) for match in matches
        )
        if not asks or not set(known.iemand).isdisjoint(words) or any(word[0].isdigit() for word in words):
            return False
        return all(
            number and words[number - 1] in self._any for number, word in enumerate(words) if word in self._somebody
        )

    def _in_sentence(self, sentence: Sentence, around: Sequence[Sentence]) -> Iterator[tuple[Match, str]]:
        meant = tuple(map(self._meant.__getitem__, sentence.words))
        matches = self._terms.find(meant)
        if not matches or self.is_imagined(sentence):
            return
        spelled = {tuple(meant), tuple(sentence.words)}
        idioms = [(match.name, match) for words in spelled for match in self._idioms.find(words)]
        words = set(sentence.words)
        counts: dict[str, bool] = {}
        for match in matches:
            if any(
                name == match.name and idiom.start < match.stop and match.start < idiom.stop for name, idiom in idioms
            ):
                continue
            if match.name == _WITH_TIME:
                if words & self._time:
                    yield match, self._data.met_tijd.ac
                continue
            concept = self._concepts[match.name]
            if concept.niet_van_ding and self._is_of_a_thing(sentence, match):
                continue
            if concept.id not in counts:
                counts[concept.id] = self._counts(concept, words, around)
            if counts[concept.id]:
                yield match, self._code(concept, sentence, match)

    def _counts(self, concept: AcuteConcept, words: set[str], around: Sequence[Sentence]) -> bool:
        if concept.alleen_met == "baby":
            return any(self._baby & set(near.words) or _in_months(near) for near in around)
        if concept.alleen_met == "jong_kind":
            ages = [age.years for near in around for age in ages_in(near)]
            grown_up_only = bool(words & self._parent) and not any(self._child & set(near.words) for near in around)
            return not grown_up_only and (not ages or min(ages) < _GROWN)
        return True

    def _is_of_a_thing(self, sentence: Sentence, match: Match) -> bool:
        """Whether it is said of a thing or an animal, in the same clause: "mijn fiets is vermist".

        It stands right before, or somewhere before in a clause with nobody in it.
        """
        words, clause = sentence.words, sentence.clause_of(match.start)
        if not self._counts_along.isdisjoint(words[match.stop :]):
            return False
        before = words[clause.start : match.start - (words[match.start - 1] in self._is)]
        for place, word in enumerate(before):
            if word not in self._things:
                continue
            first = place - (place > 0 and before[place - 1] in self._articles)
            if first and before[first - 1] in self._prepositions:
                continue
            beside = {*before[:first], *words[match.start : clause.stop]}
            if place == len(before) - 1 or (first < place and self._people.isdisjoint(beside)):
                return True
        return False

    def _code(self, concept: AcuteConcept, sentence: Sentence, match: Match) -> str:
        words = set(sentence.words)
        for word, code in concept.ook_met.items():
            if word in words:
                return code
        if concept.baby and words & self._baby:
            return concept.baby
        child, parent = bool(words & self._child), bool(words & self._parent)
        if child != parent:
            return concept.wie.get("kind" if child else "ouder", concept.ac)
        return concept.ac


def _in_months(sentence: Sentence) -> bool:
    return any(
        _MONTHS.fullmatch(word) and sentence.words[number].isdigit() for number, word in enumerate(sentence.words[1:])
    )

"""What the rules see in a message: sentences, dangers, concepts with their status, and facts.

Used by the reading of a message, and by the training of the model, which sees what the rules saw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogs.loading.yaml_files import load_model
from dialogs.model import Because, Facts
from dialogs.understanding import likeness_features
from dialogs.understanding.acute import AcuteReader, Danger
from dialogs.understanding.ages import ages_told
from dialogs.understanding.assertion import Assertion, Claim
from dialogs.understanding.claims import load_claims
from dialogs.understanding.colleagues import tells_of_a_colleague
from dialogs.understanding.data import HERE, AcuteData, IntentData, Words
from dialogs.understanding.facts import facts_in
from dialogs.understanding.intents import Intent, IntentReader
from dialogs.understanding.lexicon import load_lexicon
from dialogs.understanding.lexicon_reader import Concepts, LexiconReader, word_forms
from dialogs.understanding.marking import AssertionData, Marked
from dialogs.understanding.matching import ConceptMatcher, Hit
from dialogs.understanding.normalise import LONGEST, clean
from dialogs.understanding.pregnancy_weeks import with_pregnancy
from dialogs.understanding.sentences import ClauseWords, Sentence, sentences


class ReadingData(AssertionData):
    """beweringen.yaml: what is claimed, how clauses begin, and whom a message is about."""

    zinsdeel: Words
    voegwoord: Words
    na_voegwoord: Words
    beroep: Words
    over_iemand: Words


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules saw."""

    sentences: tuple[Sentence, ...]
    near: tuple[Sentence, ...]
    """The sentences of the first 8,000 characters."""
    dangers: tuple[Danger, ...]
    """Acute words of the fixed list and dangers of the lexicon, each code once, in the order of the text."""
    concepts: Concepts
    facts: Facts
    ages: tuple[tuple[str, Because], ...]
    """The age band of every child whose age is told, twins twice."""
    about: tuple[str, Because] | None
    """`kind` or `volwassene`: whom the contact is about."""
    words: Sequence[str]
    """For the model."""
    nobody: bool = False
    """It says of itself that it is invented or played, or asks to know something: no case."""

    @property
    def all_read(self) -> bool:
        """Whether every clause holds something that a rule read: then likeness has nothing to add."""
        return all(
            any(number == hit and word in sentence.clause_of(start) for hit, word in self.concepts.read)
            for number, sentence in enumerate(self.sentences)
            for start in (0, *sentence.breaks)
        )


class Rules:
    """Reads by rules. Immutable."""

    def __init__(self, acute: AcuteReader, concepts: LexiconReader, intents: IntentReader, data: ReadingData) -> None:
        self._acute = acute
        self._concepts = concepts
        self._intents = intents
        self.is_imagined = acute.is_imagined
        self.misspells_danger = acute.misspells
        self._clauses = ClauseWords(frozenset(data.zinsdeel), frozenset(data.voegwoord), frozenset(data.na_voegwoord))
        self._child, self._adult = frozenset(data.over_kind), frozenset(data.over_volwassene)
        self._occupations, self._articles = frozenset(data.beroep), frozenset(data.over_iemand)

    def claims_in(self, text: str) -> tuple[tuple[Sentence, ...], list[tuple[Marked, Hit, Claim]]]:
        """The sentences of a cleaned text and what the rules claim in them: to learn from."""
        parts = sentences(text, self._clauses)
        found = self._concepts.claims_in(parts)
        return parts, [(marked, hit, claim) for marked, hit, claim in found if claim is not None]

    def __call__(self, text: str) -> Seen:
        """Read a cleaned text: danger in all of it, the rest in its first 8,000 characters."""
        parts = sentences(text, self._clauses)
        near = tuple(part for part in parts if part.places[-1][1] <= LONGEST)
        words = likeness_features.words_of(near)
        if self._acute.is_invented(near):
            return Seen(parts, near, (), Concepts(), Facts(), (), None, words, nobody=True)
        concepts = with_pregnancy(self._concepts.read(text, near), near, text)
        dangers = {danger.code: danger for danger in self._acute.read(text, parts)}
        for code, because in concepts.acute:
            dangers.setdefault(code, Danger(code, because))
        told = ages_told(near)
        facts = facts_in(near, told, pregnant=concepts.categories.get("zwangerschap") == "aanwezig")
        ages = tuple((age.band, Because("leeftijd", part.source(text, age.word, age.word + 1))) for part, age in told)
        nobody = not (dangers or concepts.categories or concepts.danger) and self._acute.is_about_nobody(near)
        about = None if nobody else self._about(text, near)
        return Seen(parts, near, tuple(dangers.values()), concepts, facts, ages, about, words, nobody)

    def all_imagined(self, parts: Sequence[Sentence]) -> bool:
        """Whether every sentence is about the rules or about learning, and about nobody."""
        return all(map(self.is_imagined, parts))

    def tells_of_a_colleague(self, seen: Seen) -> bool:
        """Whether somebody who works with children stands in the message, besides who writes it."""
        return tells_of_a_colleague(seen.near, self._occupations, self._articles)

    def absence_at(self, seen: Seen, word: int, category: str) -> float:
        """The chance that a category does not go on, by a word of `seen.words` that suggests it."""
        for number, sentence in enumerate(seen.near):
            if word < len(sentence.words):
                return self._concepts.absence_at(seen.near, number, word, category)
            word -= len(sentence.words) + 1  # a sign stands behind each sentence
        return 0.0

    def intent(self, shown: str, folded: str, seen: Seen) -> Intent:
        """What the patterns say that a message wants."""
        concern = bool(seen.dangers) or bool(seen.concepts.categories) or bool(seen.concepts.danger)
        return self._intents.read(shown, folded, concern=concern)

    def _about(self, text: str, parts: Sequence[Sentence]) -> tuple[str, Because] | None:
        for sentence in parts:
            for place, word in enumerate(sentence.words):
                if word in self._child or word in self._adult:
                    code = "kind" if word in self._child else "volwassene"
                    return code, Because("wie", sentence.source(text, place, place + 1))
        return None


def load_rules(
    is_word: Callable[[str], bool] | None = None, directory: Path = HERE, *, learning: bool = False
) -> Rules:
    """Load the data of the rules, strictly. Raises ContentError with file and line.

    `learning` leaves out what is learnt from examples: the rules as they are written.
    """
    if is_word is None:
        from dialogs.understanding.words import Words as WordLists

        is_word = WordLists().is_ordinary
    data = load_model(directory / "beweringen.yaml", ReadingData)
    acute = AcuteReader(load_model(directory / "acute.yaml", AcuteData), is_word)
    lexicon = load_lexicon(directory / "lexicon")
    matcher = ConceptMatcher(lexicon, word_forms(lexicon, is_word, directory))
    claims = None if learning else load_claims(directory)
    concepts = LexiconReader(matcher, Assertion(data), acute.is_imagined, claims)
    return Rules(acute, concepts, IntentReader(load_model(directory / "intents.yaml", IntentData)), data)


def prepared(text: str) -> str:
    """A message as the rules get it in training: cleaned, nothing hidden."""
    return clean(text)

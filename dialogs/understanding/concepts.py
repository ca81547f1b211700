"""The stage that finds what a message says about the questions of the kindcheck. It only proposes; the user confirms.

Thin on purpose: a concept is proposed when it is plainly there. A denial in the same clause, something of the past, a
sentence about nobody, or somebody outside the family: no proposal. Absence is never proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dialogs.model import Because, Proposed
from dialogs.understanding.ages import ages_in
from dialogs.understanding.data import Concept, LexiconData
from dialogs.understanding.sentences import ClauseWords, Sentence
from dialogs.understanding.terms import Match, Terms

_AGES = "KC-G2"
_TRACK = "KC-S2"
_SINGLE = frozenset({"KC-S2", "KC-Z1", "KC-H1", "KC-H2", "KC-H4"})
"""Questions with one answer: the first that is read stands."""


class ConceptReader:
    """Finds concepts in sentences. Immutable."""

    def __init__(self, data: LexiconData, is_imagined: Callable[[Sentence], bool]) -> None:
        self._concepts = {concept.id: concept for concept in data.begrippen}
        self._terms = Terms({concept.id: concept.termen for concept in data.begrippen})
        self._idioms = Terms({concept.id: concept.behalve for concept in data.begrippen})
        self._denial, self._past = frozenset(data.ontkenning), frozenset(data.verleden)
        self._outsider = frozenset(data.buitenstaander)
        self._child, self._adult = frozenset(data.kind), frozenset(data.volwassene)
        self._is_imagined = is_imagined
        self.clause_words = ClauseWords(
            frozenset(data.zinsdeel), frozenset(data.voegwoord), frozenset(data.na_voegwoord)
        )

    def read(self, text: str, sentences: Sequence[Sentence]) -> tuple[Proposed, ...]:
        """Give one proposal for each question that the message answers, in the order of the text."""
        answers: dict[str, list[str]] = {}
        reasons: dict[str, list[Because]] = {}
        for sentence in sentences:
            if self._is_imagined(sentence):
                continue
            for item, code, because in self._in_sentence(text, sentence):
                known = answers.setdefault(item, [])
                if (item != _AGES and code in known) or (item in _SINGLE and known):
                    continue
                if item == _AGES and because in reasons.get(item, ()):
                    continue
                known.append(code)
                reasons.setdefault(item, []).append(because)
        return tuple(Proposed(item, tuple(codes), tuple(reasons[item])) for item, codes in answers.items())

    def _in_sentence(self, text: str, sentence: Sentence) -> Iterator[tuple[str, str, Because]]:
        idioms = list(self._idioms.find(sentence.words))
        for match in self._terms.find(sentence.words):
            if not any(i.name == match.name and i.start < match.stop and match.start < i.stop for i in idioms):
                concept = self._concepts[match.name]
                if self._stands(sentence, match, concept):
                    because = Because(f"begrip.{match.name}", sentence.source(text, match.start, match.stop))
                    for said in concept.zegt:
                        yield said.vraag, said.antwoord, because
        for age in ages_in(sentence):
            yield _AGES, age.band, Because("leeftijd", sentence.source(text, age.word, age.word + 1))
        yield from self._track(text, sentence)

    def _stands(self, sentence: Sentence, match: Match, concept: Concept) -> bool:
        """Tell whether the concept is there now, in this family, and not denied."""
        clause = sentence.clause_of(match.start)
        around = {sentence.words[n] for n in clause if not match.start <= n < match.stop}
        if around & self._denial or around & self._past:
            return False
        return concept.van != "ouder" or not self._outsider & set(sentence.words[: match.start])

    def _track(self, text: str, sentence: Sentence) -> Iterator[tuple[str, str, Because]]:
        """Propose whom the contact is about: the first person that is named."""
        for place, word in enumerate(sentence.words):
            if word in self._child or word in self._adult:
                code = "kind" if word in self._child else "volwassene"
                yield _TRACK, code, Because("wie", sentence.source(text, place, place + 1))
                return

"""The stage that reads concepts: matching, then what is claimed of each, then one status for each category."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dialogs.model import Because, Proposed
from dialogs.understanding.acute import AcuteReader
from dialogs.understanding.assertion import Assertion, AssertionData, Claim, Status
from dialogs.understanding.data import HERE, AcuteData, Words
from dialogs.understanding.forms import FORMS_FILE, WordForms, read_forms
from dialogs.understanding.lexicon import Lexicon, load_lexicon, words_of
from dialogs.understanding.matching import ConceptMatcher, Hit
from dialogs.understanding.sentences import ClauseWords, Sentence, sentences
from dialogs.yaml_files import load_model

_RANK: Mapping[Status, int] = {"aanwezig": 2, "verleden": 1, "ontkend": 0}
"""Which status of two stands: what goes on now is never hidden by a denial of something else."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """What the lexicon found in a message."""

    categories: Mapping[str, Status] = field(default_factory=dict)
    uncertain: frozenset[str] = frozenset()
    """Categories that are only hearsay or doubt."""
    danger: Mapping[str, Status] = field(default_factory=dict)
    acute: tuple[tuple[str, Because], ...] = ()
    """AC codes of dangers that go on now, with the reason."""
    proposals: tuple[Proposed, ...] = ()
    why: Mapping[str, Because] = field(default_factory=dict)
    """The reason for each category and danger."""
    read: tuple[tuple[int, int], ...] = ()
    """(sentence, word) of the first word of each hit: which clauses the rules have read."""


class LexiconReader:
    """Reads concepts. Immutable."""

    def __init__(self, matcher: ConceptMatcher, assertion: Assertion, is_imagined: Callable[[Sentence], bool]) -> None:
        self._matcher = matcher
        self._assertion = assertion
        self._is_imagined = is_imagined

    def read(self, text: str, parts: Sequence[Sentence]) -> Concepts:
        """Read the sentences of a text."""
        hits = self._matcher.find(parts)
        if not hits:
            return Concepts()
        imagined = {number for number in {hit.sentence for hit in hits} if self._is_imagined(parts[number])}
        marks = {number: self._assertion.marks(parts[number]) for number in {hit.sentence for hit in hits} - imagined}
        claimed: list[tuple[Hit, Claim, Because]] = []
        found = {(hit.sentence, word) for hit in hits for word in range(hit.start, hit.stop)}
        for hit in hits:
            if hit.sentence in imagined:
                continue
            sentence = parts[hit.sentence]
            others = {word for number, word in found if number == hit.sentence}
            claim = self._assertion.claim(sentence, hit, marks[hit.sentence], others)
            if claim is not None:
                rule = f"begrip.{hit.concept.id}" + ("" if claim.rule == "bewering" else f".{claim.rule}")
                claimed.append((hit, claim, Because(rule, sentence.source(text, hit.start, hit.stop))))
        return _concepts(claimed)


def _concepts(claimed: Sequence[tuple[Hit, Claim, Because]]) -> Concepts:
    categories: dict[str, Status] = {}
    danger: dict[str, Status] = {}
    why: dict[str, Because] = {}
    sure: set[str] = set()
    acute: dict[str, Because] = {}
    answers: dict[str, list[str]] = {}
    reasons: dict[str, list[Because]] = {}
    for hit, claim, because in claimed:
        for name, found in ((hit.concept.categorie, categories), (hit.concept.gevaar, danger)):
            if name and (name not in found or _RANK[claim.status] > _RANK[found[name]]):
                found[name] = claim.status
                why[name] = because
        if claim.status == "aanwezig":
            if not claim.uncertain:
                sure.add(hit.concept.categorie)
            if hit.concept.acuut:
                acute.setdefault(hit.concept.acuut, because)
            for said in hit.concept.zegt:
                known = answers.setdefault(said.vraag, [])
                if said.antwoord not in known and not (said.vraag in SINGLE and known):
                    known.append(said.antwoord)
                    reasons.setdefault(said.vraag, []).append(because)
    present = {name for name, status in categories.items() if status == "aanwezig"}
    return Concepts(
        categories=categories,
        uncertain=frozenset(present - sure),
        danger=danger,
        acute=tuple(acute.items()),
        proposals=tuple(Proposed(item, tuple(codes), tuple(reasons[item])) for item, codes in answers.items()),
        why=why,
        read=tuple((hit.sentence, hit.start) for hit, _, _ in claimed),
    )


SINGLE = frozenset({"KC-S2", "KC-Z1", "KC-H1", "KC-H2", "KC-H4"})
"""Questions with one answer: the first that is read stands."""


def lexicon_words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the lexicon, and its open ends without their `*`."""
    words = {word for term in lexicon.parts() for word in words_of(term) if word != "..."}
    stems = frozenset(word[:-1] for word in words if word.endswith("*"))
    return frozenset(word for word in words if not word.endswith("*")), stems


def word_forms(lexicon: Lexicon, is_word: Callable[[str], bool], directory: Path = HERE) -> WordForms:
    """The word forms for a lexicon, from its table."""
    words, stems = lexicon_words(lexicon)
    return WordForms(read_forms(directory / FORMS_FILE), words, stems, is_word)


class _SplitData(AssertionData):
    """beweringen.yaml with how clauses begin."""

    zinsdeel: Words
    voegwoord: Words
    na_voegwoord: Words


class StandaloneReader:
    """The lexicon alone, for `make lexicon`: a text in, concepts out."""

    def __init__(self, reader: LexiconReader, clauses: ClauseWords) -> None:
        self._reader = reader
        self._clauses = clauses

    def __call__(self, text: str) -> Concepts:
        """Read one text."""
        return self._reader.read(text, sentences(text, self._clauses))


def load_lexicon_reader(
    is_word: Callable[[str], bool] | None = None, directory: Path = HERE, names: Collection[str] = ()
) -> StandaloneReader:
    """Load the lexicon, or these files of it, with word forms and claims. Raises ContentError with file and line."""
    lexicon = load_lexicon(directory / "lexicon", names)
    if is_word is None:
        from dialogs.understanding.words import Words as WordLists

        is_word = WordLists().is_ordinary
    data = load_model(directory / "beweringen.yaml", _SplitData)
    acute = AcuteReader(load_model(directory / "acute.yaml", AcuteData))
    matcher = ConceptMatcher(lexicon, word_forms(lexicon, is_word, directory))
    reader = LexiconReader(matcher, Assertion(data), acute.is_imagined)
    clauses = ClauseWords(frozenset(data.zinsdeel), frozenset(data.voegwoord), frozenset(data.na_voegwoord))
    return StandaloneReader(reader, clauses)

"""The stage that reads concepts: matching, then what is claimed of each, then one status for each category."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from dialogs.model import Because, Proposed
from dialogs.understanding.assertion import PROVEN, REPORT, Assertion, Claim, Status
from dialogs.understanding.claims import ClaimModel, HintWords, Spot
from dialogs.understanding.data import HERE, Proposal
from dialogs.understanding.forms import FORMS_FILE, WordForms, read_forms
from dialogs.understanding.lexicon import Lexicon, words_of
from dialogs.understanding.marking import Marked
from dialogs.understanding.matching import ConceptMatcher, Hit
from dialogs.understanding.sentences import Sentence
from dialogs.understanding.standing import Doubt, Judged, any_trace, doubts_of

_FEW: Final = 4
"""Words of a clause that says one thing and no more."""
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
    answers: tuple[tuple[str, str, str, Because], ...] = ()
    """Category, question, answer and reason of each thing that goes on now, in the order of the text."""
    elsewhere: frozenset[str] = frozenset()
    """Categories that are there, but of somebody outside the family."""
    why: Mapping[str, Because] = field(default_factory=dict)
    """The reason for each category and danger."""
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    """What examples say against a category that goes on."""
    stated: frozenset[str] = frozenset()
    """Categories that a few words by themselves state ("moeder wordt mishandeld") or that are set against a denial."""
    read: tuple[tuple[int, int], ...] = ()
    """(sentence, word) of the first word of each hit: which clauses the rules have read."""

    @property
    def proposals(self) -> tuple[Proposed, ...]:
        """One proposal for each question that the message answers."""
        return self.proposals_without(frozenset())

    def proposals_without(self, categories: Collection[str], over: Collection[str] = ()) -> tuple[Proposed, ...]:
        """The same, without what belongs to these categories; of those that are `over` what lasts is kept."""
        answers: dict[str, list[str]] = {}
        reasons: dict[str, list[Because]] = {}
        for category, item, code, because in self.answers:
            left_out = category in categories and not (item in LASTING and category in over)
            known = None if left_out else answers.setdefault(item, [])
            if known is None or code in known or (item in SINGLE and known):
                continue
            known.append(code)
            reasons.setdefault(item, []).append(because)
        return tuple(Proposed(item, tuple(codes), tuple(reasons[item])) for item, codes in answers.items())


class LexiconReader:
    """Reads concepts. Immutable."""

    def __init__(
        self,
        matcher: ConceptMatcher,
        assertion: Assertion,
        is_imagined: Callable[[Sentence], bool],
        claims: ClaimModel | None,
    ) -> None:
        """Without `claims` the rules alone judge, as they do when the examples are read to learn from."""
        self._matcher = matcher
        self._assertion = assertion
        self._is_imagined = is_imagined
        self._claims = claims
        self._hints = HintWords(assertion.denials, assertion.over_beside, assertion.traces, assertion.weak_traces)

    def read(self, text: str, parts: Sequence[Sentence]) -> Concepts:
        """Read the sentences of a text."""
        claimed: list[tuple[Hit, Claim, Because]] = []
        judged: list[Judged] = []
        elsewhere = set()
        for marked, hit, claim in self.claims_in(parts):
            if claim is None:
                elsewhere.add(hit.concept.categorie)
                continue
            if self._claims is not None:
                claim = self._claims.judged(parts, marked, hit, claim, self._hints)
            rule = f"begrip.{hit.concept.id}" + ("" if claim.rule == "bewering" else f".{claim.rule}")
            claimed.append((hit, claim, Because(rule, _words(text, parts[hit.sentence], hit))))
            judged.append((marked, hit, claim))
        if not claimed:
            return Concepts(elsewhere=frozenset(elsewhere))
        statuses = _statuses(claimed)
        if self._claims is None:
            return _concepts(claimed, frozenset(elsewhere), statuses, {}, frozenset())
        doubts = doubts_of(judged, statuses.categories, parts, self._hints)
        return _concepts(claimed, frozenset(elsewhere), statuses, doubts, frozenset(_stated(judged)))

    def absence_at(self, parts: Sequence[Sentence], number: int, word: int, category: str) -> float:
        """The chance that a category of which no rule read anything does not go on, by one word that suggests it."""
        if self._claims is None or not any_trace(parts, self._hints):
            return 0.0
        marked = self._assertion.marking.mark(parts[number], ())
        return 1 - self._claims.chances(parts, marked, Spot(number, word, word + 1, category), "aanwezig").there

    def claims_in(self, parts: Sequence[Sentence]) -> Iterator[tuple[Marked, Hit, Claim | None]]:
        """Every concept that is claimed, as the rules judge it; None of somebody outside the family."""
        by_sentence: dict[int, list[Hit]] = {}
        for hit in self._matcher.find(parts):
            by_sentence.setdefault(hit.sentence, []).append(hit)
        for number, hits in by_sentence.items():
            if self._is_imagined(parts[number]):
                continue
            hits = [hit for hit in hits if not self._is_of_nobody(parts[number], hit)]
            after = parts[number + 1] if number + 1 < len(parts) else None
            marked = self._assertion.marking.mark(parts[number], hits, after)
            denying = [hit for hit in hits if hit.concept.status != "aanwezig"]
            for hit in hits:
                if not denying or not _is_inside_a_denial(hit, denying):
                    yield marked, hit, self._assertion.claim(marked, hit)

    def _is_of_nobody(self, sentence: Sentence, hit: Hit) -> bool:
        """Said of somebody else than the concept is about, or told by somebody else than it takes."""
        return self._assertion.is_of_another(sentence, hit) or self._assertion.is_told_by_an_adult(sentence, hit)


def _stated(judged: Sequence[Judged]) -> Iterator[str]:
    for marked, hit, claim in judged:
        few = len(marked.sentence.clause_of(hit.core[0])) <= _FEW
        if claim.status == "aanwezig" and claim.rule != REPORT and (few or claim.rule in PROVEN):
            yield hit.concept.categorie


def _is_inside_a_denial(hit: Hit, denying: Sequence[Hit]) -> bool:
    """Its core is part of longer words that say the opposite: "bekend bij ..." in "niet bekend bij ..."."""
    return hit.concept.status == "aanwezig" and any(
        each.concept.categorie == hit.concept.categorie
        and each.parts[0][0] <= hit.core[0]
        and hit.core[1] <= each.parts[0][1]
        for each in denying
    )


def _words(text: str, sentence: Sentence, hit: Hit) -> str:
    """The words that matched, as they stand in the text, and nothing of what stands between them."""
    if len(hit.parts) == 1:
        return sentence.source(text, *hit.core)
    return " … ".join(sentence.source(text, start, stop) for start, stop in sorted(hit.parts))


class _Statuses(NamedTuple):
    """One status for each category and danger, with the reason, and the categories of which the words say the least."""

    categories: dict[str, Status]
    danger: dict[str, Status]
    why: dict[str, Because]
    outweighed: Collection[str]


def _statuses(claimed: Sequence[tuple[Hit, Claim, Because]]) -> _Statuses:
    categories: dict[str, Status] = {}
    danger: dict[str, Status] = {}
    why: dict[str, Because] = {}
    for hit, claim, because in claimed:
        for name, found in ((hit.concept.categorie, categories), (hit.concept.gevaar, danger)):
            if name and (name not in found or _RANK[claim.status] > _RANK[found[name]]):
                found[name] = claim.status
                why[name] = because
    if all(claim.status == "aanwezig" for _, claim, _ in claimed):
        return _Statuses(categories, danger, why, ())
    outweighed = frozenset(_outweighed(claimed))
    for hit, claim, because in claimed:
        category = hit.concept.categorie
        if category not in outweighed or claim.status == "aanwezig":
            continue
        if categories[category] == "aanwezig" or _RANK[claim.status] > _RANK[categories[category]]:
            categories[category], why[category] = claim.status, because
    return _Statuses(categories, danger, why, outweighed)


def _concepts(
    claimed: Sequence[tuple[Hit, Claim, Because]],
    elsewhere: frozenset[str],
    statuses: _Statuses,
    doubts: Mapping[str, Doubt],
    stated: frozenset[str],
) -> Concepts:
    sure: set[str] = set()
    acute: dict[str, Because] = {}
    answers: list[tuple[str, str, str, Because]] = []
    for hit, claim, because in claimed:
        category = hit.concept.categorie
        if claim.status == "verleden":
            answers += [(category, said.vraag, said.antwoord, because) for said in hit.concept.zegt if lasts(said)]
        if claim.status != "aanwezig":
            continue
        if not claim.uncertain:
            sure.add(category)
        if hit.concept.acuut:
            acute.setdefault(hit.concept.acuut, because)
        if category not in statuses.outweighed:
            answers += [(category, said.vraag, said.antwoord, because) for said in hit.concept.zegt]
    present = {name for name, status in statuses.categories.items() if status == "aanwezig"}
    return Concepts(
        categories=statuses.categories,
        uncertain=frozenset(present - sure),
        danger=statuses.danger,
        acute=tuple(acute.items()),
        answers=tuple(answers),
        elsewhere=elsewhere,
        why=statuses.why,
        doubts=doubts,
        stated=stated,
        read=tuple([(hit.sentence, hit.start) for hit, _, _ in claimed]),
    )


def _outweighed(claimed: Sequence[tuple[Hit, Claim, Because]]) -> Iterator[str]:
    """Categories of which something is denied or over, and all that is stated is a half sign or stated with doubt.

    "Er is geen lvb, al begrijpt ze mij soms verkeerd": what is denied is the thing itself. What is set against a denial
    ("geen klappen, maar wel elke dag schelden") never yields to it.
    """
    by_category: dict[str, list[Claim]] = {}
    for hit, claim, _ in claimed:
        by_category.setdefault(hit.concept.categorie, []).append(claim)
    for name, claims in by_category.items():
        there = [claim for claim in claims if claim.status == "aanwezig"]
        if name and 0 < len(there) < len(claims) and all(_yields(claim) for claim in there):
            yield name


def _yields(claim: Claim) -> bool:
    return (claim.uncertain or claim.weak) and claim.rule not in PROVEN


LASTING = frozenset({"KC-H1"})
"""Questions about what once was: an earlier report stays one when all is quiet now (R30: nothing is thrown away)."""


def lasts(said: Proposal) -> bool:
    """Whether an answer stays true when what is told is over."""
    return said.vraag in LASTING


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

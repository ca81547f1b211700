"""What somebody tells in their own words of a family that moves, fled, or is not the only one (gehoord.yaml; R94).

The lexicon reads what worries about a child; a move is no worry by itself, but the conversation must never miss it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import model_validator

from dialogs.gevaar.danger_book import AnswerData
from dialogs.loading.yaml_files import CONTENT, ContentError, Fault, load_model
from dialogs.model import Because, Proposed, Reading
from dialogs.outcome.advice import AdviceBook, Card
from dialogs.questions.questionnaire import Questionnaire
from dialogs.questions.schema import Sources, Strict
from dialogs.understanding.normalise import fold

_FILE: Final = "gehoord.yaml"
_RULE: Final = "gehoord."
_NO_WORRY: Final = frozenset({"verhuisd", "verhuisd_sluiten", "meer_gezinnen"})
"""What alone worries nobody: a question about it is one of practice."""
_NEVER_ASKED: Final = frozenset({"gevlucht", "verhuisd_sluiten"})
"""Sayings after which it is not asked what somebody means: it is about a family."""
_GAP: Final = " ... "
_BETWEEN: Final = r" (?:\S+ ){0,4}"
"""So many words may stand in a gap."""
_SENTENCES: Final = re.compile(r"[.!?\n;]+")
_CLAUSES: Final = re.compile(r"[,:()]+")
_BEFORE, _BEHIND = 3, 2
"""So near a denial stands to what it denies, in words."""


class HeardData(Strict):
    """One thing that may be told, and what belongs to it."""

    id: str
    woorden: tuple[str, ...]
    behalve: tuple[str, ...] = ()
    """With one of these in the sentence it is something else."""
    met: str = ""
    """The id of what must be told in the same message; a denial or another subject says nothing then."""
    ontkend_ervoor: bool = False
    """Only a denial before it is of this: what stands behind it denies something else ("hebben geen eten")."""
    uitspraak: str = ""
    voorstel: tuple[AnswerData, ...] = ()
    kaart: str = ""
    kaart_bij: Mapping[str, str] = {}
    """Another card, by sector."""
    source: Sources


class HeardFile(Strict):
    """The file `gehoord.yaml`."""

    over_gezin: tuple[str, ...]
    over_ander: tuple[str, ...]
    ontkend: tuple[str, ...]
    onzeker: tuple[str, ...]
    vroeger: tuple[str, ...]
    gehoord: tuple[HeardData, ...]

    @model_validator(mode="after")
    def _known(self) -> HeardFile:
        before: set[str] = set()
        for each in self.gehoord:
            if each.met and each.met not in before:
                raise ValueError(f"{each.id}: nothing before it is called {each.met}")
            before.add(each.id)
        return self


@dataclass(frozen=True, slots=True)
class HeardBook:
    """What may be told, compiled. Immutable."""

    data: HeardFile
    terms: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    """By id: each term and its pattern."""
    cards: Mapping[str, Card]

    def read(self, reading: Reading) -> Reading:
        """Give the reading with what was heard: proposals that no rule made already, and sayings."""
        heard = self._heard(reading.text)
        if not heard:
            return reading
        known = {each.item for each in reading.proposals}
        new = [
            Proposed(said.vraag, (said.antwoord,), (Because(f"{_RULE}{each.id}", heard[each.id]),))
            for each in self.data.gehoord
            if each.id in heard
            for said in each.voorstel
            if said.vraag not in known
        ]
        told = tuple(each.uitspraak for each in self.data.gehoord if each.id in heard and each.uitspraak)
        return replace(
            reading,
            proposals=(*reading.proposals, *new),
            remarks=(*reading.remarks, *(name for name in told if name not in reading.remarks)),
        )

    def cards_of(self, reading: Reading, sector: str) -> list[Card]:
        """Give the fixed texts that belong to it at once, in the words for this sector."""
        found = [each for each in self.data.gehoord if each.kaart and each.uitspraak in reading.remarks]
        return [self.cards[each.kaart_bij.get(sector, each.kaart)] for each in found]

    def _heard(self, text: str) -> dict[str, str]:
        """The term with which each thing was told, by id."""
        heard: dict[str, str] = {}
        for sentence in map(str.strip, _SENTENCES.split(text)):
            whole = f" {fold(sentence)} "
            for each in self.data.gehoord:
                if each.met or each.id in heard or _one_of(each.behalve, whole) or not self._of_the_family(whole):
                    continue
                for clause in map(fold, _CLAUSES.split(sentence)):
                    if term := self._told(each, f" {clause} "):
                        heard[each.id] = term
        whole = f" {fold(text)} "
        for each in self.data.gehoord:
            if each.met in heard and (term := next((t for t, p in self.terms[each.id] if p.search(whole)), "")):
                heard[each.id] = term
        return heard

    def _of_the_family(self, sentence: str) -> bool:
        words = set(sentence.split())
        return bool(words & set(self.data.over_gezin)) or not words & set(self.data.over_ander)

    def _told(self, data: HeardData, clause: str) -> str:
        """The term that stands in a clause and is true now; empty for none."""
        if _one_of(self.data.vroeger, clause):
            return ""
        for unsure in self.data.onzeker:
            clause = clause.replace(f" {unsure} ", " ")
        for term, pattern in self.terms[data.id]:
            if (found := pattern.search(clause)) is not None:
                near = [
                    *clause[: found.start()].split()[-_BEFORE:],
                    *clause[found.end() :].split()[: 0 if data.ontkend_ervoor else _BEHIND],
                    *(set(found[0].split()) - set(term.split())),
                ]
                if not set(self.data.ontkend) & set(near):
                    return term
        return ""


def without_moves(reading: Reading) -> Reading:
    """The reading without what only tells of a move: to see whether something else in it worries."""
    kept = (
        each
        for each in reading.proposals
        if not each.because or any(why.rule.removeprefix(_RULE) not in _NO_WORRY for why in each.because)
    )
    remarks = tuple(name for name in reading.remarks if name not in _NO_WORRY)
    return replace(reading, proposals=tuple(kept), remarks=remarks)


def tells_of_family(reading: Reading) -> bool:
    """Whether it was told that a family fled, or that something is closed because it moved."""
    return not _NEVER_ASKED.isdisjoint(reading.remarks)


def _one_of(terms: tuple[str, ...], text: str) -> bool:
    return any(f" {term} " in text for term in terms)


def load_heard(dialogs: Mapping[str, Questionnaire], advice: AdviceBook, directory: Path = CONTENT) -> HeardBook:
    """Load what may be told. Raises ContentError for a question or a card that does not exist."""
    data = load_model(directory / _FILE, HeardFile)
    cards = {line.id: Card(line.id, line.title, line.text) for line in advice.data.lines if line.kind == "kaart"}
    asked = [said.vraag for each in data.gehoord for said in each.voorstel]
    faults = [f"no question {key}" for key in asked if not any(dialog.has(key) for dialog in dialogs.values())]
    named = [card for each in data.gehoord for card in (each.kaart, *each.kaart_bij.values()) if card]
    faults += [f"no card {card}" for card in named if card not in cards]
    if faults:
        raise ContentError([Fault(_FILE, 1, "; ".join(faults))])
    terms = {each.id: tuple((term, _pattern(term)) for term in each.woorden) for each in data.gehoord}
    return HeardBook(data, terms, cards)


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(r"(?<= )" + _BETWEEN.join(map(re.escape, term.split(_GAP))) + r"(?= )")

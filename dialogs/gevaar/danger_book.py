"""What belongs to a danger that was read (gevaren.yaml): the answer that is proposed, the fixed text that comes first.

Without it a danger that no concept of the lexicon turns into an answer would be read and lost (kindcheck.md §5 "Rood").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import model_validator

from dialogs.gevaar.judgement import Judgement, JudgementData
from dialogs.loading.yaml_files import CONTENT, ContentError, Fault, load_model
from dialogs.model import Because, Proposed, Reading
from dialogs.outcome.advice import AdviceBook, Card
from dialogs.questions.questionnaire import Questionnaire
from dialogs.questions.schema import Sources, Strict
from dialogs.understanding.lexicon import DANGERS

_FILE: Final = "gevaren.yaml"
_CONCEPT: Final = "begrip"
"""What the rule of a concept of the lexicon begins with in a reading; the id of the concept follows."""


class AnswerData(Strict):
    """An answer that a danger proposes."""

    vraag: str
    antwoord: str


class DangerData(Strict):
    """What belongs to one danger."""

    begrippen: tuple[str, ...] = ()
    """The concepts of the lexicon that read it: their words are the reason for what is proposed."""
    voorbeeld: str = ""
    """A written example, the reason where no concept read it: then the message only looks like such ones."""
    voorstel: tuple[AnswerData, ...] = ()
    kaart: str = ""
    """Id of a card of the advice."""
    source: Sources

    @model_validator(mode="after")
    def _has_a_reason(self) -> DangerData:
        if self.voorstel and not (self.begrippen and self.voorbeeld):
            raise ValueError("what is proposed needs a reason: begrippen and a voorbeeld")
        return self


class DangerFile(Strict):
    """The file `gevaren.yaml`."""

    gevaren: Mapping[str, DangerData]
    oordeel: JudgementData

    @model_validator(mode="after")
    def _known(self) -> DangerFile:
        if unknown := set(self.gevaren) - set(DANGERS):
            raise ValueError(f"no danger of the reading: {', '.join(sorted(unknown))}")
        return self


@dataclass(frozen=True, slots=True)
class DangerBook:
    """What belongs to each danger. Immutable."""

    data: Mapping[str, DangerData]
    several: frozenset[str]
    """Questions with several answers: what a danger proposes comes to what was read."""
    cards: Mapping[str, Card]
    judgement: Judgement

    def proposed(self, reading: Reading) -> Reading:
        """Give the reading with the answers of its dangers among the proposals; what was read more exactly stays.

        Each with its reason (kindcheck.md §1 rule 4): the words, or that the message only looks like an example.
        """
        found = {each.item: each for each in reading.proposals}
        for danger in (self.data[name] for name in _present(reading) if name in self.data):
            because = _read_by(danger, reading)
            example = "" if because else danger.voorbeeld
            for said in danger.voorstel:
                before = found.get(said.vraag)
                if before is None:
                    found[said.vraag] = Proposed(said.vraag, (said.antwoord,), because, example)
                elif said.vraag in self.several and said.antwoord not in before.answer:
                    found[said.vraag] = replace(
                        before,
                        answer=(*before.answer, said.antwoord),
                        because=tuple(dict.fromkeys((*before.because, *because))),
                        resembles=before.resembles or example,
                    )
        return replace(reading, proposals=tuple(found.values()))

    def cards_of(self, reading: Reading) -> list[Card]:
        """Give the fixed texts that come first with what was read."""
        return [self.cards[name] for name in _present(reading) if name in self.cards]


def _present(reading: Reading) -> list[str]:
    return [name for name, status in reading.danger.items() if status == "aanwezig"]


def _read_by(danger: DangerData, reading: Reading) -> tuple[Because, ...]:
    """The words that read a danger; none where it rests on likeness alone."""
    rules = {f"{_CONCEPT}.{concept}" for concept in danger.begrippen}
    return tuple(each for each in reading.because if ".".join(each.rule.split(".")[:2]) in rules)


def load_dangers(kindcheck: Questionnaire, advice: AdviceBook, directory: Path = CONTENT) -> DangerBook:
    """Load what belongs to each danger. Raises ContentError for a question or a card that does not exist."""
    file = load_model(directory / _FILE, DangerFile)
    data = file.gevaren
    cards = {line.id: Card(line.id, line.title, line.text) for line in advice.data.lines if line.kind == "kaart"}
    asked = [said.vraag for danger in data.values() for said in danger.voorstel]
    faults = [f"no question {key}" for key in asked if not kindcheck.has(key)]
    faults += [f"no card {danger.kaart}" for danger in data.values() if danger.kaart and danger.kaart not in cards]
    if faults:
        raise ContentError([Fault(_FILE, 1, "; ".join(faults))])
    return DangerBook(
        data,
        frozenset(item.id for item in kindcheck.dialog.items if item.type == "multi"),
        {name: cards[danger.kaart] for name, danger in data.items() if danger.kaart},
        Judgement(file.oordeel),
    )

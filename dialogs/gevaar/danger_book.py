"""What belongs to a danger that was read (gevaren.yaml): the answer that is proposed, the fixed text that comes first.

Without it a danger that no concept of the lexicon turns into an answer would be read and lost (kindcheck.md §5 "Rood").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import model_validator

from dialogs.loading.yaml_files import CONTENT, ContentError, Fault, load_model
from dialogs.model import Proposed, Reading
from dialogs.outcome.advice import AdviceBook, Card
from dialogs.questions.questionnaire import Questionnaire
from dialogs.questions.schema import Sources, Strict
from dialogs.understanding.lexicon import DANGERS

_FILE: Final = "gevaren.yaml"


class AnswerData(Strict):
    """An answer that a danger proposes."""

    vraag: str
    antwoord: str


class DangerData(Strict):
    """What belongs to one danger."""

    voorstel: tuple[AnswerData, ...] = ()
    kaart: str = ""
    """Id of a card of the advice."""
    source: Sources


class DangerFile(Strict):
    """The file `gevaren.yaml`."""

    gevaren: Mapping[str, DangerData]

    @model_validator(mode="after")
    def _known(self) -> DangerFile:
        if unknown := set(self.gevaren) - set(DANGERS):
            raise ValueError(f"no danger of the reading: {', '.join(sorted(unknown))}")
        return self


@dataclass(frozen=True, slots=True)
class DangerBook:
    """What belongs to each danger. Immutable."""

    answers: Mapping[str, tuple[AnswerData, ...]]
    several: frozenset[str]
    """Questions with several answers: what a danger proposes comes to what was read."""
    cards: Mapping[str, Card]

    def proposed(self, reading: Reading) -> Reading:
        """Give the reading with the answers of its dangers among the proposals; what was read more exactly stays."""
        found = {each.item: each for each in reading.proposals}
        for said in (said for name in _present(reading) for said in self.answers.get(name, ())):
            before = found.get(said.vraag)
            if before is None:
                found[said.vraag] = Proposed(said.vraag, (said.antwoord,))
            elif said.vraag in self.several and said.antwoord not in before.answer:
                found[said.vraag] = replace(before, answer=(*before.answer, said.antwoord))
        return replace(reading, proposals=tuple(found.values()))

    def cards_of(self, reading: Reading) -> list[Card]:
        """Give the fixed texts that come first with what was read."""
        return [self.cards[name] for name in _present(reading) if name in self.cards]


def _present(reading: Reading) -> list[str]:
    return [name for name, status in reading.danger.items() if status == "aanwezig"]


def load_dangers(kindcheck: Questionnaire, advice: AdviceBook, directory: Path = CONTENT) -> DangerBook:
    """Load what belongs to each danger. Raises ContentError for a question or a card that does not exist."""
    data = load_model(directory / _FILE, DangerFile).gevaren
    cards = {line.id: Card(line.id, line.title, line.text) for line in advice.data.lines if line.kind == "kaart"}
    asked = [said.vraag for danger in data.values() for said in danger.voorstel]
    faults = [f"no question {key}" for key in asked if not kindcheck.has(key)]
    faults += [f"no card {danger.kaart}" for danger in data.values() if danger.kaart and danger.kaart not in cards]
    if faults:
        raise ContentError([Fault(_FILE, 1, "; ".join(faults))])
    return DangerBook(
        {name: danger.voorstel for name, danger in data.items()},
        frozenset(item.id for item in kindcheck.dialog.items if item.type == "multi"),
        {name: cards[danger.kaart] for name, danger in data.items() if danger.kaart},
    )

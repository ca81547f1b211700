"""One message, read once: the stages in their order. Pure; what it returns holds no number that identifies somebody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dialogs.model import Because, HiddenSpan, Reading
from dialogs.understanding.acute import AcuteReader
from dialogs.understanding.concepts import ConceptReader
from dialogs.understanding.data import HERE, AcuteData, IntentData, LexiconData
from dialogs.understanding.intents import IntentReader
from dialogs.understanding.normalise import LONGEST, clean, fold, is_unreadable
from dialogs.understanding.not_kept import not_kept
from dialogs.understanding.personal_data import PersonalData, load_personal_data
from dialogs.understanding.sentences import sentences
from dialogs.yaml_files import load_model

_NO_CONCERN = frozenset({"KC-S2", "KC-G2"})
"""Questions whose proposals tell of nothing that worries."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The data of all stages, ready to use."""

    acute: AcuteReader
    concepts: ConceptReader
    intents: IntentReader
    personal_data: PersonalData


def read(text: str, lexicon: Lexicon) -> Reading:
    """Read one message: personal data and danger in all of it, the rest in its first 8,000 characters."""
    cleaned = clean(text)
    if is_unreadable(cleaned):
        return Reading(text=cleaned[:LONGEST].strip(), unreadable=True, truncated=len(cleaned) > LONGEST)
    hidden = lexicon.personal_data.hide(cleaned)
    parts = sentences(hidden.text, lexicon.concepts.clause_words)
    dangers = lexicon.acute.read(hidden.text, parts)
    shown = hidden.text[:LONGEST]
    folded = fold(shown)
    near = tuple(part for part in parts if part.places[-1][1] <= LONGEST)
    proposals = lexicon.concepts.read(shown, near)
    concern = bool(dangers) or any(proposed.item not in _NO_CONCERN for proposed in proposals)
    intent = lexicon.intents.read(shown, folded, concern=concern)
    urgency: Literal["acuut", "zorg", "geen"] = (
        "acuut" if dangers else "zorg" if concern and intent.name == "signaal" else "geen"
    )
    reasons = tuple(danger.because for danger in dangers)
    reasons += tuple(because for proposed in proposals for because in proposed.because)
    if intent.rule:
        reasons += (Because(intent.rule, ""),)
    return Reading(
        text=shown,
        folded=folded,
        acute=tuple(danger.code for danger in dangers),
        intent=intent.name,
        query=intent.query,
        proposals=proposals,
        urgency=urgency,
        hidden=tuple(map(HiddenSpan, hidden.kinds)),
        names=hidden.names,
        not_kept=not_kept(shown),
        truncated=len(hidden.text) > LONGEST,
        because=reasons,
    )


class Reader:
    """`read` with its data. Immutable, so that every conversation may use the same one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, text: str) -> Reading:
        """Read one message."""
        return read(text, self._lexicon)


def load_reader(directory: Path = HERE, public_names: Callable[[], Collection[str]] = frozenset) -> Reader:
    """Load the data of the stages, strictly. Raises ContentError with file and line.

    `public_names` gives what places and organisations are called: no names of people. It is asked at the first message.
    """
    acute = AcuteReader(load_model(directory / "acute.yaml", AcuteData))
    concepts = ConceptReader(load_model(directory / "lexicon.yaml", LexiconData), acute.is_imagined)
    intents = IntentReader(load_model(directory / "intents.yaml", IntentData))
    return Reader(Lexicon(acute, concepts, intents, load_personal_data(public_names, directory)))

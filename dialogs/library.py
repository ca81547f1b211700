"""All content, loaded once and immutable: what the engine speaks and decides with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from dialogs.basisvragen.colours import ColourBook
from dialogs.gevaar.danger_book import DangerBook
from dialogs.heard_book import HeardBook
from dialogs.labels import Labels
from dialogs.moments.read import MomentReader
from dialogs.outcome.advice import AcuteTable, AdviceBook
from dialogs.outcome.instructions import InstructionBook
from dialogs.outcome.outcomes import Tables
from dialogs.phrasebook import Phrasebook
from dialogs.praktijk.practice import PracticeBook
from dialogs.praktijk.practice_matching import PracticeMatcher
from dialogs.praktijk.told import ToldBook
from dialogs.questions.questionnaire import Questionnaire
from dialogs.reaction_book import ReactionBook
from dialogs.signaal.tasks import TaskBook
from dialogs.understanding.free_text import FreeText


@dataclass(frozen=True, slots=True)
class Library:
    """Questionnaires, tables, advice, labels and sentences."""

    questionnaires: Mapping[str, Questionnaire]
    phrases: Phrasebook
    labels: Labels
    tables: Mapping[str, Tables]
    """By dialog."""
    advice: AdviceBook
    acute: AcuteTable
    tasks: TaskBook
    colours: ColourBook
    reactions: ReactionBook
    dangers: DangerBook
    heard: HeardBook
    instructions: InstructionBook
    practice: PracticeBook
    practice_matcher: PracticeMatcher
    told: ToldBook
    moments: MomentReader
    """Reads words of time."""
    hide_unknown: Callable[[str, Collection[str]], FreeText]
    """Hides every word of a free text that may be a name; the second argument holds names that are known and open."""

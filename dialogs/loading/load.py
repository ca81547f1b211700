"""Loads all content, strictly and once. Raises ContentError with file and line for anything that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogs.basisvragen.colours import load_colours, with_actions
from dialogs.library import Library
from dialogs.loading.yaml_files import CONTENT, ContentError, Fault, load_model
from dialogs.moments.read import load_moments
from dialogs.outcome.instructions import load_instructions
from dialogs.phrasebook import Phrasebook
from dialogs.policy import BASISVRAGEN, POLICIES
from dialogs.praktijk.practice import load_practice
from dialogs.praktijk.practice_matching import PracticeMatcher
from dialogs.praktijk.told import load_told
from dialogs.questions.questionnaire import Questionnaire
from dialogs.questions.schema import Dialog, Part, Phrases
from dialogs.reaction_book import load_reactions
from dialogs.signaal.tasks import TaskBook
from dialogs.understanding.personal_data import Kept, nothing

DIALOGS = (
    "advies", "afschalen", "balie", "basisvragen", "delen", "kennismaking", "kindcheck", "meldcode", "twijfel",
    "uittreksel", "vastleggen",
)  # fmt: skip

SENTENCES = "zinnen.*.yaml"
"""Besides `phrases.yaml`: the sentences and commands of one family of acts a file."""


def load_dialogs(directory: Path = CONTENT) -> Mapping[str, Dialog]:
    """The questionnaires by name."""
    return {name: load_dialog(directory, name) for name in DIALOGS}


def load_dialog(directory: Path, name: str) -> Dialog:
    """One questionnaire with the questions of all its files."""
    dialog = load_model(directory / f"{name}.yaml", Dialog)
    more = [item for part in dialog.parts for item in load_model(directory / part, Part).items]
    return dialog.model_copy(update={"items": (*dialog.items, *more)})


def load_phrases(directory: Path = CONTENT) -> Phrasebook:
    """All sentences and commands. Raises ContentError where a name stands in two files: one would be lost."""
    files = (directory / "phrases.yaml", *sorted(directory.glob(SENTENCES)))
    loaded = {file: load_model(file, Phrases) for file in files}
    if faults := list(_twice(loaded)):
        raise ContentError(faults)
    return Phrasebook(*loaded.values())


def _twice(loaded: Mapping[Path, Phrases]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for file, data in loaded.items():
        for name in data.phrases:
            if name in first:
                lines = file.read_text(encoding="utf-8").splitlines()
                line = next((number for number, each in enumerate(lines, 1) if each.startswith(f"  {name}:")), 0)
                yield Fault(file.name, line, f"{name} stands in {first[name]} too")
            first.setdefault(name, file.name)


def load_library(directory: Path = CONTENT, kept: Kept = nothing) -> Library:
    """Everything that the engine needs. `kept` finds what is never personal data in a text that is kept."""
    from dialogs.gevaar.danger_book import load_dangers
    from dialogs.heard_book import load_heard
    from dialogs.labels import load_labels
    from dialogs.outcome.advice import load_acute, load_advice
    from dialogs.outcome.outcomes import load_tables
    from dialogs.understanding.free_text import load_hider

    dialogs = load_dialogs(directory)
    tables = {name: load_tables(name, directory) for name, dialog in dialogs.items() if dialog.outcomes}
    colours = load_colours(directory)
    practice, told = load_practice(directory), load_told(directory)
    named = {answer.verteld for answer in practice.answers}
    named |= {option.verteld for each in dialogs.values() for item in each.items for option in item.options}
    if unknown := named - told.names - {""}:
        raise ContentError([Fault("praktijk.verteld.yaml", 1, f"there is no {', '.join(sorted(unknown))}")])
    policies = {**POLICIES, BASISVRAGEN.name: with_actions(BASISVRAGEN, colours)}
    questionnaires = {name: Questionnaire(dialog, policies.get(dialog.policy)) for name, dialog in dialogs.items()}
    advice = load_advice("kindcheck", tables["kindcheck"], directory)
    return Library(
        questionnaires=questionnaires,
        phrases=load_phrases(directory),
        labels=load_labels(directory),
        tables=tables,
        advice=advice,
        acute=load_acute(directory),
        tasks=load_model(directory / "taken.yaml", TaskBook),
        colours=colours,
        reactions=load_reactions(directory),
        dangers=load_dangers(questionnaires["kindcheck"], advice, directory),
        heard=load_heard(questionnaires, advice, directory),
        instructions=load_instructions(directory),
        practice=practice,
        practice_matcher=PracticeMatcher(practice),
        told=told,
        moments=load_moments(),
        hide_unknown=load_hider(kept),
    )

"""The sentences of the commands that read lines of JSON (`teksten.yaml`)."""

from __future__ import annotations

from pathlib import Path

from dialogs.loading.yaml_files import load_model
from dialogs.questions.schema import Strict


class AssessTexts(Strict):
    """What is said of a line that cannot be assessed."""

    geen_json: str
    geen_object: str
    dubbel: str
    onbekende_naam: str
    onbekende_waarde: str


class UnderstandTexts(Strict):
    """What is said of a line that cannot be read."""

    geen_json: str
    geen_tekst: str


class FindTexts(Strict):
    """What is said of a look-up."""

    geen_json: str
    geen_vraag: str
    gemeente_onbekend: str
    niets: str
    bron: str


class CommandTexts(Strict):
    """The file `teksten.yaml`."""

    assess: AssessTexts
    understand: UnderstandTexts
    find: FindTexts


def load_texts() -> CommandTexts:
    """Load the sentences. Raises ContentError with file and line."""
    return load_model(Path(__file__).parent / "teksten.yaml", CommandTexts)

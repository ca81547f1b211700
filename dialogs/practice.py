"""Short answers to questions of practice: what may be shared, which steps there are. Each is data with its source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dialogs.schema import Sources, Strict
from dialogs.yaml_files import CONTENT, load_model


class PracticeAnswer(Strict):
    """One answer, and the words of a question that ask for it; without words it is the answer to any other."""

    id: str
    woorden: tuple[str, ...] = ()
    text: str
    source: Sources


class PracticeFile(Strict):
    """The file `praktijkvragen.yaml`: the first answer whose words stand in the question; the last has none."""

    antwoorden: tuple[PracticeAnswer, ...]


@dataclass(frozen=True, slots=True)
class PracticeBook:
    """The answers, ready to use."""

    data: PracticeFile

    def answer(self, folded: str) -> PracticeAnswer:
        """The answer to a question in folded text."""
        words = f" {folded} "
        return next(
            answer
            for answer in self.data.antwoorden
            if not answer.woorden or any(f" {word} " in words for word in answer.woorden)
        )


def load_practice(directory: Path = CONTENT) -> PracticeBook:
    """Load the answers. Raises ContentError with file and line."""
    return PracticeBook(load_model(directory / "praktijkvragen.yaml", PracticeFile))

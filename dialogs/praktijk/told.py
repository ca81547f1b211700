"""What a professional tells of the work itself: that a report was made, that another will report, that help waits.

It answers no question of the kindcheck and decides no outcome; what follows from it (an answer of practice, a sentence,
a choice) names it. A clause that asks tells nothing, and neither does one in which it is denied.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pydantic import Field, model_validator

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.questions.schema import Strict
from dialogs.understanding.normalise import fold
from dialogs.understanding.terms import Match, Terms

_CLAUSE: Final = re.compile(r"[^.!?;:,\n]+\??")
_AROUND: Final = 3
"""So many words before and behind a term may take it back."""
_LONG_NAME: Final = "veilig thuis"
_SHORT_NAME: Final = "vt"
"""One word for it: then what stands between two words of a term stays short."""


class Told(Strict):
    """One thing that may be told, and the words for it (understanding/terms.py)."""

    id: str
    termen: tuple[str, ...] = Field(min_length=1)
    tenzij: tuple[str, ...] = ()
    """Words that take it back, or make it something else, in the term or beside it."""


class ToldFile(Strict):
    """The file `praktijk.verteld.yaml`."""

    verteld: tuple[Told, ...]

    @model_validator(mode="after")
    def _once(self) -> ToldFile:
        if len({each.id for each in self.verteld}) != len(self.verteld):
            raise ValueError("an id stands twice")
        return self


class ToldBook:
    """All that may be told. Immutable."""

    def __init__(self, data: ToldFile) -> None:
        self.names = frozenset(each.id for each in data.verteld)
        self._terms = Terms({each.id: each.termen for each in data.verteld})
        self._unless = {each.id: frozenset(map(fold, each.tenzij)) for each in data.verteld}

    def hear(self, text: str) -> tuple[str, ...]:
        """The ids of what a message tells, in its order, each once."""
        found: dict[str, None] = {}
        for clause in _CLAUSE.findall(text):
            if clause.endswith("?"):
                continue
            words = fold(clause).replace(_LONG_NAME, _SHORT_NAME).split()
            found |= {match.name: None for match in self._terms.find(words) if not self._taken_back(match, words)}
        return tuple(found)

    def _taken_back(self, match: Match, words: list[str]) -> bool:
        near = words[max(0, match.start - _AROUND) : match.stop + _AROUND]
        return not self._unless[match.name].isdisjoint(near)


def load_told(directory: Path = CONTENT) -> ToldBook:
    """Load it. Raises ContentError with file and line."""
    return ToldBook(load_model(directory / "praktijk.verteld.yaml", ToldFile))

"""The instruction for the kindcheck: one screen for each sector, in the words of the people who work there (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import model_validator

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.outcome.advice_book import OTHER_SECTOR
from dialogs.questions.schema import Sources, Strict
from dialogs.signaal.signal_values import VALUE_LISTS, Sector

LIMIT = 600
"""Characters of an explanation (conversations.md §1 rule 12): what one screen of a telephone shows."""


class InstructionData(Strict):
    """What a sector does with the kindcheck: when, how to ask it, and what is easily missed."""

    wanneer: str
    vraag: str
    let_op: str
    source: Sources


class InstructionFile(Strict):
    """The file `instructies.yaml`. `tekst` puts the parts of one sector together."""

    tekst: str
    sectoren: Mapping[Sector, InstructionData]

    @model_validator(mode="after")
    def _sound(self) -> InstructionFile:
        if set(self.sectoren) != set(VALUE_LISTS["SECTOR"]):
            raise ValueError("every sector has an instruction")
        long = [name for name in self.sectoren if len(_filled(self, name)) > LIMIT]
        if long:
            raise ValueError(f"longer than one screen: {', '.join(sorted(long))}")
        return self


@dataclass(frozen=True, slots=True)
class InstructionBook:
    """The instructions, ready to use."""

    data: InstructionFile

    def text(self, sector: str) -> str:
        """Give the instruction of a sector; that of `overig` for who has none yet."""
        known: Mapping[str, Sector] = {str(name): name for name in self.data.sectoren}
        return _filled(self.data, known.get(sector, known[OTHER_SECTOR]))


def _filled(data: InstructionFile, sector: Sector) -> str:
    own = data.sectoren[sector]
    return data.tekst.format(wanneer=own.wanneer, vraag=own.vraag, let_op=own.let_op)


def load_instructions(directory: Path = CONTENT) -> InstructionBook:
    """Load the instructions. Raises ContentError with file and line."""
    return InstructionBook(load_model(directory / "instructies.yaml", InstructionFile))

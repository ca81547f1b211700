"""The table of phrases, and how a reading is written in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import yaml

from dialogs.moments.model import Unclear, Understood, When
from dialogs.workdays import AMSTERDAM

SAID_AT: Final = datetime(2026, 11, 25, 10, tzinfo=AMSTERDAM)
NOTHING: Final = "none"


@dataclass(frozen=True)
class Row:
    """What was said, when, and what it means."""

    said: str
    now: datetime
    means: str

    @property
    def kind(self) -> str:
        """The class that a benchmark counts it in."""
        if self.means == NOTHING:
            return "no time"
        if self.means.startswith("?"):
            return "asked back"
        return "repetition" if "FREQ" in self.means else "once"


def rows() -> list[Row]:
    """All phrases with their meaning."""
    table = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))
    return [_row(entry) for entry in table]


def meaning(reading: Understood | Unclear | None) -> str:
    """A reading as the table writes it."""
    if reading is None:
        return NOTHING
    if isinstance(reading, Unclear):
        return f"? {reading.reason} [{' | '.join(map(written, reading.candidates))}]"
    return written(reading.when)


def written(when: When) -> str:
    """The first moment of it, its rule, and what it does on holidays."""
    parts = (f"{when.day} {when.clock:%H:%M}", when.rule, when.holidays)
    return " ".join(part for part in parts if part)


def _row(entry: dict[str, object]) -> Row:
    at = entry.get("at")
    now = datetime.fromisoformat(str(at)).replace(tzinfo=AMSTERDAM) if at else SAID_AT
    if "asks" in entry:
        choices = entry["choices"]
        assert isinstance(choices, list)
        means = f"? {entry['asks']} [{' | '.join(map(str, choices))}]"
    else:
        means = " ".join(str(entry[key]) for key in ("means", "rule", "holidays") if key in entry)
    return Row(str(entry["said"]), now, means)

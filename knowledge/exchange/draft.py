"""What an import found, before it is a landscape: entries with the place where each value stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.exchange.grid import Note, Place
from knowledge.faults import Where


@dataclass(slots=True)
class Piece:
    """One entry of a section, from the file or kept from the landscape that was there."""

    content: Any
    """As it would stand in a landscape file."""
    places: dict[Where, Place] = field(default_factory=dict)
    """Where its parts stood; empty for what was kept."""
    broken: bool = False
    """Whether something of it was refused."""

    @property
    def key(self) -> str:
        """By what it is the same entry as another: its id, else its name; empty when it has neither."""
        if not isinstance(self.content, Mapping):
            return ""
        return str(self.content.get("id") or self.content.get("name") or "")

    def place(self, path: Where) -> Place:
        """Give the place of a part, else of its nearest parent."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Place()


@dataclass(slots=True)
class Draft:
    """All sections that the file holds, in its order."""

    sections: dict[str, list[Piece]] = field(default_factory=dict)
    refused: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)

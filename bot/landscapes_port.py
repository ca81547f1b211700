"""What the application needs of the municipalities that it serves."""

from __future__ import annotations

from typing import Protocol

from dialogs.landscape import Landscape
from dialogs.model import Option


class Landscapes(Protocol):
    """The municipalities that this installation serves."""

    def get(self, gemeente: str) -> Landscape:
        """The zorglandschap of a served municipality. KeyError for any other."""

    @property
    def served(self) -> tuple[Option, ...]:
        """All of them, to choose from."""

"""What the application needs of the municipalities that it serves."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.storage.transaction import Transaction
from dialogs.model import Option
from dialogs.zorglandschap.landscape import Landscape
from knowledge.zorglandschap import Zorglandschap


class Landscapes(Protocol):
    """The municipalities that this installation serves."""

    def get(self, gemeente: str) -> Zorglandschap:
        """The zorglandschap of a served municipality as its file says. KeyError for any other."""

    def at(self, tx: Transaction, gemeente: str, today: date) -> Landscape:
        """The same with what coordinators changed, as a transaction sees it on a day. KeyError for any other."""

    @property
    def served(self) -> tuple[Option, ...]:
        """All of them, to choose from."""

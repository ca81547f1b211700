"""What somebody can type by what they have access to, for who asks for help."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bot.acts.handlers import HANDLERS
from bot.model import Role
from bot.rights import ALLOWED
from dialogs.phrasebook import Phrasebook

_LINE: Final = "hulp.{}"


class Commands:
    """The commands that the content explains, each with who may give it. Built once."""

    def __init__(self, phrases: Phrasebook) -> None:
        known = phrases.names()
        self._lines: Sequence[tuple[frozenset[Role], str]] = tuple(
            (ALLOWED[right], phrases.text(_LINE.format(name)))
            for name, (right, _, _) in HANDLERS.items()
            if _LINE.format(name) in known
        )

    def of(self, roles: Collection[Role]) -> tuple[str, ...]:
        """A line for each command that one of these roles may give, in the order of the day's work."""
        return tuple(line for allowed, line in self._lines if not allowed.isdisjoint(roles))

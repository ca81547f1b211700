"""What somebody can type by what they have access to, for who asks for help."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bot.acts.handlers import HANDLERS
from bot.model import Role
from bot.rights import ALLOWED, RUNS, Act
from dialogs.phrasebook import Phrasebook

_LINE: Final = "hulp.{}"


_OF_CASES: Final[frozenset[Act]] = frozenset({"gezin.lezen", "gezin.vertellen"})
_OF_OWN: Final[frozenset[Act]] = frozenset({"signaal.eigen", "signaal.antwoorden"})


class Commands:
    """The commands that the content explains, each with who may give it. Built once."""

    def __init__(self, phrases: Phrasebook) -> None:
        known = phrases.names()
        self._lines: Sequence[tuple[frozenset[Role], str]] = tuple(
            (_explained_to(right, about_one=about_one), phrases.text(_LINE.format(name)))
            for name, (right, about_one, _) in HANDLERS.items()
            if _LINE.format(name) in known
        )

    def of(self, roles: Collection[Role]) -> tuple[str, ...]:
        """A line for each command that one of these roles may give, in the order of the day's work."""
        return tuple(line for allowed, line in self._lines if not allowed.isdisjoint(roles))


def _explained_to(right: Act, *, about_one: bool) -> frozenset[Role]:
    """Who is told of a command. Who runs the assistant sees no case: of an own worry `status` tells how to go on."""
    of_a_case = right in _OF_CASES or (right in _OF_OWN and about_one)
    return ALLOWED[right] - RUNS if of_a_case else ALLOWED[right]

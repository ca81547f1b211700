"""The files that somebody may still choose to have. They live in memory, for minutes, and nowhere else.

A card is shown and not kept (signal_schema.md §4 rule 8), so a file that waits for an answer is not stored either:
after a restart, in another process and after its time it is gone, and the card can be asked again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.channels.teams.events import Reference
from bot.documents.making import Document, document_of
from bot.keys import Keyring
from bot.ports import Clock
from dialogs.model import Reply
from dialogs.workdays import AMSTERDAM

_MOST: Final = 200
"""Files that wait at the same time: some megabytes. Beyond that the oldest goes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that somebody chose about."""

    document: Document = field(repr=False)
    message: str
    """How Teams calls the message that asked; empty when it did not say."""


@dataclass(slots=True)
class _Offered:
    where: tuple[str, str, str]
    """Tenant, conversation and person."""
    until: datetime
    document: Document | None = field(repr=False)
    """None once somebody chose: nothing is left of the card."""
    message: str = ""


class OfferedFiles:
    """Files that wait for an answer. `seconds` is how long one waits at most."""

    def __init__(self, keyring: Keyring, clock: Clock, seconds: float) -> None:
        self._keyring = keyring
        self._clock = clock
        self._wait = timedelta(seconds=seconds)
        self._offered: OrderedDict[str, _Offered] = OrderedDict()

    def offer(self, reference: Reference, row: str, reply: Reply) -> tuple[str, Document]:
        """Make the file of a message and keep it for a while; give its token and the file.

        The token is an HMAC of the row that carries the card, so an offer that is sent again is the same one. It tells
        nothing of the case, and is good for this person in this conversation only.
        """
        now = self._clock.now()
        self.forget()
        where = _where(reference)
        token = self._keyring.derive("teams-file", *where, row)
        document = document_of(reply, now.astimezone(AMSTERDAM).date())
        self._offered[token] = _Offered(where, now + self._wait, document)
        if len(self._offered) > _MOST:
            self._offered.popitem(last=False)
        return token, document

    def shown(self, token: str, message: str) -> None:
        """The question went out under this id."""
        if token in self._offered:
            self._offered[token].message = message

    def take(self, reference: Reference, token: str) -> Taken | Literal["gone", "chosen"]:
        """Give what was offered, once. A token of somebody else, or of another conversation, is as good as none."""
        self.forget()
        offered = self._offered.get(token)
        if offered is None or offered.where != _where(reference):
            return "gone"
        if offered.document is None:
            return "chosen"
        document, offered.document = offered.document, None
        return Taken(document, offered.message)

    def forget(self) -> None:
        """Let go of what waited too long."""
        now = self._clock.now()
        for token in [token for token, each in self._offered.items() if each.until <= now]:
            del self._offered[token]


def _where(reference: Reference) -> tuple[str, str, str]:
    return reference.tenant, reference.conversation, reference.person

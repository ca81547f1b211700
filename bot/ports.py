"""The protocols between the application and what it talks to: channels, case backends, the clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from bot.model import Activity, Address, Answered, Delivery, Outgoing, Receipt, Retry, TakenBack
from dialogs.signaal.signal import Signal

Receive = Callable[[Activity], Awaitable[Receipt]]
"""What a channel calls for each activity; when it returns COMMITTED or DUPLICATE the channel may acknowledge."""


class Clock(Protocol):
    """The time. Tests bring their own."""

    def now(self) -> datetime:
        """The moment, in UTC."""


class Channel(Protocol):
    """One way to talk with people. Contract tests run against every one."""

    name: str
    """`console`, `matrix`, `teams`: stands in outbox rows and in activities."""

    async def run(self, receive: Receive) -> None:
        """Take in activities until cancelled. Order within one conversation is kept."""

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Deliver one message. Has its own time-out; never raises for what the network does."""

    async def say(self, address: Address, text: str) -> None:
        """Say one fixed sentence past the outbox, when storage is gone. Best effort, never raises."""


@runtime_checkable
class DeliversAtTimes(Protocol):
    """A channel that can send only while it leads and is connected. Until then its rows are left for who can."""

    @property
    def delivers(self) -> bool:
        """Whether it can send now."""


@runtime_checkable
class KeepsInTouch(Protocol):
    """A channel that asks a server for what came, and is nothing without it."""

    @property
    def away(self) -> float:
        """Seconds since that server last answered, or was first asked; 0 while another process does this."""


@runtime_checkable
class Measured(Protocol):
    """A channel that counts what goes on in it."""

    def figures(self) -> Mapping[str, float]:
        """Numbers by name, `matrix_unreadable_total`: counts and seconds, nothing of anybody."""


@runtime_checkable
class Redacts(Protocol):
    """A channel that may take away what a user said. Its `send` first does what `Outgoing.redact` asks."""

    redacts: Literal[True]


@runtime_checkable
class RecognisesRepeats(Protocol):
    """A channel that shows a message once, however often it is sent with the same id: what is in doubt is repeated."""

    recognises_repeats: Literal[True]


@runtime_checkable
class TellsItsStart(Protocol):
    """A channel that says when something goes out (`bot.underway`): a `send` that ends before it did nothing."""

    tells_its_start: Literal[True]


@runtime_checkable
class GivesDocuments(Protocol):
    """A channel that gives a file with a message that asks for one (`Reply.document`), or asks first if it may."""

    gives_documents: Literal[True]


class CaseBackend(Protocol):
    """Where a municipality works on signals. Contract tests run against every one.

    What no backend may get does not come here (`bot.work.never_sent`): the outbox asks that before each call.
    """

    name: str
    gemeente: str
    """Whose system it is: nothing of another municipality goes there. Empty: it serves every one."""

    async def submit(self, key: str, signal: Signal) -> Delivery:
        """Log the signal once. The key is the same at every try: the backend recognises a repeat by it."""

    async def withdraw(self, key: str, submitted: str, taken_back: TakenBack) -> Delivery:
        """Let who works on a signal know, once, that it was taken back. Removes nothing.

        Comes after its submit, which had the key `submitted`. Delivered without a reference: nothing of it is there.
        """


@runtime_checkable
class TellsStage(Protocol):
    """A case backend whose people work elsewhere, and that can be asked how far they are."""

    async def stage(self, key: str) -> Answered | Retry:
        """How far a case is. Changes nothing; has its own time-out; never raises for what the network does."""

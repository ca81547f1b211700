"""The values that go into and come out of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.model import Address

Lane = Literal["reply", "notice", "case", "bulk"]
"""What a delivery is, from most to least urgent."""

LANES: tuple[Lane, ...] = ("reply", "notice", "case", "bulk")


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A conversation as it is kept. The address and the state are sealed by the store."""

    id: str
    """`keyring.derive(channel, realm, room)`."""
    address: Address
    person: str
    state: bytes = field(repr=False)
    """The encoded session; empty when there is none, or when it was forgotten after 28 days."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where somebody is reached."""

    conversation: str
    """Pseudonym."""
    address: Address


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One delivery to do. The payload is sealed by the store."""

    id: str
    """The same at every try: the channel's transaction id, the backend's key."""
    stream: str
    """Rows of a stream go out one by one, in the order in which they were enqueued."""
    channel: str
    """The channel or case backend that delivers it."""
    lane: Lane
    due_at: datetime
    payload: bytes = field(repr=False)
    attempts: int = 0
    """Tries so far; in a claimed row this one is counted."""
    gemeente: str = ""
    interrupted: bool = False
    """Of a claimed row: a process took it before and never wrote what became of it, so it may have arrived."""
    readable: bool = True
    """Of a claimed row. False: the key is gone with which it was sealed, and the payload is empty."""


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A delivery in a list, for whoever looks after the outbox: nothing of what is in it."""

    id: str
    channel: str
    lane: str
    gemeente: str
    state: str
    """`wacht`, `dood` or `onzeker`."""
    code: str
    """Why the last try failed; empty before the first."""
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class CaseElsewhere:
    """A case that people work on in another system: the key of its delivery, and whose signal it is."""

    key: str
    reference: str
    owner: str


@dataclass(frozen=True, slots=True)
class CasePlan:
    """How a signal is logged in a case system that takes several calls: fixed before the first of them."""

    identificatie: str
    """What the case system calls the case."""
    planned_at: datetime
    """UTC, whole seconds: the moment that every try gives as the time of logging."""
    related: str
    """Address of the first case of the same household, or empty."""
    done: Mapping[str, str]
    """Finished calls by name, each with the address of what it made."""


@dataclass(frozen=True, slots=True)
class Done:
    """Delivered: the row is removed."""


@dataclass(frozen=True, slots=True)
class Again:
    """Not delivered: the row stays the head of its stream and is tried again."""

    due_at: datetime
    code: str = ""
    """Why not, for whoever looks after the outbox."""
    counts: bool = True
    """Whether it counts as a try."""


@dataclass(frozen=True, slots=True)
class Dead:
    """Given up: the row stays for whoever looks after it, the next of its stream pass."""

    code: str


@dataclass(frozen=True, slots=True)
class Onzeker:
    """It may have arrived and must not be repeated; the next of its stream pass."""

    code: str = ""


Settled = Done | Again | Dead | Onzeker
"""What became of a try."""


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal in a list: nothing of class D."""

    reference: str
    created: datetime
    shared: bool
    delivered_at: datetime | None
    household: str
    backend: str = ""
    """The case backend that has it; empty until it was delivered."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of the embedded backend in a list: nothing of class D."""

    reference: str
    opened: datetime
    household: str
    signals: tuple[str, ...]
    """References, oldest first."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what with which object, and why. Ids and codes, never content."""

    at: datetime
    gemeente: str
    actor: str
    action: str
    object: str
    reason: str = ""

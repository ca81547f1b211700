"""What the application passes around: what came in from a channel, who somebody is, and what they may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Literal

from dialogs.model import Profile, Reply

ActivityKind = Literal["message", "edit", "redaction", "media", "joined", "button", "internal"]


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that happened in a channel, or inside (`internal`). The key is the same when it is delivered again."""

    key: str
    channel: str
    realm: str
    """Homeserver, tenant, or `console`."""
    conversation: str
    """The channel's own id of the room."""
    sender: str
    """The channel's own id of the person."""
    kind: ActivityKind
    sent_at: datetime
    """UTC."""
    text: str = field(default="", repr=False)
    """Raw text. Lives in memory for one turn, is never stored, logged or shown in a repr."""
    token: str = ""
    choices: tuple[str, ...] = ()
    direct: bool = True
    """Nobody but this person and the assistant is in the room."""
    named: bool = False
    """In a room with others: the message calls the assistant by its name, which `text` leaves out."""
    relates_to: str = ""
    """Of an edit or a redaction: the key of the original."""
    thread: str = ""
    """The channel's own id of the thread in which it was said; empty: in the room itself."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes."""

    channel: str
    realm: str
    conversation: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way. The id is the channel's transaction id, so that a repeat is recognised."""

    id: str
    address: Address
    reply: Reply
    redact: str = ""
    """Key of a message of the user to take away first; the reply is said only where that may not."""
    replaces: str = ""
    """The channel's own id of a message of ours: the reply stands there, was answered, and is shown so in its place."""
    amends: str = ""
    """The channel's own id of a message of ours: the reply stands in its place where the channel can do that."""
    choices: tuple[str, ...] = ()
    """With `replaces`: what was chosen; empty when it was answered by typing."""
    thread: str = ""
    """The channel's own id of the thread in which it is said; empty: in the room itself."""
    private: bool = True
    """For one person: not said where others came to read along since it was made."""
    again: bool = False
    """It may have arrived before, through a device that is gone: the channel says so with it."""


class Role(Enum):
    """What somebody may do in a municipality; `bot/rights.py` says what that is."""

    SIGNALLER = "signaller"
    WIJKTEAM = "wijkteam"
    REGISSEUR = "regisseur"
    COORDINATOR = "coordinator"
    BEHEERDER = "beheerder"


@dataclass(frozen=True, slots=True)
class Person:
    """A professional: a pseudonym, what they told of their work, and where they have access."""

    id: str
    """HMAC of channel, realm and native id: repeatable, not guessable."""
    profile: Profile
    memberships: tuple[Membership, ...] = ()
    home: str = ""
    """Homeserver or tenant where the account lives; empty: not heard since this is kept."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Access to one municipality in one role, for one organisation."""

    gemeente: str
    role: Role
    organisatie: str = ""
    gebieden: tuple[str, ...] = ()
    """Districts of which somebody reads signals; empty: those of the organisation's team."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a query may see: one municipality, and within it the rows of one person or of one organisation.

    Every statement on a municipality's rows takes one. `system` is for delivery and retention, which read no content.
    """

    gemeente: str
    person: str = ""
    """Only rows that this person owns; empty for the receiving desk of the municipality."""
    system: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """It arrived; `reference` is what the other side calls it."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class Retry:
    """It did not arrive, a later try may succeed."""

    after: float
    """Seconds; 0 leaves it to the back-off."""
    code: str = ""
    counts: bool = True
    """Whether it is a failure. False: nothing was tried, who it is for is not there; it waits as long as it takes."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It may or may not have arrived (a time-out after sending)."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """It will never arrive; the code says why, without content."""

    code: str


Delivery = Delivered | Retry | Ambiguous | Rejected


@dataclass(frozen=True, slots=True)
class TakenBack:
    """That who gave a signal took it back, as a case backend hears it: nothing of what stands in the record."""

    reference: str
    """`S-XXXXXXXX`."""
    gemeente: str
    owner: str
    """Pseudonym of who gave the signal."""
    reason: str
    """Code of the reason."""
    at: datetime
    """UTC, whole seconds."""
    text: str
    """When and why in Dutch, for who reads it in a case system."""
    closes: bool
    """Whether no worry is open, so that its case may end with it (signal_schema.md §4 rule 6)."""


Stage = Literal["ontvangen", "opgepakt", "afgerond"]
"""How far people in another system are with a case."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the people of a case system made of a case."""

    stage: Stage


class Receipt(Enum):
    """What became of an activity: whether the channel may acknowledge it."""

    COMMITTED = "committed"
    DUPLICATE = "duplicate"
    FAILED = "failed"
    """A fault in the turn: marked, the run is as it was, the fixed sentence went out. Acknowledge."""
    GONE = "gone"
    """Storage is gone: the channel says the fixed sentence itself and does not acknowledge."""

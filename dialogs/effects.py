"""What a step decides: the effects that the running application carries out, and the outcome that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dialogs.cards.documents import AskCard
from dialogs.model import Answer, Profile, Reply, Session
from dialogs.signaal.signal import Signal
from dialogs.zorglandschap.corrections import WrongEntry


@dataclass(frozen=True, slots=True)
class SaveProfile:
    """Keep what the professional said of their own work."""

    profile: Profile


@dataclass(frozen=True, slots=True)
class LogSignal:
    """Store the confirmed record; `share` sends it to the case backend of the municipality."""

    signal: Signal
    share: bool
    look_again: date | datetime | None = None
    """When its owner looks at it again: whether a call was made (UTC moment), or anything changed (Amsterdam date)."""


@dataclass(frozen=True, slots=True)
class AskReminder:
    """Somebody wants to be reminded; of what and when stands in the message."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line for the audit trail: an action and an object, never content."""

    action: str
    object: str


@dataclass(frozen=True, slots=True)
class ShareOverview:
    """Let the own manager or aandachtsfunctionaris see colours, dates and open points; `lines` hold no answer."""

    run: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """Let who looks along see this one answer, in words."""

    line: str


@dataclass(frozen=True, slots=True)
class RedactMessage:
    """Take the message of this turn out of the channel: it held personal data."""


@dataclass(frozen=True, slots=True)
class FormFilled:
    """A form of the desk is complete: what it was opened with, and what each question says, by variable.

    What is asked for each of several codes stands as `variable/code`.
    """

    given: Mapping[str, Answer]
    said: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class AskStatus:
    """The professional asks what became of a signal."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A message that fits nothing: it is counted, and kept where the professional said that it may be."""

    question: str
    """Key of the open question; empty when nothing was open."""
    text: str = field(default="", repr=False)
    """What may be kept of it; empty: it only counts."""


@dataclass(frozen=True, slots=True)
class ForgetUnmatched:
    """Remove every message of this professional that was kept because it fitted nothing."""


Effect = (
    SaveProfile
    | LogSignal
    | Note
    | ShareOverview
    | ShowAnswer
    | RedactMessage
    | FormFilled
    | AskCard
    | AskStatus
    | AskReminder
    | Unmatched
    | ForgetUnmatched
    | WrongEntry
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one step."""

    session: Session
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...] = ()

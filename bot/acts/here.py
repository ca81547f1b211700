"""What an act works with, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Protocol

from bot.keys import Keyring, normalise_reference
from bot.model import Person, Scope
from bot.rights import is_in
from bot.sharing import Withdrawn
from bot.storage.records import AuditEntry
from bot.storage.transaction import Transaction
from dialogs.dates import written_day
from dialogs.labels import Labels
from dialogs.model import SKIPPED, UNKNOWN, Answer, Block, Reading, Reply
from dialogs.moments.read import MomentReader
from dialogs.offer import Offer
from dialogs.phrasebook import Phrasebook
from dialogs.questions.questionnaire import Questionnaire
from dialogs.signaal.tasks import TaskBook
from dialogs.starting import DESK_DIALOG
from dialogs.understanding.free_text import FreeText
from dialogs.workdays import AMSTERDAM
from dialogs.zorglandschap.hidden_contact import HiddenContact
from dialogs.zorglandschap.landscape import Landscape
from knowledge.zorglandschap import Zorglandschap

NOT_WRITTEN: Final = frozenset({"", UNKNOWN, SKIPPED})
"""What stands where a text was asked and nobody wrote one: it is never passed on as that text."""


class Words(Protocol):
    """The content that acts speak with."""

    @property
    def phrases(self) -> Phrasebook:
        """The sentences."""

    @property
    def labels(self) -> Labels:
        """The words for codes."""

    @property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """The dialogs by name: what a question is about stands there."""

    @property
    def moments(self) -> MomentReader:
        """The reading of words of time."""

    @property
    def tasks(self) -> TaskBook:
        """What goes with the outcome of a signal, and by when."""

    @property
    def hide_unknown(self) -> Callable[[str, Collection[str]], FreeText]:
        """The filter for free text."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something for somebody else, or for later. The purpose makes its id: the same purpose goes out once."""

    person: str
    reply: Reply
    purpose: str
    can_wait: bool = False
    """Nobody asked for it now: it waits for the end of the reader's quiet hours."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a kindcheck brings along."""

    given: Mapping[str, Answer]
    proposals: Mapping[str, Answer] = field(default_factory=dict)
    """What was told already, by question: it is read back and counts after a yes."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is said to who did it, what others hear, and what is open now."""

    replies: tuple[Reply, ...] = ()
    notices: tuple[Notice, ...] = ()
    offer: Offer | None = None
    form: Mapping[str, str | Answer] | None = None
    """A form to open, with what it should know."""
    dialog: str = DESK_DIALOG
    """The dialog of that form."""
    check: Check | None = None
    """A kindcheck to begin in a household that is known."""
    about: str = ""
    """The reference that is looked at from now on."""
    shares: tuple[tuple[str, str], ...] = ()
    """Signals that are delivered to the team from now on, each with its household."""
    withdrawals: tuple[Withdrawn, ...] = ()
    """Signals that were taken back, of which the case backend has to hear that."""
    gone: str = ""
    """The reference of what was erased or taken back: what was begun about it stops."""
    used: frozenset[str] = frozenset()
    """Kinds of hidden data of the message that belong to an organisation: nothing has to be said of them."""

    def without_used(self, reading: Reading) -> Reading:
        """The message as the conversation has to mind it."""
        return replace(reading, hidden=tuple(each for each in reading.hidden if each.kind not in self.used))


@dataclass(frozen=True, slots=True)
class Withheld:
    """What the reading took out of a message, in order. It lives as long as the turn."""

    contacts: tuple[HiddenContact, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    """They stand as `[naam]`. That of an organisation may be among them."""


@dataclass(frozen=True, slots=True)
class Here:
    """One act: the transaction, who does it, in which municipality, and when."""

    tx: Transaction
    person: Person
    scope: Scope
    """Of this person in this municipality."""
    landscape: Landscape
    base: Zorglandschap
    """The landscape as its file says, without what coordinators changed."""
    keys: Keyring
    words: Words
    now: datetime
    about: str = ""
    """The reference that was last looked at."""
    offers: int = 0
    busy: bool = False
    """A conversation is open: words that could be a command may be meant for that."""
    hidden: bool = False
    """Something of what was typed was taken out: a name, perhaps."""
    worry: bool = False
    """What was typed tells of a worry about somebody, whatever was asked with it."""
    typed: str = ""
    """What was typed, cleaned (Reading.text)."""
    documents: bool = False
    """The channel can give a file."""
    channel: str = ""
    """How the user knows the channel."""
    withheld: Withheld = Withheld()
    """What was typed and hidden. Nothing, but in one command of who may change the landscape."""
    calendar: str = ""
    """Where calendar feeds are read, as `https://…/agenda`; empty where this installation has no such place."""

    @property
    def today(self) -> date:
        """The date in Amsterdam."""
        return self.now.astimezone(AMSTERDAM).date()

    @property
    def place(self) -> Scope:
        """The municipality as the desk sees it: what was shared, whoever wrote it."""
        return Scope(self.scope.gemeente)

    def text(self, name: str, **values: str) -> str:
        """A sentence."""
        return self.words.phrases.text(name, **values)

    def counted(self, name: str, count: int, **values: str) -> str:
        """A sentence about a number, which is `aantal` in it."""
        return self.words.phrases.counted(name, count, **values)

    def reply(self, name: str, **values: str) -> Reply:
        """A sentence as a message."""
        return Reply((Block("tekst", self.text(name, **values)),), kind=self.words.phrases.get(name).kind)

    def say(self, name: str, **values: str) -> Done:
        """Say one sentence, and that is all."""
        return Done((self.reply(name, **values),))

    def day(self, day: date) -> str:
        """A date in words."""
        return written_day(self.words.phrases, day, self.today)

    def moment(self, moment: datetime) -> tuple[str, str]:
        """A date and a time in Amsterdam, in words."""
        local = moment.astimezone(AMSTERDAM)
        return self.day(local.date()), f"{local.hour}.{local:%M}"

    def audit(self, action: str, about: str, reason: str = "") -> None:
        """A line in the audit trail: ids and codes."""
        self.tx.audit(AuditEntry(self.now, self.scope.gemeente, self.person.id, action, about, reason))

    def who(self, person: str) -> str:
        """Somebody by role and organisation, never by name."""
        found = self.tx.person(person)
        if found is None:
            return self.landscape.name
        rol = found.profile.rol
        role = self.words.labels.label(rol) if rol else self.text("rol.onbekend")
        own = next((m.organisatie for m in found.memberships if m.gemeente == self.scope.gemeente), "")
        organisation = self.organisation(own or found.profile.organisatie)
        return f"{role}, {organisation}" if organisation else role

    def has_access(self, person: str) -> bool:
        """Whether somebody has access to this municipality now."""
        return bool(person) and is_in(self.tx.person(person), self.scope)

    def organisation(self, named: str) -> str:
        """The name of an organisation that is kept by id or by name; empty for an unknown or shielded one."""
        if named in ("", "onbekend", "afgeschermd"):
            return ""
        found = self.landscape.organisation(named.replace("_", " "))
        return found.name if found else named.replace("_", " ")


def day_said(said: str) -> date | None:
    """The day of an answer; None where somebody knows none or leaves it to us."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def reference_in(folded: str, prefixes: tuple[str, ...]) -> tuple[str, str]:
    """The first reference in a message, and the other words. A missing prefix is tried (conversations.md f)."""
    words = folded.split()
    for place, word in enumerate(words):
        tries = [word] if "-" in word else [f"{prefix}-{word}" for prefix in prefixes if len(word) == _LENGTH]
        for each in tries:
            found = normalise_reference(each)
            if found and found.partition("-")[0] in prefixes:
                return found, " ".join((*words[:place], *words[place + 1 :]))
    return "", folded


_LENGTH = 8

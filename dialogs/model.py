"""What goes into the conversation engine, what it says, and where a conversation stands. Effects: `effects.py`.

Values only: nothing here acts, reads or knows the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from dialogs.cards.documents import DocumentKind
from dialogs.confirm import Confirm
from dialogs.offer import Offer
from dialogs.zorglandschap.hidden_contact import HiddenContact
from dialogs.zorglandschap.landscape import Landscape

Answer = tuple[str, ...]
"""An answer as codes; one code for a single choice, the text itself for a number, a date or a confirmed free text."""

Value = str | int | bool | tuple[str, ...] | Mapping[str, str]
"""What a condition or a decision table can see under a name."""

UNKNOWN = "onbekend"
"""The answer "weet ik niet". It is never read as "nee" and always makes an action (kindcheck.md §1 rule 3)."""
NOT_ASKED = "niet_gevraagd"
"""The value of what was not asked. It never reassures (kindcheck.md §7)."""
SKIPPED = "overgeslagen"
"""The answer to an optional question that the user chose to leave out; reads as not asked."""

ReplyKind = Literal["normaal", "uitleg", "kaart", "acuut"]
"""Sets the length that a message may have (conversations.md §1 rule 12)."""

Mode = Literal["vragen", "voorstel", "acuut", "uitkomst", "kaarten", "wijzigen", "bevestigen", "verborgen", "vrijgeven",
               "overzicht", "meldcode"]  # fmt: skip
"""What the open prompt of a run is about: a question, a proposal, the call, the outcome, which answer to change, the
summary before logging, hidden words, the word that may stay, the vijf basisvragen, or the steps of the meldcode."""


# --- what the user sends -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Because:
    """Why something was read: the rule that fired and the words, as they stand in the cleaned text."""

    rule: str
    span: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a message seems to say about one question. It counts only after the user confirmed it."""

    item: str
    """Key of the question, `KC-K1` or `KC-O2/OP_LVB`."""
    answer: Answer
    because: tuple[Because, ...] = ()
    resembles: str = ""
    """The written example that it looks like, when it rests on likeness alone; empty when a rule read it."""


@dataclass(frozen=True, slots=True)
class HiddenSpan:
    """A stretch of personal data that was taken out. Holds its type and place, never its text."""

    kind: str
    """naam, adres, postcode, telefoon, email, bsn, geboortedatum, kenteken or url_account (understanding.md)."""
    start: int = 0
    end: int = 0
    """Where it stood in the message without what nobody sees (`normalise.clean`)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message states (understanding.md, "facts")."""

    children: int | None = None
    ages: tuple[int, ...] = ()
    """In years, each once; a child in its first year is 0."""
    pregnant: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One message, read once and cleaned. The raw text is gone: no number in here identifies somebody."""

    text: str
    """The cleaned text, at most 8,000 characters, personal data replaced by its type in brackets."""
    folded: str = ""
    """`text` in lower case, without accents, punctuation and double spaces: for comparing with commands and labels."""
    acute: tuple[str, ...] = ()
    """AC codes whose acute words stand in the message (kindcheck.md §3.2); `AC?` for a word that names no situation."""
    intent: str = "overig"
    """understanding.md, "intent"."""
    query: str = ""
    """With the intent `zoeken`: what is looked for."""
    proposals: tuple[Proposed, ...] = ()
    urgency: Literal["acuut", "zorg", "geen"] = "geen"
    categories: Mapping[str, str] = field(default_factory=dict)
    """understanding.md, "Categories": aanwezig, verleden or ontkend."""
    uncertain: tuple[str, ...] = ()
    """Categories that are hearsay or doubt, or rest on likeness alone."""
    danger: Mapping[str, str] = field(default_factory=dict)
    """understanding.md, "gevaar", with the same statuses."""
    who: str = ""
    """With suicidality: kind, ouder or onbekend."""
    facts: Facts = Facts()
    other_intent: str = ""
    """A second intent that is nearly as likely; empty when one is clear."""
    hidden: tuple[HiddenSpan, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    """Those that stand as `[naam]` in `text`, in order. They live as long as the turn, never stored or logged."""
    contacts: tuple[HiddenContact, ...] = field(default=(), repr=False)
    """Those that stand as `[telefoon]` and `[email]` in `text`, in order. The conversation never gets them."""
    not_kept: Literal["", "plek", "melder"] = ""
    """Nothing of the message may be kept: it names a secret place, or a reporter can be recognised."""
    truncated: bool = False
    """The message was longer than 8,000 characters; danger was looked for in all of it."""
    unreadable: bool = False
    """No letters or digits in it (binary junk, emoji only, empty)."""
    because: tuple[Because, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sayings that answer no question but get a sentence (understanding/uitspraken.yaml)."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that a user did."""

    reading: Reading
    kind: Literal["text", "joined", "media", "edit", "redaction"] = "text"
    token: str = ""
    """The prompt token of a button, card, poll or reaction; empty for typed text."""
    choices: Answer = ()
    """The option codes that came with the token; where several questions are asked, each as `question=code`."""
    message: str = ""
    """Key of the message; of an edit or a redaction: key of the message that was changed."""


# --- what the assistant says ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a message. User text enters as `quote`, so that no channel reads it as mark-up."""

    kind: Literal["titel", "tekst", "punten", "stappen", "quote"]
    text: str = ""
    lines: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """What a press beside a line says, with the token of the prompt; empty for a line without. Of a `tekst`: one."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `code` travels, `label` is what the user reads and may type."""

    code: str
    label: str
    group: str = ""
    """Heading in a long list (labels.md, column groep)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question inside a prompt."""

    key: str
    """`KC-A1`, or `KC-O2/OP_LVB` for one instance of a repeated question."""
    text: str
    options: tuple[Option, ...] = ()
    multiple: bool = False
    lettered: bool = False
    """Options carry letters, because a bare number is itself an answer here."""
    day: bool = False
    """The answer may be a day: a channel may offer a calendar, which gives `2026-11-24` as code."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked now. Good once: an answer with another token changes nothing."""

    token: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message by its meaning; a channel decides how it looks."""

    blocks: tuple[Block, ...]
    prompt: Prompt | None = None
    kind: ReplyKind = "normaal"
    item: str = ""
    """Key of what is asked, for transcripts and `--json`."""
    outcome: str = ""
    """The outcome code that this message tells, if it tells one."""
    signal: str = ""
    """The reference of the signal that this message confirms, if it does."""
    confirm: Confirm | None = None
    """With a message that must be read."""
    document: DocumentKind = ""  # the user asked for this message as a file too


# --- where a conversation stands -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """One passage through one dialog. Everything else (path, outcome, summary) is computed from it anew."""

    id: str
    dialog: str
    version: str
    started: datetime
    """UTC."""
    track: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By question key, oldest first."""
    proposals: Mapping[str, Answer] = field(default_factory=dict)
    """Read from messages, not yet confirmed."""
    withdrawn: Mapping[str, Answer] = field(default_factory=dict)
    """What an answer was that is being changed, until there is another."""
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Why a proposal was read, by question: `woorden` and the words in the message, or `lijkt` and an example."""
    given: Mapping[str, Answer] = field(default_factory=dict)
    """What another run or the profile already told, by variable name."""
    mode: Mode = "vragen"
    asked: tuple[str, ...] = ()
    """Keys of the open prompt."""
    prompts: int = 0
    """How many prompts this run made; the last one's token ends in it."""
    misses: int = 0
    """How often in a row the open prompt was not understood."""
    announced: str = ""
    """The outcome that the user was told."""
    acute: tuple[str, ...] = ()
    """Acute concepts that already opened the gate in this run."""
    pending: Answer = ()
    """A cleaned free text with hidden words that waits for the user's decision, then a fingerprint of each word."""
    held: str = ""
    """Key of the question of that text."""
    freed: Answer = ()
    """Fingerprints of words that the user said are no name: shown in free text from then on."""
    missed: Answer = ()
    """Fingerprints of words that the user said are a name: hidden in free text from then on."""
    deeper: bool = False
    """The user chose to go on after the outcome."""
    aside: bool = False
    """Lies on top only because danger was read; goes back below once that is answered."""


Stack = tuple[Run, ...]
"""Runs that stand on each other, the last on top; at most three."""


@dataclass(frozen=True, slots=True)
class Menu:
    """An open choice that belongs to no run: concepts to go on with, or a conversation to resume."""

    kind: Literal[
        "concepten", "hervatten", "start", "bedoeling", "zoeken", "kaartfout", "praktijk", "weggooien", "wissen"
    ]
    options: tuple[str, ...]
    prompts: int
    proposals: Mapping[str, Answer] = field(default_factory=dict)
    """With `bedoeling`: what the message said of questions of the kindcheck, for when it was a worry after all."""
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: str = ""
    """Id of the entry of the zorglandschap that was shown, of the run (`wissen`), of the answer (`bedoeling`)."""


@dataclass(frozen=True, slots=True)
class Session:
    """All that a conversation remembers."""

    stack: Stack = ()
    parked: tuple[Stack, ...] = ()
    """Concepts (`mijn concepten`), oldest first."""
    menu: Menu | None = None
    menus: int = 0
    """How many menus there were; a menu's token ends in it."""
    known: Mapping[str, Answer] = field(default_factory=dict)
    """What the last logged kindcheck found, for the vijf basisvragen about the same family; `dag` is its day."""
    last: datetime | None = None
    """When the user last said something, UTC."""
    said: tuple[str, ...] = ()
    """What the last turn said, by name (`*` for its other words), so that nothing comes the same way twice."""
    last_message: str = ""
    """Key of the message that gave the last answer, so that an edit or a redaction of it is recognised."""
    offer: Offer | None = None
    offers: int = 0
    """How many offers there were."""
    about: str = ""
    """The reference that was last looked at: a command of the desk without one is about this."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the professional: asked once, changed with `mijn gegevens`."""

    rol: str = ""
    sector: str = ""
    organisatie: str = ""
    gemeente: str = ""
    leren: bool = False
    """What is not understood may be kept for who keeps the word list, until it is withdrawn (`leer niet mee`)."""
    stil: str = ""
    """Amsterdam hours in which nothing is pushed, as `18.00-08.00`; empty: none."""
    privacy_verteld: bool = False  # the notice of conversations.md §4.3 comes once


@dataclass(frozen=True, slots=True)
class Context:
    """Everything outside the conversation that a step may look at. Frozen: the same input gives the same output."""

    now: datetime
    """UTC."""
    today: date
    """The date in Amsterdam."""
    profile: Profile
    landscape: Landscape
    municipalities: tuple[Option, ...]
    """The municipalities that this installation serves."""
    channel: str
    """How the user knows the channel: "Matrix", "Teams", "dit venster"."""
    person: str
    """Pseudonym of the professional."""
    new_id: Callable[[str], str]
    """A repeatable, unguessable id for a purpose: HMAC of the instance key, the activity and the purpose."""
    reference: Callable[[str], str]
    """The same as a spoken reference: `S` gives `S-XXXXXXXX`, `HH` gives `HH-XXXXXXXX`."""
    documents: bool = False
    """The channel gives files."""
    redacts: bool = False
    """The channel may be able to take a message of the user away."""
    commands: tuple[str, ...] = ()
    """What this person can type besides, by what they have access to: a line for each, for who asks for help."""

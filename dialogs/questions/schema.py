"""The shape of a dialog file: a questionnaire in the vocabulary of FHIR Questionnaire, typed and strict.

Everything in a file is a string (the loader reads no types), so numbers and booleans are parsed here.
What a file means together with the others is checked in `check.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dialogs.model import UNKNOWN
from dialogs.questions.conditions import Condition


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Sources = Annotated[tuple[str, ...], BeforeValidator(_one_or_more), Field(min_length=1)]
"""Where a question or rule comes from: `kindcheck.md §3`, `M P05`, `Z 000 §2.2`, `O` (own choice)."""

Texts = str | dict[str, str]
"""One sentence, or one per sector or track (`onderwijs`, `V`), with `anders` for all others."""

ItemType = Literal["choice", "multi", "text", "story", "number", "date", "ages", "organisation"]
"""`story` is told and dropped: what is read from it waits for a yes, and nothing of the text is kept."""


class Strict(BaseModel):
    """Frozen, and nothing may stand in a file that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class OptionData(Strict):
    """One answer. `words` are other ways to say it."""

    code: str
    label: str
    words: tuple[str, ...] = ()
    alone: bool = False
    """In a multiple choice: excludes all others ("niets hiervan")."""
    verteld: str = ""
    """What somebody may tell, and chooses this by it (praktijk.verteld.yaml)."""
    within: tuple[str, ...] = ()
    """Words by which a part of a sentence says it; `0` is any number (dialogs/replies/within_sentence.py)."""


class Who(Strict):
    """People of whom a sentence says that they do it ("oma past op"), and the code that each of these means."""

    other: tuple[str, ...]
    other_code: str
    parents: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    """More than one parent in one word."""
    former: tuple[str, ...] = ()
    """Parents with whom the one that this is about does not live any more."""
    helped: tuple[str, ...] = ()
    """Help that leaves it the parents who do it ("met begeleiding")."""
    together: str
    hard: tuple[str, ...] = ()
    well: tuple[str, ...] = ()
    alone: str
    """One parent alone, or one for whom it is hard."""
    nobody_words: tuple[str, ...] = ()
    themselves: tuple[str, ...] = ()
    """Sayings of children who look after themselves."""
    nobody: str


class Follows(Strict):
    """An answer that another question's answer already says: ages of minors say that there are children."""

    item: str
    """The other question."""
    codes: tuple[str, ...]
    """One of these in its answer is enough."""
    answer: str


class Wording(Strict):
    """A question in words for a case in which its own do not fit."""

    text: str
    again: str
    short: str


class Item(Strict):
    """One question. It exists once; tracks name it."""

    id: str
    type: ItemType
    text: Texts
    again: str = ""
    """The same question in other words, for who did not understand it the first time."""
    help: Texts = ""
    """A line under the question ("Je mag meer kiezen.")."""
    short: str
    """What the answer is about, in a summary: "zorg voor de kinderen nu"."""
    noted: str = ""
    """The same before the answer itself, where others read whose answer it is: "volgens wie dit vastlegt nu veilig"."""
    words: tuple[str, ...] = ()
    """Names by which a user may call this question in `wijzig …`."""
    variable: str = ""
    """Name under which conditions and tables see the answer; empty: for the record only."""
    options: tuple[OptionData, ...] = ()
    options_from: str = ""
    """A list of labels (`KS`), or `gemeenten`, `wijken`."""
    shown: tuple[str, ...] = ()
    """Of a long list: the codes that are shown; every label may be typed."""
    alone: tuple[str, ...] = ()
    """Codes of `options_from` that exclude all others."""
    also: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Other ways to say a code of `options_from`."""
    who: Who | None = None
    """How a sentence says who does it."""
    hidden: tuple[str, ...] = ()
    """Codes of `options_from` that are no answer here."""
    unknown: str = UNKNOWN
    """What "weet ik niet" means here (kindcheck.md §1 rule 3); empty: the question can only be left out."""
    unknown_label: str = ""
    """How the button says it, where it is not "weet ik niet"."""
    optional: bool = False
    """May be left out with `overslaan`; a required one becomes `unknown` then."""
    max_length: int = 600
    """Of a text, in characters."""
    public_names: bool = False
    """A text for many readers: a name of the landscape that stands in it as a whole is not hidden."""
    when: Condition | None = None
    known_from: str = ""
    """A value in the run's `given` that answers the question, so that it is not asked."""
    known_as: dict[str, str] = Field(default_factory=dict)
    """Translates that value; without an entry the question is asked."""
    follows: tuple[Follows, ...] = ()
    """Answer the question while nobody did, or who answered did not know."""
    for_each: str = ""
    """Name of a list variable: the question is asked once for each of its values."""
    together: str = ""
    """Neighbours on the track with the same name here are asked in one message."""
    settles: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Asked where two answers cannot both be so: what each choice makes of other variables; empty: asked again."""
    ahead: bool = False
    """Of a date: a day that is still to come."""
    gate: bool = False
    """Belongs to the acute gate: comes first, and is asked again when danger is read (kindcheck.md §3)."""
    why: str
    """Why it is asked, as an answer to "waarom vraag je dit?"."""
    source: Sources
    ongeboren: Wording | None = None
    """How the question is said where the only child is not born yet."""


class Track(Strict):
    """An order of questions. The short path first; `verdieping` opens when the variable of that name is true."""

    kort: tuple[str, ...]
    verdieping: tuple[str, ...] = ()


class StopRule(Strict):
    """When the questions stop (kindcheck.md §2.1)."""

    at_once: tuple[str, ...] = ()
    """Outcomes that interrupt."""
    quiet: tuple[str, ...] = ()
    """Outcomes that stop the questions once those of `first` are asked."""
    first: tuple[str, ...] = ()
    """Questions that can still make it acute."""
    further: int = 8
    """Turns after the short path before the outcome so far is told."""
    rescue: dict[str, str] = Field(default_factory=dict)
    """Questions with the answer that alone would make the outcome lighter than a quiet one: asked before it is told."""
    last: tuple[str, ...] = ()
    """The questions that can still change the outcome, most important first."""


class Dialog(Strict):
    """One questionnaire."""

    dialog: str
    version: str
    title: str
    parts: tuple[str, ...] = ()
    """Other files with questions of this dialog."""
    policy: str = ""
    """Name of the functions over its variables in `policy.POLICIES`."""
    outcomes: bool = False
    """Has an outcome table, `<dialog>.uitkomsten.yaml`."""
    finish: Literal[
        "uitkomst",
        "bevestigen",
        "profiel",
        "overzicht",
        "overlegkaart",
        "advies",
        "formulier",
        "meldcode",
        "afschaalkaart",
    ] = "uitkomst"
    given: tuple[str, ...] = ()
    """Values that another run may bring along; conditions see them."""
    given_lists: tuple[str, ...] = ()
    """The same, of several codes each."""
    start: tuple[str, ...] = ()
    """Questions before the track is known."""
    track_item: str = ""
    track_of: dict[str, str] = Field(default_factory=dict)
    tracks: dict[str, Track]
    stop: StopRule = StopRule()
    opens_gate: dict[str, str] = Field(default_factory=dict)
    """Questions with the answer after which it is asked at once whether there is danger; then the others go on."""
    before_log: tuple[str, ...] = ()
    """Questions that are asked before anything of it is logged, however early the others stop."""
    names_unasked: tuple[str, ...] = ()
    """Questions that a record names where they fit and were not asked (kindcheck.md §2), most important first."""
    renames: dict[str, str] = Field(default_factory=dict)
    """Questions that had another id in an earlier version."""
    items: tuple[Item, ...]


class Part(Strict):
    """More questions of a dialog, in a file of their own."""

    items: tuple[Item, ...]


class Phrase(Strict):
    """One sentence that belongs to no question. `{…}` is filled in."""

    text: str
    again: str = ""
    """The same in other words, for who hears it a second time in a row."""
    one: str = ""
    """The same where what is counted in it is one: "1 persoon", not "1 mensen"."""
    options: dict[str, str] = Field(default_factory=dict)
    """Choices that come with it: code and label."""
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Other ways to say an option."""
    within: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """The same for words that say it wherever they stand in a short message ("112 gebeld, geen gehoor")."""
    later: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """The same where the conversation went on and something else is asked: words that cannot mean another thing."""
    kind: Literal["normaal", "uitleg", "kaart", "acuut"] = "normaal"
    source: tuple[str, ...] = ()


class Agreeing(Strict):
    """What says yes to something that is shown: a message of these words alone, at least one of them out of `yes`."""

    yes: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    """More words that say yes to what is about to be done: "oké, doe maar"."""


class Phrases(Strict):
    """All fixed sentences, and what a user may type as a command."""

    phrases: dict[str, Phrase]
    commands: dict[str, tuple[str, ...]]
    around: tuple[str, ...] = ()
    """Words that change nothing about a command of `loose`, wherever they stand in it ("oké, stop maar")."""
    loose: tuple[str, ...] = ()
    """Names of the commands that count with such words too."""
    agreeing: Agreeing = Field(default_factory=Agreeing)
    own_words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Words of a yes, a no or a doubt in somebody's own way (`plain_words.OwnWords`)."""

"""Answers to questions of practice: what may be shared, what Veilig Thuis does, which step comes. Each is data.

One file a theme. An answer has the forms in which people ask for it, words for those whose work has other rules, and a
source; a legal one says on which day it was compared with the facts, and that it is no legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from pydantic import Field, field_validator, model_validator

from dialogs.loading.yaml_files import CONTENT, ContentError, Fault, load_model
from dialogs.questions.schema import Sources, Strict
from dialogs.signaal.signal_values import Sector
from dialogs.understanding.normalise import fold

LONGEST = 600
"""Characters of an explanation (conversations.md §1 rule 12)."""
FOLDER = "praktijk"
_WORDS = "praktijk.woorden.yaml"
PLACES = frozenset({"coordinator", "kanaal"})
"""What is filled in: how the coordinator is reached, and how the user knows the channel."""


class Variant(Strict):
    """The answer for some kinds of work; all that is named must fit."""

    sectoren: tuple[Sector, ...] = ()
    gebonden: tuple[str, ...] = ()
    """Whether the sector is bound by the meldcode (kindcheck.advies.yaml, `sectors`)."""
    artsen: bool = False
    """For who works by the KNMG-meldcode."""
    geweld: bool = False
    """Where the message or the open kindcheck tells of violence at home: what is safe to do then is another thing."""
    bekend: bool = False
    """Only for somebody whose work is known."""
    gevraagd: tuple[str, ...] = ()
    """Words of which a question about others names one; a star stands for any ending."""
    anderen: bool = False
    """For a question about others than who asks, whoever they are."""
    tekst: str


class LocalPart(Strict):
    """What is looked up in the zorglandschap."""

    zoek: str
    moet: str
    """A word that must stand in what is found: a thing that only resembles it is no answer."""
    anders: str
    """What is said where the zorglandschap holds nothing about it."""
    gaat_voor: bool = False
    """Where the zorglandschap holds it, its entry is the answer to a look-up, and not this one."""


class PracticeAnswer(Strict):
    """One answer."""

    id: str
    kort: str = Field(max_length=60)
    """The question, as it stands in a list."""
    vragen: tuple[str, ...]
    """Other forms of it."""
    verteld: str = ""
    """What somebody may tell instead of asking, and gets this answer to (praktijk.verteld.yaml)."""
    tekst: str
    varianten: tuple[Variant, ...] = ()
    juridisch: date | None = None
    """The day on which a legal text was compared with public_facts.md; None: it is not about law."""
    landschap: LocalPart | None = None
    """What the municipality decides, and follows the text."""
    reacties: tuple[str, ...] = ()
    """Sentences of reacties.yaml that say the same: not said again in a kindcheck in which this was answered."""
    source: Sources

    @field_validator("juridisch", mode="before")
    @classmethod
    def _as_date(cls, value: object) -> object:
        return date.fromisoformat(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _sound(self) -> PracticeAnswer:
        if any(len(text) > LONGEST for text in self.texts):
            raise ValueError(f"longer than {LONGEST} characters")
        for text in (*self.texts, self.landschap.anders if self.landschap else ""):
            if set(re.findall(r"\{(\w*)\}", text)) - PLACES:
                raise ValueError(f"only {sorted(PLACES)} are filled in")
        return self

    @property
    def texts(self) -> tuple[str, ...]:
        """The text and its variants."""
        return (self.tekst, *(each.tekst for each in self.varianten))

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms of the question."""
        return (self.kort, *self.vragen)


class Theme(Strict):
    """One file."""

    thema: str
    titel: str
    antwoorden: tuple[PracticeAnswer, ...] = Field(min_length=1)


class PracticeWords(Strict):
    """The file `praktijk.woorden.yaml`."""

    stopwoorden: str
    """Say nothing."""
    vragend: str
    """Words that ask: they say little."""
    vraagt: tuple[str, ...]
    """Words by which a short message asks for something, wherever they stand in it."""
    besluiten: Mapping[str, tuple[tuple[str, ...], ...]]
    """What somebody is going to do, and the answer to it: a message with something out of each row says so."""
    zinsdelen: Mapping[str, str]
    """Several words that are one, and that word."""
    gelijk: tuple[tuple[str, ...], ...]
    eigen: str
    """Words by which a question is about who asks."""
    voor_wie: str
    """Words behind which stands whom a question is about."""
    lidwoord: str
    """Words between the two."""
    niemand: str
    """Words that stand there too and name nobody in particular."""
    over_iemand: tuple[str, ...]
    """Words, or several together, by which a question that holds a word that worries is about somebody."""
    bepaald: str
    """Words by which one of `mensen` behind them is somebody in particular."""
    mensen: str


@dataclass(frozen=True, slots=True)
class PracticeBook:
    """The answers, ready to use."""

    themes: Mapping[str, Theme]
    words: PracticeWords

    @property
    def answers(self) -> Iterator[PracticeAnswer]:
        """All answers, theme by theme."""
        return (answer for theme in self.themes.values() for answer in theme.antwoorden)

    def asks(self, folded: str) -> bool:
        """Whether a word that asks stands in a folded message."""
        asking = (*self.words.vragend.split(), *self.words.vraagt)
        return any(f" {each} " in f" {folded} " for each in asking)

    def decided(self, folded: str) -> str:
        """The answer to what a folded message says will be done ("geen hulp, dus wij sluiten"); empty for none."""
        for name, rows in self.words.besluiten.items():
            if all(any(f" {form} " in f" {folded} " for form in row) for row in rows):
                return name
        return ""

    def for_told(self, told: Collection[str]) -> str:
        """The id of the answer to what somebody tells; empty for none."""
        return next((answer.id for answer in self.answers if answer.verteld in told), "")

    def get(self, name: str) -> PracticeAnswer:
        """The answer with this id. KeyError for none."""
        for answer in self.answers:
            if answer.id == name:
                return answer
        raise KeyError(name)


def about_others(words: PracticeWords, question: str) -> str:
    """The question, folded, when it asks something of others than who asks; empty for one about themselves."""
    folded = fold(question)
    return "" if set(words.eigen.split()) & set(folded.split()) else folded


def names_others(words: PracticeWords, folded: str) -> bool:
    """Tell whether a question says of whom it asks something: "geldt het voor een sportclub", "vallen koks eronder"."""
    skipped, before, nobody = (set(each.split()) for each in (words.lidwoord, words.voor_wie, words.niemand))
    telling = [word for word in folded.split() if word not in skipped]
    return any(one in before and other not in before | nobody for one, other in pairwise(telling))


def is_general(words: PracticeWords, folded: str) -> bool:
    """Tell whether a folded question is about children and parents in general, and points at nobody."""
    pointing, people = set(words.bepaald.split()), set(words.mensen.split())
    points = any(one in pointing and other in people for one, other in pairwise(folded.split()))
    return not points and not any(f" {each} " in f" {folded} " for each in words.over_iemand)


def words_for(
    answer: PracticeAnswer,
    *,
    sector: str,
    bound: str,
    doctor: bool,
    others: str = "",
    named: bool = False,
    violence: bool = False,
) -> str:
    """The text for this kind of work: the first variant that fits, else the common one. `sector` may be empty.

    `others` is the question when it is about others than who asks, and `named` whether it says about whom. `violence`:
    violence at home was told of.
    """
    for each in answer.varianten:
        fits = (
            (not each.sectoren or sector in each.sectoren)
            and (not each.gebonden or (bool(sector) and bound in each.gebonden))
            and (not each.artsen or doctor)
            and (not each.geweld or violence)
            and (not each.bekend or bool(sector))
            and (not each.gevraagd or _names_one(each.gevraagd, others))
            and (not each.anderen or named)
        )
        if fits:
            return each.tekst
    return answer.tekst


def _names_one(patterns: tuple[str, ...], folded: str) -> bool:
    said = folded.split()
    starts = tuple(each.removesuffix("*") for each in patterns if each.endswith("*"))
    return any(word in patterns or (starts and word.startswith(starts)) for word in said)


def load_practice(directory: Path = CONTENT) -> PracticeBook:
    """Load the answers. Raises ContentError with file and line, also for an id or a theme that stands twice."""
    themes: dict[str, Theme] = {}
    known: set[str] = set()
    for path in sorted((directory / FOLDER).glob("*.yaml")):
        theme = load_model(path, Theme)
        ids = [answer.id for answer in theme.antwoorden]
        if theme.thema in themes or len(ids) != len(set(ids)) or known & set(ids):
            raise ContentError([Fault(path.name, 1, "a theme or an answer stands twice")])
        known |= set(ids)
        themes[theme.thema] = theme
    if not themes:
        raise ContentError([Fault(FOLDER, 0, "no answers")])
    words = load_model(directory / _WORDS, PracticeWords)
    if unknown := words.besluiten.keys() - known:
        raise ContentError([Fault(_WORDS, 1, f"no answer {', '.join(sorted(unknown))}")])
    return PracticeBook(themes, words)

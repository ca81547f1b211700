"""What a municipality's landscape file holds.

Keys of structure and all ids are English or neutral; what a user reads stands in Dutch sentence fields (`wat`,
`voor_wie`, `hoe`, `let_op`, `zin`). Unknown is a value of its own, `onbekend`. Contacts belong to a function, never to
a private person.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.values import (
    UNKNOWN,
    Asker,
    Id,
    LandscapeStatus,
    OrganisationKind,
    OrganisationStatus,
    Pc4,
    Sentence,
    Situation,
    Unknown,
)


class Frozen(BaseModel):
    """Read once, never changed; a key that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Meta(Frozen):
    """Whose landscape this is, and how far it can be trusted."""

    id: Id
    name: str
    status: LandscapeStatus
    valid_as_of: str
    """Year, month or day, as precise as the source is: `2016-07`."""
    stand: Sentence
    """`valid_as_of` in words: "juli 2016"."""
    coordinator: Sentence
    """How to reach the coordinator, as a phrase that fits in a sentence."""
    warning: str = ""
    """For a snapshot the sentence that stands before every answer; for an example, that it is invented."""
    source: str

    @model_validator(mode="after")
    def _not_current_is_said(self) -> Self:
        if self.status != "current" and not self.warning:
            raise ValueError(f"status {self.status} needs a warning")
        return self


class District(Frozen):
    """An area that a user can choose."""

    id: Id
    name: str
    pc4: tuple[Pc4, ...] = ()
    aliases: tuple[str, ...] = ()


class Assurance(Frozen):
    """Who stood for an entry, and until when it may be trusted."""

    source: str
    assured_on: date | Unknown = UNKNOWN
    assured_by: str = UNKNOWN
    """A function, never a person."""
    review_by: date | Unknown = UNKNOWN


class Named(Assurance):
    """What every entry has that a look-up can answer with."""

    id: Id
    name: str
    aliases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Words in which people ask for it; searched, never shown."""


class Contact(Frozen):
    """How to reach one function of an organisation."""

    functie: Sentence
    phone: str = UNKNOWN
    email: str = UNKNOWN
    hours: str = UNKNOWN


class Ages(Frozen):
    """Ages served, in years; -1 is before birth."""

    lowest: int = Field(alias="from", ge=-1, le=120)
    highest: int = Field(alias="to", ge=0, le=120)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lowest > self.highest:
            raise ValueError("ages run from low to high")
        return self


class FormerName(Frozen):
    """A name that people still use for what became this organisation."""

    name: str
    until: date | Unknown = UNKNOWN


class Expectation(Frozen):
    """What others may expect (R134)."""

    of: Sentence
    zin: Sentence
    source: str = ""


class Organisation(Named):
    """An organisation, team, service or function."""

    kind: OrganisationKind
    status: OrganisationStatus = "active"
    called: tuple[str, ...] = ()
    """Common nouns by which people mean it ("de huisarts"): found like a name, but they identify nobody's employer."""
    former_names: tuple[FormerName, ...] = ()
    successor: Id | None = None
    ended_on: date | Unknown | None = None
    part_of: Id | None = None
    partners: tuple[Id, ...] = ()
    areas: tuple[Id, ...] | Unknown = UNKNOWN
    """Ids of districts; `all` stands for the whole municipality."""
    sectors: tuple[Asker, ...] = ()
    """Who works here, for the ranking of what somebody in that sector asks."""
    ages: Ages | Unknown = UNKNOWN
    roles: tuple[str, ...] = ()
    """What it does, in a few words each; searched, not shown."""
    wat: Sentence
    voor_wie: Sentence = UNKNOWN
    hoe: str = ""
    let_op: str = ""
    contact: tuple[Contact, ...] | Unknown = UNKNOWN
    expectations: tuple[Expectation, ...] = ()

    @model_validator(mode="after")
    def _abolished_names_its_successor(self) -> Self:
        abolished = self.status == "abolished"
        if abolished and (self.successor is None or self.ended_on is None):
            raise ValueError("an abolished organisation needs a successor and ended_on (a date or onbekend)")
        if not abolished and (self.successor is not None or self.ended_on is not None):
            raise ValueError("only an abolished organisation has a successor and ended_on")
        return self


class Step(Frozen):
    """One step of a route."""

    zin: Sentence
    to: tuple[Id, ...] = ()
    """The parties that this step leads to: organisations, procedures, indices or national contacts."""


class Route(Named):
    """Who goes where, in which order, in one situation."""

    who: tuple[Asker, ...] = Field(min_length=1)
    situations: tuple[Situation, ...] = Field(min_length=1)
    steps: tuple[Step, ...]
    regie: Id | Unknown = UNKNOWN
    """Id of who has the regie."""
    consent: str = ""
    """A sentence on consent."""
    acute: bool = False
    """Holds national numbers only (R129)."""
    derived: bool = False
    """Concluded from the source, not stated in it."""
    let_op: str = ""


class Procedure(Named):
    """A fixed way of doing that has a name of its own (Code Rood)."""

    between: tuple[Id, ...] = ()
    wat: Sentence
    let_op: str = ""


class Index(Named):
    """A verwijsindex (R120-R123)."""

    wat: Sentence
    gebruik: Sentence = UNKNOWN
    let_op: str = ""
    legal_status: Sentence
    legal_status_as_of: str
    """Month in which the legal note was true: `2024-02`."""


class Instrument(Frozen):
    """A risk instrument, and who uses it (R137)."""

    name: str
    used_by: tuple[Id, ...] | Unknown
    since: str = UNKNOWN
    let_op: str = ""
    source: str


class InterventionLevel(Frozen):
    """One rung of the local ladder of help, or a group of rungs that the source takes together."""

    levels: tuple[int, ...]
    wat: Sentence
    toegang: Sentence
    max_talks: int | None = None


class Principle(Frozen):
    """A named principle of local policy."""

    name: str
    zin: str = ""
    source: str


class InterventionLevels(Frozen):
    """The local ladder of help."""

    source: str
    levels: tuple[InterventionLevel, ...]
    principles: tuple[Principle, ...] = ()


class Term(Frozen):
    """The name of a law, old or new: no party, but people ask for it."""

    name: str
    zin: Sentence
    until: date | Unknown | None = None
    carried_out_by: Id
    source: str = ""


class Change(Frozen):
    """Something that changed in the structure."""

    date: str
    """A day, a period, or words ("gepland")."""
    zin: Sentence
    source: str


class Remark(Frozen):
    """One sentence with its source."""

    zin: Sentence
    source: str


class NationalContact(Named):
    """A national number (public_facts.md). These hold everywhere, also in a snapshot."""

    number: str
    wat: Sentence
    hours: str = ""
    acute: bool = False
    """May be named when danger is asked about and the local data cannot be used."""


class Beleid(Frozen):
    """What the municipality set differently from the standard."""

    terms: dict[str, int] = {}


class Municipality(Frozen):
    """One landscape file."""

    meta: Meta
    national_contacts: tuple[NationalContact, ...]
    places: tuple[District, ...]
    organisations: tuple[Organisation, ...]
    routes: tuple[Route, ...]
    procedures: tuple[Procedure, ...] = ()
    indices: tuple[Index, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    intervention_levels: InterventionLevels | Unknown = UNKNOWN
    glossary: tuple[Term, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    changes: tuple[Change, ...] = ()
    known_gaps: tuple[Remark, ...] = ()
    unknowns: tuple[str, ...] = ()
    beleid: Beleid = Beleid()

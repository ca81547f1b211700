"""What a municipality's landscape file holds.

Keys of structure and all ids are English or neutral; what a user reads stands in Dutch sentence fields (`wat`,
`voor_wie`, `hoe`, `let_op`, `zin`). Unknown is a value of its own, `onbekend`. Contacts belong to a function, never to
a private person.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from knowledge.base import Assurance, Frozen, Named, fault
from knowledge.organisation import (
    Admission,
    Ages,
    Contact,
    Expectation,
    FormerName,
    Opening,
    Organisation,
    Waiting,
)
from knowledge.values import (
    UNKNOWN,
    Asker,
    CbsCode,
    Id,
    LandscapeStatus,
    NationalNumber,
    Pc4,
    Pc6,
    Sentence,
    Situation,
    Text,
    Unknown,
)

__all__ = [
    "Admission",
    "Ages",
    "Assurance",
    "Beleid",
    "Change",
    "Contact",
    "District",
    "Expectation",
    "FormerName",
    "Frozen",
    "Index",
    "Instrument",
    "InterventionLevel",
    "InterventionLevels",
    "Meta",
    "Municipality",
    "Named",
    "NationalContact",
    "Opening",
    "Organisation",
    "Principle",
    "Procedure",
    "Remark",
    "Route",
    "Step",
    "Term",
    "Waiting",
]


class Meta(Frozen):
    """Whose landscape this is, and how far it can be trusted."""

    id: Id
    name: Sentence
    status: LandscapeStatus
    valid_as_of: Sentence
    """Year, month or day, as precise as the source is: `2016-07`."""
    stand: Sentence
    """`valid_as_of` in words: "juli 2016"."""
    coordinator: Sentence
    """How to reach the coordinator, as a phrase that fits in a sentence."""
    warning: Text = ""
    """For a snapshot the sentence that stands before every answer; for an example, that it is invented."""
    source: Sentence

    @model_validator(mode="after")
    def _not_current_is_said(self) -> Self:
        if self.status != "current" and not self.warning:
            raise fault("warning_missing")
        return self


class District(Frozen):
    """An area that a user can choose."""

    id: Id
    name: Sentence
    pc4: tuple[Pc4, ...] = ()
    pc6: tuple[Pc6, ...] = ()
    """Postcodes that are surely here, where a PC4 lies in more than one district."""
    codes: tuple[CbsCode, ...] = ()
    """The wijken and buurten of which it consists."""
    aliases: tuple[Sentence, ...] = ()


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
    consent: Text = ""
    """A sentence on consent."""
    acute: bool = False
    """Holds national numbers only (R129)."""
    derived: bool = False
    """Concluded from the source, not stated in it."""
    let_op: Text = ""


class Procedure(Named):
    """A fixed way of doing that has a name of its own (Code Rood)."""

    between: tuple[Id, ...] = ()
    wat: Sentence
    let_op: Text = ""


class Index(Named):
    """A verwijsindex (R120-R123)."""

    wat: Sentence
    gebruik: Sentence = UNKNOWN
    let_op: Text = ""
    legal_status: Sentence
    legal_status_as_of: Sentence
    """Month in which the legal note was true: `2024-02`."""


class Instrument(Frozen):
    """A risk instrument, and who uses it (R137)."""

    name: Sentence
    used_by: tuple[Id, ...] | Unknown
    since: Sentence = UNKNOWN
    let_op: Text = ""
    source: Sentence


class InterventionLevel(Frozen):
    """One rung of the local ladder of help, or a group of rungs that the source takes together."""

    levels: tuple[Annotated[int, Field(ge=1, le=99)], ...]
    wat: Sentence
    toegang: Sentence
    max_talks: Annotated[int, Field(ge=1, le=999)] | None = None


class Principle(Frozen):
    """A named principle of local policy."""

    name: Sentence
    zin: Text = ""
    source: Sentence


class InterventionLevels(Frozen):
    """The local ladder of help."""

    source: Sentence
    levels: tuple[InterventionLevel, ...]
    principles: tuple[Principle, ...] = ()


class Term(Frozen):
    """The name of a law, old or new: no party, but people ask for it."""

    name: Sentence
    zin: Sentence
    until: date | Unknown | None = None
    carried_out_by: Id
    source: Text = ""


class Change(Frozen):
    """Something that changed in the structure."""

    date: Sentence
    """A day, a period, or words ("gepland")."""
    zin: Sentence
    source: Sentence


class Remark(Frozen):
    """One sentence with its source."""

    zin: Sentence
    party: tuple[Id, ...] = ()
    """The organisations that it is about: it stands with what is said of them (R133)."""
    source: Sentence


class NationalContact(Named):
    """A national number (public_facts.md). These hold everywhere, also in a snapshot."""

    number: NationalNumber
    wat: Sentence
    hours: Text = ""
    acute: bool = False
    """May be named when danger is asked about and the local data cannot be used."""


class Beleid(Frozen):
    """What the municipality set differently from the standard."""

    terms: dict[Id, Annotated[int, Field(ge=0, le=2_000_000)]] = Field(default_factory=dict)
    """Numbers by name, in the unit of the name; as large as `inwoners` of the largest municipality, and then some."""


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
    unknowns: tuple[Sentence, ...] = ()
    beleid: Beleid = Beleid()

    @property
    def entries(self) -> tuple[Named, ...]:
        """All that has an id of its own and can be the answer to a look-up, or was."""
        return (*self.organisations, *self.routes, *self.procedures, *self.indices, *self.national_contacts)

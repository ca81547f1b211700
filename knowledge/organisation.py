"""What is known of an organisation, team, service or function. Contacts belong to a function, never to a person."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from knowledge.base import Frozen, Named, fault
from knowledge.values import (
    UNKNOWN,
    Area,
    Asker,
    Clock,
    Email,
    Id,
    Language,
    OrganisationKind,
    OrganisationStatus,
    Phone,
    Sentence,
    Text,
    Unknown,
    Weekday,
)


def _unknown_is_empty(value: object) -> object:
    """Let `onbekend` stand for a group of facts of which none is known."""
    return {} if value == UNKNOWN else value


class Opening(Frozen):
    """Hours that return each week; one that closes before it opens runs past midnight."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: Clock
    closes: Clock

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if len(set(self.days)) != len(self.days):
            raise fault("days_twice")
        if self.opens in (self.closes, "24:00"):
            raise fault("opening_empty")
        return self


class Contact(Frozen):
    """How to reach one function of an organisation."""

    functie: Sentence
    phone: Phone = UNKNOWN
    email: Email = UNKNOWN
    hours: Sentence = UNKNOWN
    """In words, shown as it stands."""
    opening: Annotated[tuple[Opening, ...], Field(min_length=1)] | Unknown = UNKNOWN
    """The same for machines; said when `hours` is not known."""


class Ages(Frozen):
    """Ages served, in years; -1 is before birth."""

    lowest: int = Field(alias="from", ge=-1, le=120)
    highest: int = Field(alias="to", ge=0, le=120)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lowest > self.highest:
            raise fault("ages_order")
        return self


class Admission(Frozen):
    """Who may apply, and what they need for it (R131)."""

    who: Annotated[tuple[Asker, ...], Field(min_length=1)] | Unknown = UNKNOWN
    """`bewoner` is residents themselves, `any` each professional."""
    through: tuple[Id, ...] | Unknown = UNKNOWN
    """The organisations through which one applies; empty: directly."""
    referral: bool | Unknown = UNKNOWN
    """Whether a referral is needed."""
    referral_by: Annotated[tuple[Asker, ...], Field(min_length=1)] | Unknown = UNKNOWN

    @model_validator(mode="after")
    def _referral_is_needed(self) -> Self:
        if self.referral is False and self.referral_by != UNKNOWN:
            raise fault("referral_by_nobody")
        return self


class Waiting(Frozen):
    """How long people wait, and when that was measured."""

    weeks: Annotated[int, Field(ge=0, le=520)] | Unknown = UNKNOWN
    measured_on: date | Unknown = UNKNOWN

    @model_validator(mode="after")
    def _a_day_of_something(self) -> Self:
        if self.weeks == UNKNOWN and self.measured_on != UNKNOWN:
            raise fault("measured_nothing")
        return self


class FormerName(Frozen):
    """A name that people still use for what became this organisation."""

    name: Sentence
    until: date | Unknown = UNKNOWN


class Expectation(Frozen):
    """What others may expect (R134)."""

    of: Sentence
    zin: Sentence
    party: tuple[Id, ...] = ()
    """The organisations that it is asked of."""
    who: tuple[Asker, ...] = ()
    """The sectors that it is asked of; `any` is each professional."""
    source: Text = ""


class Organisation(Named):
    """An organisation, team, service or function."""

    kind: OrganisationKind
    status: OrganisationStatus = "active"
    called: tuple[Sentence, ...] = ()
    """Common nouns by which people mean it ("de huisarts"): found like a name, but they identify nobody's employer."""
    former_names: tuple[FormerName, ...] = ()
    successor: Id | None = None
    ended_on: date | Unknown | None = None
    part_of: Id | None = None
    partners: tuple[Id, ...] = ()
    areas: tuple[Area, ...] | Unknown = UNKNOWN
    """Ids of districts, postcodes, wijk and buurt codes; `all` stands for the whole municipality."""
    sectors: tuple[Asker, ...] = ()
    """Who works here, for the ranking of what somebody in that sector asks."""
    ages: Ages | Unknown = UNKNOWN
    target_groups: Annotated[tuple[Sentence, ...], Field(min_length=1)] | Unknown = UNKNOWN
    """For whom, in a few words each."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | Unknown = UNKNOWN
    admission: Annotated[Admission, BeforeValidator(_unknown_is_empty)] = Admission()
    waiting: Annotated[Waiting, BeforeValidator(_unknown_is_empty)] = Waiting()
    roles: tuple[Sentence, ...] = ()
    """What it does, in a few words each; searched, not shown."""
    wat: Sentence
    voor_wie: Sentence = UNKNOWN
    hoe: Text = ""
    let_op: Text = ""
    contact: Annotated[tuple[Contact, ...], Field(min_length=1)] | Unknown = UNKNOWN
    expectations: tuple[Expectation, ...] = ()

    @model_validator(mode="after")
    def _abolished_names_its_successor(self) -> Self:
        abolished = self.status == "abolished"
        if abolished and (self.successor is None or self.ended_on is None):
            raise fault("abolished_without_successor")
        if not abolished and (self.successor is not None or self.ended_on is not None):
            raise fault("successor_while_active")
        if abolished and UNKNOWN not in (self.valid_until, self.ended_on) and self.valid_until != self.ended_on:
            raise fault("ended_twice")
        return self

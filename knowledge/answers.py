"""From an entry to the Dutch lines that a professional reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from knowledge.facts import facts
from knowledge.model import (
    Assurance,
    Contact,
    Index,
    Municipality,
    NationalContact,
    Organisation,
    Procedure,
    Route,
    Term,
)
from knowledge.values import UNKNOWN
from knowledge.wording import Wording

Entry = Organisation | Route | Procedure | Index | NationalContact

SNAPSHOT: Final = "historical_snapshot"


@dataclass(frozen=True, slots=True)
class Former:
    """A name that was asked for and is no longer in use."""

    name: str
    until: date | Literal["onbekend"]


@dataclass(frozen=True, slots=True)
class Found:
    """One answer to a look-up (`dialogs.landscape.Answer`)."""

    id: str
    name: str
    lines: tuple[str, ...]
    source: str
    score: float = 0.0
    """How well it fits the question; only comparable within one look-up."""


class Answers:
    """Puts entries of one municipality into words.

    A snapshot's answer starts with its warning; then comes the correction of an abolished name (R129, R130). National
    numbers carry no warning: they are no example data, and in danger the number is the first thing to read. What is
    not known is said to be unknown.
    """

    def __init__(self, town: Municipality, wording: Wording) -> None:
        self._meta = town.meta
        self._say = wording
        self._facts = facts()
        self._names = {each.id: each.name for each in town.organisations}
        self._gaps = {id_: gap.zin for gap in town.known_gaps for id_ in gap.party}
        self._entries: dict[str, Organisation | Procedure | Index | NationalContact] = {
            entry.id: entry
            for section in (town.organisations, town.procedures, town.indices, town.national_contacts)
            for entry in section
        }

    def warning(self) -> tuple[str, ...]:
        """Give what stands before every local answer: the warning of a snapshot, else nothing."""
        return (self._meta.warning,) if self._meta.status == SNAPSHOT else ()

    def of(
        self,
        entry: Entry,
        score: float = 0.0,
        *,
        former: Former | None = None,
        term: Term | None = None,
        today: date | None = None,
    ) -> Found:
        """Put an entry into words, reached by a former name or by the name of a law.

        With `today`, one that does not hold then, or should have been checked by then, says so before all else that is
        local.
        """
        national = isinstance(entry, NationalContact) or (isinstance(entry, Route) and entry.acute)
        first = [] if national else list(self.warning())
        if former is not None:
            first.append(self._gone(former, entry.name, today))
        if term is not None:
            first.append(term.zin)
        if today is not None:
            first += self.not_now(entry, today)
        if today is not None and isinstance(entry.review_by, date) and entry.review_by < today:
            first.append(self._say.overdue.format(review=self._say.day(entry.review_by)))
        match entry:
            case Organisation():
                body = self._organisation(entry, today)
            case Route():
                body = self._route(entry)
            case Procedure():
                body = iter((entry.wat, entry.let_op))
            case Index():
                body = self._index(entry)
            case NationalContact():
                body = iter((self._say.number.format(name=entry.name, number=entry.number), entry.wat, entry.hours))
        lines = tuple(line for line in (*first, *body, self._assured(entry)) if line)
        return Found(entry.id, entry.name, lines, self._say.source_national if national else self.source(), score)

    def not_now(self, entry: Entry, today: date) -> Iterator[str]:
        """Say of an entry that does not hold on a day from when it does, or until when it did."""
        if entry.valid_from != UNKNOWN and entry.valid_from > today:
            yield self._say.not_yet.format(date=self._say.day(entry.valid_from))
        if entry.valid_until != UNKNOWN and entry.valid_until < today:
            yield self._say.over.format(date=self._say.day(entry.valid_until))

    def team(self, entry: Organisation, districts: list[str]) -> str:
        """One line about a team: its name, where it works, by which number and when."""
        contact = entry.contact[0] if entry.contact != UNKNOWN else None
        told = self._parts(contact, email=False) if contact else self._say.phone_unknown
        if not districts:
            return self._say.team_anywhere.format(name=entry.name, contact=told)
        return self._say.team.format(name=entry.name, areas=self._say.listed(districts), contact=told)

    def steps(self, route: Route) -> tuple[str, ...]:
        """Give the steps of a route as sentences, with what has to be known beside them."""
        return (*(step.zin for step in route.steps), *filter(None, (route.consent, route.let_op)))

    def _organisation(self, entry: Organisation, today: date | None) -> Iterator[str]:
        waits = today is not None and entry.valid_from != UNKNOWN and entry.valid_from > today
        yield self._say.planned if entry.status == "planned" and not waits else ""
        yield entry.wat
        yield self._say.for_whom.format(value=entry.voor_wie) if entry.voor_wie != UNKNOWN else ""
        yield entry.hoe
        yield from self._facts.of(entry, self._names, self._say)
        nobody_told = entry.voor_wie == UNKNOWN and entry.admission.who == UNKNOWN
        unknown = [self._say.unknown_for_whom] if nobody_told else []
        if entry.contact == UNKNOWN:
            unknown.append(self._say.unknown_contact)
        else:
            for contact in entry.contact:
                yield self._contact(contact)
        yield entry.let_op
        yield self._say.missing.format(value=self._gaps[entry.id]) if entry.id in self._gaps else ""
        yield self._say.unknowns(unknown) if unknown else ""

    def _contact(self, contact: Contact) -> str:
        return self._say.contact.format(functie=contact.functie, parts=self._parts(contact))

    def _parts(self, contact: Contact, *, email: bool = True) -> str:
        parts = []
        if contact.phone != UNKNOWN:
            parts.append(self._say.phone.format(value=contact.phone))
        else:
            parts.append(self._say.phone_unknown)
        if email and contact.email != UNKNOWN:
            parts.append(self._say.email.format(value=contact.email))
        if hours := self._facts.hours(contact):
            parts.append(self._say.hours.format(value=hours))
        return ", ".join(parts)

    def _route(self, route: Route) -> Iterator[str]:
        for number, step in enumerate(route.steps, start=1):
            yield self._say.step.format(number=number, zin=step.zin)
        yield route.consent
        yield route.let_op
        if route.regie != UNKNOWN:
            yield self._say.regie.format(name=self._entries[route.regie].name)
        if not route.steps:
            yield self._say.unknowns([self._say.unknown_steps, self._say.unknown_regie])
        yield self._say.derived if route.derived else ""

    def _index(self, index: Index) -> Iterator[str]:
        yield index.wat
        yield self._say.use.format(value=index.gebruik) if index.gebruik != UNKNOWN else ""
        yield self._say.unknowns([self._say.unknown_use]) if index.gebruik == UNKNOWN else ""
        yield index.let_op
        yield self._say.legal.format(value=index.legal_status, month=self._say.month(index.legal_status_as_of))

    def _assured(self, entry: Assurance) -> str:
        if entry.assured_on == UNKNOWN:
            return ""
        day, review = self._say.day(entry.assured_on), self._say.day(entry.review_by)
        return self._say.assured.format(date=day, by=entry.assured_by, review=review)

    def _gone(self, former: Former, name: str, today: date | None) -> str:
        sentence = self._say.gone_date_unknown if former.until == UNKNOWN else self._say.gone
        if today is not None and former.until != UNKNOWN and former.until > today:
            sentence = self._say.gone_later
        return sentence.format(old=former.name, date=self._say.day(former.until), new=name)

    def source(self) -> str:
        """Where all of this municipality stands, and of which date."""
        sentence = self._say.source_example if self._meta.status == "example" else self._say.source
        return sentence.format(name=self._meta.name, stand=self._meta.stand)

"""The changes that can be made to a landscape, as data that can be kept and applied again. Nothing personal in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from knowledge.base import Frozen
from knowledge.organisation import Organisation
from knowledge.values import UNKNOWN, Email, Id, Phone, Sentence, Text, Unknown

ContactPart = Literal["phone", "email", "hours"]
TextField = Literal["wat", "voor_wie", "hoe", "let_op"]


class _Reached(Frozen):
    """Another way to reach a function. Who changes it stands for it from that day on (conversations.md §2.7)."""

    entry: Id
    functie: Sentence
    assured_on: date | None = None
    """None: a change that was kept before this was noted."""
    assured_by: Sentence = UNKNOWN
    """A function, never a person."""


class Phoned(_Reached):
    """Another telephone number of a function."""

    kind: Literal["telefoon"] = "telefoon"
    value: Phone


class Mailed(_Reached):
    """Another e-mail address of a function."""

    kind: Literal["email"] = "email"
    value: Email


class Open(_Reached):
    """Other hours of a function, in words."""

    kind: Literal["tijden"] = "tijden"
    value: Sentence


class Worded(Frozen):
    """Another sentence of an organisation."""

    kind: Literal["tekst"] = "tekst"
    entry: Id
    field: TextField
    value: Text


class Renamed(Frozen):
    """Another name; the old one leads to it from this day on."""

    kind: Literal["naam"] = "naam"
    entry: Id
    value: Sentence
    on: date


class Stepped(Frozen):
    """Another sentence for one step of a route."""

    kind: Literal["stap"] = "stap"
    entry: Id
    step: Annotated[int, Field(ge=1, le=99)]
    value: Sentence


class Waited(Frozen):
    """A waiting time and the day on which it was measured."""

    kind: Literal["wachttijd"] = "wachttijd"
    entry: Id
    weeks: Annotated[int, Field(ge=0, le=520)] | Unknown
    measured_on: date | Unknown


class Added(Frozen):
    """An organisation that was not there."""

    kind: Literal["nieuw"] = "nieuw"
    organisation: Organisation

    @property
    def entry(self) -> str:
        """The id of what is added."""
        return self.organisation.id


class Abolished(Frozen):
    """An organisation ends; who comes after it takes over its districts and its place in the routes."""

    kind: Literal["opheffing"] = "opheffing"
    entry: Id
    successor: Id
    ended_on: date
    """The first day without it. Until then nothing changes."""


class Assured(Frozen):
    """Somebody stood for an entry again."""

    kind: Literal["bevestiging"] = "bevestiging"
    entry: Id
    assured_on: date
    assured_by: Sentence
    """A function, never a person."""
    review_by: date


Change = Annotated[
    Phoned | Mailed | Open | Worded | Renamed | Stepped | Waited | Added | Abolished | Assured,
    Field(discriminator="kind"),
]
"""One change."""

_ADAPTER: Final[TypeAdapter[Change]] = TypeAdapter(Change)


def write_change(change: Change) -> str:
    """A change as JSON."""
    return _ADAPTER.dump_json(change, by_alias=True, exclude_defaults=False).decode()


def read_change(text: str) -> Change:
    """The change that was written so. Raises pydantic's ValidationError when it is none."""
    return _ADAPTER.validate_json(text)


def placed(held: Sequence[Change], change: Change, made_on: date) -> int:
    """Where a change comes among those that were made before it: what waits for a later day comes after it.

    So an organisation that is to end can be corrected until that day (conversations.md §2.7).
    """
    begins = begins_on(change)
    holds = made_on if begins is None else max(made_on, begins)
    place = len(held)
    while place and (waits := begins_on(held[place - 1])) is not None and waits > holds:
        place -= 1
    return place


def begins_on(change: Change) -> date | None:
    """The day from which a change holds; None: at once."""
    return change.ended_on if isinstance(change, Abolished) else None

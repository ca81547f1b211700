"""What in a landscape asks for attention although it is no fault: old, over, or not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.model import District, Municipality, Named
from knowledge.places import Spot, serves
from knowledge.values import UNKNOWN

Why = Literal["review_past", "over", "not_yet", "no_team", "no_contact"]

RECEIVING = "district_team"


@dataclass(frozen=True, slots=True)
class Attention:
    """One entry, and why to look at it."""

    why: Why
    id: str
    name: str
    day: date | None = None
    by: str = UNKNOWN
    """Who stood for it: a function."""


def attention(town: Municipality, today: date) -> Iterator[Attention]:
    """Everything to look at on a day, in the order of the file.

    `review_past`: the day before which somebody would look again is gone; nobody looks again at what is abolished.
    `over` and `not_yet`: it is still said to be in use outside its days. `no_team`: a district that no team surely
    serves. `no_contact`: an organisation in use of which nobody knows how to reach it.
    """
    abolished, planned = (_with(town, status) for status in ("abolished", "planned"))
    for entry in _entries(town):
        if entry.review_by != UNKNOWN and entry.review_by < today and entry.id not in abolished:
            yield Attention("review_past", entry.id, entry.name, entry.review_by, entry.assured_by)
        if entry.valid_until != UNKNOWN and entry.valid_until < today and entry.id not in abolished:
            yield Attention("over", entry.id, entry.name, entry.valid_until)
        if entry.valid_from != UNKNOWN and entry.valid_from > today and entry.id not in planned:
            yield Attention("not_yet", entry.id, entry.name, entry.valid_from)
    for place in districts_without_team(town):
        yield Attention("no_team", place.id, place.name)
    for each in town.organisations:
        if each.status == "active" and (
            each.contact == UNKNOWN or all(one.phone == one.email == UNKNOWN for one in each.contact)
        ):
            yield Attention("no_contact", each.id, each.name)


def districts_without_team(town: Municipality) -> tuple[District, ...]:
    """Districts that no team surely serves: nobody reads the signals about children there."""
    teams = [each for each in town.organisations if each.kind == RECEIVING and each.status == "active"]
    return tuple(
        place
        for place in town.places
        if not any(each.areas != UNKNOWN and serves(each.areas, Spot((place,))) for each in teams)
    )


def _entries(town: Municipality) -> tuple[Named, ...]:
    return (*town.national_contacts, *town.organisations, *town.routes, *town.procedures, *town.indices)


def _with(town: Municipality, status: str) -> frozenset[str]:
    return frozenset(each.id for each in town.organisations if each.status == status)

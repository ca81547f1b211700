"""Whose case it is: who may see one, and who works on it. Asked before anything is shown or done."""

from __future__ import annotations

from bot.acts.areas import read_areas
from bot.acts.here import Here
from bot.model import Role, Scope
from bot.storage.desk import DeskCase
from bot.storage.tables import CLOSED, NEW, TAKEN


def visible(here: Here, reference: str, *, taken_too: bool = False) -> DeskCase | None:
    """A case that somebody may see: new and of the own districts, or the own one, or of whom one stands in for.

    `taken_too`: also one of the own districts that a colleague has, to say who; that opens nothing.
    """
    case = here.tx.desk_case(here.place, reference)
    if case is None or case.state == CLOSED:
        return case if case is not None and case.handler == here.person.id else None
    if here.person.id in (case.handler, case.next_handler) or stands_in(here, case.handler):
        return case
    if case.state == NEW:
        return case if any(each.reference == case.reference for each in new_cases(here)) else None
    return case if taken_too and _of_own_area(here, case) else None


def mine(here: Here, reference: str) -> DeskCase | None:
    """A case that somebody works on now."""
    case = here.tx.desk_case(here.place, reference)
    return case if case is not None and case.state == TAKEN and case.handler == here.person.id else None


def new_cases(here: Here) -> list[DeskCase]:
    """Those that nobody took, of the own districts, unless the own organisation gave them back."""
    own = [m for m in here.person.memberships if m.gemeente == here.scope.gemeente and m.role is Role.WIJKTEAM]
    if not own:
        return []
    cases = here.tx.desk_new(Scope(here.scope.gemeente), read_areas(here.landscape, own, here.today))
    return [case for case in cases if organisation_of(here) not in case.returned_by]


def _of_own_area(here: Here, case: DeskCase) -> bool:
    own = [m for m in here.person.memberships if m.gemeente == here.scope.gemeente and m.role is Role.WIJKTEAM]
    areas = read_areas(here.landscape, own, here.today) if own else ()
    return areas is None or case.area in {"", *(here.tx.area(here.place, each) for each in areas)}


def stands_in(here: Here, handler: str) -> bool:
    """Whether this person is the waarnemer of who has a case."""
    rows = here.tx.access_of(handler) if handler else []
    return any(row.gemeente == here.scope.gemeente and row.deputy == here.person.id for row in rows)


def organisation_of(here: Here) -> str:
    """For whom somebody works here."""
    return next((m.organisatie for m in here.person.memberships if m.gemeente == here.scope.gemeente), "")

"""Whose case it is: who may see one, and who works on it. Asked before anything is shown or done."""

from __future__ import annotations

from typing import Final

from bot.acts.areas import read_areas
from bot.acts.here import Here
from bot.model import Role, Scope
from bot.storage.desk import DeskCase
from bot.storage.tables import CLOSED, NEW, TAKEN
from dialogs.understanding.normalise import fold

ANYBODY: Final = "anders"
"""Instead of a team: whoever of the other teams says yes."""


def visible(here: Here, reference: str, *, taken_too: bool = False) -> DeskCase | None:
    """A case that somebody may see: new and of the own districts, or the own one, or of whom one stands in for.

    `taken_too`: also one of the own districts that a colleague has, to say who; that opens nothing.
    """
    case = here.tx.desk_case(here.place, reference)
    if case is None or case.state == CLOSED:
        return case if case is not None and case.handler == here.person.id else None
    if case.handler == here.person.id or is_asked(here, case) or stands_in(here, case.handler):
        return case
    if case.state == NEW:
        return case if any(each.reference == case.reference for each in new_cases(here)) else None
    return case if taken_too and _of_own_area(here, case) else None


def is_asked(here: Here, case: DeskCase) -> bool:
    """Whether a case is handed on to this person, or to the team that this person works for."""
    if not case.next_handler or case.handler == here.person.id:
        return False
    return case.next_handler == here.person.id or case.next_handler in _team_keys(here, case)


def asked_of_team(here: Here) -> list[DeskCase]:
    """Cases that another team asks the own one to take over, whoever of it says yes."""
    found = []
    for team in (organisation_of(here), ANYBODY):
        found += here.tx.desk_mine(Scope(here.scope.gemeente, person=team_key(here, team)))
    return [case for case in found if is_asked(here, case)]


def team_key(here: Here, organisatie: str) -> str:
    """How a case finds the team that it is handed on to, without telling which team that is."""
    return here.keys.derive("team", here.scope.gemeente, team_of(here, organisatie))


def team_of(here: Here, organisatie: str) -> str:
    """One spelling for a team, which is known by its id or by a name that it has or had."""
    found = here.landscape.organisation(organisatie.replace("_", " ")) if organisatie else None
    return fold(found.id if found is not None else organisatie)


def team_readers(here: Here, to: str) -> list[str]:
    """Who of another team may take over a case of this person's team; with ANYBODY: of all other teams."""
    own = team_of(here, organisation_of(here))
    found = []
    for member in here.tx.members(here.place, Role.WIJKTEAM):
        team = team_of(here, member.membership.organisatie)
        if team != own and (to == ANYBODY or team == team_of(here, to)):
            found.append(member.person)
    return list(dict.fromkeys(found))


def _team_keys(here: Here, case: DeskCase) -> frozenset[str]:
    if not any(m.gemeente == here.scope.gemeente and m.role is Role.WIJKTEAM for m in here.person.memberships):
        return frozenset()
    own = organisation_of(here)
    handler = here.tx.person(case.handler)
    theirs = {team_of(here, m.organisatie) for m in handler.memberships} if handler is not None else set()
    teams = (own,) if team_of(here, own) in theirs else (own, ANYBODY)
    return frozenset(team_key(here, each) for each in teams)


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

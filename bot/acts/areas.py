"""Whose signals somebody reads: those of children who live in the districts of the own team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.model import Membership
from dialogs.understanding.normalise import fold
from dialogs.zorglandschap.landscape import Landscape


def read_areas(
    landscape: Landscape, memberships: Iterable[Membership], today: date | None = None
) -> tuple[str, ...] | None:
    """The districts, all memberships together; None: the whole municipality. `today` decides whose a district is.

    Named districts count first, then those of the team that the organisation is. An organisation that is no team of
    this landscape reads the whole municipality: a small one has one team, and no signal may lie where nobody looks.
    """
    found: dict[str, None] = {}
    for each in memberships:
        own = each.gebieden or _of_team(landscape, each.organisatie, today)
        if not own:
            return None
        found.update(dict.fromkeys(own))
    return tuple(found)


def _of_team(landscape: Landscape, organisatie: str, today: date | None) -> tuple[str, ...]:
    wanted = fold(organisatie.replace("_", " "))
    if not wanted:
        return ()
    now = landscape.organisation(wanted)  # a team that is called otherwise by now, or that another one came after
    places = []
    for place in landscape.places:
        team = landscape.team_for(place.id, today=today)
        if team is None:
            continue
        if (now is not None and team.id == now.id) or wanted in (fold(team.name), fold(team.id.replace("_", " "))):
            places.append(place.id)
    return tuple(places)

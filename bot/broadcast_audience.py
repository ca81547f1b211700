"""Who a broadcast is for, and who goes first. Pure: people and what was chosen go in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.storage.broadcasts import Known
from dialogs.understanding.normalise import fold
from dialogs.zorglandschap.landscape import Landscape

SECTORS: Final = "sector"
ROLES: Final = "rol"
ORGANISATION: Final = "organisatie"
AREA: Final = "gebied"
SIGNALLED: Final = "gaf_signaal"
_FIRST: Final = frozenset({"onderwijs", "kinderopvang", "jgz", "huisartsenzorg"})
"""R135: these hear it first."""


def is_meant(known: Known, audience: Mapping[str, tuple[str, ...]], landscape: Landscape) -> bool:
    """Whether somebody belongs to an audience: to each of its parts, in one of what that part names."""
    return all(_PARTS[name](known, codes, landscape) for name, codes in audience.items())


def rank(known: Known) -> int:
    """0 for who hears it first, 1 for the others."""
    return 0 if known.profile.sector in _FIRST else 1


def _of_organisation(known: Known, codes: tuple[str, ...], landscape: Landscape) -> bool:
    wanted = {_called(landscape, code) for code in codes}
    names = (known.profile.organisatie, *(each.organisatie for each in known.memberships))
    return any(_called(landscape, name) in wanted for name in names if name)


def _called(landscape: Landscape, name: str) -> str:
    found = landscape.organisation(name.replace("_", " "))
    return found.id if found else fold(name.replace("_", " "))


def _of_area(known: Known, codes: tuple[str, ...], landscape: Landscape) -> bool:
    teams = {_called(landscape, team.name) for code in codes if (team := landscape.team_for(code)) is not None}
    for each in known.memberships:
        if set(each.gebieden) & set(codes) or (each.organisatie and _called(landscape, each.organisatie) in teams):
            return True
    return False


_PARTS: Final[Mapping[str, Callable[[Known, tuple[str, ...], Landscape], bool]]] = {
    SECTORS: lambda known, codes, _: known.profile.sector in codes,
    ROLES: lambda known, codes, _: known.profile.rol in codes,
    ORGANISATION: _of_organisation,
    AREA: _of_area,
    SIGNALLED: lambda known, _, __: known.signalled,
}

"""Who may do what: one table for every effect and every read. What stands in no row nobody may.

Least privilege: a role has what its work needs and no more. A coordinator sees counts, no case (signal_schema.md §0).
Where a row is about one case, `bot/acts` also looks at whose case it is; this table is asked first, always.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from bot.model import Person, Role, Scope

Act = Literal[
    "signaal.vastleggen",
    "signaal.eigen",
    "signaal.antwoorden",
    "balie.lijst",
    "balie.oppakken",
    "balie.terug",
    "balie.eigen",
    "balie.openen",
    "balie.werken",
    "balie.overnemen",
    "huishouden.koppelen",
    "gezin.lezen",
    "gezin.vertellen",
    "lessen",
    "toegang.uitnodigen",
    "toegang.intrekken",
    "toegang.lijst",
    "toegang.waarnemer",
    "toegang.waarnemer_voor",
    "aantallen",
    "uitbox",
    "herinnering",
    "bericht.maken",
    "bericht.lezen",
    "landschap.wijzigen",
]
"""One thing that somebody can do or see."""

_WORKS: Final = frozenset({Role.WIJKTEAM, Role.REGISSEUR})
_PROFESSIONAL: Final = frozenset({Role.SIGNALLER, *_WORKS})
RUNS: Final = frozenset({Role.COORDINATOR, Role.BEHEERDER})
"""Who runs the assistant and, with no other role, works on no case."""
_ALL: Final = frozenset(Role)

ALLOWED: Final[Mapping[Act, frozenset[Role]]] = MappingProxyType(
    {
        # Whoever meets a child may write down a worry, whatever their role is here.
        "signaal.vastleggen": _ALL,
        "signaal.eigen": _ALL,
        "signaal.antwoorden": _ALL,
        "balie.lijst": frozenset({Role.WIJKTEAM}),
        "balie.oppakken": frozenset({Role.WIJKTEAM}),
        "balie.terug": frozenset({Role.WIJKTEAM}),
        "balie.eigen": _WORKS,
        "balie.openen": _WORKS,
        "balie.werken": _WORKS,
        "balie.overnemen": _WORKS,
        "huishouden.koppelen": _PROFESSIONAL,
        # Of the own signals and cases; `bot/acts/family.py` looks at whose.
        "gezin.lezen": _ALL,
        "gezin.vertellen": _ALL,
        "lessen": frozenset({Role.COORDINATOR}),
        "toegang.uitnodigen": RUNS,
        "toegang.intrekken": RUNS,
        "toegang.lijst": RUNS,
        "toegang.waarnemer": _PROFESSIONAL,
        "toegang.waarnemer_voor": RUNS,
        "aantallen": frozenset({Role.COORDINATOR}),
        "uitbox": frozenset({Role.BEHEERDER}),
        "landschap.wijzigen": frozenset({Role.COORDINATOR}),
        # The own tasks, of whoever has any.
        "herinnering": _ALL,
        # A message to everybody is a coordinator's; reading one, and not wanting more of them, is everybody's.
        "bericht.maken": frozenset({Role.COORDINATOR}),
        "bericht.lezen": _ALL,
    }
)

MAY_GIVE: Final[Mapping[Role, frozenset[Role]]] = MappingProxyType(
    {
        Role.COORDINATOR: _PROFESSIONAL,
        Role.BEHEERDER: frozenset({*_PROFESSIONAL, *RUNS}),
    }
)
"""Which roles somebody may give to another, and take away."""


def roles_of(person: Person, scope: Scope) -> frozenset[Role]:
    """The roles of somebody in the municipality of a scope."""
    return frozenset(each.role for each in person.memberships if each.gemeente == scope.gemeente)


def may(person: Person, act: Act, scope: Scope) -> bool:
    """Whether somebody may do or see something in the municipality of a scope."""
    return bool(ALLOWED[act] & roles_of(person, scope))


def may_give(person: Person, role: Role, scope: Scope) -> bool:
    """Whether somebody may give a role here, or take it away."""
    return any(role in MAY_GIVE.get(own, ()) for own in roles_of(person, scope))


def only_runs(person: Person, scope: Scope) -> bool:
    """Whether somebody runs the assistant here and works on no case: who sees counts, never a case."""
    roles = roles_of(person, scope)
    return bool(roles) and roles <= RUNS


def is_in(person: Person | None, scope: Scope) -> bool:
    """Whether somebody has access here now: who has none gets no message either."""
    return person is not None and bool(roles_of(person, scope))

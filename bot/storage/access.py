"""The part of a transaction about access: who has it, by which code, who stands in, and that it was revoked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model import Membership, Role, Scope
from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class AccessRow:
    """What a municipality knows of somebody's access. No name: a coordinator knows who got which reference."""

    gemeente: str
    person: str
    reference: str
    """`T-XXXXXXXX`."""
    role: Role | None
    """None: the access file says it."""
    organisatie: str
    gebieden: tuple[str, ...]
    rol: str
    sector: str
    deputy: str
    """Pseudonym of the waarnemer; empty: nobody."""
    manager: str
    """Pseudonym of the own manager or aandachtsfunctionaris; empty: nobody."""
    since: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """What a one-time code gives."""

    role: Role
    organisatie: str
    gebieden: tuple[str, ...]
    rol: str
    sector: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in a municipality, as the last turn of that person left it."""

    person: str
    membership: Membership


class AccessRows(Rows):
    """Access to a municipality."""

    __slots__ = ()

    def access_of(self, person: str) -> list[AccessRow]:
        """Read what is known of one person, in every municipality: there is no scope before this."""
        return [_row(row) for row in self._connection.execute(self._sql.access_of, {"person": person})]

    def access_called(self, scope: Scope, reference: str) -> AccessRow | None:
        """Find somebody by reference."""
        params = {"scope_gemeente": scope.gemeente, "reference": reference}
        row = self._connection.execute(self._sql.access_called, params).first()
        return None if row is None else _row(row)

    def access_here(self, scope: Scope) -> list[AccessRow]:
        """List everybody who ever had access here, oldest first."""
        params = {"scope_gemeente": scope.gemeente}
        return [_row(row) for row in self._connection.execute(self._sql.access_here, params)]

    def note_access(self, row: AccessRow) -> None:
        """Write that somebody came in; what is there already stays."""
        self._connection.execute(self._sql.note_access, _params(row))

    def give_access(self, row: AccessRow) -> None:
        """Give access by code; it replaces what a code gave before, and what was revoked counts again."""
        self._connection.execute(self._sql.give_access, _params(row))

    def invite(self, scope: Scope, code_hash: str, invited: Invited, until: datetime) -> None:
        """Keep a code that is good once."""
        params = {
            "gemeente": scope.gemeente,
            "code_hash": code_hash,
            "role": invited.role.value,
            "organisatie": invited.organisatie,
            "areas": json.dumps(invited.gebieden),
            "rol": invited.rol,
            "sector": invited.sector,
            "made_by": invited.made_by,
            "until": until,
        }
        self._connection.execute(self._sql.invite, params)

    def use_invitation(self, scope: Scope, code_hash: str, person: str, now: datetime) -> Invited | None:
        """Use a code. None when it is unknown, used, expired or one's own: these read the same."""
        params = {"scope_gemeente": scope.gemeente, "hash": code_hash, "by": person, "now": now}
        row = self._connection.execute(self._sql.use_invitation, params).first()
        if row is None:
            return None
        return Invited(Role(row.role), row.organisatie, _areas(row.areas), row.rol, row.sector, row.made_by)

    def revoke(self, scope: Scope, person: str, now: datetime) -> bool:
        """Take access away, from now on. False when it was not there."""
        params = {"scope_gemeente": scope.gemeente, "whom": person}
        done = self._connection.execute(self._sql.revoke, params | {"at": now}).first() is not None
        self._connection.execute(self._sql.drop_membership, params)
        return done

    def set_deputy(self, scope: Scope, person: str, deputy: str) -> None:
        """Note who stands in for somebody."""
        self._connection.execute(self._sql.set_deputy, {"scope_gemeente": scope.gemeente, "whom": person, "by": deputy})

    def stood_in_for(self, scope: Scope) -> list[str]:
        """For whom the person of the scope is the waarnemer."""
        params = {"scope_gemeente": scope.gemeente, "by": scope.person}
        return [row.person for row in self._connection.execute(self._sql.stood_in_for, params)]

    def set_manager(self, scope: Scope, person: str, manager: str) -> None:
        """Note who hears that a task of somebody is open."""
        self._connection.execute(
            self._sql.set_manager, {"scope_gemeente": scope.gemeente, "whom": person, "by": manager}
        )

    def members(self, scope: Scope, role: Role) -> list[Member]:
        """Everybody with a role here."""
        params = {"scope_gemeente": scope.gemeente, "with_role": role.value}
        return [
            Member(row.person, Membership(scope.gemeente, Role(row.role), row.organisatie, _areas(row.areas)))
            for row in self._connection.execute(self._sql.members, params)
        ]


def _row(row: Any) -> AccessRow:
    return AccessRow(
        gemeente=row.gemeente,
        person=row.person,
        reference=row.reference,
        role=Role(row.role) if row.role else None,
        organisatie=row.organisatie,
        gebieden=_areas(row.areas),
        rol=row.rol,
        sector=row.sector,
        deputy=row.deputy,
        manager=row.manager,
        since=row.since,
        revoked_at=row.revoked_at,
    )


def _params(row: AccessRow) -> dict[str, Any]:
    return {
        "gemeente": row.gemeente,
        "person": row.person,
        "reference": row.reference,
        "role": row.role.value if row.role else "",
        "organisatie": row.organisatie,
        "areas": json.dumps(row.gebieden),
        "rol": row.rol,
        "sector": row.sector,
        "since": row.since,
    }


def _areas(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()

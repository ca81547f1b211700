"""Who may come in: by a list in a file, read once, or by a one-time code. Revoked is revoked, whatever let them in.

Checked in one place, before anything but danger is answered. What somebody may do then, `bot/rights.py` says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from bot.model import Activity, Membership, Person, Role
from bot.storage.access import AccessRow
from dialogs.model import Profile
from dialogs.signaal.signal_values import VALUE_LISTS

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "functie": tuple(role.value for role in Role),
    "rol": VALUE_LISTS["ROL"],
    "sector": VALUE_LISTS["SECTOR"],
}
"""What can stand in the fields of a line that have a list."""


class AccessRule(BaseModel):
    """One line of the access file: a person, or all of a homeserver or tenant, in one municipality."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kanaal: str
    gebruiker: str = ""
    """The channel's own id; empty: everybody of `server`."""
    server: str = ""
    """Homeserver or tenant; empty: any, then `gebruiker` must be there."""
    tenant: str = ""
    """Entra tenant of Teams, as `server` is a homeserver of Matrix; there `gebruiker` is the object id of a person."""
    gemeente: str
    functie: Role = Role.SIGNALLER
    rol: str = ""
    """ROL code: what the person does; empty: the assistant asks."""
    sector: str = ""
    """SECTOR code; empty counts as `overig`."""
    organisatie: str = ""
    gebieden: tuple[str, ...] = ()
    """Ids of districts whose signals are read; empty: those of the team called `organisatie`, or else all."""

    met_code: bool = False
    """These may bring the assistant into a room and type a code; without one they are strangers."""

    @field_validator("tenant")
    @classmethod
    def _in_small_letters(cls, value: str) -> str:
        """Ids of Entra are compared without capitals; an object id of Teams is one too."""
        return value.strip().lower()

    @field_validator("gebruiker")
    @classmethod
    def _object_id(cls, value: str, given: ValidationInfo) -> str:
        return value.strip().lower() if given.data.get("kanaal") == "teams" else value

    @field_validator("rol", "sector")
    @classmethod
    def _in_the_list(cls, value: str, given: ValidationInfo) -> str:
        """A signal can hold no other: it would be refused at its last step, when all is told."""
        if value and value not in CHOICES[str(given.field_name)]:
            raise ValueError("not in the list")
        return value

    def fits(self, activity: Activity) -> bool:
        """Whether this line lets the sender in."""
        if self.kanaal != activity.channel or not (self.gebruiker or self.realm):
            return False
        return self.gebruiker in ("", activity.sender) and self.realm in ("", home_of(activity))

    @property
    def realm(self) -> str:
        """The homeserver or tenant that it names, if it names one."""
        return self.server or self.tenant


class AccessRules:
    """All lines. Immutable; a changed file counts from the next start."""

    def __init__(self, rules: Sequence[AccessRule], served: Collection[str] | None = None) -> None:
        """A line or code of a municipality that is not in `served` lets nobody in; without it all count."""
        self._served = served
        self._rules = tuple(rule for rule in rules if self._serves(rule.gemeente))

    def admitted(
        self, person: Person | None, person_id: str, activity: Activity, known: Sequence[AccessRow] = ()
    ) -> Person | None:
        """The person with the access that the lines and codes give now; None for a stranger.

        A line that is gone takes its access away at once: memberships always come from what is said now. `known` is
        what the municipalities keep of this person; where it was revoked nothing else counts.
        """
        revoked = {row.gemeente for row in known if row.revoked_at is not None}
        lines = [
            rule for rule in self._rules if rule.fits(activity) and not rule.met_code and rule.gemeente not in revoked
        ]
        codes = [row for row in known if self._serves(row.gemeente)]
        given = [row for row in codes if row.role is not None and row.gemeente not in revoked]
        memberships = memberships_of(lines, given)
        if not memberships:
            return None
        first = lines[0] if lines else given[0]
        home = home_of(activity)
        if person is None:
            profile = Profile(first.rol, first.sector, first.organisatie, first.gemeente)
            return Person(person_id, profile, memberships, home)
        profile = person.profile
        if profile.gemeente not in {each.gemeente for each in memberships}:
            profile = replace(profile, gemeente=first.gemeente)
        return replace(person, profile=profile, memberships=memberships, home=home)

    def _serves(self, gemeente: str) -> bool:
        return self._served is None or gemeente in self._served

    def may_invite(self, channel: str, user: str, server: str) -> bool:
        """Whether an invitation of this person is accepted."""
        return any(
            r.kanaal == channel and (r.gebruiker or r.realm) and r.gebruiker in ("", user) and r.realm in ("", server)
            for r in self._rules
        )


def memberships_of(lines: Sequence[AccessRule], codes: Sequence[AccessRow]) -> tuple[Membership, ...]:
    """What these lines and codes give, each once."""
    of_lines = (Membership(each.gemeente, each.functie, each.organisatie, each.gebieden) for each in lines)
    of_codes = (Membership(each.gemeente, each.role, each.organisatie, each.gebieden) for each in codes if each.role)
    return tuple(dict.fromkeys((*of_lines, *of_codes)))


def home_of(activity: Activity) -> str:
    """The homeserver or tenant where the sender's account lives.

    Matrix is federated: a room of the assistant's homeserver holds people of others, and only their id says of which.
    """
    return activity.sender.partition(":")[2] if activity.channel == "matrix" else activity.realm

"""Whether somebody who says nothing still has access: a line can go from the file while nobody speaks.

Of who is silent only the pseudonym is known, the room, and where the account lives; that is enough to find their line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.access import AccessRule, memberships_of
from bot.model import Address, Membership, Person
from bot.storage.access import AccessRow

Pseudonym = Callable[[str, str, str], str]
"""Of a person, from channel, realm and the channel's own id."""


class AccessReview:
    """All lines, as they are looked at without a message. Immutable but for what it looked up."""

    def __init__(self, rules: Sequence[AccessRule], pseudonym: Pseudonym) -> None:
        self._rules = tuple(rule for rule in rules if not rule.met_code)
        self._pseudonym = pseudonym
        self._named: dict[tuple[str, str], Mapping[str, list[AccessRule]]] = {}

    def is_served(self, gemeente: str) -> bool:
        """Whether any line is about this municipality. A file without one is more likely a mistake than a farewell."""
        return any(rule.gemeente == gemeente for rule in self._rules)

    def memberships(self, person: Person, room: Address, known: Sequence[AccessRow]) -> tuple[Membership, ...]:
        """What lines and codes give this person now, who was last heard in that room."""
        revoked = {row.gemeente for row in known if row.revoked_at is not None}
        lines = [
            rule
            for rule in (*self._lines_of(person, room), *self._lines_for_all(person, room))
            if rule.gemeente not in revoked
        ]
        return memberships_of(lines, [row for row in known if row.role is not None and row.gemeente not in revoked])

    def _lines_of(self, person: Person, room: Address) -> list[AccessRule]:
        where = (room.channel, room.realm)
        if where not in self._named:
            named: dict[str, list[AccessRule]] = {}
            for rule in self._rules:
                if rule.kanaal == room.channel and rule.gebruiker:
                    named.setdefault(self._pseudonym(*where, rule.gebruiker), []).append(rule)
            self._named[where] = named
        return [rule for rule in self._named[where].get(person.id, ()) if rule.realm in ("", person.home or rule.realm)]

    def _lines_for_all(self, person: Person, room: Address) -> list[AccessRule]:
        """Those for a whole homeserver or tenant. Where it is not known which, what somebody has decides."""
        had = {(each.gemeente, each.role) for each in person.memberships}
        return [
            rule
            for rule in self._rules
            if rule.kanaal == room.channel and rule.realm and not rule.gebruiker
            and (rule.realm == person.home if person.home else (rule.gemeente, rule.functie) in had)
        ]  # fmt: skip

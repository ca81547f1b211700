"""The part of a transaction about broadcasts: what is sent, to whom exactly, and how far each of them is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.keys import Unreadable
from bot.model import Address, Membership, Role, Scope
from bot.storage.broadcast_statements import UNDERWAY, WAITS
from bot.storage.profiles import open_profile
from bot.storage.records import Room
from bot.storage.rows import Rows
from dialogs.model import Profile


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message to many."""

    id: str
    reference: str
    """`B-XXXXXXXX`."""
    author: str
    category: str
    audience: Mapping[str, tuple[str, ...]]
    """By what they are chosen, as codes; empty: everybody."""
    about: str
    """An organisation whose entry in the landscape goes with it, or empty."""
    must_read: bool
    state: str
    text: str = field(repr=False)
    starts_at: datetime | None = None
    approver: str = ""
    upto: str = ""
    created_at: datetime | None = None
    ended_at: datetime | None = None
    readable: bool = True
    """False only in lists: the key of the text is gone, and it is empty. Such a broadcast goes to nobody any more."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be a recipient."""

    person: str
    profile: Profile
    memberships: tuple[Membership, ...]
    reachable: bool
    """There is a room where they were heard."""
    signalled: bool
    """They gave a signal here."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a broadcast goes, fixed when it started."""

    person: str
    state: str
    rank: int = 0
    code: str = ""
    row: str = ""
    message: str = ""


class BroadcastRows(Rows):
    """The broadcasts of a municipality."""

    __slots__ = ()

    def add_broadcast(self, scope: Scope, broadcast: Broadcast, now: datetime) -> None:
        """Write a concept once; one with the same id stays as it is."""
        params = {
            "gemeente": scope.gemeente,
            "id": broadcast.id,
            "reference": broadcast.reference,
            "author": broadcast.author,
            "category": broadcast.category,
            "audience": json.dumps(broadcast.audience),
            "about": broadcast.about,
            "must_read": broadcast.must_read,
            "text": self._keyring.seal(broadcast.text.encode(), _place(scope.gemeente, broadcast.id)),
            "now": now,
        }
        self._connection.execute(self._sql.add_broadcast, params)

    def broadcast_called(self, scope: Scope, reference: str) -> Broadcast | None:
        """Find one by its reference. Raises Unreadable where its key is gone: nobody goes on with it."""
        found = self._broadcasts_in(scope, self._sql.broadcast_called, called=reference)
        if found and not found[0].readable:
            raise Unreadable
        return found[0] if found else None

    def broadcasts_here(self, scope: Scope) -> list[Broadcast]:
        """All that went further than a concept, newest first."""
        return self._broadcasts_in(scope, self._sql.broadcasts_here)

    def own_concepts(self, scope: Scope, person: str) -> list[Broadcast]:
        """What somebody wrote and did not send yet, newest first."""
        return self._broadcasts_in(scope, self._sql.own_concepts, person=person)

    def forget_concepts(self, scope: Scope, before: datetime) -> int:
        """Remove what was written before a moment and never sent. How many that were."""
        params = {"scope_gemeente": scope.gemeente, "before": before}
        return len(self._connection.execute(self._sql.forget_concepts, params).all())

    def broadcasts_active(self, scope: Scope, now: datetime) -> list[Broadcast]:
        """Those that have something to do now, oldest first."""
        return self._broadcasts_in(scope, self._sql.broadcasts_active, now=now)

    def change_broadcast(
        self, scope: Scope, broadcast: Broadcast, was: Collection[str], to: str, ended: datetime | None = None
    ) -> bool:
        """Bring it to another state. False when it was in none of these any more."""
        return self._broadcast_changed(
            scope, self._sql.change_broadcast, broadcast, from_states=sorted(was), to_state=to, ended=ended
        )

    def plan_broadcast(self, scope: Scope, broadcast: Broadcast, to: str, starts: datetime | None, by: str) -> bool:
        """Let it go: at a moment, or as soon as it can. False when it was let go already."""
        return self._broadcast_changed(scope, self._sql.plan_broadcast, broadcast, to_state=to, starts=starts, by=by)

    def reword_broadcast(self, scope: Scope, broadcast: Broadcast, text: str, *, bare: bool = False) -> bool:
        """Give it another text; a bare one has nothing with it and asks nothing."""
        sealed = self._keyring.seal(text.encode(), _place(scope.gemeente, broadcast.id))
        kept = ("", False) if bare else (broadcast.about, broadcast.must_read)
        return self._broadcast_changed(
            scope, self._sql.reword_broadcast, broadcast, sealed_text=sealed, entry=kept[0], confirmed=kept[1]
        )

    def members_after(self, scope: Scope, after: str, limit: int) -> list[Known]:
        """The next people with access here, by pseudonym: those after this one, with all that they do here."""
        rows = self._connection.execute(
            self._sql.members_after, {"scope_gemeente": scope.gemeente, "after": after, "limit": limit}
        )
        return [self._known(scope, person, list(each)) for person, each in groupby(rows, lambda row: row.person)]

    def fix_recipients(
        self, scope: Scope, broadcast: Broadcast, recipients: Iterable[Recipient], upto: str, now: datetime
    ) -> None:
        """Write who gets it, up to this pseudonym."""
        rows = [
            {
                "gemeente": scope.gemeente,
                "broadcast": broadcast.id,
                "person": each.person,
                "state": each.state,
                "rank": each.rank,
                "code": each.code,
                "row": each.row,
                "now": now,
            }
            for each in recipients
        ]
        if rows:
            self._connection.execute(self._sql.add_recipients, rows)
        params = {"scope_gemeente": scope.gemeente, "broadcast_id": broadcast.id, "last": upto}
        self._connection.execute(self._sql.fixed_upto, params)

    def recipients_waiting(self, scope: Scope, broadcast: Broadcast, limit: int) -> list[Recipient]:
        """Who comes next: the id of the outbox row, and the message in whose place it stands if there is one."""
        rows = self._of_one(self._sql.recipients_waiting, scope, broadcast, limit=limit)
        return [Recipient(row.person, WAITS, row=row.row, message=row.message) for row in rows]

    def recipients_in(self, scope: Scope, broadcast: Broadcast, states: Collection[str]) -> Iterator[Recipient]:
        """Everybody in one of these states, by pseudonym."""
        after = ""
        while rows := self._of_one(
            self._sql.recipients_in, scope, broadcast, states=sorted(states), after=after, limit=_PAGE
        ).all():
            yield from (Recipient(row.person, row.state, code=row.code, message=row.message) for row in rows)
            after = rows[-1].person

    def recipients_underway(self, scope: Scope, broadcast: Broadcast) -> int:
        """How many are in the outbox now."""
        return int(self._of_one(self._sql.recipients_underway, scope, broadcast).scalar_one())

    def recipient_counts(self, scope: Scope, broadcast: Broadcast) -> Mapping[str, int]:
        """How many are in each state: together everybody who was fixed."""
        return dict(self._of_one(self._sql.recipient_counts, scope, broadcast).all())

    def recipient_state(self, scope: Scope, broadcast: Broadcast) -> str:
        """How far it is with the person of the scope; empty for who is no recipient."""
        return self._of_one(self._sql.recipient_state, scope, broadcast, by=scope.person).scalar() or ""

    def recipients_go(
        self, scope: Scope, broadcast: Broadcast, persons: Sequence[str], now: datetime, to: str = UNDERWAY
    ) -> frozenset[str]:
        """Hand them to the outbox, or not; those that nobody else handed over meanwhile."""
        if not persons:
            return frozenset()
        found = self._of_one(self._sql.move_recipients, scope, broadcast, persons=list(persons), now=now, to_state=to)
        return frozenset(found.scalars())

    def retry_recipients(self, scope: Scope, broadcast: Broadcast, now: datetime) -> int:
        """Let it go to those for whom it failed once more, under another id; how many."""
        suffix = f".{now:%Y%m%dT%H%M%S}"
        return len(self._of_one(self._sql.retry_recipients, scope, broadcast, suffix=suffix, now=now).all())

    def amend_recipients(self, scope: Scope, broadcast: Broadcast, now: datetime) -> int:
        """Everybody who got it gets what it says now, in the place of what they got where that can be; how many."""
        suffix = f".{now:%Y%m%dT%H%M%S}"
        return len(self._of_one(self._sql.amend_recipients, scope, broadcast, suffix=suffix, now=now).all())

    def cancel_recipients(self, scope: Scope, broadcast: Broadcast, now: datetime) -> int:
        """Who was not reached yet is not; how many."""
        return len(self._of_one(self._sql.cancel_recipients, scope, broadcast, now=now).all())

    def rooms_of(self, scope: Scope, persons: Sequence[str]) -> Mapping[str, Room]:
        """Where these people were last heard; who was let go is not among them."""
        params = {"scope_gemeente": scope.gemeente, "persons": list(persons)}
        rooms: dict[str, Room] = {}
        for row in self._connection.execute(self._sql.rooms_of, params):  # the last heard comes last
            address = self._unsealed(row.address, f"conversations.address:{row.id}")
            if address is not None:
                rooms[row.person] = Room(row.id, Address(*json.loads(address)))
        return rooms

    def note_recipient(self, scope: Scope, row: str, to: str, code: str, message: str, now: datetime) -> bool:
        """Write what became of a delivery, by its outbox row. False when it is of no recipient who waits for it."""
        params = {
            "scope_gemeente": scope.gemeente,
            "row_id": row,
            "to_state": to,
            "why": code,
            "called": message,
            "now": now,
        }
        return self._connection.execute(self._sql.note_recipient, params).first() is not None

    def note_read(self, scope: Scope, broadcast: Broadcast, now: datetime) -> bool:
        """The person of the scope says that they read it. False when they said so before, or it was not for them."""
        return self._of_one(self._sql.note_read, scope, broadcast, by=scope.person, now=now).first() is not None

    def weekly_waiting(self, scope: Scope, limit: int) -> list[tuple[str, str]]:
        """Who waits for a weekly overview: so many people, each with the ids of all broadcasts that belong in it."""
        params = {"scope_gemeente": scope.gemeente, "limit": limit}
        return [(row.person, row.broadcast) for row in self._connection.execute(self._sql.weekly_waiting, params)]

    def open_invitations(self, scope: Scope, now: datetime) -> int:
        """How many codes were given that nobody used yet."""
        params = {"scope_gemeente": scope.gemeente, "now": now}
        return int(self._connection.execute(self._sql.open_invitations, params).scalar_one())

    def choose_broadcasts(self, scope: Scope, category: str, choice: str) -> None:
        """Note what the person of the scope wants of a category: `direct`, `week` or `afgemeld`."""
        params = {"gemeente": scope.gemeente, "person": scope.person, "category": category, "choice": choice}
        self._connection.execute(self._sql.choose_broadcasts, params)

    def broadcast_choices_of(self, scope: Scope, persons: Sequence[str]) -> Mapping[tuple[str, str], str]:
        """What these people chose, by person and category."""
        params = {"scope_gemeente": scope.gemeente, "persons": list(persons)}
        rows = self._connection.execute(self._sql.broadcast_choices_of, params)
        return {(row.person, row.category): row.choice for row in rows}

    def _known(self, scope: Scope, person: str, rows: Sequence[Any]) -> Known:
        try:
            profile, _ = open_profile(self._keyring, person, rows[0].profile)
        except Unreadable:  # what they do here, and what is for everybody, still says whether they are meant
            self._log_unreadable("people.profile", person)
            profile = Profile()
        held = tuple(
            Membership(
                scope.gemeente, Role(row.role), row.organisatie, tuple(json.loads(row.areas)) if row.areas else ()
            )
            for row in rows
        )
        return Known(person, profile, held, bool(rows[0].reachable), bool(rows[0].signalled))

    def _broadcasts_in(self, scope: Scope, statement: Any, **params: object) -> list[Broadcast]:
        rows = self._connection.execute(statement, {"scope_gemeente": scope.gemeente, **params})
        return [self._broadcast(scope, row) for row in rows]

    def _broadcast(self, scope: Scope, row: Any) -> Broadcast:
        text = self._unsealed(row.text, _place(scope.gemeente, row.id))
        return Broadcast(
            **{
                **row._mapping,
                "audience": {name: tuple(codes) for name, codes in json.loads(row.audience).items()},
                "text": (text or b"").decode(),
                "readable": text is not None,
            }
        )

    def _broadcast_changed(self, scope: Scope, statement: Any, broadcast: Broadcast, **params: object) -> bool:
        return self._of_one(statement, scope, broadcast, **params).first() is not None

    def _of_one(self, statement: Any, scope: Scope, broadcast: Broadcast, **params: object) -> Any:
        values = {"scope_gemeente": scope.gemeente, "broadcast_id": broadcast.id, **params}
        return self._connection.execute(statement, values)


_PAGE = 500


def _place(gemeente: str, broadcast: str) -> str:
    return f"broadcasts.text:{gemeente}/{broadcast}"

"""Looks through everybody who has access, whether the access file and codes still give it; what was open is handed on.

At the start, because a changed file counts from then, and on a round: another process may have begun with another file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from bot.access_review import AccessReview
from bot.acts.here import Here, Notice
from bot.acts.letting_go import hand_on
from bot.model import Role, Scope
from bot.ports import Clock
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.apart import apart

Inside = Callable[[Transaction, str, str, datetime], Here]
"""An act that nobody does, in a municipality."""
Tell = Callable[[Transaction, Sequence[Notice], str, datetime, str], None]
"""Lets notices of a municipality go out, once for each key."""
_PAGE: Final = 50
"""So many people are looked at in one transaction, so that no turn waits long for it."""


class AccessRound:
    """The round. Changes nothing for who still has what they had."""

    def __init__(self, store: Store, clock: Clock, review: AccessReview, inside: Inside, tell: Tell) -> None:
        self._store = store
        self._clock = clock
        self._review = review
        self._inside = inside
        self._tell = tell

    async def go(self, municipalities: Iterable[str]) -> int:
        """Look at all, each municipality apart; how many lost one. Raises StorageGone."""
        count, now = 0, self._clock.now()
        for gemeente in municipalities:
            count += await apart(partial(self._look_in, gemeente, now), 0, "access.fault", gemeente)
        return count

    async def _look_in(self, gemeente: str, now: datetime) -> int:
        count = await self._store.run(partial(self._coordinators, gemeente=gemeente, now=now))
        after: str | None = ""
        while after is not None:
            gone, after = await self._store.run(partial(self._page, gemeente=gemeente, after=after, now=now))
            count += gone
        return count

    def _page(self, tx: Transaction, gemeente: str, after: str, now: datetime) -> tuple[int, str | None]:
        """How many of a page lost this municipality, and after whom the next page begins, if there is one."""
        found = tx.members_after(Scope(gemeente), after, _PAGE)
        gone = sum(self._look_at(tx, gemeente, each.person, now) for each in found)
        return gone, found[-1].person if found else None

    def _coordinators(self, tx: Transaction, gemeente: str, now: datetime) -> int:
        """These first: they hear what is open with others."""
        found = tx.members(Scope(gemeente), Role.COORDINATOR)
        return sum(self._look_at(tx, gemeente, each.person, now) for each in found)

    def _look_at(self, tx: Transaction, gemeente: str, who: str, now: datetime) -> int:
        """How many lost this municipality: this person, and before that the ones who would take over."""
        person, room = tx.person(who), tx.room_of(who)
        if person is None or room is None:
            return 0
        known = tx.access_of(who)
        memberships = self._review.memberships(person, room.address, known)
        if set(memberships) == set(person.memberships):
            return 0
        tx.save_person(replace(person, memberships=memberships), now)
        row = next((row for row in known if row.gemeente == gemeente), None)
        if row is None or any(each.gemeente == gemeente for each in memberships):
            return 0
        others = sum(self._look_at(tx, gemeente, each, now) for each in (row.deputy, row.manager) if each)
        here = self._inside(tx, gemeente, "system", now)
        here.audit("access.gone", row.reference)
        if self._review.is_served(gemeente):
            purpose = f"access.gone.{row.reference}.{now.isoformat()}"
            _, notices = hand_on(here, row, "gone", purpose)
            self._tell(tx, notices, gemeente, now, purpose)
        return 1 + others

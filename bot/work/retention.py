"""Looks through the records that are old enough: who owns one is warned, and erased is what nobody renewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from bot.acts.here import Here
from bot.acts.retention import Looked, look_at
from bot.model import Scope
from bot.ports import Clock
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.apart import apart
from dialogs.signaal.retention import MONTHS, NOTICE
from dialogs.workdays import add_months, amsterdam_date, moment_of

Inside = Callable[[Transaction, str, str, datetime], Here]
"""An act that nobody does, in a municipality."""
_PAGE: Final = 100
_A_FEW_DAYS: Final = timedelta(days=5)
"""Months are not of one length: so much more is looked at than has to be."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many records somebody was warned of, and how many were erased."""

    warned: int = 0
    erased: int = 0


class RetentionRound:
    """The round. Every process does it: each record is one transaction, and what was done is not done again."""

    def __init__(self, store: Store, clock: Clock, inside: Inside, municipalities: Iterable[str]) -> None:
        self._store = store
        self._clock = clock
        self._inside = inside
        self._municipalities = tuple(municipalities)

    async def go(self) -> Kept:
        """Look at all. A fault in one municipality or record holds up no other. Raises StorageGone."""
        warned = erased = 0
        now = self._clock.now()
        for gemeente in self._municipalities:
            done = await apart(partial(self._look_in, gemeente, now), Kept(), "retention.fault", gemeente)
            warned += done.warned
            erased += done.erased
        return Kept(warned, erased)

    async def _look_in(self, gemeente: str, now: datetime) -> Kept:
        warned = erased = 0
        after = ""
        while page := await self._store.run(partial(_page, scope=_system(gemeente), after=after, now=now)):
            for reference in page:
                done = await self._look_at(gemeente, reference, now)
                warned += done == "gewaarschuwd"
                erased += done == "gewist"
            after = page[-1]
        return Kept(warned, erased)

    async def _look_at(self, gemeente: str, reference: str, now: datetime) -> Looked:
        def one(tx: Transaction) -> Looked:
            return look_at(self._inside(tx, gemeente, "system", now), reference)

        untouched: Looked = "blijft"
        return await apart(partial(self._store.run, one), untouched, "retention.fault", reference)


def _system(gemeente: str) -> Scope:
    return Scope(gemeente, system=True)


def _page(tx: Transaction, scope: Scope, after: str, now: datetime) -> list[str]:
    """Records of which nobody can have to be warned before: younger ones are not looked at."""
    day = add_months(amsterdam_date(now) + NOTICE, -MONTHS)
    before = moment_of(day, time()) + _A_FEW_DAYS
    return tx.signals_made_before(scope, before, after, _PAGE)

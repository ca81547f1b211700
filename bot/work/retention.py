"""Looks through the records that are old enough: who owns one is warned, and erased is what nobody renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from bot.acts.retention import Looked, look_at
from bot.keys import Keyring
from bot.model import Scope
from bot.ports import Clock
from bot.storage.records import AuditEntry
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.apart import apart
from dialogs.signaal.retention import MONTHS, NOTICE
from dialogs.workdays import add_months, amsterdam_date, moment_of

_PAGE: Final = 100
_A_FEW_DAYS: Final = timedelta(days=5)
"""Months are not of one length: so much more is looked at than has to be."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many records somebody was warned of, and how many were erased."""

    warned: int = 0
    erased: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """A municipality in which something is done by itself: whether it is served does not matter."""

    tx: Transaction
    keys: Keyring
    place: Scope
    now: datetime

    @property
    def today(self) -> date:
        """The date in Amsterdam."""
        return amsterdam_date(self.now)

    def audit(self, action: str, about: str, reason: str = "") -> None:
        """A line in the audit trail: nobody did it."""
        self.tx.audit(AuditEntry(self.now, self.place.gemeente, "system", action, about, reason))


class RetentionRound:
    """The round. Every process does it: each record is one transaction, and what was done is not done again.

    It goes by what is kept, not by what is served: a municipality that left has records with a term too. Nobody comes
    in there to renew one; the warning is written down as anywhere, for who looks when it is served again.
    """

    def __init__(self, store: Store, clock: Clock, keys: Keyring) -> None:
        self._store = store
        self._clock = clock
        self._keys = keys

    async def go(self) -> Kept:
        """Look at all. A fault in one municipality or record holds up no other. Raises StorageGone."""
        warned = erased = 0
        now = self._clock.now()
        for gemeente in await self._store.run(_places):
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
            return look_at(_Place(tx, self._keys, Scope(gemeente), now), reference)

        untouched: Looked = "blijft"
        return await apart(partial(self._store.run, one), untouched, "retention.fault", reference)


def _system(gemeente: str) -> Scope:
    return Scope(gemeente, system=True)


def _places(tx: Transaction) -> list[str]:
    return tx.municipalities_kept()


def _page(tx: Transaction, scope: Scope, after: str, now: datetime) -> list[str]:
    """Records of which nobody can have to be warned before: younger ones are not looked at."""
    day = add_months(amsterdam_date(now) + NOTICE, -MONTHS)
    before = moment_of(day, time()) + _A_FEW_DAYS
    return tx.signals_made_before(scope, before, after, _PAGE)

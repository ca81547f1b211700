"""Submits signals to Open Zaak as the outbox does: each time as a process that has just started."""

from __future__ import annotations

from bot.keys import Keyring
from bot.model import Delivered, Delivery
from bot.storage.store import Store
from dialogs.signaal.signal import Signal
from tests.contracts.case_worlds import ZgwWorld


class Submit:
    """Submits to a backend that a new process made, unless it is to be the same one."""

    def __init__(self, there: ZgwWorld, store: Store, keyring: Keyring) -> None:
        self._there, self._store, self._keyring = there, store, keyring
        self.renew()

    def renew(self) -> None:
        self.backend = self._there.backend(self._store, self._keyring)

    async def __call__(self, each: Signal, *, same: bool = False) -> Delivery:
        if not same:
            self.renew()
        return await self.backend.submit(f"sleutel-{each.signaal_id}", each)

    async def whole(self, each: Signal) -> None:
        assert await self(each) == Delivered(each.signaal_id)
        assert await self._there.logged(self._store, each) == self._there.complete(each)

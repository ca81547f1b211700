"""The case backend for a municipality without a system of its own: cases in the store of the assistant."""

from __future__ import annotations

from bot.model import Delivered, Delivery, Rejected, Retry, Scope, TakenBack
from bot.ports import Clock
from bot.storage.store import ReferenceTaken, StorageGone, Store
from dialogs.signaal.signal import Signal


class EmbeddedBackend:
    """One case for each household in a municipality; later signals of that household join it."""

    name = "embedded"
    gemeente = ""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def submit(self, key: str, signal: Signal) -> Delivery:
        """Log the signal; the reference is the case (`Z-...`). A repeat of the key gives the same case."""
        scope = Scope(signal.gemeente)
        now = self._clock.now()
        try:
            return Delivered(await self._store.run(lambda tx: tx.open_case(scope, key, signal, now)))
        except StorageGone as gone:
            return Retry(0, gone.code)
        except ReferenceTaken:
            return Rejected("reference_taken")

    async def withdraw(self, key: str, submitted: str, taken_back: TakenBack) -> Delivery:
        """Nothing is left to write: the desk reads that a signal was taken back from where the turn wrote it down."""
        scope = Scope(taken_back.gemeente)
        try:
            return Delivered(await self._store.run(lambda tx: tx.case_of_key(scope, submitted)))
        except StorageGone as gone:
            return Retry(0, gone.code)

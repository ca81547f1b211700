"""The store: where everything that must survive is kept, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.keys import Keyring
from bot.storage.errors import ReferenceTaken, SchemaTooNew, StorageGone, WrongKeys
from bot.storage.transaction import Transaction
from bot.storage.units import Runner, T

__all__ = ["ReferenceTaken", "SchemaTooNew", "StorageGone", "Store", "Transaction", "WrongKeys"]

PATIENCE = 3.0
"""Seconds to wait for a lock before storage counts as gone."""


class Store:
    """Runs units of work. Everything inside is synchronous; `run` is the way in for async code."""

    def __init__(self, url: str, keyring: Keyring, patience: float = PATIENCE) -> None:
        self._wakes: list[Callable[[], None]] = []
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise ValueError("the database address is no URL") from None  # it may hold a password
        self._runner: Runner
        if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
            from bot.storage.on_sqlite import SqliteRunner

            self._runner = SqliteRunner(parsed, keyring, self._committed, patience)
        elif parsed.drivername == "postgresql+psycopg":
            from bot.storage.on_postgres import PostgresRunner

            self._runner = PostgresRunner(parsed, keyring, self._committed, patience)
        else:
            raise ValueError("a database address starts with sqlite:/// or postgresql+psycopg://")

    @classmethod
    def open(cls, url: str, keyring: Keyring, patience: float = PATIENCE) -> Store:
        """Open `sqlite:///path` or `postgresql+psycopg://...`, and create or migrate what is in it.

        Waits at most `patience` seconds for a lock. Raises StorageGone, SchemaTooNew, and ValueError for any other
        address.
        """
        return cls(url, keyring, patience)

    @classmethod
    def open_with_its_keys(cls, url: str, keyring: Keyring) -> Store:
        """Open it as `open` does, but only with the keys that it was used with. Raises WrongKeys for any other.

        Other keys make other pseudonyms: nobody would be known any more, and hear that there is nothing of them.
        """
        store = cls.open(url, keyring)
        try:
            if not store.run_blocking(lambda tx: tx.keys_fit()):
                raise WrongKeys
        except BaseException:
            store.close()
            raise
        return store

    async def run(self, work: Callable[[Transaction], T]) -> T:
        """Run a unit of work in one transaction and return its result once it is committed.

        It may run more than once, so it changes nothing outside the transaction. Raises StorageGone, or what the work
        raised; either way nothing was kept (after a lost connection during the commit: perhaps it was).
        """
        return await self._runner.run(work)

    def run_blocking(self, work: Callable[[Transaction], T]) -> T:
        """Do the same outside an event loop. Not from within a unit of work."""
        return self._runner.run_blocking(work)

    def close(self) -> None:
        """Finish what was handed in and let go of the database. What comes later gets StorageGone("closed")."""
        self._runner.close()

    def on_outbox(self, wake: Callable[[], None]) -> None:
        """Call this after each commit that put something in the outbox, in a thread of the store: be quick."""
        self._wakes.append(wake)

    def _committed(self) -> None:
        for wake in self._wakes:
            wake()

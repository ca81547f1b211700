"""Units of work on PostgreSQL: a few threads, one transaction for each unit (design, "Transactions")."""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - only spreads tries that were in each other's way
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.keys import Keyring
from bot.storage.errors import RERUN, Rerun, SchemaTooNew, StorageGone, gone, sqlstate
from bot.storage.schema import prepare
from bot.storage.statements import statements_of
from bot.storage.transaction import Transaction
from bot.storage.units import T, Work, perform

THREADS: Final = 4
RERUNS: Final = 10
PAUSE: Final = 0.005
"""Seconds before the second try, at most; doubled for each that follows: together two and a half at most."""
UNIQUE_VIOLATION: Final = "23505"


class PostgresRunner:
    """A few threads with a connection each."""

    def __init__(self, url: URL, keyring: Keyring, committed: Callable[[], None], patience: float) -> None:
        self._keyring = keyring
        self._committed = committed
        self._sql = statements_of("postgresql")
        limit = int(patience * 1000)
        self._engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=THREADS,
            max_overflow=0,
            connect_args={
                "connect_timeout": max(2, int(patience)),
                "options": f"-c timezone=UTC -c lock_timeout={limit} -c statement_timeout={2 * limit}"
                f" -c idle_in_transaction_session_timeout={4 * limit}",
            },
        )
        try:
            self._prepare()
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise gone(error) or StorageGone("database") from None
        except SchemaTooNew:
            self._engine.dispose()
            raise
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store")

    async def run(self, work: Work[T]) -> T:
        """Run a unit of work in a thread."""
        return await asyncio.wrap_future(self._hand_in(work))

    def run_blocking(self, work: Work[T]) -> T:
        """Run a unit of work in a thread and wait for it."""
        return self._hand_in(work).result()

    def close(self) -> None:
        """Finish what was handed in, then close the connections."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    def _hand_in(self, work: Work[T]) -> Future[T]:
        try:
            return self._threads.submit(self._run, work)
        except RuntimeError:  # the threads were shut down
            raise StorageGone("closed") from None

    def _run(self, work: Work[T]) -> T:
        for tried in range(RERUNS):
            if tried:  # whoever was first may be at it again: a pause of another length for each lets all of them pass
                time.sleep(random.uniform(0, PAUSE * 2 ** (tried - 1)))  # noqa: S311 - guards nothing
            try:
                return self._attempt(work)
            except Rerun:
                continue
            except DBAPIError as error:
                if sqlstate(error) in RERUN or _lost_a_race(error):
                    continue
                raise gone(error) or error from None
            except SQLAlchemyError as error:
                raise gone(error) or error from None
        raise StorageGone("busy")

    def _attempt(self, work: Work[T]) -> T:
        with self._engine.connect() as connection, connection.begin():
            tx = Transaction(connection, self._keyring, self._sql)
            try:
                result = perform(work, tx)
            except DBAPIError as error:
                if error.connection_invalidated:  # lost before the commit, so nothing was kept
                    raise Rerun from None
                raise
        if tx.enqueued:
            self._committed()
        return result

    def _prepare(self) -> None:
        """Two processes that start on an empty database at once collide on the first table; the second looks again."""
        try:
            with self._engine.begin() as connection:
                prepare(connection)
        except DBAPIError as error:
            if gone(error) is not None:
                raise
            with self._engine.begin() as connection:
                prepare(connection)


def _lost_a_race(error: DBAPIError) -> bool:
    """Two transactions put a row at the end of the same stream: the second runs again and comes behind the first."""
    diagnosis = getattr(error.orig, "diag", None)
    return sqlstate(error) == UNIQUE_VIOLATION and getattr(diagnosis, "constraint_name", "") == "uq_outbox_stream_seq"

"""Units of work on SQLite: one thread; what waits shares one transaction, and so one fsync (design, "Transactions")."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection, StaticPool

from bot.keys import Keyring
from bot.storage.errors import STALE, SchemaTooNew, StorageGone, gone
from bot.storage.schema import prepare
from bot.storage.statements import statements_of
from bot.storage.transaction import Transaction
from bot.storage.units import T, Unit, Work, perform, settle

BATCH: Final = 128
"""The most units in one transaction: bounds how long the first waits for the last."""


class SqliteRunner:
    """One thread that owns one connection."""

    def __init__(self, url: URL, keyring: Keyring, committed: Callable[[], None], patience: float) -> None:
        self._keyring = keyring
        self._committed = committed
        self._sql = statements_of("sqlite")
        self._queue: SimpleQueue[Unit | None] = SimpleQueue()
        self._closed = False
        self._handing_in = threading.Lock()
        _create_private(url)
        self._engine = _engine(url, patience)
        self._connection: Connection | None = None
        try:
            with self._open().begin():
                prepare(self._open())
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise gone(error) or StorageGone("database") from None
        except SchemaTooNew:
            self._engine.dispose()
            raise
        self._thread = threading.Thread(target=self._loop, name="store", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """Run a unit of work in the next batch."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._hand_in(Unit(work, future, loop))
        return await future

    def run_blocking(self, work: Work[T]) -> T:
        """Run a unit of work in the next batch and wait for it."""
        future: Future[T] = Future()
        self._hand_in(Unit(work, future, None))
        return future.result()

    def close(self) -> None:
        """Finish what was handed in, then close the file."""
        with self._handing_in:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._thread.join()
        self._let_go()

    def _hand_in(self, unit: Unit) -> None:
        with self._handing_in:
            if self._closed:
                raise StorageGone("closed")
            self._queue.put(unit)

    def _loop(self) -> None:
        going_on = True
        while going_on:
            first = self._queue.get()
            if first is None:
                return
            batch = [first]
            try:
                while len(batch) < BATCH:
                    unit = self._queue.get_nowait()
                    if unit is None:
                        going_on = False
                        break
                    batch.append(unit)
            except Empty:
                pass
            self._run(batch)
            settle(batch)

    def _run(self, batch: Sequence[Unit]) -> None:
        """Run units together; when one fails all are rolled back and each runs again alone."""
        error = self._attempt(batch)
        if isinstance(error, StorageGone) and error.code == STALE:  # nothing was begun, and it was opened anew
            error = self._attempt(batch)
        if error is None:
            return
        locked = isinstance(error, StorageGone) and error.code == "locked"
        if locked or len(batch) == 1:
            for unit in batch:  # one by one each would wait just as long for the lock, in vain
                unit.error = error
            return
        for unit in batch:
            self._run([unit])

    def _attempt(self, units: Sequence[Unit]) -> BaseException | None:
        """Run units in one transaction. What it returns is why nothing of it was kept."""
        enqueued = False
        try:
            connection = self._open()
            with connection.begin():
                for unit in units:
                    tx = Transaction(connection, self._keyring, self._sql)
                    unit.result = perform(unit.work, tx)
                    enqueued = enqueued or tx.enqueued
        except SQLAlchemyError as error:
            known = gone(error)
            if known is not None and known.code not in ("locked", "full"):
                self._let_go()  # a file that was moved, restored or unplugged is found again by opening it anew
            return known or error
        except BaseException as error:  # noqa: BLE001 - whoever handed the work in gets it
            return error
        if enqueued:
            self._committed()
        return None

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        try:
            if connection is not None:
                connection.close()
            self._engine.dispose()
        except SQLAlchemyError:
            return


def _engine(url: URL, patience: float) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=StaticPool,
        # Opened by whoever makes the store, used by its thread: never by two at the same time.
        connect_args={"check_same_thread": False, "timeout": patience},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        _write_ahead(cursor, patience)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def _begin(dbapi_connection: PoolProxiedConnection) -> None:
        cursor = dbapi_connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.close()

    # The dialect's own hook. A listener for "begin" would do the same, and cost every statement of every turn.
    engine.dialect.do_begin = _begin  # type: ignore[method-assign]
    return engine


def _write_ahead(cursor: sqlite3.Cursor, patience: float) -> None:
    """Switch to WAL. SQLite itself does not wait here when two processes start on a new file at once."""
    until = time.monotonic() + patience
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() >= until:
                raise
            time.sleep(0.01)
        else:
            return


def _create_private(url: URL) -> None:
    """Make a new database file for its owner only; SQLite gives its other files the same rights."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    try:
        os.close(os.open(Path(url.database), os.O_RDWR | os.O_CREAT, 0o600))
    except OSError:
        return  # SQLite says it better

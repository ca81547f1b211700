"""Storage that is gone says so within a bounded time, in one word, and writes nothing by halves."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy import CursorResult

from bot.keys import Keyring
from bot.storage.store import StorageGone, Store
from bot.storage.transaction import Transaction
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, conversation, outbox_row
from tests.contracts.revisions import bring_to
from tests.services.postgres import Cluster


def _turn(tx: Transaction) -> bool:
    new = tx.remember_activity("$1", "gesprek", NOW)
    tx.save_conversation(conversation(), NOW)
    tx.enqueue([outbox_row("1")])
    return new


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(StorageGone) as caught:
        call()
    assert str(caught.value) == caught.value.code
    return caught.value.code


# --- SQLite --------------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


async def test_a_locked_file_is_gone_within_the_patience_for_all_who_wait(
    path: Path, url: str, keyring: Keyring
) -> None:
    store = Store.open(url, keyring, patience=0.3)
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    results = await asyncio.gather(*(store.run(_turn) for _ in range(30)), return_exceptions=True)
    assert time.monotonic() - started < 3
    assert [getattr(result, "code", result) for result in results] == ["locked"] * 30
    blocker.execute("ROLLBACK")
    blocker.close()
    assert await store.run(_turn)
    store.close()


def test_a_locked_file_cannot_be_opened_either(path: Path, url: str, keyring: Keyring) -> None:
    Store.open(url, keyring).close()
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    assert _code(lambda: Store.open(url, keyring, patience=0.1)) == "locked"
    blocker.close()


def test_a_lock_that_is_let_go_in_time_is_waited_for(path: Path, url: str, keyring: Keyring) -> None:
    store = Store.open(url, keyring)
    blocker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    blocker.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: blocker.execute("ROLLBACK"))
    timer.start()
    assert store.run_blocking(_turn)
    timer.join()
    blocker.close()
    store.close()


def test_a_full_disk_writes_nothing_by_halves_and_recovers(url: str, keyring: Keyring) -> None:
    store = Store.open(url, keyring)
    pages: list[int] = []

    def fill(tx: Transaction) -> None:
        connection = tx._connection  # only a test looks below the floor
        pages.append(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages[0] + 1}")

    def large(tx: Transaction) -> bool:
        new = tx.remember_activity("$1", "gesprek", NOW)
        tx.save_conversation(conversation(state=os.urandom(200_000)), NOW)
        return new

    store.run_blocking(fill)
    assert _code(lambda: store.run_blocking(large)) == "full"
    store.run_blocking(lambda tx: tx._connection.exec_driver_sql("PRAGMA max_page_count = 100000").scalar_one())
    assert store.run_blocking(lambda tx: tx.conversation("gesprek")) is None
    assert store.run_blocking(large)
    store.close()


async def test_a_full_disk_hits_only_who_needs_room(url: str, keyring: Keyring) -> None:
    store = Store.open(url, keyring)

    def large(tx: Transaction) -> None:
        connection = tx._connection  # only a test looks below the floor
        count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {count + 1}")
        tx.save_conversation(conversation(state=os.urandom(200_000)), NOW)

    works: list[Callable[[Transaction], object]] = [lambda tx: tx.outbox_counts(), large, lambda tx: tx.person("p")]
    results = await asyncio.gather(*(store.run(work) for work in works), return_exceptions=True)
    assert [type(result) for result in results] == [dict, StorageGone, type(None)]
    store.close()


def test_a_read_only_file_is_refused_at_once(path: Path, url: str, keyring: Keyring) -> None:
    Store.open(url, keyring).close()
    assert _code(lambda: Store.open(f"sqlite:///file:{path}?mode=ro&uri=true", keyring)) == "read_only"


@pytest.mark.parametrize(("content", "code"), [(b"dit is geen database, maar iets anders" * 50, "corrupt")])
def test_a_file_that_is_no_database_is_refused(
    path: Path, url: str, keyring: Keyring, content: bytes, code: str
) -> None:
    path.write_bytes(content)
    assert _code(lambda: Store.open(url, keyring)) == code
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there(tmp_path: Path, keyring: Keyring) -> None:
    assert _code(lambda: Store.open(f"sqlite:///{tmp_path / 'weg' / 'x.db'}", keyring)) == "cannot_open"


def _half_read(tx: Transaction) -> CursorResult[Any]:
    """Rows of which only the first was read: SQLite goes on showing this connection the file as it was then."""
    tx.enqueue([outbox_row(f"rij {number}") for number in range(9)])
    rows = tx._connection.exec_driver_sql("SELECT id FROM outbox")
    rows.fetchone()
    return rows


def _half_read_and_broken(tx: Transaction) -> None:
    rows = _half_read(tx)
    raise ValueError(rows.fetchone())


def _somebody_else_writes(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE outbox SET code = 'anders'")


def test_after_a_fault_among_rows_the_next_sees_what_others_wrote(path: Path, url: str, keyring: Keyring) -> None:
    store = Store.open(url, keyring)
    store.run_blocking(lambda tx: tx.enqueue([outbox_row("eerst")]))
    with pytest.raises(ValueError, match="rij") as caught:
        store.run_blocking(_half_read_and_broken)
    _somebody_else_writes(path)
    assert store.run_blocking(_turn)
    assert {line.id: line.code for line in store.run_blocking(lambda tx: tx.outbox_lines(9))} == {
        "1": "",
        "eerst": "anders",
    }
    assert caught.value.args  # whoever waits for it still holds the rows
    store.close()


async def test_rows_that_nobody_read_to_the_end_refuse_nobody(path: Path, url: str, keyring: Keyring) -> None:
    store = Store.open(url, keyring)
    rows = await store.run(_half_read)
    _somebody_else_writes(path)
    assert sorted(await asyncio.gather(*(store.run(_turn) for _ in range(9)))) == [False] * 8 + [True]
    assert rows is not None
    store.close()


def test_sqlite_is_set_up_to_survive_a_power_cut(url: str, keyring: Keyring) -> None:
    store = Store.open(url, keyring)

    def settings(tx: Transaction) -> list[object]:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        return [tx._connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas]

    assert store.run_blocking(settings) == ["wal", 2, 1]
    store.close()


# --- PostgreSQL ----------------------------------------------------------------------------------------------------


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, cluster: Cluster) -> str:
    name = f"failures_{request.node.name}".replace("[", "_").replace("]", "")[:60]
    url = cluster.create(name)
    request.addfinalizer(lambda: cluster.drop(name))  # noqa: PT021 - the name is needed
    return url


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


@pytest.mark.real
def test_a_locked_row_is_gone_within_the_patience(postgres_url: str, keyring: Keyring) -> None:
    store = Store.open(postgres_url, keyring, patience=0.5)
    store.run_blocking(_turn)
    with psycopg.connect(_plain(postgres_url)) as blocker:
        blocker.execute("SELECT 1 FROM conversations FOR UPDATE")
        started = time.monotonic()
        assert _code(lambda: store.run_blocking(lambda tx: tx.conversation("gesprek"))) == "locked"
        assert time.monotonic() - started < 3
    assert store.run_blocking(lambda tx: tx.conversation("gesprek")) is not None
    store.close()


@pytest.mark.real
def test_connections_that_were_cut_are_made_anew(postgres_url: str, keyring: Keyring) -> None:
    store = Store.open(postgres_url, keyring)
    store.run_blocking(_turn)
    with psycopg.connect(_plain(postgres_url), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert not store.run_blocking(lambda tx: tx.remember_activity("$1", "gesprek", NOW))
    store.close()


@pytest.mark.real
def test_a_deadlock_is_run_again(postgres_url: str, keyring: Keyring) -> None:
    store = Store.open(postgres_url, keyring)
    for name in ("een", "twee"):
        store.run_blocking(lambda tx, n=name: tx.save_conversation(conversation(n), NOW))  # type: ignore[misc] # a default binds the name
    barrier, runs = threading.Barrier(2), []

    def crossing(first: str, second: str) -> Callable[[Transaction], None]:
        def work(tx: Transaction) -> None:
            runs.append(first)
            tx.conversation(first)
            if runs.count(first) == 1:
                barrier.wait(5)
            tx.conversation(second)
            tx.save_conversation(conversation(second, state=b"klaar"), NOW)

        return work

    threads = [
        threading.Thread(target=store.run_blocking, args=(crossing(*names),))
        for names in (("een", "twee"), ("twee", "een"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) >= 3  # the one that gave way ran again; on a busy machine it may have to give way twice
    states = [store.run_blocking(lambda tx, n=name: tx.conversation(n)) for name in ("een", "twee")]  # type: ignore[misc] # as above
    assert [stored and stored.state for stored in states] == [b"klaar", b"klaar"]
    store.close()


@pytest.mark.real
def test_a_migration_takes_as_long_as_it_needs_and_a_turn_does_not(postgres_url: str, keyring: Keyring) -> None:
    """A grown table gets its index in more time than anybody in a chat waits for an answer."""
    bring_to(postgres_url, "0011")
    with psycopg.connect(_plain(postgres_url), autocommit=True) as admin:
        admin.execute(
            "CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5); END $$"
        )
        admin.execute("CREATE EVENT TRIGGER slow ON ddl_command_start EXECUTE FUNCTION slow()")
    store = Store.open(postgres_url, keyring, patience=0.5)
    assert _code(lambda: store.run_blocking(_sleeps)) == "timeout"
    assert store.run_blocking(_turn)
    store.close()


def _sleeps(tx: Transaction) -> None:
    tx._connection.exec_driver_sql("SELECT pg_sleep(5)")


@pytest.mark.real
def test_a_database_that_only_reads_is_gone(postgres_url: str, keyring: Keyring) -> None:
    store = Store.open(postgres_url, keyring)
    store.run_blocking(_turn)
    with psycopg.connect(_plain(postgres_url), autocommit=True) as admin:
        name = sa.make_url(postgres_url).database
        admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
    store.close()
    assert _code(lambda: Store.open(postgres_url, keyring)) == "read_only"


@pytest.mark.real
def test_a_database_that_is_not_there_and_a_server_that_does_not_answer(cluster: Cluster, keyring: Keyring) -> None:
    assert _code(lambda: Store.open(cluster.url("bestaat_niet"), keyring)) in ("no_database", "connection")
    assert _code(lambda: Store.open("postgresql+psycopg://geheim:geheim@127.0.0.1:1/x", keyring)) == "connection"


def test_what_is_wrong_is_told_without_what_was_stored(open_store: OpenStore) -> None:
    """Errors of a database cite parameters and rows; ours never do."""
    store = open_store()

    def broken(tx: Transaction) -> None:
        tx._connection.exec_driver_sql("SELECT nergens FROM outbox")

    with pytest.raises(sa.exc.DBAPIError) as caught:
        store.run_blocking(broken)
    assert "[parameters" not in str(caught.value)

"""Every contract of the store runs on a SQLite file and on a real PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.keys import Keyring
from bot.storage.store import Store
from tests.services import postgres

OpenStore = Callable[..., Store]


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    if reason := postgres.missing():
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with postgres.cluster() as started:
        yield started


@pytest.fixture(scope="session")
def database_names() -> Iterator[int]:
    return count()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.real)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    name = f"test_{next(request.getfixturevalue('database_names'))}"
    yield cluster.create(name)
    cluster.drop(name)


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return Keyring.from_secret(Keyring.new_secret())


@pytest.fixture
def open_store(database: str, keyring: Keyring) -> Iterator[OpenStore]:
    """Open the database, as often as there are processes in the story; all are closed in the end."""
    opened: list[Store] = []

    def open_it(ring: Keyring = keyring, patience: float = 3.0) -> Store:
        opened.append(Store.open(database, ring, patience))
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store()

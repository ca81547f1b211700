"""`GET /healthz`: 200 with counts, 503 with one word, and never a word of content."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.matrix.channel import MatrixChannel
from bot.channels.matrix.settings import MatrixSettings
from bot.health import health_app
from bot.ports import Channel
from bot.storage.store import Store, Transaction
from tests.talk import KEYRING


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}", KEYRING, patience=0.1)
    yield store
    store.close()


async def answer(
    store: Store, *, running: bool = True, within: float = 5, channels: Mapping[str, Channel] | None = None
) -> tuple[int, object]:
    app = health_app(store, lambda: running, within, channels or {})
    async with TestClient(TestServer(app)) as client, client.get("/healthz") as response:
        return response.status, await response.json()


async def test_all_is_well(store: Store) -> None:
    counts = {"wacht": 0, "dood": 0, "onzeker": 0}
    assert await answer(store) == (200, {"status": "ok", "outbox": counts})


async def test_a_channel_that_stopped(store: Store) -> None:
    assert await answer(store, running=False) == (503, {"status": "down", "code": "channel"})


@pytest.mark.parametrize(("away", "status"), [(0, 200), (240, 200), (301, 503), (86_400, 503)])
async def test_a_channel_that_leads_and_hears_nothing_of_its_server(
    store: Store, tmp_path: Path, away: float, status: int
) -> None:
    settings = MatrixSettings(homeserver="http://x.test", user_id="@sw:x.test", store=tmp_path / "matrix")
    matrix = MatrixChannel(settings, {})
    matrix._heard_at = asyncio.get_running_loop().time() - away
    answered, told = await answer(store, channels={"matrix": matrix})
    assert answered == status
    if status != 200:
        assert told == {"status": "down", "code": "channel_away"}


async def test_a_channel_that_waits_for_its_turn_to_lead(store: Store, tmp_path: Path) -> None:
    settings = MatrixSettings(homeserver="http://x.test", user_id="@sw:x.test", store=tmp_path / "matrix")
    assert (await answer(store, channels={"matrix": MatrixChannel(settings, {})}))[0] == 200


async def test_a_database_that_somebody_holds(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await answer(store) == (503, {"status": "down", "code": "locked"})
        other.execute("ROLLBACK")
    assert (await answer(store))[0] == 200


async def test_a_database_that_is_no_database_any_more(store: Store, tmp_path: Path) -> None:
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "store.db").mkdir()
    await answer(store)  # the file that was open may still answer once
    store.close()
    assert await answer(store) == (503, {"status": "down", "code": "closed"})


async def test_a_database_that_says_nothing(store: Store) -> None:
    held, free = threading.Event(), threading.Event()

    def hold(_tx: Transaction) -> None:
        held.set()
        free.wait(10)

    thread = threading.Thread(target=store.run_blocking, args=(hold,))
    thread.start()
    assert held.wait(10)
    assert await answer(store, within=0.1) == (503, {"status": "down", "code": "timeout"})
    free.set()
    thread.join()
    assert (await answer(store))[0] == 200

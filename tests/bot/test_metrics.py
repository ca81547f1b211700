"""`GET /metrics`: numbers only, also when storage is gone."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.matrix.channel import MatrixChannel
from bot.channels.matrix.settings import MatrixSettings
from bot.metrics import add_metrics
from bot.storage.store import Store
from tests.talk import KEYRING


async def told(store: Store, folder: Path) -> dict[str, float]:
    settings = MatrixSettings(homeserver="http://x.test", user_id="@sw:x.test", store=folder / "matrix")
    app = web.Application()
    add_metrics(app, store, {"matrix": MatrixChannel(settings, {})})
    async with TestClient(TestServer(app)) as client, client.get("/metrics") as response:
        assert response.status == 200
        assert response.content_type == "text/plain"
        lines = [line for line in (await response.text()).splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.split() for line in lines)}


async def test_outbox_and_channel_are_told_in_numbers(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}", KEYRING)
    numbers = await told(store, tmp_path)
    store.close()
    assert numbers["signaalwijzer_storage_up"] == 1
    assert numbers["signaalwijzer_outbox_wacht"] == 0
    assert numbers["signaalwijzer_matrix_connected"] == 0
    assert numbers["signaalwijzer_matrix_unreadable_total"] == 0


async def test_without_storage_the_channel_is_still_told(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}", KEYRING)
    store.close()
    numbers = await told(store, tmp_path)
    assert numbers["signaalwijzer_storage_up"] == 0
    assert "signaalwijzer_matrix_rate_limited_total" in numbers

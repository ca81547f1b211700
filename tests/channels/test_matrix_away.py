"""Whoever watches sees that the homeserver is gone for a channel that leads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from bot.channels.matrix.channel import MatrixChannel
from bot.channels.matrix.settings import MatrixSettings
from bot.model import Activity, Receipt
from bot.ports import KeepsInTouch

ME = "@sw:school.test"


@asynccontextmanager
async def running(channel: MatrixChannel) -> AsyncIterator[None]:
    task = asyncio.create_task(channel.run(receive))
    try:
        await asyncio.sleep(0.1)
        assert not task.done(), task
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def receive(_activity: Activity) -> Receipt:
    raise AssertionError


@pytest.fixture
def settings(tmp_path: Path) -> MatrixSettings:
    """An account on a homeserver that is not there."""
    nowhere = f"http://127.0.0.1:{unused_port()}"
    return MatrixSettings.model_validate(
        {"homeserver": nowhere, "user_id": ME, "password": "geheim", "store": tmp_path / "opslag", "first_pause": 0.02}
    )


async def test_a_channel_that_leads_and_hears_nothing_is_away(settings: MatrixSettings) -> None:
    channel = MatrixChannel(settings, {})
    assert isinstance(channel, KeepsInTouch)
    assert channel.away == 0
    async with running(channel):
        before = channel.away
        assert before > 0
        await asyncio.sleep(0.05)
        assert channel.away >= before + 0.04
        await channel._fetched()
        assert channel.away < before
    assert channel.away == 0


async def test_a_channel_that_waits_to_lead_is_not_away(settings: MatrixSettings) -> None:
    async def wait(_holder: str, _work: Callable[[], Awaitable[None]]) -> None:
        await asyncio.Event().wait()

    channel = MatrixChannel(settings, {}, lead=wait)
    async with running(channel):
        assert channel.away == 0

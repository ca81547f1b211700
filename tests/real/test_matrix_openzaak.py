"""A teacher in a Matrix room, a municipality that works in Open Zaak, and Open Zaak down for the first hour."""

from __future__ import annotations

import asyncio
import socket
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.model import Role
from tests.bot.test_case_accounts import Given, zgw_account
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.real.test_matrix_desk import allowed, comes_in, logs
from tests.services.fake_openzaak import FakeOpenZaak
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real
JUF = allowed("zaak-juf", Role.SIGNALLER, "leraar", "basisschool")


class HurriedClock:
    """The real time, and what a test adds to it."""

    def __init__(self) -> None:
        self._clock, self._more = SystemClock(), timedelta()

    def now(self) -> datetime:
        return self._clock.now() + self._more

    def move(self, more: timedelta) -> None:
        self._more += more


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_the_signal_arrives_when_open_zaak_is_back_and_the_answer_comes_to_the_room(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    assistant = homeserver.register("signaalwijzer-openzaak", PASSWORD)
    clock, port = HurriedClock(), free_port()
    accounts = Given({"voorbeeldstad": zgw_account(tmp_path, adres=f"http://127.0.0.1:{port}")})
    server = FakeOpenZaak(clock)
    async with (
        running(homeserver, assistant, tmp_path, rules=(JUF,), clock=clock, accounts=accounts) as app,
        teacher(homeserver, "zaak-juf", tmp_path) as juf,
    ):
        await comes_in(juf, assistant)
        reference = await logs(juf)
        for _ in range(6):
            clock.move(timedelta(minutes=10))
            await asyncio.sleep(1.2)  # the outbox looks each second
        assert "nog niet aan" in await juf.hear_until(reference)
        await juf.say(f"status {reference}")
        assert "nog onderweg" in await juf.hear_until(reference)
        await server.start(port)
        clock.move(timedelta(hours=1))
        assert "Tot dan blijf jij opletten" in await juf.hear_until(f"{reference} is aangekomen")
        clock.move(timedelta(minutes=5))
        server.goes_on(reference, 2)
        assert await app.watch.look_at_all() == 1
        assert "Opgepakt door" in await juf.hear_until(f"Nieuws over {reference}")
        clock.move(timedelta(days=2))
        server.goes_on(reference, 3)
        assert await app.watch.look_at_all() == 1
        assert "Afgerond door" in await juf.hear_until(f"Nieuws over {reference}")
        assert [each["identificatie"] for each in server.things["zaken"]] == [reference]
    await server.stop()

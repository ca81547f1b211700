"""Three weeks of a wijkteam member over a real homeserver, with a clock that the test moves."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.app import Application
from bot.clock import SystemClock
from dialogs.workdays import AMSTERDAM, moment_of
from tests.clock import StandingClock
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.real.test_matrix_desk import comes_in, people
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_a_reminder_comes_is_put_off_over_a_downtime_and_done(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("signaalwijzer-taken", PASSWORD)
    clock = StandingClock(SystemClock().now())

    async def later(app: Application, days: int) -> None:
        """Nine o'clock, that many days on."""
        day = clock.now().astimezone(AMSTERDAM).date() + timedelta(days=days)
        clock.move(moment_of(day, time(9)) - clock.now())
        await app.assistant.raise_due()

    async with teacher(homeserver, "taken-wijk", tmp_path) as wijk:
        async with running(homeserver, assistant, tmp_path, rules=people("taken"), clock=clock) as app:
            await comes_in(wijk, assistant)
            await wijk.say("herinner me over een week om 9 uur aan de evaluatie")
            said = await wijk.hear_until("Ik herinner je")
            reference = _reference(said)
            await wijk.say("mijn taken")
            assert "de evaluatie" in await wijk.hear_until("Dit staat open")
            await later(app, 7)
            pushed = await wijk.hear_until("Je hebt een open taak")
            assert reference in pushed
            assert "evaluatie" not in pushed
            await wijk.say(f"bekijk {reference}")
            assert "de evaluatie" in await wijk.hear_until("Wat doe je ermee?")
            await wijk.say("2")
            await wijk.hear_until("Typ een dag, of kies")
            await wijk.say("over een week om 9 uur")
            await wijk.hear_until("is verzet naar")
        async with running(homeserver, assistant, tmp_path, rules=people("taken"), clock=clock) as app:
            await later(app, 10)  # it was down for three days
            assert "had" in await wijk.hear_until("Dit bericht had")
            await wijk.say(f"klaar {reference}")
            await wijk.hear_until("is klaar")
            await wijk.say("mijn taken")
            await wijk.hear_until("geen open taken")


def _reference(text: str) -> str:
    found = re.search(r"\bR-\w{8}", text)
    assert found
    return found[0]

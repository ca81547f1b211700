"""`signaalwijzer serve` over a real homeserver, as a process: killed in the middle, its token taken away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cli import WRONG_USE
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD
from tests.real.served import served, settings
from tests.real.test_matrix_downtime import rest
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_killed_in_the_middle_it_goes_on_where_it_was(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-gedood", PASSWORD)
    environment = settings(homeserver, assistant, tmp_path)
    async with teacher(homeserver, "juf-gedood", tmp_path) as juf:
        async with served(environment, tmp_path) as process:
            await juf.start_room(assistant, encrypted=True)
            await juf.see_join(assistant)
            await juf.hear_until("Signaalwijzer")
            await juf.say("kindcheck")
            await juf.hear_until("gevaar loopt")
            for typed in ("nee", "weet ik niet", "weet ik niet", "weet ik niet"):
                await juf.say(typed)
            heard = [await juf.hear()]
            process.kill()
        await juf.say("weet ik niet")
        async with served(environment, tmp_path) as process:
            heard += [await juf.hear(60) for _ in range(4)]
            assert await rest(juf) == []
            assert len(set(heard)) == len(heard), "a question that is answered is not asked again"
            _, told = await process.fetch("/metrics")
            assert "signaalwijzer_matrix_connected 1.0" in told
            assert "signaalwijzer_outbox_dood 0.0" in told
            assert juf.client.user_id not in told
            homeserver.log_out(assistant)
            assert await asyncio.wait_for(process.ended(), 60) == WRONG_USE
            assert "signaalwijzer matrix login" in process.said
            assert "Traceback" not in process.said

"""A message with personal data is taken away where the assistant may; where it may not, the user is asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real

WORRY = "Sanne heeft blauwe plekken, ze woont op de Dennenlaan 88"


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_message_with_a_name_is_taken_away(homeserver: Homeserver, tmp_path: Path, encrypted: bool) -> None:
    kind = "versleuteld" if encrypted else "open"
    assistant = homeserver.register(f"wisser-{kind}", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path),
        teacher(homeserver, f"juf-wist-{kind}", tmp_path) as juf,
    ):
        await juf.start_room(assistant, encrypted=encrypted)
        await juf.see_join(assistant)
        await juf.hear_until("Signaalwijzer")
        kept = await juf.say("hallo")
        event = await juf.say(WORRY)
        first = await juf.hear_until("112")
        assert "Sanne" not in first
        assert await juf.is_gone(event)
        assert not await juf.is_gone(kept, seconds=0.3)
        await juf.say("nee")
        assert "staat je bericht er nog" not in await juf.hear()


async def test_without_the_power_the_user_is_asked(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("wisser-machteloos", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path),
        teacher(homeserver, "juf-wist-zelf", tmp_path) as juf,
    ):
        await juf.start_room(assistant, equals=False)
        await juf.see_join(assistant)
        await juf.hear_until("Signaalwijzer")
        event = await juf.say(WORRY)
        assert "Verwijder het daar zelf" in await juf.hear_until("staat je bericht er nog")
        assert not await juf.is_gone(event, seconds=0.3)

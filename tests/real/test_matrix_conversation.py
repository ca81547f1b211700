"""A teacher and the assistant over a real homeserver: from a worry to a logged signal, plain and encrypted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model import Scope
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.real.worry import STEPS, WORRY
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_worry_becomes_a_delivered_signal(homeserver: Homeserver, tmp_path: Path, encrypted: bool) -> None:
    kind = "versleuteld" if encrypted else "open"
    assistant = homeserver.register(f"signaalwijzer-{kind}", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path) as app,
        teacher(homeserver, f"juf-{kind}", tmp_path) as juf,
    ):
        await juf.start_room(assistant, encrypted=encrypted)
        await juf.see_join(assistant)
        assert "112" in await juf.hear_until("Signaalwijzer")
        await juf.say(WORRY)
        first = await juf.hear()
        assert "112" in first
        assert "0800-2000" in first
        for typed, expected in STEPS:
            await juf.say(typed)
            assert expected in await juf.hear(), typed
        await juf.say("ja")
        receipt = await juf.hear_until("Vastgelegd als S-")
        assert "geen melding bij Veilig Thuis" in receipt
        assert "aangekomen" in await juf.hear_until("aangekomen")
        rows = await app.store.run(lambda tx: tx.signals(Scope("voorbeeldstad", system=True)))
        assert [row.shared and row.delivered_at is not None for row in rows] == [True]

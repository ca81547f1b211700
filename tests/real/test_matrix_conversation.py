"""A teacher and the assistant over a real homeserver: from a worry to a logged signal, plain and encrypted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model import Scope
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
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
        await juf.say("Een meisje uit mijn klas heeft blauwe plekken op haar arm. Wat doe ik?")
        first = await juf.hear()
        assert "112" in first
        assert "0800-2000" in first
        for typed, expected in (
            ("nee", "Klopt dit?"),
            ("klopt", "Hoe oud"),
            ("7 en 5", "Wie zorgt er"),
            ("1", "nu veilig"),
            ("ja", "Loop de stappen van de meldcode"),
            ("vastleggen", "korte vragen"),
            ("vandaag, 3", "wat je zag"),
            ("drie blauwe plekken op de bovenarm", "Wat denk je er zelf van"),
            ("overslaan", "korte vragen"),
            ("3, 3", "Mag het team"),
            ("2", "korte vragen"),
            ("ja, 1, ja", "Dit leg ik vast"),
        ):
            await juf.say(typed)
            assert expected in await juf.hear(), typed
        await juf.say("ja")
        receipt = await juf.hear_until("Vastgelegd als S-")
        assert "geen melding bij Veilig Thuis" in receipt
        assert "aangekomen" in await juf.hear_until("aangekomen")
        rows = await app.store.run(lambda tx: tx.signals(Scope("voorbeeldstad", system=True)))
        assert [row.shared and row.delivered_at is not None for row in rows] == [True]

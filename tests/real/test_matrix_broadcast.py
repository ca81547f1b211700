"""A coordinator's message over a real homeserver: to a teacher and two of a wijkteam, read, corrected in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app import Application
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.real.test_matrix_desk import comes_in, people
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_everybody_gets_it_the_counts_add_up_and_a_correction_stands_in_its_place(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    assistant = homeserver.register("signaalwijzer-bericht", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, rules=people("nieuws")) as app,
        teacher(homeserver, "nieuws-cor", tmp_path) as cor,
        teacher(homeserver, "nieuws-juf", tmp_path) as juf,
        teacher(homeserver, "nieuws-wijk", tmp_path) as wijk,
    ):
        for each in (cor, juf, wijk):
            await comes_in(each, assistant)
        for typed, expected in (
            ("bericht maken", "Wat wil je laten weten"),
            ("De balie stopt op 1 december\nAanmelden doe je bij het wijkteam.", "Over welke organisatie"),
            ("Wijkteam Noord", "Wat voor bericht"),
            ("een wijziging in wie wat doet", "Wie krijgt het"),
            ("iedereen", "bevestigen dat het gelezen is"),
            ("ja", "Dit gaat naar 3 mensen"),
            ("verstuur", "Doorgaan?"),
        ):
            await cor.say(typed)
            await cor.hear_until(expected)
        await cor.say("ja, verstuur")
        found = re.search(r"B-\w{8}", await cor.hear_until("gaat nu uit"))
        assert found
        await _sent(app)
        for each in (juf, wijk):
            text = await each.hear_until("balie stopt op 1 december")
            assert "000-000 02 01" in text
        await juf.say(f"gelezen {found[0]}")
        await juf.hear_until("Dank je")
        await _sent(app)  # all of it was delivered: the writer hears that
        await cor.hear_until("is bij iedereen geweest")
        await cor.say(f"stand {found[0]}")
        stand = await cor.hear_until("Samen 3")
        assert "2 bezorgd" in stand
        assert "1 bevestigd" in stand
        await cor.say(f"verbeter {found[0]} De balie stopt op 2 december")
        await cor.hear_until("Versturen?")
        await cor.say("ja, verstuur")
        await cor.hear_until("De correctie gaat naar 3 mensen")
        await _sent(app)
        assert "2 december" in await wijk.hear_until("Correctie van een eerder bericht")


async def _sent(app: Application) -> None:
    """As `serve` does it; the outbox delivers by itself."""
    while await app.broadcaster.step():
        pass

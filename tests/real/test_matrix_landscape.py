"""A coordinator abolishes a team over a real homeserver; the teacher's next question already gets the new answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.real.test_matrix_desk import comes_in, people
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_the_next_question_gets_the_successor_and_after_undoing_the_team_itself(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    assistant = homeserver.register("signaalwijzer-kaart", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, rules=people("kaart")),
        teacher(homeserver, "kaart-juf", tmp_path) as juf,
        teacher(homeserver, "kaart-cor", tmp_path) as coordinator,
    ):
        await comes_in(juf, assistant)
        await comes_in(coordinator, assistant)
        await juf.say("wie is het wijkteam in Duinrand?")
        await juf.hear_until("000-000 02 01")
        await coordinator.say("hef op wijkteam noord, opvolger wijkteam midden")
        shown = await coordinator.hear_until("ZO WORDT HET")
        assert "Opvolger: Wijkteam Midden" in shown
        assert "In 18 routes" in shown
        await coordinator.say("opslaan")
        await coordinator.hear_until("Opgeslagen als W-")
        await juf.say("wie is wijkteam noord?")
        heard = await juf.hear_until("bestaat niet meer sinds")
        assert "Nu: Wijkteam Midden." in heard
        assert "000-000 03 01" in heard
        await coordinator.say("wijzig wijkteam midden telefoon 0592-123456")
        await coordinator.hear_until("straks '0592-123456'")
        await coordinator.say("opslaan")
        await coordinator.hear_until("Opgeslagen als W-")
        await juf.say("wie is het wijkteam in Duinrand?")
        await juf.hear_until("0592-123456")
        await coordinator.say("geschiedenis")
        changed = await coordinator.hear_until("Dit veranderde op de kaart")
        assert "van '000-000 03 01' naar '0592-123456'" in changed
        await coordinator.say("ongedaan")
        await coordinator.hear_until("ZO WORDT HET")
        await coordinator.say("terugdraaien")
        await coordinator.hear_until("is teruggedraaid")
        await juf.say("wie is het wijkteam in Duinrand?")
        await juf.hear_until("000-000 03 01")

"""Six professionals, each with an own case, over a real homeserver: from the first message to the outcome."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real

CASES: dict[str, list[tuple[str, str]]] = yaml.safe_load((Path(__file__).parent / "roles.yaml").read_text("utf-8"))
"""By role: what is typed, and what must stand in one of the messages that come back."""


@pytest.mark.parametrize("rol", CASES)
async def test_a_professional_comes_to_an_outcome(homeserver: Homeserver, tmp_path: Path, rol: str) -> None:
    name = rol.replace("_", "-")
    assistant = homeserver.register(f"signaalwijzer-{name}", PASSWORD)
    async with running(homeserver, assistant, tmp_path, rol=rol), teacher(homeserver, f"prof-{name}", tmp_path) as who:
        await who.start_room(assistant)
        await who.see_join(assistant)
        await who.hear_until("Signaalwijzer")
        for typed, expected in CASES[rol]:
            await who.say(typed)
            assert expected in await who.hear_until(expected), typed

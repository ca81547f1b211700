"""Golden transcripts of reading and privacy, typed over a real homeserver: what the terminal says, Matrix says too.

Ids of questions do not show in a room, so what is compared is what a transcript says of the words of the answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import SystemClock
from tests.real.matrix_teacher import Teacher, teacher
from tests.real.running import PASSWORD, running
from tests.services.synapse import Homeserver
from tests.transcripts.transcript import CONVERSATIONS, Step, load, says

pytestmark = pytest.mark.real

NAMES = (
    "eerste_bericht", "acuut_midden", "lijkt_op_gevaar", "lijkt_op_voorstel", "namen_verborgen", "naam_gemist",
    "opzoeken_midden", "verborgen_woorden", "waarom_denk_je_dat",
)  # fmt: skip
_QUIET = 0.6
"""Seconds without a message after which an answer is complete."""
_NOT_HERE = "privacy.verwijder"
"""In a room the assistant takes the message away itself (test_matrix_redaction.py), and asks nobody to do it."""


class NeverOnFriday:
    """The clock of the machine, a day back on Fridays: on those "vrijdag" may be today, which is asked first."""

    def now(self) -> datetime:
        now = SystemClock().now()
        is_friday = now.astimezone(ZoneInfo("Europe/Amsterdam")).weekday() == 4
        return now - timedelta(days=1) if is_friday else now


@pytest.mark.parametrize("name", NAMES)
async def test_a_room_hears_what_the_transcript_says(homeserver: Homeserver, tmp_path: Path, name: str) -> None:
    transcript = load(CONVERSATIONS / f"{name}.yaml")
    user = name.replace("_", "-")
    assistant = homeserver.register(f"signaalwijzer-{user}", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, rol=transcript.rol, clock=NeverOnFriday()),
        teacher(homeserver, f"gesprek-{user}", tmp_path) as who,
    ):
        await who.start_room(assistant)
        await who.see_join(assistant)
        await who.hear_until("Signaalwijzer")
        for number, step in enumerate(transcript.stappen, 1):
            assert step.jij is not None, "a transcript for a room is typed"
            await who.say(step.jij)
            heard = await _answer(who)
            assert not _faults(step, heard), f"step {number}: {step.jij}\n{heard}"


async def _answer(who: Teacher) -> str:
    """All messages of one answer."""
    heard = [await who.hear()]
    while True:
        try:
            heard.append(await who.hear(_QUIET))
        except TimeoutError:
            return "\n".join(heard)


def _faults(step: Step, heard: str) -> list[str]:
    found = [f"does not say {name}" for name in step.zegt if name != _NOT_HERE and not says(name, heard)]
    found += [f"says {name}" for name in step.zegt_niet if says(name, heard)]
    found += [f"does not hold {part!r}" for part in step.bevat if part not in heard]
    return found + [f"holds {part!r}" for part in step.zonder if part.lower() in heard.lower()]

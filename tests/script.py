"""What somebody types from a first worry to a logged signal.

Most questions are answered by hand below; any other with its "nee" or its first choice, so that a question that is
added or changed breaks no test of something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.channels.text import numbered
from dialogs.engine import Engine
from dialogs.model import Context, Field, Input, Option, Profile, Reading, Reply, Session
from dialogs.zorglandschap.landscape import Landscape

OPENING = (
    "Ik maak me zorgen om een leerling van 8, ze is vaak moe en stil",
    "mijn gegevens",
    "stop",
    "kindcheck",
)
ANSWERS = {
    "KC-A1": "nee, geen gevaar",
    "KC-G2": "8 en 5",
    "KC-K1": "stil, bang of somber",
    "KC-O1": "schulden of te weinig geld",
    "VL-2": "Ze was moe en wilde niet buiten spelen.",
}
SHARED = "de ouders met gezag vinden het goed"
"""The answer to VL-GROND with which the signal goes to the case backend."""
LONGEST = 60


def script(engine: Engine, read: Callable[[str], Reading], landscape: Landscape, now: datetime) -> list[str]:
    """The typed messages, found by talking with the engine itself. RuntimeError when it comes to no logged signal."""
    context = Context(
        now=now,
        today=now.date(),
        profile=Profile("leraar", "onderwijs", "", landscape.id),
        landscape=landscape,
        municipalities=(Option(landscape.id, landscape.name),),
        channel="dit venster",
        person="iemand",
        new_id=lambda purpose: purpose,
        reference=lambda prefix: f"{prefix}-00000000",
    )
    session = Session()
    typed: list[str] = []
    said: tuple[Reply, ...] = ()
    opening = list(OPENING)
    while not any(reply.signal for reply in said):
        if len(typed) > LONGEST:
            raise RuntimeError(f"still no signal, asked: {said[-1].item}")
        text = opening.pop(0) if opening else next_answer(said)
        outcome = engine.step(session, Input(read(text)), context)
        session, said = outcome.session, outcome.replies
        typed.append(text)
    return typed


def next_answer(said: Sequence[Reply], answers: Mapping[str, str] = ANSWERS) -> str:
    """What to type next. RuntimeError when nothing is asked any more."""
    asked = next((reply for reply in reversed(said) if reply.prompt), None)
    if asked is None or asked.prompt is None:
        raise RuntimeError("nothing is asked any more")
    if asked.item in answers:
        return answers[asked.item]
    return ", ".join(_choice(field) for field in asked.prompt.fields)


def _choice(field: Field) -> str:
    marks = list(numbered(field))
    if not marks:
        return "gisteren"
    return next((mark for mark, option in marks if option.code == "nee"), marks[0][0])

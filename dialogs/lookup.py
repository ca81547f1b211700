"""A look-up in the zorglandschap in the middle of anything: answered, and nothing of it is kept."""

from __future__ import annotations

from dialogs.model import Block
from dialogs.outcome_message import ACUTE
from dialogs.turn import Turn

_HEAVY = ACUTE | {"U5", "U4"}
"""Outcomes with which a historical snapshot gives no route (R129)."""


def look_up(turn: Turn, query: str) -> None:
    """Answer with the best entry and name the next two; nothing found is said, never guessed (R129 to R132)."""
    landscape = turn.context.landscape
    told = next((run.announced for run in turn.stack if run.announced), "")
    if landscape.is_snapshot and told in _HEAVY:
        turn.say_phrase("zoek.niet_uit_oude_gegevens")
        return
    found = landscape.find(query, sector=turn.context.profile.sector)
    if not found:
        turn.say_phrase("zoek.niets", coordinator=landscape.coordinator)
        return
    best, *others = found
    lines = [line for line in best.lines if line]
    blocks = [Block("titel", best.name), Block("tekst", "\n".join(lines))]
    if others:
        names = ", ".join(other.name for other in others)
        blocks.append(Block("tekst", turn.phrases.text("zoek.ook", namen=names)))
    blocks.append(Block("tekst", turn.phrases.text("zoek.bron", bron=best.source)))
    turn.say(blocks, kind="uitleg", item=f"zoeken:{best.id}")

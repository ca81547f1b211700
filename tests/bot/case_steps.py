"""Steps of somebody who works on a case, as they are typed."""

from __future__ import annotations

import re
from typing import Any

from tests.dialogs.messages import LIMITS, faults_of, length
from tests.town import Town


async def taken(town: Town, **changes: Any) -> str:
    """A signal that the wijkteam took; its reference."""
    reference = await town.log(**changes)
    await town.says("@wijk", f"oppakken {reference}")
    return reference


async def types(town: Town, who: str, *lines: str) -> str:
    """One after the other; what came back on the last."""
    heard = ""
    for line in lines:
        heard = await town.says(who, line)
    return heard


async def feeds_back(town: Town, who: str, reference: str) -> dict[str, str]:
    await types(town, who, f"terugkoppeling {reference}", "kinderen gezien")
    return await town.hear(who, "versturen")


async def looks_back(town: Town, who: str, reference: str, *now: str, decides: str = "zo doorgaan") -> str:
    """An evaluation with how each risk is now; of a record without risks nothing is asked."""
    asked = await town.says(who, f"terugkijken {reference}")
    if now:
        asked = await town.says(who, ", ".join(now))
    if "slechter" in now:
        assert "gevaar loopt" in asked, asked
        asked = await town.says(who, "nee, geen gevaar")
    assert "opnieuw ingeschat" in asked, asked
    heard = await types(town, who, "in een gesprek met kind en ouders", decides, "overslaan", "kies jij een dag")
    assert "TERUGGEKEKEN" in heard, heard
    return heard


async def closes(town: Town, who: str, reference: str) -> dict[str, str]:
    """With proof: the work helps, and somebody keeps an eye."""
    await types(town, who, f"sluit {reference}", "de hulp werkt, en dat is nagegaan", "de kinderen zijn weer op school")
    return await town.hear(who, "ik, kies jij een dag")


def reminder_in(text: str) -> str:
    found = re.search(r"\bR-\w{8}", text)
    assert found, text
    return found[0]


def reads_well(town: Town) -> None:
    """Every message of the story fits a phone and shows no code (conversations.md §1); a whole record may be long."""
    replies = [outgoing.reply for outgoing in town.recorder.sent]
    assert [fault for reply in replies for fault in faults_of(reply)] == []
    assert [
        (reply.item, length(reply)) for reply in replies if reply.item != "balie" and length(reply) > LIMITS[reply.kind]
    ] == []

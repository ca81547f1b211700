"""What was open is asked again when a command was answered in the middle (conversations.md §3 nr 18)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.talk import Talk, said

BACK = "Terug naar de vraag:"
REFERENCE = re.compile(r"S-[0-9A-Z]{8}")
WRITE = ("vastleggen", "vandaag, 3", "Een plek op haar arm.", "sla over", "nog niet, nog niet", "1", "ja")
INJURED = ("meisje van 8 met een blauwe plek op haar arm", "nee", "klopt", "samen", "ja")
LIGHT = ("kindcheck", "nee", "niets bijzonders")


async def told(talk: Talk, *lines: str) -> str:
    replies = ""
    for line in lines:
        replies = said(await talk.say(line))
    return replies


@pytest.mark.parametrize("asked", ["wat is er met mijn signaal?", "mijn taken", "status"])
async def test_a_text_is_asked_again_behind_a_look_up(tmp_path: Path, asked: str) -> None:
    talk = Talk(tmp_path)
    before = await told(talk, *INJURED, "vastleggen", "vandaag, 3")
    heard = await told(talk, asked)
    assert BACK in heard
    assert "Schrijf in één of twee zinnen wat er gebeurde" in before
    assert heard.index(BACK) < heard.index("wat je zag")
    talk.close()


async def test_with_an_outcome_on_the_table_nothing_is_asked_again(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    await told(talk, *INJURED)
    assert BACK not in await told(talk, "mijn taken")
    talk.close()


@pytest.mark.parametrize("command", ["trek het signaal in", "ik wil dit signaal intrekken", "trek signaal in"])
async def test_taking_back_is_heard_in_the_form_of_sharing(tmp_path: Path, command: str) -> None:
    talk = Talk(tmp_path)
    reference = REFERENCE.findall(await told(talk, *INJURED, *WRITE))[0]
    await told(talk, f"open {reference}", "delen")
    heard = await told(talk, command)
    assert f"{reference} kan ik niet meteen wissen" in heard
    heard = await told(talk, "het gaat over een ander kind")
    assert "is ingetrokken" in heard
    assert "één ouder vindt het goed" not in heard
    assert "één ouder vindt het goed" not in await told(talk, "verder")
    talk.close()

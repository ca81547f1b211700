"""The one page of the vijf basisvragen: short lines for a phone, and clear to who did not make it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.transcripts.transcript import CONVERSATIONS, Player, load

PHONE = 40
"""Characters in a line of a phone."""


@pytest.fixture
async def page(tmp_path: Path) -> Reply:
    player = Player(load(CONVERSATIONS / "basisvragen_twee_regisseurs.yaml"), tmp_path)
    await player.play()
    return next(outgoing.reply for outgoing in player.talk.recorder.sent if outgoing.reply.item == "pagina")


async def test_each_answer_has_a_line_of_its_own(page: Reply) -> None:
    text = as_text(page)
    assert "Kinderen:\n" in text
    assert "• staat in: in het plan" in text
    assert ";" not in text


async def test_no_line_takes_more_than_two_of_a_phone(page: Reply) -> None:
    lines = [line for block in page.blocks for line in block.lines]
    assert [line for line in lines if len(textwrap.wrap(line, PHONE)) > 2] == []


async def test_who_made_it_is_named_by_role(page: Reply) -> None:
    """Whoever gets the page does not know who "ik" is."""
    text = as_text(page)
    assert "oplet: casemanager" in text
    assert "regisseur: casemanager" in text
    assert "Ik" not in text.split()

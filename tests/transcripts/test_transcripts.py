"""Every golden transcript, one test each. Whatever is said in it has a card for Teams too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.card_checks import content, faults_of_card
from tests.services import node
from tests.transcripts.transcript import CONVERSATIONS, Player, load

FILES = sorted(CONVERSATIONS.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
async def test_the_conversation_goes_as_written(path: Path, tmp_path: Path) -> None:
    player = Player(load(path), tmp_path)
    await player.play()
    replies = [outgoing.reply for outgoing in player.talk.recorder.sent]
    assert [fault for reply in replies for fault in faults_of_card(reply)] == []
    if not node.missing():
        cards = [card for reply in replies if (card := content(reply))]
        assert node.look_at(cards).faults == [[]] * len(cards)

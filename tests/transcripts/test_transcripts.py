"""Every golden transcript, one test each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcripts.transcript import CONVERSATIONS, Player, load

FILES = sorted(CONVERSATIONS.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
async def test_the_conversation_goes_as_written(path: Path, tmp_path: Path) -> None:
    await Player(load(path), tmp_path).play()

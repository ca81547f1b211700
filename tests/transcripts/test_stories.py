"""Every golden transcript with several people, one test each: what was seen to go wrong, and what happens now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcripts.story import STORIES, StoryPlayer, load

FILES = sorted(STORIES.glob("*.yaml"))
BAD_INPUT = {"overdracht_zonder_ja", "ouder_wil_niet", "gezin_blijkt_twee", "collega_vertrekt", "twee_tegelijk"}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
async def test_the_story_goes_as_written(path: Path, tmp_path: Path) -> None:
    await StoryPlayer(load(path), tmp_path).play()


def test_each_bad_turn_of_a_case_has_its_story() -> None:
    assert {path.stem for path in FILES} >= BAD_INPUT

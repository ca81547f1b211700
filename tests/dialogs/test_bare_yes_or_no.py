"""A bare yes or no is an answer to a question that asks for one, and to nothing else."""

from __future__ import annotations

import pytest

from tests.dialogs.played import Played
from tests.dialogs.test_record import INJURY


@pytest.mark.parametrize("said", ["ja", "nee"])
def test_it_is_no_fact(said: str) -> None:
    talk = Played("leraar")
    for line in (*INJURY, "vastleggen", "vandaag, 3", said):
        talk.say(line)
    assert talk.open is not None
    assert talk.open.item == "VL-FEIT"


def test_a_no_skips_the_opinion() -> None:
    talk = Played("leraar")
    for line in (*INJURY, "vastleggen", "vandaag, 3", "plek op de arm bij gym", "nee"):
        talk.say(line)
    assert talk.open is not None
    assert talk.open.item == "VL-OUDERS"


@pytest.mark.parametrize("said", ["nee", "geen", "ja", "weet ik niet"])
def test_with_nothing_open_it_starts_nothing(said: str) -> None:
    talk = Played("leraar")
    talk.say(said)
    assert not talk.session.stack

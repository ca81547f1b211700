"""A first message that tells a case fills in what it says: fewer turns than from scratch, and the same outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.model import Reply
from tests.script import next_answer
from tests.talk import Talk

GIVEN = {
    "KC-A1": "nee, geen gevaar",
    "KC-A2": "geen van deze",
    "voorstel": "ja",
    "KC-G3": "samen",
    "KC-G5": "ja",
}
CASES = [
    (
        "Meisje van 7 uit mijn klas heeft blauwe plekken en is vaak te laat, haar broertje is 5.",
        {"KC-K1": "letsel of plekken, vaak weg of te laat", "KC-G2": "7 en 5"},
    ),
    (
        "Mijn leerling van 7 komt vaak te laat en heeft blauwe plekken op haar arm, broertje van 5.",
        {"KC-K1": "letsel of plekken, vaak weg of te laat", "KC-G2": "7 en 5"},
    ),
    (
        "Jongen van 9, stil en bang, vader drinkt te veel en er zijn schulden.",
        {"KC-K1": "stil, bang of somber", "KC-G2": "9", "KC-O1": "alcohol of drugs, schulden of te weinig geld"},
    ),
]
LONGEST = 40


async def played(folder: Path, first: str, told: dict[str, str]) -> tuple[int, str]:
    """How many messages were typed until an outcome was told, and which."""
    talk = Talk(folder)
    try:
        text, typed = first, 0
        replies: list[Reply] = []
        while not any(reply.outcome for reply in replies):
            assert typed < LONGEST, replies[-1].item
            replies = await talk.say(text)
            typed += 1
            if not any(reply.outcome for reply in replies):
                text = next_answer(replies, {**GIVEN, **told})
        return typed, next(reply.outcome for reply in replies if reply.outcome)
    finally:
        talk.close()


@pytest.mark.parametrize(("message", "told"), CASES)
async def test_a_case_in_the_first_message_takes_fewer_turns(
    tmp_path_factory: pytest.TempPathFactory, message: str, told: dict[str, str]
) -> None:
    filled, outcome = await played(tmp_path_factory.mktemp("filled"), message, told)
    scratch, same = await played(tmp_path_factory.mktemp("scratch"), "kindcheck", told)
    assert outcome == same
    assert filled < scratch

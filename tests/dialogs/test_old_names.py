"""Who may go where, and old names, in each municipality; what the zorglandschap does not say is said (R130, R131)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.talk import Talk, said

COORDINATOR = "Vraag het de coördinator"


@pytest.mark.parametrize(
    ("gemeente", "question", "holds"),
    [
        ("rotterdam", "mag een ouder zich zelf inschrijven bij het wijkteam?", "kunnen zich niet zelf aanmelden"),
        ("rotterdam", "kunnen burgers zichzelf aanmelden bij een wijkteam", "kunnen zich niet zelf aanmelden"),
        ("voorbeeldstad", "mogen inwoners zelf naar het wijkteam?", "jongeren bellen zelf het wijkteam"),
        ("assen", "kan iemand zich zelf aanmelden bij het buurtteam", "jongeren gaan zelf naar het buurtteam"),
        ("voorbeeldstad", "is bureau jeugdzorg er nog?", "Bureau Jeugdzorg bestaat niet meer onder die naam"),
        ("voorbeeldstad", "kan ik bureau jeugdzorg bellen?", "Jeugdbescherming Voorbeeldregio"),
        ("rotterdam", "nummer van bureau jeugdzorg?", COORDINATOR),
        ("voorbeeldstad", "LZN", "Een LZN ken ik hier niet"), ("assen", "bestaat het LZN nog?", COORDINATOR),
        ("rotterdam", "is het LZN er nog?", "LZN bestaat niet meer sinds 1 januari 2015. Nu: Wijkteam"),
    ],
)  # fmt: skip
async def test_it_is_told_or_said_to_be_unknown(tmp_path: Path, gemeente: str, question: str, holds: str) -> None:
    talk = Talk(tmp_path, gemeente=gemeente, rol="leraar")
    await talk.say("hallo")
    text = said(await talk.say(question))
    talk.close()
    assert holds in text
    assert "Ik twijfel" not in text

"""Who asks for the vijf basisvragen gets them, or hears why the kindcheck goes first (basisvragen.md §0)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.played import Played


@pytest.mark.parametrize(
    "text",
    [
        "ik wil de basisvragen doen voor een gezin met geldzorgen en een depressieve moeder, twee kinderen",
        "doe de vijf basisvragen met me over een gezin met huurschuld en een vader die drinkt",
        "start de basisvragen, het gaat om een gezin met drie kinderen en veel schulden",
    ],
)
def test_they_begin_for_who_tells_of_a_family_along_with_it(text: str) -> None:
    talk = Played("wijkteamlid")
    said = "\n".join(map(as_text, talk.say(text)))
    assert [run.dialog for run in talk.session.stack] == ["basisvragen"]
    assert "112" in said
    assert "Vijf vragen" in said


@pytest.mark.parametrize(
    "text",
    [
        "ik wil de basisvragen doen voor een gezin met schulden, het meisje van 6 heeft blauwe plekken",
        "doe de basisvragen met me, gezin met schulden en vader slaat moeder",
    ],
)
def test_the_kindcheck_goes_first_with_a_reason_where_a_child_may_be_hurt(text: str) -> None:
    talk = Played("wijkteamlid")
    said = "\n".join(map(as_text, talk.say(text)))
    assert talk.session.stack[-1].dialog == "kindcheck"
    assert talk.replies[-1].item == "KC-A1"
    assert "Ik begin met de kindcheck" in said or talk.replies[0].kind == "acuut"

"""The line under a question is in the words of the sector, as the question is."""

from __future__ import annotations

import pytest

from dialogs.model import Input, Reading
from dialogs.questions.asking import field
from dialogs.starting import start
from dialogs.turn import Turn
from tests.dialogs.played import Played, engine


@pytest.mark.parametrize(
    ("rol", "line"),
    [
        ("leraar", "Gewoon op school gezien telt als nee."),
        ("pedagogisch_medewerker", "Gewoon op de opvang gezien telt als nee."),
        ("jeugdverpleegkundige", "Gewoon op school of op de opvang gezien telt als nee."),
        ("huisarts", "Gewoon op school of op de opvang gezien telt als nee."),
    ],
)
def test_where_a_child_is_seen_every_day_depends_on_the_work(rol: str, line: str) -> None:
    """kindcheck.md §5 KC-K3: seen there alone counts as no."""
    talk = Played(rol)
    turn = Turn(engine().library, talk.session, Input(Reading(text="")), talk.context)
    run = start(turn, "kindcheck")
    shown = field(turn, run, turn.library.questionnaires["kindcheck"].step("KC-K3"))
    assert shown.text.splitlines()[1:] == [line]

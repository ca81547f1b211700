"""In the middle of a doubt: the summary is of the kindcheck, and `terug` leads back to it."""

from __future__ import annotations

import pytest

from tests.dialogs.played import Played
from tests.sentences import PHRASES
from tests.talk import said

CHECK = ("kindcheck", "nee", "verzuim")


def at(*lines: str) -> Played:
    talk = Played("leraar")
    for each in lines:
        talk.say(each)
    return talk


@pytest.mark.parametrize("before", [("ik twijfel",), ("ik twijfel", "hoe ernstig het is"), ("advies",)])
def test_the_summary_is_of_what_is_below(before: tuple[str, ...]) -> None:
    talk = at(*CHECK, *before)
    asked = talk.open.item if talk.open else ""
    shown = said(talk.say("samenvatting"))
    assert "TOT NU TOE, KINDCHECK" in shown
    assert "over wie het gaat: Een kind" in shown
    assert talk.open
    assert talk.open.item == asked


@pytest.mark.parametrize("before", [("ik twijfel",), ("twijfel", "of er iets is", "terug"), ("advies",)])
def test_back_at_the_first_question_leads_back_to_the_check(before: tuple[str, ...]) -> None:
    talk = at(*CHECK)
    asked = talk.open.item if talk.open else ""
    for each in before:
        talk.say(each)
    assert PHRASES["terug.naar"].text in said(talk.say("terug"))
    assert [run.dialog for run in talk.session.stack] == ["kindcheck"]
    assert talk.open
    assert talk.open.item == asked


def test_a_doubt_by_itself_is_left() -> None:
    talk = at("ik twijfel")
    talk.say("terug")
    assert talk.session.stack == ()

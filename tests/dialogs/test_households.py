"""Children of several households in one message: one at a time, and nothing of one is written of the other."""

from __future__ import annotations

import pytest

from dialogs.replies.households import SAYING
from tests.dialogs.played import Played, engine
from tests.shipped import reader
from tests.talk import said

SEVERAL = (
    "het gaat om twee kinderen uit verschillende gezinnen: een jongen van 13 is vaak te laat op school, "
    "en een meisje van 6 zegt dat papa haar slaat"
)
ASKED = "Ik neem één gezin tegelijk"


def at_the_question(first: str = SEVERAL) -> Played:
    played = Played()
    played.say(first)
    played.say("nee")
    return played


def hears_several(text: str) -> bool:
    return SAYING in engine().library.heard.read(reader()(text)).remarks


@pytest.mark.parametrize(
    "text",
    [
        "twee meisjes uit twee gezinnen, allebei met blauwe plekken",
        "De kinderen zijn niet van hetzelfde gezin. Ze zijn vaak te laat.",
        "ik maak me zorgen over twee gezinnen in mijn straat",
        "in het ene gezin is geweld, in het andere zijn schulden",
        "drie kinderen uit 2 huishoudens komen zonder eten",
        "leerlingen uit drie gezinnen hebben geen ontbijt gehad",
    ],
)
def test_several_households_are_heard(text: str) -> None:
    assert hears_several(text)


@pytest.mark.parametrize(
    "text",
    [
        "een samengesteld gezin uit twee gezinnen, de jongste is stil",
        "het zijn geen kinderen, niet uit twee gezinnen",
        "twee kinderen uit een gezin met schulden",
        "een gezin met twee kinderen die vaak te laat komen",
        "de gezinnen in deze buurt zijn arm",
    ],
)
def test_one_household_is_left_alone(text: str) -> None:
    assert not hears_several(text)


def test_danger_is_asked_first_and_then_for_one_family_alone() -> None:
    played = Played()
    assert ASKED not in said(played.say(SEVERAL))
    heard = said(played.say("nee"))
    assert ASKED in heard
    assert "Dit haal ik uit je bericht" not in heard


def test_violence_in_one_family_is_not_read_back_of_the_other() -> None:
    played = at_the_question()
    heard = said(played.say("een jongen van 13 is vaak te laat op school"))
    read_back = heard.partition("Dit haal ik uit je bericht")[2]
    assert "vaak weg of te laat" in read_back
    assert "geweld" not in read_back
    assert "vertelt zelf" not in read_back
    assert "Bij het andere gezin las ik iets dat niet kan wachten" in heard
    assert "0800-2000" in heard
    played.say("klopt")
    assert played.session.stack[-1].answers["KC-K1"] == ("KS_VERZUIM",)
    assert "KC-H2" not in played.session.stack[-1].answers


def test_what_was_told_of_the_other_waits_as_a_concept_with_its_own_danger_question() -> None:
    played = at_the_question()
    played.say("een jongen van 13 is vaak te laat op school")
    (other,) = played.session.parked[0]
    assert "KS_ONTHULLING" in other.proposals["KC-K1"]
    assert "KS_VERZUIM" not in other.proposals["KC-K1"]
    assert other.proposals["KC-G2"] == ("4-11",)
    played.say("stop")
    played.say("mijn concepten")
    assert "gevaar loopt" in said(played.say("1"))
    assert "vertelt zelf dat het onveilig is" in said(played.say("nee"))


def test_the_family_that_cannot_wait_may_go_first() -> None:
    played = at_the_question()
    heard = said(played.say("het meisje van 6 zegt dat papa haar slaat"))
    assert "niet kan wachten" not in heard
    assert "vertelt zelf dat het onveilig is" in heard
    assert "BEL EERST VEILIG THUIS" in said(played.say("klopt"))
    assert "KS_VERZUIM" in played.session.parked[0][0].proposals["KC-K1"]


def test_a_question_in_between_is_answered_and_one_family_is_asked_for_again() -> None:
    played = at_the_question()
    heard = said(played.say("wat doet veilig thuis?"))
    assert "Vertel alleen over één gezin" in heard or ASKED in heard


def test_who_does_not_tell_of_one_is_asked_everything_and_nothing_is_lost() -> None:
    played = at_the_question()
    played.say("dat weet ik zo niet")
    heard = said(played.say("geen idee"))
    assert "misschien" not in heard
    assert not played.session.stack[-1].proposals
    assert "KS_ONTHULLING" in played.session.parked[0][0].proposals["KC-K1"]
    assert "niet kan wachten" in heard


def test_told_while_something_is_read_back_it_is_asked_too() -> None:
    played = Played()
    played.say("een jongen van 13 is vaak te laat op school en een meisje van 6 zegt dat papa haar slaat")
    played.say("nee")
    assert ASKED in said(played.say("die kinderen zijn niet uit hetzelfde gezin"))

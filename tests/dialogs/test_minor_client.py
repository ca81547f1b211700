"""A client under 18 is a child too: who tells the age is not asked again (kindcheck.md §3 KC-S2b, P09)."""

from __future__ import annotations

import pytest

from dialogs.replies.client_age import MINOR, with_minor_client
from tests.dialogs.played import Played
from tests.shipped import reader

MINORS = [
    "Moeder 16 jaar oud met een baby van 3 weken.",
    "Zwangere van 17 jaar, 30 weken, wil geen hulp.",
    "Een 15-jarige zwangere komt niet op controle.",
    "Mijn cliënt is 17 en zwanger.",
    "Zwanger meisje van 14, haar vriend is 23.",
]
OTHERS = [
    "Moeder van een jongen van 15 jaar drinkt te veel.",
    "Zwangere van 15 weken, rookt nog.",
    "Moeder is 16 weken zwanger.",
    "Moeder van 15-jarige jongen belt elke dag.",
    "Moeder, 34 jaar, zoon van 12 jaar.",
    "Cliënt is 19 en zwanger.",
]


def _read(message: str) -> dict[str, tuple[str, ...]]:
    return {each.item: each.answer for each in with_minor_client(reader()(message)).proposals}


@pytest.mark.parametrize("message", MINORS)
def test_the_age_of_the_client_says_that_the_client_is_a_child(message: str) -> None:
    assert _read(message)[MINOR] == ("ja",)


@pytest.mark.parametrize("message", OTHERS)
def test_the_age_of_another_or_of_a_pregnancy_does_not(message: str) -> None:
    assert MINOR not in _read(message)


@pytest.mark.parametrize(
    ("rol", "message"),
    [("kraamverzorgende", MINORS[0]), ("verloskundige", MINORS[1]), ("ggz_behandelaar", MINORS[3])],
)
def test_it_is_read_back_and_not_asked_again(rol: str, message: str) -> None:
    talk = Played(rol=rol)
    talk.say(message)
    for _ in range(4):
        assert talk.open is not None
        if talk.open.item == "voorstel":
            break
        talk.say({"KC-A1": "nee", "KC-A2": "niets van dit alles"}[talk.open.item])
    talk.say("klopt")
    assert MINOR not in [reply.item for reply in talk.replies]
    assert talk.answers()[MINOR] == ("ja",)
    assert "KC-G1" not in talk.answers()
    for _ in range(12):
        assert talk.open is not None
        if talk.open.item == "uitkomst":
            break
        talk.say("weet ik niet")
    assert {"KC-K1", "KC-K3"} & {reply.item for reply in talk.replies}

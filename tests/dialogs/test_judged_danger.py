"""What somebody judges about danger in so many words is heard wherever it is typed (kindcheck.md §1 rule 1; R141)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.messages import holds_the_numbers
from tests.dialogs.played import Played
from tests.shipped import library

JUDGEMENT = library().dangers.judgement


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def talked(*lines: str, rol: str = "leraar") -> Played:
    talk = Played(rol)
    for line in lines:
        talk.say(line)
    return talk


CARE = ("jongen van 9 is stil, moeder drinkt", "nee", "klopt")
"""Up to the question who cares for the child now."""
SAFE = (*CARE, "2")
"""Up to the question whether the children are safe."""


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("er is gevaar", "gevaar"),
        ("volgens mij is het daar onveilig", "gevaar"),
        ("ik denk niet dat zij bij hem veilig is", "gevaar"),
        ("veilig is het daar niet", "gevaar"),
        ("als oom langskomt is ze niet veilig", "gevaar"),
        ("het meisje is niet veilig thuis, wie bel ik?", "gevaar"),
        ("ze is stil maar het is wel gevaarlijk", "gevaar"),
        ("ik weet niet of er gevaar is", "twijfel"),
        ("misschien lopen ze gevaar", "twijfel"),
        ("ik betwijfel of hij daar veilig is", "twijfel"),
        ("er is geen direct gevaar", "ontkend"),
        ("ik denk niet dat ze gevaar loopt", "ontkend"),
        ("gevaar is er niet", "ontkend"),
        ("nee hoor, niet onveilig", "ontkend"),
        ("ze zijn veilig bij oma", ""),
        ("bij gevaar bel ik 112", ""),
        ("als er gevaar is mag je melden", ""),
        ("wanneer is een kind in gevaar", ""),
        ("loopt hij gevaar?", ""),
        ("vroeger was het daar onveilig", ""),
        ("de baby is onveilig gehecht", ""),
        ("ik heb Veilig Thuis nog niet gebeld", ""),
        ("ik wil niet veilig thuis bellen", ""),
        ("veilig thuis is niet bereikbaar", ""),
    ],
)
def test_danger_counts_unless_it_is_denied_and_safety_where_it_is(text: str, judged: str) -> None:
    assert JUDGEMENT.read(text) == judged


@pytest.mark.parametrize(
    "said", ["ja, gevaar", "ja, ze zijn in gevaar", "ja maar onveilig", "ja het is niet veilig", "daar lopen ze gevaar"]
)
def test_danger_wins_over_a_yes_to_the_question_whether_they_are_safe(said: str) -> None:
    talk = talked(*SAFE)
    assert holds_the_numbers(text_of(talk.say(said)))
    assert talk.answers()["KC-G5"] == ("nee",)


@pytest.mark.parametrize(
    "said", ["ja, maar misschien toch gevaar", "nee, geen gevaar", "ja ik weet niet of ze gevaar lopen"]
)
def test_an_answer_that_may_be_either_is_asked_again(said: str) -> None:
    talk = talked(*SAFE)
    assert talk.say(said)[-1].item == "KC-G5"
    assert "KC-G5" not in talk.answers()


@pytest.mark.parametrize("said", ["ja", "ja, geen gevaar", "ja hoor, ze zijn veilig bij opa"])
def test_a_yes_without_danger_stays_a_yes(said: str) -> None:
    talk = talked(*SAFE)
    talk.say(said)
    assert talk.answers()["KC-G5"] == ("ja",)


def test_danger_wins_in_the_basisvragen_too() -> None:
    talk = talked("basisvragen", rol="wijkteamlid")
    while talk.open is not None and talk.open.item.split("/")[0] != "BV1.4":
        talk.say({"KC-G2": "8"}.get(talk.open.item, "weet ik niet"))
        assert talk.turns < 12, talk.open.item
    said = talk.say("ja, gevaar")
    assert said[-1].item == "KC-A1"
    assert holds_the_numbers(text_of(said))

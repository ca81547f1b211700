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
        ("er is niets met gevaar", "ontkend"),
        ("nu veilig bij opa waar niemand haar lastigvalt", ""),
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


CHANGED = (
    "eigenlijk denk ik toch wel gevaar",
    "er is toch gevaar",
    "misschien loopt ze toch gevaar",
    "ik denk dat het daar niet veilig is",
)


@pytest.mark.parametrize("said", CHANGED)
def test_a_changed_mind_about_danger_opens_the_danger_question_in_that_turn(said: str) -> None:
    talk = talked(*CARE)
    replies = talk.say(said)
    assert replies[0].kind == "acuut"
    assert holds_the_numbers(text_of(replies[:1]))
    assert replies[-1].item == "KC-A1"
    assert holds_the_numbers(text_of(talk.say("ja")))
    assert talk.answers()["KC-A1"] == ("ja",)


@pytest.mark.parametrize("said", CHANGED)
def test_it_is_heard_with_an_outcome_while_logging_and_at_a_read_back(said: str) -> None:
    told = ("leerling komt vaak te laat op school", "nee")
    for lines in (told, (*told, "ja", "vastleggen"), (*told, "ja", "vastleggen", "gisteren, 3")):
        talk = talked(*lines)
        if talk.open is not None and talk.open.item == "VL-FEIT" and "toch" not in said:
            continue  # a description was asked for
        assert talk.say(said)[-1].item == "KC-A1"


def test_the_user_may_change_their_mind_more_than_once() -> None:
    talk = talked(*CARE, "er is toch gevaar", "nee", "geen van deze")
    assert talk.say("ik denk dat ze toch gevaar loopt")[-1].item == "KC-A1"


def test_danger_that_was_said_already_asks_nothing_again() -> None:
    talk = talked(*CARE, "er is toch gevaar", "ja")
    assert talk.say("er is nu echt gevaar")[-1].item != "KC-A1"
    assert talk.answers()["KC-A1"] == ("ja",)


@pytest.mark.parametrize(
    "said",
    [
        "er is geen gevaar",
        "ze is niet in gevaar",
        "wat is acuut gevaar?",
        "mag ik delen bij gevaar?",
        "ik heb Veilig Thuis niet gebeld",
        "ze zijn veilig bij oma",
    ],
)
def test_denied_danger_and_a_question_about_it_open_nothing(said: str) -> None:
    talk = talked(*CARE)
    assert "KC-A1" not in {reply.item for reply in talk.say(said)}
    assert talk.answers()["KC-A1"] == ("nee",)


def test_an_answer_to_a_question_about_safety_is_that_answer() -> None:
    talk = talked("kindcheck", "nee", "letsel", "nee", "geen", "nee", "8", "samen", "nee", "geen", "nee", "vraag door")
    while talk.open is not None and talk.open.item != "KC-W2":
        talk.say("ja" if talk.open.item == "KC-W1" else "weet ik niet")
        assert talk.turns < 40, talk.open.item
    talk.say("ja, al jaren onveilig")
    assert talk.answers()["KC-W2"] == ("ja",)
    assert talk.answers()["KC-A1"] == ("nee",)


def test_with_nothing_open_it_begins_with_the_danger_question() -> None:
    replies = Played().say("ik denk toch dat er gevaar is")
    assert holds_the_numbers(text_of(replies))
    assert replies[-1].item == "KC-A1"


def test_to_change_the_answer_by_name_stays_a_change() -> None:
    talk = talked(*CARE)
    talk.say("wijzig gevaar")
    assert talk.session.stack[-1].acute == ()

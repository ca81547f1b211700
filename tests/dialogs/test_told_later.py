"""What is told or corrected halfway: added to what was known, shown, and never at the cost of another child."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.child_ages import corrected
from dialogs.model import Answer, Reply
from dialogs.understanding.normalise import fold
from tests.dialogs.played import Played


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def told(first: str, *lines: str, rol: str = "leraar") -> Played:
    talk = Played(rol)
    for line in (first, "nee", *lines):
        talk.say(line)
    return talk


# --- ages


@pytest.mark.parametrize(
    ("before", "said", "text", "count", "expected"),
    [
        (("4-11", "4-11"), ("0-3",), "de jongste is 2", None, ("0-3", "4-11")),
        (("0-3", "4-11"), ("4-11",), "de oudste is 8", None, ("0-3", "4-11")),
        (("12-15", "4-11", "0-3"), ("16-17",), "de oudste is al 16", None, ("16-17", "4-11", "0-3")),
        (("0-3", "4-11", "12-15"), ("12-15",), "de middelste is 12", None, ("0-3", "12-15", "12-15")),
        (("4-11", "4-11", "4-11"), ("0-3", "12-15"), "jongste 3, oudste 12", 2, ("0-3", "4-11", "12-15")),
        (("0-3", "4-11"), ("12-15",), "drie kinderen, oudste is 14", 3, ("0-3", "4-11", "12-15")),
        (("0-3", "4-11"), ("12-15",), "vier kinderen, oudste is 14", 4, ("0-3", "12-15", "onbekend", "onbekend")),
        ((), ("0-3",), "drie kinderen, de jongste is 1", 3, ("0-3", "onbekend", "onbekend")),
        (("0-3",), ("12-15",), "de oudste is 14", None, ("0-3", "12-15")),
        (("4-11",), ("0-3",), "ik bedoel 3 jaar", None, ("0-3",)),
        (("4-11", "4-11"), ("0-3", "12-15"), "3 en 12", 2, ("0-3", "12-15")),
        (("0-3", "4-11"), ("12-15",), "hij is 13", None, None),
        (("0-3", "4-11", "4-11"), ("0-3",), "twee kinderen, jongste is 3", 2, None),
    ],
)
def test_a_correction_changes_one_child_and_keeps_the_others(
    before: Answer, said: Answer, text: str, count: int | None, expected: Answer | None
) -> None:
    assert corrected(before, said, fold(text), count) == expected


@pytest.mark.parametrize(
    "said", ["nee, de jongste is 2", "nee ik bedoel de jongste is 2", "wijzig leeftijd de jongste is 2"]
)
def test_the_youngest_is_corrected_in_a_conversation(said: str) -> None:
    talk = told("kinderen van 5 en 8, moeder drinkt elke avond", "klopt")
    assert "Aangepast" in text_of(talk.say(said))
    assert talk.answers()["KC-G2"] == ("0-3", "4-11")


def test_the_youngest_is_corrected_while_the_ages_are_changed() -> None:
    talk = told("kinderen van 5 en 8, moeder drinkt elke avond", "klopt", "wijzig leeftijd", "de jongste is 2")
    assert talk.answers()["KC-G2"] == ("0-3", "4-11")


def test_who_of_several_children_is_asked_for_and_nobody_is_lost() -> None:
    talk = told("kinderen van 2 en 8, moeder drinkt elke avond", "klopt")
    assert talk.say("nee, hij is 13")[-1].item == "KC-G2"
    talk.say("laat maar")
    assert talk.answers()["KC-G2"] == ("0-3", "4-11")


# --- whom it is about


@pytest.mark.parametrize(
    "said",
    [
        "nee, ze heeft 4 kinderen, oudste is 11",
        "nee, er zijn drie kinderen",
        "nee, haar kinderen zijn 3, 6 en 9",
        "haar kinderen zijn vaak stil",
    ],
)
def test_a_sentence_about_the_children_of_an_adult_leaves_whom_it_is_about(said: str) -> None:
    talk = told("client van 36 met een depressie, alleenstaand, kinderen van 2, 5 en 8", "1", rol="poh")
    assert talk.answers()["KC-S2"] == ("volwassene",)
    talk.say(said)
    assert talk.answers()["KC-S2"] == ("volwassene",)


@pytest.mark.parametrize("said", ["nee, het gaat om een kind", "nee, een kind", "ik bedoel een kind"])
def test_whom_it_is_about_is_changed_in_so_many_words(said: str) -> None:
    talk = told("client van 36 met een depressie, alleenstaand, kinderen van 2, 5 en 8", "1", rol="poh")
    talk.say(said)
    assert talk.answers()["KC-S2"] == ("kind",)

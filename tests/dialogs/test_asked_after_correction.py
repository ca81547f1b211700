"""After a correction the questions that apply now and have no answer are asked, also behind an outcome."""

from __future__ import annotations

import pytest

from tests.dialogs.played import Played


def talked(*lines: str) -> Played:
    talk = Played("maatschappelijk_werker")
    for line in lines:
        talk.say(line)
    return talk


def asked(talk: Played) -> str:
    assert talk.open is not None
    return talk.open.item


EXPECTING = ("Mijn cliënt drinkt veel", "nee, geen gevaar", "klopt", "ja", "nee", "één ouder, die het zwaar heeft")
"""A client who is pregnant and has no children, up to the outcome."""


@pytest.mark.parametrize("way", [("wijzig", "zwangerschap", "nee"), ("wijzig zwanger nee",)])
def test_what_a_pregnancy_made_superfluous_is_asked_when_there_is_none(way: tuple[str, ...]) -> None:
    talk = talked(*EXPECTING)
    assert asked(talk) == "uitkomst"
    for line in way:
        talk.say(line)
    assert asked(talk) == "KC-G1c"
    talk.say("de cliënt zegt het")
    assert asked(talk) == "KC-H2"


def test_nothing_is_asked_where_the_correction_opens_nothing() -> None:
    talk = talked(*EXPECTING)
    talk.say("wijzig zorg niemand")
    assert asked(talk) == "uitkomst"


def test_children_after_all_are_asked_about() -> None:
    talk = talked(*EXPECTING, "wijzig zwanger nee")
    for _ in range(20):
        if asked(talk) == "uitkomst":
            break
        talk.say({"KC-G1c": "zelf gezien", "KC-O2/OP_VERSLAVING": "licht"}.get(asked(talk), "nee"))
    assert asked(talk) == "uitkomst"
    talk.say("wijzig kinderen ja")
    assert asked(talk) == "KC-G2"

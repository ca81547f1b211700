"""The list of what can be changed has a way out: after three misses nothing changes, and the user goes on."""

from __future__ import annotations

import pytest

from tests.dialogs.played import Played
from tests.sentences import PHRASES
from tests.talk import said

CHECK = ("kindcheck", "nee", "verzuim")


@pytest.fixture
def changing() -> Played:
    talk = Played("leraar")
    for each in (*CHECK, "wijzig"):
        talk.say(each)
    return talk


def test_the_third_miss_changes_nothing_and_goes_on(changing: Played) -> None:
    before = dict(changing.answers())
    item = next(reply.item for reply in reversed(changing.replies[:-1]) if reply.prompt)
    changing.say("bloemkool")
    assert PHRASES["nietbegrepen.wijzig_weg"].text in said(changing.say("een twee drie vier"))
    heard = changing.say("bloemkool")
    assert PHRASES["nietbegrepen.wijzig"].text in said(heard)
    assert changing.answers() == before
    assert changing.open is not None
    assert changing.open.item == item


def test_each_list_counts_its_own_misses(changing: Played) -> None:
    for _ in range(2):
        changing.say("bloemkool")
    changing.say("laat maar")
    changing.say("wijzig")
    assert PHRASES["nietbegrepen.wijzig"].text not in said(changing.say("bloemkool"))

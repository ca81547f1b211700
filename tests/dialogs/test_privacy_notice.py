"""The privacy notice: two sentences, once, behind the first danger question or the profile (conversations.md §4.3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.effects import SaveProfile
from dialogs.model import Profile, Reply
from tests.dialogs.played import Played
from tests.talk import said

NOTICE = "Over een gezin deel ik alleen wat jij kiest"
WORRY = "een jongen van 8 is vaak te laat op school"


def newcomer(rol: str = "leraar") -> Played:
    played = Played(rol=rol)
    played.profile = replace(played.profile, privacy_verteld=False)
    return played


def text(replies: list[Reply]) -> str:
    return said(replies)


def test_it_comes_behind_the_first_danger_question_and_never_before_it() -> None:
    played = newcomer()
    assert NOTICE not in text(played.say(WORRY))
    heard = text(played.say("nee"))
    assert heard.index(NOTICE) < heard.index("Dit haal ik uit je bericht")
    assert "volgens de regels van je organisatie" in heard
    assert [each.profile.privacy_verteld for each in played.effects if isinstance(each, SaveProfile)] == [True]


def test_it_comes_once() -> None:
    played = newcomer()
    played.say(WORRY)
    played.say("nee")
    played.profile = next(each.profile for each in played.effects if isinstance(each, SaveProfile))
    played.say("nieuwe kindcheck")
    assert NOTICE not in text(played.say("nee"))


def test_it_comes_behind_the_profile_of_somebody_whose_work_is_not_known() -> None:
    played = newcomer(rol="")
    played.say(WORRY)
    assert NOTICE not in text(played.say("nee"))
    for answer in ("leraar", "sla over"):
        heard = text(played.say(answer))
    assert NOTICE in heard or NOTICE in text(played.say("voorbeeldstad"))
    saved = [each.profile for each in played.effects if isinstance(each, SaveProfile)]
    assert saved[-1] == replace(saved[-1], rol="leraar", privacy_verteld=True)


@pytest.mark.parametrize(
    ("worry", "answer"), [(WORRY, "ja"), (WORRY, "misschien"), ("een meisje van 6 zegt dat papa haar slaat", "nee")]
)
def test_with_danger_calling_goes_first(worry: str, answer: str) -> None:
    played = newcomer()
    played.say(worry)
    assert NOTICE not in text(played.say(answer))


@pytest.mark.parametrize("typed", ["privacy", "privacyverklaring", "hoe zit het met mijn privacy"])
def test_more_of_it_is_told_at_any_moment(typed: str) -> None:
    played = newcomer()
    played.say(WORRY)
    heard = text(played.say(typed))
    assert "Een concept wis ik na 28 dagen" in heard
    assert "Verantwoordelijk: je eigen organisatie" in heard
    assert played.open is not None


def test_who_has_not_heard_it_is_known_by_the_profile() -> None:
    assert not Profile().privacy_verteld

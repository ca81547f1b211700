"""An answer that is about to be changed stays what it was until there is another; leaving is said in plain words."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.played import Played


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def changing(*, sign: str = "vaak weg of te laat") -> Played:
    """A kindcheck with a sign, whose question is asked again."""
    talk = Played()
    for line in ("kindcheck", "nee", sign):
        talk.say(line)
    talk.say("wijzig")
    talk.press("KC-K1")
    assert talk.open is not None
    assert talk.open.item == "KC-K1"
    return talk


@pytest.mark.parametrize(
    "said",
    ["laat staan", "nee, laat het maar staan", "laat maar", "toch maar niet veranderen", "Laat zo.", "nee hou het zo"],
)
def test_an_answer_that_is_not_changed_after_all_stays(said: str) -> None:
    talk = changing()
    replies = talk.say(said)
    assert talk.answers()["KC-K1"] == ("KS_VERZUIM",)
    assert "vaak weg of te laat" in text_of(replies)
    assert replies[-1].item == "KC-K3"


def test_three_misunderstandings_keep_what_was_known() -> None:
    talk = changing()
    for said in ("qwx zrt", "tja", "pfff"):
        replies = talk.say(said)
    assert talk.answers()["KC-K1"] == ("KS_VERZUIM",)
    assert replies[-1].item == "KC-K3"


@pytest.mark.parametrize("said", ["weet ik niet", "geen idee", "overslaan"])
def test_not_knowing_another_answer_makes_no_fact_that_nobody_told(said: str) -> None:
    talk = changing()
    talk.say(said)
    assert talk.answers()["KC-K1"] == ("KS_VERZUIM",)


def test_another_answer_still_replaces_it() -> None:
    talk = changing()
    talk.say("ik zie het kind niet")
    assert talk.answers()["KC-K1"] == ("KS_NIET_GEZIEN",)
    talk.say("terug")
    talk.say("weet ik niet")
    assert talk.answers()["KC-K1"] == ("KS_NIET_GEZIEN",)


def test_weet_ik_niet_is_an_answer_where_the_question_offers_it() -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "vaak weg of te laat", "nee", "terug", "weet ik niet"):
        talk.say(line)
    assert talk.answers()["KC-K3"] == ("onbekend",)


def test_weet_ik_niet_after_a_misunderstanding_leaves_no_nee() -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "vaak weg of te laat", "nee", "terug", "qwx zrt", "weet ik niet"):
        talk.say(line)
    assert talk.answers()["KC-K3"] == ("onbekend",)


@pytest.mark.parametrize("known", ["nee", "ja"])
def test_a_single_answer_that_was_to_be_taken_back_is_not_kept_by_misunderstandings(known: str) -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "vaak weg of te laat", known, "terug", "qwx zrt", "tja", "pfff"):
        talk.say(line)
    assert talk.answers()["KC-K3"] not in {("nee",), ("ja",)}


@pytest.mark.parametrize("said", ["laat maar", "nee laat maar zo", "niets wijzigen"])
def test_the_list_of_answers_is_left_without_a_change(said: str) -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "vaak weg of te laat", "wijzig"):
        talk.say(line)
    assert talk.say(said)[-1].item == "KC-K3"
    assert talk.answers()["KC-K1"] == ("KS_VERZUIM",)


def test_no_danger_may_stay_but_is_never_assumed() -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "wijzig gevaar"):
        talk.say(line)
    assert talk.say("laat maar")[-1].item == "KC-K1"
    assert talk.answers()["KC-A1"] == ("nee",)
    talk.say("wijzig gevaar")
    for said in ("qwx zrt", "tja", "pfff"):
        talk.say(said)
    assert talk.answers()["KC-A1"] == ("twijfel",)


def test_new_danger_is_not_undone_by_keeping_an_answer_from_before() -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "wijzig gevaar", "hij staat hier met een mes"):
        talk.say(line)
    talk.say("laat maar")
    assert "KC-A1" not in talk.answers()


@pytest.mark.parametrize(
    "said",
    [
        "oke stop",
        "Ik wil nu even stoppen",
        "laat maar",
        "ik moet weg, sorry",
        "stop maar",
        "nee ik stop ermee",
        "tot later!",
    ],
)
def test_leaving_is_said_in_plain_words(said: str) -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "vaak weg of te laat"):
        talk.say(line)
    replies = talk.say(said)
    assert talk.session.stack == ()
    assert len(talk.session.parked) == 1
    assert "concept" in text_of(replies)


@pytest.mark.parametrize(
    "said",
    ["hou op met slaan", "hij moet stoppen met schreeuwen", "ze laat maar wat gebeuren", "ik wil dat vader stopt"],
)
def test_a_sentence_about_the_family_leaves_nothing(said: str) -> None:
    talk = Played()
    for line in ("kindcheck", "nee", "vaak weg of te laat"):
        talk.say(line)
    talk.say(said)
    assert talk.session.stack
    assert not talk.session.parked

"""Where "weet ik niet", or a word that is a command elsewhere, answers what is asked (kindcheck.md §1 rule 3; R113)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.kindcheck_talk import KindcheckTalk
from tests.dialogs.played import Played, engine

PHRASES = engine().library.phrases


def said(talk: Played, text: str) -> str:
    return "\n".join(as_text(reply) for reply in talk.say(text))


@pytest.mark.parametrize("unsure", ["weet ik niet", "geen idee"])
def test_who_does_not_know_whether_it_was_read_well_is_asked(unsure: str) -> None:
    """It is neither taken nor denied: its questions come."""
    talk = Played()
    talk.say("Een kind in mijn klas is vaak te laat en thuis zijn er schulden")
    talk.say("nee, geen gevaar")
    assert talk.open is not None
    assert talk.open.item == "voorstel"
    assert PHRASES.text("prefill.weetniet") in said(talk, unsure)
    assert not {"KC-K1", "KC-O1"} & set(talk.answers())
    assert talk.open.item == "KC-K1"


def test_who_is_not_sure_of_more_that_was_told_never_leaves_a_no_standing() -> None:
    talk = KindcheckTalk(rol="maatschappelijk_werker")
    talk.until("KC-H1", {})
    assert talk.answers()["KC-Z1"] == ("nee",)
    talk.say("moeder blijkt weer zwanger te zijn")
    assert talk.open is not None
    assert talk.open.item == "voorstel"
    talk.say("weet ik niet")
    assert talk.open.item == "KC-Z1"


@pytest.mark.parametrize("unsure", ["weet ik niet", "dat weet ik niet"])
def test_who_does_not_know_what_to_do_after_the_outcome_gets_the_way_of_doubt(unsure: str) -> None:
    """Kindcheck.md §1 rule 7, and back to the choices after it."""
    talk = KindcheckTalk()
    talk.until("uitkomst", {"KC-K1": ("KS_VERZUIM",)})
    talk.say(unsure)
    assert talk.session.stack[-1].dialog == "twijfel"

"""A question of practice beside a concern: danger first, then its answer, once, and the kindcheck goes on."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Input, Reading, Reply
from tests.dialogs.played import Played, engine

BESIDE = [
    ("stiefvader schopt moeder. moet ik hem om toestemming vragen voor ik de jeugdarts inlicht?", "delen.toestemming"),
    ("van de avg mag ik niets zeggen, maar een kind komt vies en hongerig op school", "delen.privacy"),
    ("een meisje ruikt en heeft honger. ik ben bang het fout te doen, mag ik niets doen?", "meldcode.durf_niet"),
    ("meisje van 17 heeft ruzie thuis en slaapt in de auto. wat verandert er als ze 18 wordt", "kind.zestien"),
    ("vader drinkt en is agressief. moeten de kinderen weg of kan hij het huis uit?", "geweld.huisverbod"),
    ("leerling heeft striemen, en de psychiater vond niets bij moeder, is het dan veilig?", "regie.geen_maatregel"),
    ("de ots is afgewezen en moeder drinkt weer, kan ik nu afsluiten?", "regie.geen_maatregel"),
    ("een jongen is al weken stil en bang. Mag ik dat met de jeugdverpleegkundige delen?", "delen.wat_mag"),
    ("leerling is vaak moe en heeft honger, mag ik dit even delen met onze jeugdarts?", "delen.huisarts"),
    ("kind ruikt naar rook en komt vies op school. mag ik informatie delen met de kinderopvang?", "delen.wat_mag"),
    ("moet ik het zeker weten? een jongen heeft vaak blauwe plekken", "meldcode.bewijs"),
]  # fmt: skip


def items(replies: list[Reply]) -> list[str]:
    return [reply.item for reply in replies]


@pytest.mark.parametrize(("text", "answer"), BESIDE)
def test_a_question_beside_a_concern_is_answered_behind_the_danger_question(text: str, answer: str) -> None:
    talk = Played()
    first = talk.say(text)
    assert first[-1].item == "KC-A1"
    assert not [item for item in items(first) if item.startswith("praktijk")]
    behind = talk.say("nee")
    assert behind[0].item == f"praktijk:{answer}"
    assert behind[-1].prompt is not None
    later = [*talk.say("klopt"), *talk.say("weet ik niet"), *talk.say("weet ik niet")]
    assert not [item for item in items(later) if item.startswith("praktijk")]


@pytest.mark.parametrize(
    "text", ["leerling is stil en teruggetrokken, wat denk jij?", "een kleuter heeft striemen. wat vind je ervan?"]
)
def test_who_asks_nothing_of_practice_gets_no_answer_that_only_fits_what_was_told(text: str) -> None:
    talk = Played()
    talk.say(text)
    assert not [item for item in items(talk.say("nee")) if item.startswith("praktijk")]


def test_with_danger_the_question_does_not_stand_before_who_to_call() -> None:
    talk = Played()
    talk.say("vader slaat moeder. moeten de kinderen uit huis?")
    said = talk.say("ja")
    assert not [item for item in items(said) if item.startswith("praktijk")]


def test_consent_is_not_asked_of_who_is_violent_before_advice() -> None:
    """R81, kindcheck.md §8.3; where nothing of violence was told the ages stand first (M P45)."""
    talk = Played()
    talk.say("vader slaat moeder. moet ik vader toestemming vragen om het consultatiebureau te bellen?")
    told = as_text(talk.say("nee")[0])
    assert told.startswith("Vraag een ouder die geweld gebruikt niet om toestemming voordat Veilig Thuis advies gaf")
    calm = Played().say("moet ik de ouders toestemming vragen om de huisarts te bellen?")
    assert as_text(calm[0]).startswith("Jonger dan 12")


def test_what_an_answer_said_is_not_said_again_as_a_reaction() -> None:
    """R143."""
    talk = Played()
    talk.say("de rechter heeft de ots afgewezen. is het nu veilig en kan ik afsluiten?")
    said = [*talk.say("nee"), *talk.say("klopt")]
    assert sum("Geen maatregel" in as_text(reply) for reply in said) == 1


def test_a_question_is_kept_while_is_asked_what_is_meant() -> None:
    talk = Played()
    text = "mag ik de huisarts bellen? er is iets"
    talk.give(Input(Reading(text=text, folded="zo", intent="signaal", other_intent="status")))
    assert talk.session.menu is not None
    assert talk.session.menu.kind == "bedoeling"
    assert talk.press("signaal")[-1].item == "KC-A1"
    assert talk.say("nee")[0].item == "praktijk:delen.huisarts"


def test_every_reaction_that_an_answer_covers_exists() -> None:
    known = {each.id for each in engine().library.reactions.data.reacties}
    assert {name for each in engine().library.practice.answers for name in each.reacties} <= known

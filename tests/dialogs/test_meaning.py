"""What is done with a reading that is not sure, whatever the weights of the model are: readings made by hand."""

from __future__ import annotations

from itertools import permutations

import pytest

from bot.channels.text import as_text
from dialogs.effects import AskReminder, AskStatus
from dialogs.gevaar.danger import LOOKS_ACUTE
from dialogs.model import Because, Input, Proposed, Reading, Reply
from tests.dialogs.messages import faults_of, holds_the_numbers
from tests.dialogs.played import Played, engine

PHRASES = engine().library.phrases
MEANT = [option.code for option in PHRASES.options("bedoeling") if option.code != "overig"]
PAIRS = [pair for pair in permutations(MEANT, 2) if set(pair) != {"signaal", "kindcheck"}]
EXAMPLE = "Ze kroop onder de tafel toen de deur dichtsloeg"
LIKE = Proposed("KC-K1", ("KS_TERUGGETROKKEN",), (Because("gelijkenis.teruggetrokken", ""),), EXAMPLE)
READ = Proposed("KC-K1", ("KS_LETSEL",), (Because("begrip.letsel", "blauwe plekken"),))


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def unsure(first: str, second: str) -> Reading:
    return Reading(text="iets", folded="iets", intent=first, other_intent=second)


def case(*proposals: Proposed, **more: object) -> Input:
    values = {"text": "iets", "folded": "iets", "intent": "signaal", "urgency": "zorg", **more}
    return Input(Reading(proposals=proposals, **values))  # type: ignore[arg-type]  # the names are those of Reading


# --- two intents that are close


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_intents_that_are_close_are_asked_about_once_and_both_go_on(first: str, second: str) -> None:
    for chosen in (first, second):
        talk = Played()
        [asked] = talk.give(Input(unsure(first, second)))
        assert asked.item == "bedoeling"
        assert asked.prompt is not None
        assert [option.code for option in asked.prompt.fields[0].options] == [first, second, "overig"]
        assert not list(faults_of(asked))
        after = talk.press(chosen)
        assert after or talk.effects[-1] == {"status": AskStatus(), "herinnering": AskReminder()}[chosen]  # outside
        assert "bedoeling" not in {reply.item for reply in after}
        assert talk.session.menu is None or talk.session.menu.kind != "bedoeling"


@pytest.mark.parametrize("number", ["1", "2", "3", "3."])
def test_the_question_is_answered_by_its_number(number: str) -> None:
    talk = Played()
    talk.give(Input(unsure("zoeken", "meldcode")))
    said = text_of(talk.say(number))
    if number == "2":
        assert "0800-2000" in said
        assert "geen antwoord" in said  # the message names nothing: the themes are shown
        return
    expected = {"1": "start.zoeken"}.get(number, "start.groet")
    assert PHRASES.text(expected)[:40] in said


def test_neither_leads_to_the_way_in() -> None:
    talk = Played()
    talk.give(Input(unsure("zoeken", "status")))
    assert [reply.item for reply in talk.press("overig")] == ["start"]


def test_a_worry_that_was_chosen_takes_along_what_was_read() -> None:
    talk = Played()
    talk.give(Input(Reading(text="iets", folded="iets", intent="meldcode", other_intent="signaal", proposals=(READ,))))
    assert talk.press("signaal")[-1].item == "KC-A1"
    shown = talk.say("nee, geen gevaar")
    assert shown[-1].item == "voorstel"
    assert talk.say("ja")
    assert talk.answers()["KC-K1"] == ("KS_LETSEL",)


@pytest.mark.parametrize(
    "more",
    [{"categories": {"letsel": "aanwezig"}}, {"danger": {"vermist": "aanwezig"}}, {"urgency": "zorg"}],
)
def test_a_worry_is_never_asked_what_it_means(more: dict[str, object]) -> None:
    replies = Played().give(case(intent="zoeken", other_intent="signaal", **{"urgency": "geen", **more}))
    assert "bedoeling" not in {reply.item for reply in replies}


def test_two_that_lead_to_the_same_thing_are_not_asked_about() -> None:
    talk = Played()
    assert talk.give(Input(unsure("signaal", "kindcheck")))[-1].item == "KC-A1"


# --- what a proposal rests on


def test_a_proposal_by_likeness_is_a_doubt_with_its_example_and_counts_after_a_yes() -> None:
    talk = Played()
    talk.give(case(LIKE))
    shown = text_of(talk.say("nee, geen gevaar"))
    assert "misschien" in shown
    assert PHRASES.text("lezen.lijkt_op", voorbeeld=EXAMPLE) in shown
    assert "KC-K1" not in talk.answers()
    assert EXAMPLE in text_of(talk.say("waarom denk je dat?"))
    assert "KC-K1" not in talk.answers()
    talk.say("ja")
    assert talk.answers()["KC-K1"] == ("KS_TERUGGETROKKEN",)


def test_a_proposal_by_a_rule_is_no_doubt_and_shows_its_words() -> None:
    talk = Played()
    talk.give(case(READ))
    shown = text_of(talk.say("nee, geen gevaar"))
    assert "misschien" not in shown
    assert "'blauwe plekken'" in text_of(talk.say("waarom denk je dat?"))


def test_a_doubt_that_is_wrong_leaves_nothing_behind() -> None:
    talk = Played()
    talk.give(case(LIKE))
    talk.say("nee, geen gevaar")
    assert talk.say("nee")[-1].item == "KC-K1"
    assert "KC-K1" not in talk.answers()
    assert not any(run.proposals.get("KC-K1") for run in talk.session.stack)


# --- danger by likeness


def test_danger_by_likeness_opens_the_gate_with_both_numbers_once_in_a_run() -> None:
    talk = Played()
    first = talk.give(case(urgency="acuut"))
    assert first[0].kind == "acuut"
    assert holds_the_numbers(text_of(first[:1]))
    assert first[-1].item == "KC-A1"
    assert LOOKS_ACUTE in talk.session.stack[-1].acute
    again = talk.give(case(urgency="acuut"))
    assert "acuut" not in {reply.kind for reply in again}


@pytest.mark.parametrize("why", ["", "plek", "melder"])
def test_likeness_after_danger_that_was_confirmed_says_the_numbers_and_asks_nothing_again(why: str) -> None:
    """A "nee" to the same question would undo the "ja", and the outcome with it."""
    talk = Played()
    talk.say("kindcheck")
    talk.say("ja")
    replies = talk.give(case(urgency="acuut", not_kept=why))
    assert replies[0].kind == "acuut"
    assert holds_the_numbers(text_of(replies[:1]))
    assert "KC-A1" not in {reply.item for reply in replies}
    assert talk.answers()["KC-A1"] == ("ja",)
    assert LOOKS_ACUTE in talk.session.stack[-1].acute


def test_what_resembles_danger_is_the_sentence_that_was_asked_for_where_danger_is_known() -> None:
    talk = Played()
    confirmed = ("kindcheck", "ja", "gebeld", "geweld of een wapen, nu", "ik weet het niet", "ja")
    for text in (*confirmed, "vastleggen", "vandaag, 1"):
        talk.say(text)
    assert talk.replies[-1].item == "VL-FEIT"
    told = "er was vandaag een plek op zijn arm"
    replies = talk.give(case(urgency="acuut", text=told, folded=told))
    assert holds_the_numbers(text_of(replies[:1]))
    assert replies[-1].item == "VL-MENING"
    assert talk.answers()["KC-A1"] == ("ja",)


def test_a_word_of_danger_after_it_is_answered_all_the_same() -> None:
    talk = Played()
    talk.give(case(urgency="acuut"))
    assert talk.give(case(urgency="acuut", acute=("AC1",)))[0].kind == "acuut"


@pytest.mark.parametrize("steps", [["kindcheck"], ["kindcheck", "nee, geen gevaar"], ["basisvragen"], ["stop"]])
def test_danger_by_likeness_is_answered_in_that_very_turn_wherever_one_is(steps: list[str]) -> None:
    talk = Played()
    for text in steps:
        talk.say(text)
    replies = talk.give(case(urgency="acuut"))
    assert replies[0].kind == "acuut"
    assert holds_the_numbers(text_of(replies[:1]))
    assert replies[-1].item == "KC-A1"


def test_what_only_resembles_an_example_is_no_answer_to_the_open_question_either() -> None:
    talk = Played()
    talk.say("kindcheck")
    talk.say("nee, geen gevaar")
    while talk.replies[-1].item != "KC-K1":
        talk.say({"KC-S1": "kind", "KC-S2": "kind", "KC-G2": "8"}.get(talk.replies[-1].item, "1"))
    shown = text_of(talk.give(case(LIKE)))
    assert "misschien" in shown
    assert "KC-K1" not in talk.answers()
    talk.say("ja")
    assert talk.answers()["KC-K1"] == ("KS_TERUGGETROKKEN",)

"""What is told or corrected halfway: added to what was known, shown, and never at the cost of another child."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Answer, Reply
from dialogs.replies.child_ages import corrected
from dialogs.understanding.normalise import fold
from tests.dialogs.played import Played


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


def told(first: str, *lines: str, rol: str = "leraar") -> Played:
    talk = Played(rol)
    for line in (first, "nee", *lines):
        talk.say(line)
    return talk


# --- more that is told


@pytest.mark.parametrize(
    ("said", "key", "code"),
    [
        ("hij heeft ook striemen op zijn rug", "KC-K1", "KS_LETSEL"),
        ("ik zag net dat hij onder de blauwe plekken zit", "KC-K1", "KS_LETSEL"),
        ("hij is ook vaak vies en heeft honger", "KC-K1", "KS_VERWAARLOOSD"),
        ("nee, maar hij heeft wel striemen op zijn benen", "KC-K1", "KS_LETSEL"),
        ("moeder drinkt ook veel te veel", "KC-O1", "OP_VERSLAVING"),
    ],
)
def test_a_sign_told_halfway_is_added_once_confirmed(said: str, key: str, code: str) -> None:
    talk = told("jongen van 9 is vaak te laat, thuis zijn er schulden", "klopt")
    before = talk.answers()[key]
    shown = talk.say(said)
    assert shown[-1].item == "voorstel"
    assert talk.answers()[key] == before
    talk.say("klopt")
    assert set(before) < set(talk.answers()[key])
    assert code in talk.answers()[key]


def test_an_addition_that_is_wrong_leaves_the_list_as_it_was() -> None:
    talk = told("jongen van 9 is vaak te laat", "klopt", "hij heeft ook striemen op zijn rug", "nee")
    assert talk.answers()["KC-K1"] == ("KS_VERZUIM",)
    assert talk.open is not None
    assert talk.open.item == "KC-K3"


def test_more_of_a_list_that_is_being_changed_is_added() -> None:
    talk = told("jongen van 9 is vaak te laat", "klopt", "wijzig", "3", "hij heeft ook striemen op zijn rug")
    assert talk.answers()["KC-K1"] == ("KS_VERZUIM", "KS_LETSEL")


def test_the_same_again_is_no_addition() -> None:
    talk = told("jongen van 9 is vaak te laat", "klopt")
    assert talk.say("hij is dus echt heel vaak te laat")[-1].item != "voorstel"


def test_what_tells_of_no_worry_comes_back_to_no_answer() -> None:
    talk = told("jongen van 9 is vaak te laat", "klopt")
    assert talk.say("de blauwe fiets")[-1].item == "KC-K3"


def test_violence_that_was_denied_and_is_told_later_is_asked_about() -> None:
    talk = told("kindcheck")
    for line in ("niets bijzonders", "nee", "niets van dit alles"):
        talk.say(line)
    shown = talk.say("vader slaat moeder geregeld")
    assert "geweld thuis" in text_of(shown)
    talk.say("klopt")
    assert "OP_HUISELIJK_GEWELD" in talk.answers()["KC-O1"]


# --- at the summary


@pytest.mark.parametrize(
    "said",
    [
        "gisteren heeft vader moeder weer geslagen",
        "ja en vader slaat moeder",
        "klopt, maar vader heeft moeder ook geslagen",
    ],
)
def test_violence_told_at_the_summary_is_added_and_shown(said: str) -> None:
    talk = told("moeder drinkt veel, twee kinderen van 4 en 7")
    shown = talk.say(said)
    assert shown[-1].item == "voorstel"
    assert "alcohol" in text_of(shown)
    assert "geweld thuis" in text_of(shown)
    talk.say("klopt")
    assert set(talk.answers()["KC-O1"]) == {"OP_VERSLAVING", "OP_HUISELIJK_GEWELD"}


def test_a_correction_at_the_summary_is_taken_in() -> None:
    talk = told("moeder moet haar huis uit, ze heeft twee kinderen")
    shown = text_of(talk.say("nee, drie kinderen, de jongste is 2"))
    assert "Aangepast" in shown
    assert "0 tot en met 3 jaar" in shown
    assert "Kies een van" not in shown
    talk.say("klopt")
    assert talk.answers()["KC-G2"] == ("0-3", "onbekend", "onbekend")


def test_an_age_that_was_read_is_corrected_at_the_summary() -> None:
    talk = told("moeder drinkt veel, kinderen van 4 en 7")
    assert "Aangepast" in text_of(talk.say("nee, de oudste is 13"))
    talk.say("klopt")
    assert talk.answers()["KC-G2"] == ("4-11", "12-15")


def test_a_sign_told_with_the_outcome_is_shown() -> None:
    talk = told("jongen van 9 is vaak te laat", "klopt", "wat is de overlegkaart")
    while talk.open is not None and talk.session.stack and talk.session.stack[-1].mode == "vragen":
        talk.say("weet ik niet")
    assert talk.session.stack[-1].mode == "uitkomst"
    assert talk.say("hij heeft ook striemen op zijn rug")[-1].item == "KC-A1"  # harm is asked about first
    assert talk.say("nee")[-1].item == "KC-A2"
    assert talk.say("geen van deze")[-1].item == "voorstel"


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


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("er is trouwens ook nog een broertje van 2", ("4-11", "4-11", "0-3")),
        ("ze hebben ook een dochter van 14", ("4-11", "4-11", "12-15")),
        ("de jongste is trouwens nog maar 3 jaar", ("0-3", "4-11")),
    ],
)
def test_a_child_told_of_halfway_is_shown_and_counts(said: str, ages: Answer) -> None:
    talk = told("kinderen van 5 en 8, moeder drinkt elke avond", "klopt")
    assert talk.say(said)[-1].item == "voorstel"
    assert talk.answers()["KC-G2"] == ("4-11", "4-11")
    talk.say("klopt")
    assert talk.answers()["KC-G2"] == ages


@pytest.mark.parametrize("said", ["vader sloeg de jongste van 5 gisteren", "jongen van 8 heeft blauwe plekken"])
def test_a_child_that_is_told_of_again_takes_no_other_away(said: str) -> None:
    talk = told("kinderen van 5 en 8, moeder drinkt elke avond")
    talk.say(said)
    talk.say("klopt")
    assert talk.answers()["KC-G2"] == ("4-11", "4-11")


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

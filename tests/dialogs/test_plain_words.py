"""A yes, a no or a doubt in somebody's own words (kindcheck.md §1 rules 1 and 3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.model import Answer, Field, Option, Reading
from dialogs.questions.answers import parse
from dialogs.questions.plain_words import plain
from dialogs.replies.explained import explained
from tests.dialogs.played import Played
from tests.dialogs.test_answers import ITEMS, TUESDAY, shown
from tests.shipped import library, reader

WORDS = library().phrases.words
KINDCHECK = sorted(key for key, item in ITEMS.items() if key.startswith("KC-") and item.type == "choice")


def answer(item_id: str, text: str) -> Answer | None:
    """As an open question reads a message: strictly, then with an explanation behind it."""
    item, reading = ITEMS[item_id], reader()(text)
    strict = parse(shown(item_id), item, reading, TUESDAY, WORDS)
    return strict if strict is not None else explained(shown(item_id), item, reading, TUESDAY, WORDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ja hoor zeker", "ja"), ("ja dat is helaas zo", "ja"), ("absoluut", "ja"), ("ja ik denk het wel", "ja"),
        ("nee hoor", "nee"), ("nee beslist niet", "nee"), ("nee ik denk van niet", "nee"), ("zeker niet", "nee"),
        ("nee op dit moment niet", "nee"),
        ("dat zou best kunnen", "twijfel"), ("niet helemaal zeker", "twijfel"), ("nee weet ik niet", "twijfel"),
        ("ja misschien", "twijfel"), ("dat kan ik niet uitsluiten", "twijfel"), ("waarschijnlijk niet", "twijfel"),
        ("dat durf ik niet te zeggen", "twijfel"),
        # what holds anything else says nothing
        ("ja niet direct", ""), ("ja en nee", ""), ("nee nu wel", ""), ("nee dat wel", ""), ("op dit moment", ""),
        ("ja dat weet oma ook", ""), ("nee maar vroeger wel", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_short_sentence_says(text: str, said: str) -> None:
    assert plain(text, WORDS) == said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ja, ik denk het wel", "ja"), ("ja absoluut", "ja"), ("dat vrees ik van wel", "ja"),
        ("ja, direct gevaar", "ja"),        ("ja, hij is op weg naar huis", "ja"),
        ("dat zou best kunnen", "twijfel"), ("niet uit te sluiten", "twijfel"), ("ik ben er niet zeker van", "twijfel"),
        ("waarschijnlijk niet", "twijfel"), ("misschien, vader komt vrijdag vrij", "twijfel"),
        ("nee, ik denk van niet", "nee"), ("nee er is geen acute dreiging", "nee"), ("nu geen gevaar", "nee"),
        ("momenteel niet", "nee"), ("nee, hij is naar de kliniek gebracht", "nee"),
        ("nee zij logeert bij haar zus", "nee"),
    ],
)  # fmt: skip
def test_the_danger_question(text: str, code: str) -> None:
    assert answer("KC-A1", text) == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "ja, geen acuut gevaar", "nee, nu wel", "op dit moment", "nee, maar ik ben bang voor vanavond",
        "nee, vader komt morgen thuis", "nee, hij slaat hem",
        "nee, ze is nu bij hem en hij drinkt", "nee, ze heeft een blauw oog", "nee, het wordt erger",
        "nee, vandaag niet", "ja hoor, alles gaat goed", "nee, kun je dat uitleggen?", "niet",
    ],
)  # fmt: skip
def test_at_the_danger_question_nothing_is_guessed(text: str) -> None:
    assert answer("KC-A1", text) is None


@pytest.mark.parametrize("text", ["nee, hij zwaait met een mes", "nee, ze heeft pillen geslikt"])
def test_told_danger_goes_before_a_no(text: str) -> None:
    talk = Played("leraar")
    talk.say("kindcheck")
    replies = talk.say(text)
    assert replies[0].kind == "acuut"
    assert "112" in replies[0].blocks[0].text
    assert "KC-A1" not in talk.answers()


@pytest.mark.parametrize("text", ["ja dat vrees ik wel", "ja, hij is onderweg", "zou zomaar kunnen", "nee, geen idee"])
def test_danger_and_doubt_get_the_numbers_in_the_same_turn(text: str) -> None:
    talk = Played("leraar")
    talk.say("kindcheck")
    replies = talk.say(text)
    assert replies[0].kind == "acuut"
    said = " ".join(block.text for block in replies[0].blocks)
    assert "112" in said
    assert "0800-2000" in said


@pytest.mark.parametrize(
    ("item", "text", "code"),
    [
        ("KC-W1", "ja, dat denk ik wel", "ja"), ("KC-W1", "zou kunnen", "twijfel"),
        ("KC-W1", "ik denk van niet", "nee"), ("KC-W2", "niet zeker", "twijfel"),
        ("KC-H2", "nee, niet zeker", "onbekend"), ("KC-H2", "zou kunnen", "onbekend"),
        ("KC-D1", "nee, absoluut niet", "nee"), ("KC-Z1", "dat weet ik eigenlijk niet", "onbekend"),
        ("KC-G5", "ja dat denk ik wel", "ja"), ("KC-G5", "dat durf ik niet te zeggen", "onbekend"),
        ("KC-G4/x", "misschien wel", "onbekend"), ("KC-A4", "nee, geen klachten", "nee"),
        ("KC-K3", "ja hoor, de jeugdarts", "ja"), ("KC-D9", "nee, zeker niet", "niets_bekend"),
    ],
)  # fmt: skip
def test_other_questions_with_a_yes_a_no_or_a_doubt(item: str, text: str, code: str) -> None:
    assert answer(item.split("/")[0], text) == (code,)


AROUND = sorted(WORDS.own.around | WORDS.own.empty | WORDS.own.around_yes)


@given(st.sampled_from(KINDCHECK), st.sampled_from(["", "ja "]), st.permutations(["niet", *AROUND]), st.integers(1, 5))
def test_a_denial_is_never_a_yes(item: str, first: str, others: list[str], count: int) -> None:
    said = [word for word in others if word != "niet"][: count - 1]
    said.insert(others.index("niet") % count, "niet")
    text = first + " ".join(said)
    reading = Reading(text=text, folded=text)
    strict = parse(shown(item), ITEMS[item], reading, TUESDAY, WORDS)
    found = strict or explained(shown(item), ITEMS[item], reading, TUESDAY, WORDS)
    labels = {option.code: option.label.lower().split(",")[0] for option in shown(item).options}
    assert found is None or labels[found[0]] != "ja"


@pytest.mark.parametrize("text", ["ik twijfel", "twijfel", "ja, ik twijfel"])
def test_a_doubt_where_none_is_offered_stays_the_way_to_the_doubt_branch(text: str) -> None:
    strict = parse(shown("KC-K3"), ITEMS["KC-K3"], reader()(text), TUESDAY, WORDS)
    assert strict is None


def test_the_contrary_of_a_label_is_no_typing_error() -> None:
    options = (Option("alleen", "is alleen met de kinderen"), Option("niets", "niets hiervan"))
    item = ITEMS["KC-D-ZEDENRISICO"]
    text = "is niet alleen met de kinderen"
    assert parse(Field(item.id, "?", options), item, Reading(text=text, folded=text), TUESDAY, WORDS) is None

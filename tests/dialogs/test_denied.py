"""A correction that answers nothing is understood as one, in every dialog (conversations.md §5 #16)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from tests.dialogs.played import Played

FAMILY = ("gezin met schulden, moeder heeft een nieuwe partner en twee kinderen van 5 en 8", "nee", "klopt", "nee")
BASIS = (*FAMILY, "samen", "nee", "nee", "basisvragen")
LOST = "Dat haal ik er nog niet uit"


def after(*said: str) -> Played:
    talk = Played("wijkteamlid")
    for line in said:
        talk.say(line)
    return talk


def heard(talk: Played, text: str) -> str:
    return "\n".join(as_text(reply) for reply in talk.say(text))


@pytest.mark.parametrize("before", [FAMILY, BASIS], ids=["kindcheck", "basisvragen"])
@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("er woont geen nieuwe partner bij moeder", "nieuwe partner of volwassene in huis"),
        ("de ouders hebben geen schulden", "schulden of te weinig geld"),
        ("dat klopt niet, er zijn geen schulden", "schulden of te weinig geld"),
    ],
)
def test_what_is_not_so_is_understood_and_can_be_changed(before: tuple[str, ...], text: str, what: str) -> None:
    talk = after(*before)
    said = heard(talk, text)
    assert f"Je schrijft dat dit er niet is: {what}." in said
    assert "Welk antwoord wil je veranderen?" in said
    assert LOST not in said
    assert "speelt er bij deze volwassene" in heard(talk, "1")


def test_laat_maar_leaves_it_and_asks_what_was_open() -> None:
    talk = after(*BASIS)
    heard(talk, "de ouders hebben geen schulden")
    assert "rond de hulp" in heard(talk, "laat maar")


@pytest.mark.parametrize("text", ["het zijn er drie, niet twee", "er zijn drie kinderen", "nee, drie kinderen"])
@pytest.mark.parametrize("before", [FAMILY, BASIS], ids=["kindcheck", "basisvragen"])
def test_another_number_of_children_asks_their_ages_again(before: tuple[str, ...], text: str) -> None:
    talk = after(*before)
    said = heard(talk, text)
    assert "Dan zijn het er 3. Ik heb nu: 2 × 4 tot en met 11" in said
    talk.say("5, 8 en 14")
    path = talk.session.stack[-1].answers
    assert ("4-11", "4-11", "12-15") in path.values()


def test_the_same_number_changes_nothing() -> None:
    assert "Ik heb nu" not in heard(after(*FAMILY), "het zijn twee kinderen")


def test_what_was_never_said_changes_nothing_and_counts_no_miss() -> None:
    talk = after(*BASIS)
    for text in ("vader drinkt niet", "moeder is niet verslaafd", "er is geen verslaving"):
        said = heard(talk, text)
        assert "Dat staat niet in je antwoorden" in said
        assert "op je lijstje" not in said


def test_words_that_try_to_answer_what_is_asked_are_asked_for_again() -> None:
    talk = after(*FAMILY, "samen", "nee", "nee")
    assert "geweld" in as_text(talk.replies[-1]).lower()
    assert "Je schrijft" not in heard(talk, "er zijn hier geen klappen gevallen voor zover bekend")


def test_what_changed_in_the_kindcheck_is_known_in_the_basisvragen() -> None:
    talk = after(*BASIS, "de ouders hebben geen schulden", "1", "nieuwe partner", "basisvragen")
    run = talk.session.stack[-1]
    assert run.dialog == "basisvragen"
    assert run.given["op_codes"] == ("OP_NIEUWE_PARTNER",)

"""What is typed does what the button does, in the words in which people say it (conversations.md §5.2 rule 2)."""

from __future__ import annotations

import pytest

from bot.channels.text import as_text
from dialogs.model import Reply
from tests.dialogs.played import Played

CALLING = ("kindcheck", "ja")
"""Up to the question whether the call was made."""
READ_BACK = ("jongen van 9 is stil, moeder drinkt", "nee")
"""Up to "Klopt dit?"."""


def talked(*lines: str) -> Played:
    talk = Played()
    for line in lines:
        talk.say(line)
    return talk


def text_of(replies: list[Reply]) -> str:
    return "\n".join(map(as_text, replies))


@pytest.mark.parametrize(
    "said",
    [
        "geen gehoor",
        "er neemt niemand op",
        "wel gebeld maar geen gehoor",
        "ze nemen nog steeds niet op",
        "we staan al tien minuten in de wacht",
        "de lijn is bezet",
        "ik kom er niet door",
    ],
)
def test_who_reaches_nobody_hears_what_to_do_then(said: str) -> None:
    talk = talked(*CALLING)
    assert talk.open is not None
    assert talk.open.item == "acuut"
    text = text_of(talk.say(said))
    assert "laat een collega meebellen" in text
    assert "112" in text
    assert "KC-A1" not in {reply.item for reply in talk.replies[-2:]}
    assert talk.answers()["KC-A1"] == ("ja",)


def test_new_danger_goes_before_not_being_reached() -> None:
    replies = talked(*CALLING).say("geen gehoor en hij heeft nu een mes")
    assert replies[0].kind == "acuut"
    assert "collega" not in text_of(replies[:1])


@pytest.mark.parametrize("said", ["ja gelukt", "ja gebeld"])
def test_who_reached_somebody_goes_on(said: str) -> None:
    assert "Genoteerd" in text_of(talked(*CALLING).say(said))


YES = ["ja klopt", "ja, dat klopt", "klopt wel", "dat klopt helemaal", "jep", "ja precies", "inderdaad, klopt"]


@pytest.mark.parametrize("said", YES)
def test_a_yes_in_other_words_confirms_what_was_read(said: str) -> None:
    talk = talked(*READ_BACK)
    assert talk.say(said)[-1].item != "voorstel"
    assert talk.answers()["KC-O1"] == ("OP_VERSLAVING",)


@pytest.mark.parametrize("said", ["klopt niet", "klopt niet helemaal", "ja maar", "goed zo", "wel"])
def test_what_is_no_clear_yes_confirms_nothing(said: str) -> None:
    talk = talked(*READ_BACK)
    talk.say(said)
    assert "KC-O1" not in talk.answers()


@pytest.mark.parametrize("said", YES)
def test_a_yes_in_other_words_logs_what_was_shown(said: str) -> None:
    talk = talked("leerling komt vaak te laat op school", "nee", "ja", "vastleggen")
    while talk.open is not None and talk.open.item != "bevestigen":
        talk.say({"VL-FEIT": "Te laat op maandag."}.get(talk.open.item, "weet ik niet"))
        assert talk.turns < 30, talk.open.item
    assert talk.say(said)[-1].item == "klaar"

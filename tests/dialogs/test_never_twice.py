"""Nothing is said the same way twice in a row: repairs, thanks, and a question that is asked again.

A card, an explanation that was asked for and the lines on danger may come again as they are: they must stay the same.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.text import block_text
from dialogs.model import Reply
from tests.dialogs.played import Played, engine

SAME_ON_PURPOSE = {
    engine().library.phrases.text(name)
    for name in ("acuut.altijd", "uitkomst.slot", "uitkomst.menu", "uitkomst.menu_open")
}
"""Safety lines, and the words above the choices that stay."""
WORDS = (
    "bedankt", "wacht even", "schiet op", "ik raak in paniek", "snap ik niet", "hallo", "wie ben jij", "tja", "xyzzy",
    "...", "terug", "weet ik niet", "wijzig", "samenvatting", "mijn concepten", "mens", "verder", "overslaan",
)  # fmt: skip
REPAIRS = (
    "bedankt", "wacht even", "schiet op", "ik raak in paniek", "snap ik niet", "hallo", "wie ben jij", "mens", "...",
)  # fmt: skip


def sentences(replies: list[Reply]) -> set[str]:
    """What the assistant says of itself: no options, no cards and lists, no title."""
    said = set()
    for reply in replies:
        if reply.kind in {"kaart", "uitleg"}:
            continue
        said |= {block_text(block) for block in reply.blocks if block.kind == "tekst"}
        if reply.prompt and len(reply.prompt.fields) == 1:
            said.add(reply.prompt.fields[0].text.partition("\n")[0])
    return said - SAME_ON_PURPOSE - {""}


def answer(talk: Played, data: st.DataObject) -> list[Reply]:
    assert talk.open is not None
    assert talk.open.prompt is not None
    field = talk.open.prompt.fields[0]
    if not field.options or len(talk.open.prompt.fields) > 1:
        return talk.say("weet ik niet")
    return talk.press(data.draw(st.sampled_from([option.code for option in field.options])))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["kindcheck", "basisvragen", "Meisje uit mijn klas heeft blauwe plekken"]))
def test_no_sentence_comes_twice_in_a_row(data: st.DataObject, first: str) -> None:
    talk = Played(rol="leraar")
    before = sentences(talk.say(first))
    for _ in range(data.draw(st.integers(1, 25))):
        word = data.draw(st.sampled_from(("", "", *WORDS)))
        replies = talk.say(word) if word or not talk.session.stack else answer(talk, data)
        now = sentences(replies)
        assert not before & now, (word, before & now)
        before = now


@pytest.mark.parametrize("word", REPAIRS)
@pytest.mark.parametrize("answers", [[], ["nee"], ["nee", "stil, bang of somber"]])
def test_the_same_word_three_times_is_answered_in_other_words_each_time(word: str, answers: list[str]) -> None:
    talk = Played(rol="leraar")
    talk.say("kindcheck")
    for each in answers:
        talk.say(each)
    before: set[str] = set()
    for _ in range(3):
        now = sentences(talk.say(word))
        assert now
        assert not before & now, before & now
        before = now

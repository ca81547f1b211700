from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.matrix.outgoing.rendering import HOW_TO_ANSWER_SEVERAL, HOW_TO_CHOOSE_SEVERAL, mark, render
from bot.channels.matrix.outgoing.sending import content_of
from dialogs.model import Block, Field, Option, Prompt, Reply

YES, NO = Option("ja", "Ja"), Option("nee", "Nee")
SENTENCES = {HOW_TO_CHOOSE_SEVERAL: "Typ de nummers.", HOW_TO_ANSWER_SEVERAL: "Zet komma's ertussen."}


def ask(*fields: Field) -> Reply:
    return Reply((), Prompt("t.1", fields))


CASES = {
    "title": (
        Reply((Block("titel", "Acuut"),)),
        "Acuut",
        "<p><strong>Acuut</strong></p>",
    ),
    "lines of a text": (
        Reply((Block("tekst", "Eén\nTwee"), Block("tekst", "Drie"))),
        "Eén\nTwee\n\nDrie",
        "<p>Eén<br>Twee</p><p>Drie</p>",
    ),
    "points": (
        Reply((Block("punten", "Dit:", ("stil", "moe")),)),
        "Dit:\n• stil\n• moe",
        "<p>Dit:</p><ul><li>stil</li><li>moe</li></ul>",
    ),
    "steps": (
        Reply((Block("stappen", lines=("bel 112", "wacht")),)),
        "1. bel 112\n2. wacht",
        "<ol><li>bel 112</li><li>wacht</li></ol>",
    ),
    "a user's mark-up is text": (
        Reply((Block("quote", "<b>hij</b> & zij\n> ik"),)),
        "> <b>hij</b> & zij\n> > ik",
        "<blockquote>&lt;b&gt;hij&lt;/b&gt; &amp; zij<br>&gt; ik</blockquote>",
    ),
    "numbers": (
        ask(Field("A", "Speelt dit?", (YES, NO))),
        "Speelt dit?\n\n1) Ja\n2) Nee",
        "<p>Speelt dit?</p><p>1) Ja<br>2) Nee</p>",
    ),
    "letters where a number is an answer": (
        ask(Field("A", "Hoe oud?", (YES, NO), lettered=True)),
        "Hoe oud?\n\na) Ja\nb) Nee",
        "<p>Hoe oud?</p><p>a) Ja<br>b) Nee</p>",
    ),
    "numbers run on over groups": (
        ask(Field("A", "Wat?", (Option("1", "a", "Kind"), Option("2", "b", "Kind"), Option("3", "c", "Ouder")))),
        "Wat?\n\nKind\n1) a\n2) b\nOuder\n3) c",
        "<p>Wat?</p><p><strong>Kind</strong><br>1) a<br>2) b<br><strong>Ouder</strong><br>3) c</p>",
    ),
    "several may be chosen": (
        ask(Field("A", "Wat?", (YES, NO), multiple=True)),
        "Wat?\n\n1) Ja\n2) Nee\n\nTyp de nummers.",
        "<p>Wat?</p><p>1) Ja<br>2) Nee</p><p>Typ de nummers.</p>",
    ),
    "several questions, each with its own numbers": (
        ask(Field("A", "Een?", (YES, NO)), Field("B", "Twee?", (YES,))),
        "Een?\n\n1) Ja\n2) Nee\n\nTwee?\n\n1) Ja\n\nZet komma's ertussen.",
        (
            "<p><strong>Een?</strong></p><p>1) Ja<br>2) Nee</p><p><strong>Twee?</strong></p><p>1) Ja</p>"
            "<p>Zet komma&#x27;s ertussen.</p>"
        ),
    ),
    "a free text has no choices": (ask(Field("A", "Wat zag je?")), "Wat zag je?", "<p>Wat zag je?</p>"),
    "nothing": (Reply((Block("tekst", ""),)), "", ""),
}


@pytest.mark.parametrize(("reply", "plain", "html"), CASES.values(), ids=CASES)
def test_a_reply_looks_like_this(reply: Reply, plain: str, html: str) -> None:
    rendered = render(reply, SENTENCES)
    assert rendered.plain == plain
    assert rendered.html == html


def test_a_sentence_that_is_not_given_is_left_out() -> None:
    assert render(ask(Field("A", "Wat?", (YES,), multiple=True)), {}).plain == "Wat?\n\n1) Ja"


def test_marks_are_all_different() -> None:
    for lettered in (False, True):
        marks = [mark(place, lettered=lettered) for place in range(200)]
        assert len(set(marks)) == 200


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += len(attrs)


@given(st.sampled_from(["titel", "tekst", "punten", "stappen", "quote"]), st.text(), st.lists(st.text(), max_size=3))
def test_no_text_becomes_mark_up(kind: str, text: str, lines: list[str]) -> None:
    block = Block(kind, text, tuple(lines))  # type: ignore[arg-type]
    field = Field("A", text, tuple(Option(str(n), line, line) for n, line in enumerate(lines)))
    tags = Tags()
    tags.feed(render(Reply((block,), Prompt("t.1", (field,))), {}).html)
    assert tags.tags <= {"p", "br", "strong", "ul", "ol", "li", "blockquote"}
    assert tags.attributes == 0


def test_nobody_is_mentioned_by_what_is_quoted() -> None:
    content = content_of(render(Reply((Block("quote", "@juf:school.test"),)), {}))
    assert content["m.mentions"] == {}
    assert content["msgtype"] == "m.text"

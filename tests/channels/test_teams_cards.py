from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.teams import inert
from bot.channels.teams.cards import CONTENT_TYPE, LARGEST, answered, attachment, notification, plain, size, submitted
from dialogs.model import Block, Field, Option, Prompt, Reply
from tests.channels.card_checks import PHRASES, content, elements, faults_of_card, of_type, shown
from tests.services import node

YES, NO = Option("ja", "Ja"), Option("nee", "Nee")
MANY = tuple(Option(f"c{n}", f"keuze {n}", "kind" if n < 4 else "ouder") for n in range(9))
LONG = Option("lang", "een label dat op een telefoon echt niet op een knop past")


def ask(*fields: Field) -> Reply:
    return Reply((), Prompt("r.1.A", fields))


REPLIES = {
    "buttons": ask(Field("A", "Speelt dit?", (YES, NO))),
    "buttons below each other": ask(Field("A", "Wie?", MANY[:6])),
    "a list": ask(Field("A", "Wie?", (*MANY, LONG))),
    "a long label": ask(Field("A", "Wie?", (YES, LONG))),
    "several may be chosen": ask(Field("A", "Wat?\nJe mag meer kiezen.", (YES, NO), multiple=True)),
    "several, in groups": ask(Field("A", "Wat?", MANY, multiple=True)),
    "ages": ask(Field("A", "Hoe oud?", MANY[:3], multiple=True, lettered=True)),
    "a number": ask(Field("A", "Hoeveel?", (Option("onbekend", "Weet ik niet"),), lettered=True)),
    "a day": ask(Field("A", "Wanneer?", (YES, NO), lettered=True, day=True)),
    "a day without choices": ask(Field("A", "Wanneer?", lettered=True, day=True)),
    "a text": ask(Field("A", "Wat zag je?")),
    "a text that may be left out": ask(Field("A", "Wat zag je?", (Option("overgeslagen", "Sla over"),))),
    "several questions": ask(
        Field("A/x", "Een?", (YES, NO)),
        Field("B", "Twee?", MANY, multiple=True),
        Field("C", "Drie?", (YES,), lettered=True, day=True),
        Field("D", "Vier?", lettered=True, day=True),
    ),
    "answers that can be changed": Reply(
        (
            Block("tekst", "feit:", codes=("wijzig:B",)),
            Block("quote", "hij zei <b>au</b>"),
            Block("punten", lines=("over wie: kind", "uitkomst: U1"), codes=("wijzig:A/x", "")),
        ),
        Prompt("r.1.A", (Field("A", "Klopt dit?", (YES, NO)),)),
    ),
    "no words at all": ask(Field("A", "", (YES, NO))),
}


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_every_kind_of_question_has_a_card_that_can_be_answered(reply: Reply) -> None:
    assert faults_of_card(reply) == []


def test_the_reference_renderer_finds_no_fault_in_any_of_them() -> None:
    node.needed()
    said = Reply((Block("titel", "Acuut"), Block("stappen", "Doe:", ("bel",)), Block("quote", "hij")), kind="acuut")
    replies = [*REPLIES.values(), said]
    cards = [card for reply in replies if (card := content(reply))]
    cards += [answered(reply, ("ja",), PHRASES)["content"] for reply in replies]
    assert node.look_at(cards).faults == [[]] * len(cards)


def test_the_reference_renderer_finds_faults() -> None:
    node.needed()
    wrong = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Input.Text"}, {"type": "Knop"}]}
    assert len(node.look_at([wrong]).faults[0]) >= 2


def test_a_card_says_its_version_and_language() -> None:
    found = attachment(REPLIES["buttons"], PHRASES)
    assert found is not None
    assert found["contentType"] == CONTENT_TYPE
    card = found["content"]
    assert (card["type"], card["version"], card["lang"]) == ("AdaptiveCard", "1.5", "nl")
    assert card["fallbackText"].replace("\u00a0", " ") == "Speelt dit?\n\n\u200b1) Ja\n\n\u200b2) Nee"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(()),
        Reply((Block("tekst", "Eén"),)),
        Reply((Block("tekst", "Bel 112."),), kind="acuut"),
    ],
)
def test_what_asks_nothing_and_is_one_line_goes_as_text(reply: Reply) -> None:
    assert attachment(reply, PHRASES) is None


@pytest.mark.parametrize("reply", [Reply((Block("tekst", "a\nb"),)), Reply((Block("tekst", "a"), Block("tekst", "b")))])
def test_what_is_several_lines_keeps_them_apart_on_a_card(reply: Reply) -> None:
    card = content(reply)
    assert card is not None
    assert [shown(each) for each in of_type(card, "RichTextBlock")] == ["a", "b"]


@pytest.mark.parametrize("kind", ["titel", "quote", "punten", "stappen"])
def test_what_is_more_than_plain_text_is_a_card(kind: Any) -> None:
    reply = Reply((Block(kind, "Iets", ("een", "twee")),))
    assert attachment(reply, PHRASES) is not None


def test_headings_group_the_choices() -> None:
    card = content(REPLIES["several, in groups"])
    assert card is not None
    assert [each["label"] for each in of_type(card, "Input.ChoiceSet")] == ["kind", "ouder"]
    card = content(ask(Field("A", "Wie?", MANY[:6])))
    assert card is not None
    assert "kind\n1) keuze 0" in shown(card)
    assert "ouder\n5) keuze 4" in shown(card)


def test_what_does_not_fit_in_a_message_goes_as_text() -> None:
    def with_lines(count: int) -> Reply:
        return Reply((Block("punten", lines=("é" * 100,) * count),), Prompt("r.1.A", (Field("A", "?", (YES,)),)))

    found = [attachment(with_lines(count), PHRASES) for count in range(10, 200, 5)]
    sizes = [size(each) for each in found if each]
    assert None in found
    assert found.index(None) == len(sizes)
    assert max(sizes) <= LARGEST
    assert any("fallbackText" not in each["content"] for each in found if each)
    assert plain(with_lines(200)).endswith("1) Ja")
    after = answered(with_lines(200), ("ja",), PHRASES)
    assert size(after) <= LARGEST
    assert "Je antwoord: Ja" in shown(after["content"])
    huge = Reply((), Prompt("r.1.A", (Field("A", "x" * 30_000, (YES,)),)))
    assert attachment(huge, PHRASES) is None
    assert size(answered(huge, ("ja",), PHRASES)) <= LARGEST


@pytest.mark.parametrize("code", ["a,b", "a=b", "", "x" * 201])
def test_a_code_that_would_not_come_back_as_it_went_makes_no_card(code: str) -> None:
    assert attachment(ask(Field("A", "?", (Option(code, "Ja"),))), PHRASES) is None


def test_an_answered_card_tells_what_was_answered_and_what_was_not() -> None:
    reply = REPLIES["several questions"]
    text = shown(answered(reply, ("A/x=ja", "B=c1", "B=c5", "C=2026-11-20"), PHRASES)["content"])
    assert text == (
        "Een?\nJe antwoord: Ja\nTwee?\nJe antwoord: keuze 1; keuze 5\nDrie?\nJe antwoord: 20-11-2026\n"
        "Vier?\nNog niet beantwoord."
    )
    assert shown(answered(REPLIES["buttons"], (), PHRASES)["content"]) == "Speelt dit?\nBeantwoord in de chat."


def test_each_answer_that_can_be_changed_has_a_button_that_says_which() -> None:
    reply = REPLIES["answers that can be changed"]
    card = content(reply)
    assert card is not None
    changes = [each for each in of_type(card, "Action.Submit") if "tooltip" in each]
    assert [each["tooltip"] for each in changes] == ["Wijzig feit", "Wijzig over wie"]
    after = answered(reply, ("wijzig:A/x",), PHRASES)["content"]
    assert "Je antwoord: Wijzig over wie" in shown(after)


def test_as_many_answers_have_a_button_as_fit_in_a_message() -> None:
    lines = tuple(f"vraag {number}: een antwoord" for number in range(60))
    codes = tuple(f"wijzig:V{number}" for number in range(60))
    reply = Reply((Block("punten", lines=lines, codes=codes),), Prompt("r.1.A", (Field("A", "Klopt dit?", (YES,)),)))
    card = content(reply)
    assert card is not None
    assert all(line in shown(card) for line in lines)
    assert 10 < len(of_type(card, "ColumnSet")) < 60
    assert faults_of_card(reply) == []


def test_an_answered_card_shows_no_code_that_it_did_not_offer() -> None:
    text = shown(answered(REPLIES["buttons"], ("<at>juf</at>",), PHRASES)["content"])
    assert text == "Speelt dit?\nNog niet beantwoord."


def test_a_notification_tells_nothing_of_what_is_in_the_message() -> None:
    assert notification(PHRASES) == "Signaalwijzer heeft een bericht voor je."


# --- what comes back


TOKEN: dict[object, object] = {"token": "r.1.A"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({**TOKEN, "keuze": "ja"}, ("r.1.A", ("ja",))),
        ({**TOKEN, "keuze": "ja", "v0_0": "nee"}, ("r.1.A", ("ja",))),
        ({**TOKEN, "v0_0": "a,b", "v0_1": "c", "v0_10": "e", "v0_2": "d"}, ("r.1.A", ("a", "b", "c", "d", "e"))),
        ({**TOKEN, "v0_0": "", "v0_dag": "2026-11-20"}, ("r.1.A", ("2026-11-20",))),
        ({**TOKEN, "v0_0": "a", "v0_dag": "2026-11-20"}, ("r.1.A", ("2026-11-20",))),
        ({**TOKEN, "v0_0": "a", "v0_dag": ""}, ("r.1.A", ("a",))),
        (TOKEN, ("r.1.A", ())),
        ({**TOKEN, "v0_0": ""}, ("r.1.A", ())),
        ({**TOKEN, "vragen": ["A", "B"], "v0_0": "ja", "v1_0": "x,y"}, ("r.1.A", ("A=ja", "B=x", "B=y"))),
        ({**TOKEN, "vragen": ["A", "B"], "v1_dag": "2026-11-20"}, ("r.1.A", ("B=2026-11-20",))),
        ({**TOKEN, "vragen": ["A", "B"]}, ("r.1.A", ())),
    ],
)
def test_what_a_card_of_ours_sends_is_read(value: object, expected: object) -> None:
    assert submitted(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        "r.1.A",
        [],
        {},
        {"token": ""},
        {"token": 1, "keuze": "ja"},
        {"token": "x" * 201, "keuze": "ja"},
        {1: "ja", **TOKEN},
        {**TOKEN, "keuze": ""},
        {**TOKEN, "keuze": ["ja"]},
        {**TOKEN, "keuze": "ja", "vragen": ["A", "B"]},
        {**TOKEN, "keuze": "ja", "meer": "1"},
        {**TOKEN, "msteams": {}},
        {**TOKEN, "v0_0": 1},
        {**TOKEN, "v0_0": ["a"]},
        {**TOKEN, "v1_0": "a"},
        {**TOKEN, "v0_x": "a"},
        {**TOKEN, "v٠_0": "a"},
        {**TOKEN, "v0_0": "x" * 201},
        {**TOKEN, "v0_0": ",".join("a" for _ in range(101))},
        {**TOKEN, "v0_dag": "morgen"},
        {**TOKEN, "v0_dag": "2026-13-01"},
        {**TOKEN, "v0_dag": "20261120"},
        {**TOKEN, "vragen": "AB"},
        {**TOKEN, "vragen": ["A"]},
        {**TOKEN, "vragen": ["A", "A"]},
        {**TOKEN, "vragen": ["A", 1]},
        {**TOKEN, "vragen": ["A", "B=C"]},
        {**TOKEN, "vragen": ["A", ""]},
        {**TOKEN, "vragen": ["A", "B"], "v2_0": "ja"},
        {**TOKEN, "vragen": [str(n) for n in range(13)]},
    ],
)
def test_what_no_card_of_ours_sends_is_nothing(value: object) -> None:
    assert submitted(value) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["token", "keuze", "vragen", "v0_0", "v1_dag", "x"]) | st.text(), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_nothing_that_is_sent_breaks_the_reading_of_it(value: object) -> None:
    found = submitted(value)
    if found is not None:
        token, codes = found
        assert token
        assert all(codes)


# --- what somebody typed


MARK_UP = re.compile(r"[*`~\\\[\]<>|\n]|://|\{\{|&#?\w+;")
SIGNS = "*_`~#>|[]()<>!\\&;:/{}=+-. \n\t0123456789aé"
HOSTILE = st.text(alphabet=SIGNS, max_size=40) | st.sampled_from(
    [
        "[klik](https://kwaad.test)",
        "![x](https://kwaad.test/x.png)",
        "<at>juf</at>",
        "<https://kwaad.test>",
        "<script>alert(1)</script>",
        "**vet** _schuin_ `code` ~~weg~~",
        "# kop",
        "1. een\n2. twee",
        "| a | b |\n|---|---|",
        "&lt;b&gt; &#42;x&#42;",
        "{{DATE(2026-11-24T06:08:39Z, SHORT)}} {{TIME(2026-11-24T06:08:39Z)}}",
        "    code",
        "x\n===",
    ]
)


@given(HOSTILE, st.lists(HOSTILE, max_size=3))
def test_what_was_typed_stands_only_where_nothing_is_read_as_mark_up(text: str, lines: list[str]) -> None:
    options = tuple(Option(str(n), line, line) for n, line in enumerate(lines))
    fields = (Field("A", text, options, multiple=True), Field("B", text, options, day=True))
    for prompt in (None, Prompt("t.1.A", fields[:1]), Prompt("t.1.A", fields)):
        reply = Reply((Block("quote", text, tuple(lines)), Block("punten", text, tuple(lines))), prompt)
        for found in (attachment(reply, PHRASES), answered(reply, ("0",), PHRASES)):
            card = found["content"] if found else {}
            read = [*of_type(card, "TextBlock"), *of_type(card, "Input.ChoiceSet"), *of_type(card, "Input.Date")]
            labels = [str(each.get(name, "")) for each in read for name in ("text", "label", "title")]
            labels += [choice["title"] for each in of_type(card, "Input.ChoiceSet") for choice in each["choices"]]
            labels += card.get("fallbackText", "").split("\n\n")
            assert not any(MARK_UP.search(label) for label in labels)
            assert not any("{{" in run["text"] for run in of_type(card, "TextRun"))
            assert all("entities" not in element.get("msteams", {}) for element in elements(card))
            assert all("selectAction" not in element for element in elements(card))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HOSTILE, min_size=60, max_size=60))
def test_a_label_is_no_mark_up_for_a_reader_of_markdown(texts: list[str]) -> None:
    node.needed()
    for html in node.look_at(texts=[inert.label(text) for text in texts]).html:
        assert set(re.findall(r"<[^>]*>", html)) <= {"<p>", "</p>"}


def test_a_label_reads_as_it_was_written() -> None:
    assert inert.label("Jeugd & Gezin, e_mail: 0800-2000 (gratis)") == "Jeugd & Gezin, e_mail: 0800-2000 (gratis)"
    assert inert.label("1)\u00a0Ja") == "1)\u00a0Ja"
    assert inert.label(" a\n b ") == "a b"

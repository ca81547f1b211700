"""What can be pressed, and what a press says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.channels.matrix.outgoing.choices import Press, Shown, answered, pressable, pressed
from bot.model import Activity
from dialogs.model import Field, Option, Prompt

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SHOWN = Shown("KC.3", ("ja", "nee", "weet_niet"))
ACTIVITY = Activity("$2", "matrix", "x.test", "!k", "@juf:x.test", "button", NOW)


def prompt(count: int, **more: bool) -> Prompt:
    options = tuple(Option(f"c{number}", f"keuze {number}") for number in range(count))
    return Prompt("KC.3", (Field("KC-A1", "Wat?", options, **more),))


def reaction(key: object) -> dict[str, object]:
    relation = {"rel_type": "m.annotation", "event_id": "$1", "key": key}
    return {"type": "m.reaction", "content": {"m.relates_to": relation}}


def vote(answers: object) -> dict[str, object]:
    name = "org.matrix.msc3381.poll.response"
    relation = {"rel_type": "m.reference", "event_id": "$1"}
    return {"type": name, "content": {"m.relates_to": relation, name: {"answers": answers}}}


def test_only_one_question_with_a_few_single_options_can_be_pressed() -> None:
    assert pressable(prompt(3), "reactions") is not None
    assert pressable(prompt(3), "numbers") is None
    assert pressable(prompt(12), "reactions") is None
    assert pressable(prompt(12), "poll") is not None
    assert pressable(prompt(3, multiple=True), "poll") is None
    assert pressable(prompt(3, lettered=True), "reactions") is None
    assert pressable(prompt(0), "poll") is None
    assert pressable(None, "poll") is None
    assert pressable(Prompt("t", prompt(2).fields * 2), "poll") is None


@pytest.mark.parametrize(
    "key", ["2\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}", "2\N{COMBINING ENCLOSING KEYCAP}"]
)
def test_a_number_under_a_message_is_its_option(key: str) -> None:
    press = pressed(reaction(key))
    assert press == Press("$1", place=1)
    answer = answered(ACTIVITY, press, SHOWN)
    assert answer is not None
    assert (answer.kind, answer.token, answer.choices) == ("button", "KC.3", ("nee",))


@pytest.mark.parametrize("key", ["\N{THUMBS UP SIGN}", "", None, 3, "0\N{COMBINING ENCLOSING KEYCAP}", "12"])
def test_other_reactions_say_nothing(key: object) -> None:
    assert pressed(reaction(key)) is None


def test_a_number_that_is_not_offered_says_nothing() -> None:
    assert answered(ACTIVITY, Press("$1", place=8), SHOWN) is None


def test_a_vote_is_its_option_and_a_made_up_one_says_nothing() -> None:
    press = pressed(vote(["ja"]))
    assert press == Press("$1", code="ja")
    assert answered(ACTIVITY, press, SHOWN) is not None
    assert answered(ACTIVITY, Press("$1", code="verzonnen"), SHOWN) is None


@pytest.mark.parametrize("answers", [[], None, "ja", {}])
def test_a_vote_without_answers_says_nothing(answers: object) -> None:
    assert pressed(vote(answers)) is None

"""A message with personal data: an order to take it away where the channel can, a sentence where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from tests.talk import Recorder, Talk, said

WORRY = "Sanne heeft blauwe plekken"


@dataclass
class RedactingRecorder(Recorder):
    redacts: Literal[True] = True


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    talk = Talk(tmp_path)
    yield talk
    talk.close()


@pytest.fixture
def redacting(talk: Talk) -> Talk:
    talk.recorder = RedactingRecorder()
    talk.restart()
    return talk


def orders(talk: Talk) -> list[str]:
    return [outgoing.redact for outgoing in talk.recorder.sent if outgoing.redact]


async def test_the_order_comes_after_the_answer_and_names_the_message(redacting: Talk) -> None:
    activity = redacting.activity(WORRY)
    _, replies = await redacting.give(activity)
    assert orders(redacting) == [activity.key]
    assert redacting.recorder.sent[-1].redact == activity.key
    assert "112" in said(replies[:1])
    assert "staat je bericht er nog" not in said(replies[:-1])
    assert "staat je bericht er nog" in said(replies[-1:])  # said only where taking away may not


async def test_of_an_edit_the_original_goes_too(redacting: Talk) -> None:
    first = redacting.activity("Kind met blauwe plekken")
    await redacting.give(first)
    edit = redacting.activity(WORRY, kind="edit", relates_to=first.key)
    await redacting.give(edit)
    assert orders(redacting) == [first.key, edit.key]


async def test_a_message_without_personal_data_stays(redacting: Talk) -> None:
    await redacting.say("Kind met blauwe plekken")
    assert orders(redacting) == []


async def test_a_repeated_activity_orders_once(redacting: Talk) -> None:
    activity = redacting.activity(WORRY)
    await redacting.give(activity)
    await redacting.give(activity)
    assert orders(redacting) == [activity.key]


async def test_a_channel_that_cannot_is_given_no_order(talk: Talk) -> None:
    replies = await talk.say(WORRY)
    assert orders(talk) == []
    assert "staat je bericht er nog" in said(replies)

"""An answer long after the question says when it was asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.late import LATE, told_late
from bot.model import Activity
from dialogs.model import Block, Reply
from tests.shipped import library

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
PHRASES = library().phrases
REPLIES = (Reply((Block("tekst", "Bel nu 112."),), kind="acuut"), Reply((Block("tekst", "Wat nu?"),)))


def activity(ago: timedelta, kind: str = "message") -> Activity:
    return Activity("k", "matrix", "x.test", "!k", "@juf:x.test", kind, NOW - ago)  # type: ignore[arg-type]


def test_what_was_just_asked_is_answered_as_it_is() -> None:
    assert told_late(activity(LATE - timedelta(seconds=1)), REPLIES, PHRASES, NOW) == REPLIES


def test_a_late_answer_says_so_once_and_after_what_matters() -> None:
    first, second = told_late(activity(timedelta(hours=3)), REPLIES, PHRASES, NOW)
    assert second == REPLIES[1]
    assert first.blocks[0] == REPLIES[0].blocks[0]
    assert "10.00 uur" in first.blocks[-1].text


@pytest.mark.parametrize("kind", ["joined", "button", "redaction"])
def test_what_was_no_message_is_never_late(kind: str) -> None:
    assert told_late(activity(timedelta(days=2), kind), REPLIES, PHRASES, NOW) == REPLIES


def test_silence_stays_silence() -> None:
    assert told_late(activity(timedelta(days=2)), (), PHRASES, NOW) == ()

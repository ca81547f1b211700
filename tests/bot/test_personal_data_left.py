"""Through the whole assistant: what identifies somebody is left in no state, no message, no log and no fault."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.work.payloads import encode_outgoing
from dialogs.engine import Engine
from dialogs.understanding.normalise import fold
from dialogs.understanding.words import Words
from tests.talk import CHANNEL, KEYRING, Talk
from tests.understanding.marked import measured, messages
from tests.understanding.numbers import addresses, birth_dates, bsns, contexts, emails, phones, plates

TO_FREE_TEXT = (
    "Jongen in mijn klas heeft blauwe plekken", "nee", "klopt", "8", "samen", "ja", "vastleggen", "vandaag, 3",
)  # fmt: skip
NAMES = sorted(Words().first_names)
secrets = bsns | phones | emails | addresses | birth_dates | plates
same_talk = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Watched:
    """A talk on a real store, and all that it left anywhere, unsealed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runner = asyncio.Runner()
        self.talk = Talk(folder)
        self.seen = 0

    def say(self, text: str) -> str:
        """What was sent back, as JSON."""
        replies = self.runner.run(self.talk.say(text))
        assert replies
        sent = self.talk.recorder.sent[self.seen :]
        self.seen = len(self.talk.recorder.sent)
        return "".join(encode_outgoing(each).decode() for each in sent)

    def kept(self) -> str:
        """The state of the conversation, unsealed, and every open column of the database."""
        room = KEYRING.derive("conversation", CHANNEL, CHANNEL, "room")
        stored = self.talk.app.store.run_blocking(lambda tx: tx.conversation(room))
        with closing(sqlite3.connect(self.folder / "talk.sqlite3")) as connection:
            columns = "\n".join(line for line in connection.iterdump() if "X'" not in line)
        return (stored.state.decode() if stored and isinstance(stored.state, bytes) else str(stored)) + columns

    def close(self) -> None:
        self.talk.close()
        self.runner.close()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    yield watched
    watched.close()


@pytest.fixture
def asked_for_text(watched: Watched) -> Watched:
    for text in TO_FREE_TEXT:
        said = watched.say(text)
    assert "VL-FEIT" in said
    assert "VL-WANNEER" in watched.kept()
    return watched


def holds(text: str, secret: str) -> bool:
    """As typed, or without its separators where that leaves enough to be told by."""
    bare = "".join(filter(str.isalnum, secret)).lower()
    return secret in text or fold(secret) in fold(text) or (len(bare) > 8 and bare in text.lower())


@same_talk
@given(secret=secrets, context=contexts)
def test_a_number_in_a_message_is_left_nowhere(watched: Watched, secret: str, context: tuple[str, str]) -> None:
    with structlog.testing.capture_logs() as logged:
        sent = watched.say(f"Jongen met blauwe plekken. {context[0]}{secret}{context[1]}")
    assert not holds(sent, secret)
    assert not holds(watched.kept(), secret)
    assert not holds(json.dumps(logged, default=repr), secret)


@same_talk
@given(secret=secrets, context=contexts)
def test_a_number_in_free_text_is_left_nowhere(asked_for_text: Watched, secret: str, context: tuple[str, str]) -> None:
    watched = asked_for_text
    assert "VL-FEIT" in watched.say("wijzig feit")
    sent = watched.say(f"gezien bij de deur, {context[0]}{secret}{context[1]}")
    assert not holds(sent, secret)
    assert not holds(watched.kept(), secret)


@same_talk
@given(
    name=st.sampled_from(NAMES), frame=st.sampled_from(["{} sloeg de deur dicht", "volgens {} is er meer", "bij {}"])
)
def test_a_name_with_a_capital_is_never_left_in_free_text(asked_for_text: Watched, name: str, frame: str) -> None:
    watched = asked_for_text
    assert "VL-FEIT" in watched.say("wijzig feit")
    sent = watched.say(f"Dit zag ik. Vandaag zag {name.title()} het: " + frame.format(name.title()))
    assert name.title() not in sent.replace('"', " ").split()
    assert f" {name.title()} " not in watched.kept()


def test_names_are_left_in_read_messages_at_most_at_the_measured_rate(watched: Watched) -> None:
    """On messages that no rule was written for, in which the names stand as people type them."""
    names = left = 0
    for message in measured(messages()):
        kept = watched.say(message.text) + watched.kept()
        for start, end, kind in message.spans:
            if kind == "naam" and end - start > 4:
                names += 1
                left += f" {message.text[start:end]} " in kept
    assert names > 50
    assert left / names <= 0.1


@same_talk
@given(secret=secrets)
def test_a_fault_tells_nothing(watched: Watched, secret: str) -> None:
    def broken(self: Engine, session: object, given_input: object, context: object) -> object:
        raise ValueError(f"{session} {given_input} {context}")

    with pytest.MonkeyPatch.context() as patched, structlog.testing.capture_logs() as logged:
        patched.setattr(Engine, "step", broken)
        sent = watched.say(f"bel hem op {secret}, liefst vandaag")
    assert logged
    assert not holds(sent + json.dumps(logged, default=repr), secret)
    assert not holds(watched.kept(), secret)

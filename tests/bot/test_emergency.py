"""Danger is answered to anybody and in any room; when nothing works any more, the channel itself says the numbers."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import structlog

from bot.model import Receipt, Scope
from bot.storage.store import StorageGone
from bot.storage.transaction import Transaction
from bot.turn import TurnHandler
from dialogs.effects import Outcome
from dialogs.engine import Engine
from dialogs.model import Context, Input, Reply, Session
from tests.script import ANSWERS, next_answer
from tests.talk import Talk, said

DANGER = "Zijn stiefvader heeft een mes en bedreigt hem nu, ik ben Kwetalinus Zwartezwaan, bel 06-12345678"
MARKS = ("Kwetalinus", "Zwartezwaan", "12345678", "stiefvader", "bedreigt")
"""Of what is typed above: none of it may stand anywhere afterwards."""


def numbers(text: str) -> bool:
    return "112" in text and "0800-2000" in text


# --- who and where -------------------------------------------------------------------------------------------------


async def test_a_stranger_in_danger_hears_who_to_call_and_then_that_there_is_no_access(talk: Talk) -> None:
    receipt, replies = await talk.give(talk.activity(DANGER, sender="@vreemd", conversation="elders"))
    assert receipt is Receipt.COMMITTED
    assert [reply.kind for reply in replies[:-1]] == ["acuut"] * (len(replies) - 1)
    assert numbers(said(replies[:1]))
    assert "toegang" in said(replies[-1:])
    assert not any(reply.prompt for reply in replies)


async def test_of_a_stranger_nothing_is_kept(talk: Talk, tmp_path: Path) -> None:
    await talk.give(talk.activity(DANGER, sender="@vreemd", conversation="elders"))
    assert rows(tmp_path, "SELECT count(*) FROM people") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM conversations") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM signals") == [(0,)]


async def test_a_stranger_without_danger_hears_the_numbers_too(talk: Talk) -> None:
    replies = await talk.give(talk.activity("hallo", sender="@vreemd", conversation="elders"))
    assert numbers(said(replies[1]))


async def test_danger_in_a_group_room_is_answered_there_and_gets_a_room_of_its_own(talk: Talk, tmp_path: Path) -> None:
    receipt, replies = await talk.give(talk.activity(DANGER, conversation="groep", direct=False))
    assert receipt is Receipt.COMMITTED
    assert numbers(said(replies[:1]))
    assert "Hier lezen anderen mee" in said(replies[-1:])
    assert talk.recorder.opened == ["@ik"]
    assert rows(tmp_path, "SELECT count(*) FROM conversations") == [(0,)]


@pytest.mark.parametrize("text", ["Ik maak me zorgen over een leerling van 8", "kindcheck"])
async def test_a_case_in_a_group_room_starts_nothing_there(talk: Talk, text: str) -> None:
    _, replies = await talk.give(talk.activity(text, conversation="groep", direct=False))
    assert "Hier lezen anderen mee" in said(replies)
    assert not any(reply.prompt for reply in replies)
    assert talk.recorder.opened == ["@ik"]


async def test_what_others_say_to_each_other_in_a_group_room_is_left_alone(talk: Talk) -> None:
    _, replies = await talk.give(talk.activity("tot morgen, om tien uur", conversation="groep", direct=False))
    assert replies == []
    assert talk.recorder.opened == []


async def test_coming_into_a_group_room_it_says_that_it_opened_a_room_and_does_so(talk: Talk) -> None:
    _, replies = await talk.give(talk.activity(kind="joined", conversation="groep", direct=False))
    assert "Hier lezen anderen mee" in said(replies)
    assert talk.recorder.opened == ["@ik"]


async def test_a_stranger_in_a_group_room_is_promised_no_room(talk: Talk) -> None:
    _, replies = await talk.give(talk.activity(DANGER, sender="@vreemd", conversation="groep", direct=False))
    assert numbers(said(replies[:1]))
    assert "geopend" not in said(replies)
    assert talk.recorder.opened == []


async def test_a_room_that_cannot_be_opened_spoils_nothing(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(_user: str) -> str:
        raise RuntimeError("Kwetalinus")

    monkeypatch.setattr(talk.recorder, "open_direct_room", refuse)
    receipt, replies = await talk.give(talk.activity(DANGER, conversation="groep", direct=False))
    assert receipt is Receipt.COMMITTED
    assert numbers(said(replies[:1]))


async def test_every_first_answer_to_a_case_asks_for_danger_and_names_both_numbers(talk: Talk) -> None:
    replies = await talk.say("Een leerling van 8 komt vaak te laat en is moe")
    assert replies[-1].item == "KC-A1"
    assert numbers(said(replies))


async def test_danger_at_the_end_of_a_long_message_is_found(talk: Talk) -> None:
    replies = await talk.say("Het was een lange dag op school. " * 1800 + "Hij heeft een mes en bedreigt haar nu.")
    assert replies[0].kind == "acuut"
    assert numbers(said(replies[:1]))
    assert "Dat is veel tekst" in said(replies)


# --- storage that is gone ------------------------------------------------------------------------------------------


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another process holds the right to write."""
    with closing(sqlite3.connect(folder / "talk.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(talk: Talk) -> Iterator[None]:
    """No page more fits on the disk, and those that are there have no room left."""
    store = talk.app.store

    def pragma(text: str) -> int:
        return int(store.run_blocking(lambda tx: tx._connection.exec_driver_sql(f"PRAGMA {text}").scalar_one()))

    pragma(f"max_page_count = {pragma('page_count')}")
    refused = 0
    for number in range(100_000):
        try:
            store.run_blocking(partial(_fill, number))
            refused = 0
        except StorageGone:
            refused += 1
        if refused > 50:
            break
    yield
    pragma("max_page_count = 1000000")


def _fill(number: int, tx: Transaction) -> None:
    tx.remember_activity(f"vulling {number}", "vulling", datetime(2026, 1, 1, tzinfo=UTC))


@contextmanager
def read_only(talk: Talk) -> Iterator[None]:
    """The disk was mounted again without the right to write."""

    def query_only(value: str) -> None:
        talk.app.store.run_blocking(lambda tx: tx._connection.exec_driver_sql(f"PRAGMA query_only = {value}"))

    query_only("ON")
    yield
    query_only("OFF")


@contextmanager
def without_storage(kind: str, talk: Talk, folder: Path) -> Iterator[None]:
    with {"locked": lambda: locked(folder), "full": lambda: full(talk), "read_only": lambda: read_only(talk)}[kind]():
        yield


@pytest.mark.parametrize("kind", ["locked", "full", "read_only"])
async def test_without_storage_the_channel_itself_says_the_numbers_and_acknowledges_nothing(
    talk: Talk, tmp_path: Path, kind: str
) -> None:
    await talk.say("kindcheck")
    activity = talk.activity(DANGER)
    with without_storage(kind, talk, tmp_path):
        before = dump(tmp_path)
        receipt = await talk.app.assistant.receive(activity)
        assert dump(tmp_path) == before
    assert receipt is Receipt.GONE
    assert len(talk.recorder.said) == 1
    assert numbers(talk.recorder.said[0])
    assert "niet vastgelegd" in talk.recorder.said[0]

    # The channel hands it in again once storage is back, and then it counts.
    receipt, replies = await talk.give(activity)
    assert receipt is Receipt.COMMITTED
    assert replies[0].kind == "acuut"


async def test_the_channel_says_it_once_in_ten_minutes_in_each_conversation(talk: Talk, tmp_path: Path) -> None:
    with locked(tmp_path):
        for _ in range(3):
            await talk.app.assistant.receive(talk.activity("hallo"))
        assert len(talk.recorder.said) == 1
        await talk.app.assistant.receive(talk.activity("hallo", conversation="andere"))
        assert len(talk.recorder.said) == 2
        talk.clock.move(timedelta(minutes=9))
        await talk.app.assistant.receive(talk.activity("hallo"))
        assert len(talk.recorder.said) == 2
        talk.clock.move(timedelta(minutes=1))
        await talk.app.assistant.receive(talk.activity("hallo"))
        assert len(talk.recorder.said) == 3


async def test_a_stranger_hears_the_numbers_without_storage_too(talk: Talk, tmp_path: Path) -> None:
    with locked(tmp_path):
        receipt = await talk.app.assistant.receive(talk.activity(DANGER, sender="@vreemd", conversation="elders"))
    assert receipt is Receipt.GONE
    assert numbers(talk.recorder.said[0])


async def test_a_store_that_is_closed_is_storage_that_is_gone(talk: Talk) -> None:
    talk.app.store.close()
    assert await talk.app.assistant.receive(talk.activity(DANGER)) is Receipt.GONE
    assert numbers(talk.recorder.said[0])


# --- a fault in a step ---------------------------------------------------------------------------------------------


def broken(_engine: Engine, _session: Session, given: Input, _context: Context) -> Outcome:
    raise ValueError(f"cannot read {given.reading.text}")


async def test_a_fault_leaves_the_run_as_it_was_and_says_the_numbers(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.say("kindcheck")
    before = rows(tmp_path, "SELECT state FROM conversations")
    with monkeypatch.context() as patched:
        patched.setattr(Engine, "step", broken)
        failing = talk.activity(DANGER)
        receipt, replies = await talk.give(failing)
    assert receipt is Receipt.FAILED
    assert len(replies) == 1
    assert numbers(said(replies))
    assert rows(tmp_path, "SELECT state FROM conversations") == before
    assert rows(tmp_path, "SELECT failed FROM activities WHERE failed != ''") == [("ValueError",)]

    receipt, replies = await talk.give(failing)
    assert receipt is Receipt.DUPLICATE
    assert replies == []
    assert (await talk.say("nee, geen gevaar"))[-1].item != "KC-A1"


async def test_a_fault_in_reading_or_in_storing_is_a_fault_like_any_other(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_text: str) -> None:
        raise KeyError(_text)

    def unstorable(_tx: Transaction, *_rest: object) -> None:
        raise TypeError(DANGER)

    for owner, name, fault in (
        (talk.app.assistant, "_read", unreadable),
        (Transaction, "save_conversation", unstorable),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, fault)
            receipt, replies = await talk.give(talk.activity(DANGER))
        assert receipt is Receipt.FAILED
        assert numbers(said(replies))


async def test_a_fault_that_cannot_even_be_marked_is_said_by_the_channel(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failed(*_: object) -> None:
        raise ValueError(DANGER)

    with monkeypatch.context() as patched:
        patched.setattr(Engine, "step", broken)
        patched.setattr(TurnHandler, "failed", failed)
        receipt, replies = await talk.give(talk.activity(DANGER))
    assert receipt is Receipt.FAILED
    assert replies == []
    assert numbers(talk.recorder.said[0])


async def test_a_fault_and_then_no_storage_is_said_by_the_channel(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def failed(*_: object) -> None:
        raise StorageGone("io")

    with monkeypatch.context() as patched:
        patched.setattr(Engine, "step", broken)
        patched.setattr(TurnHandler, "failed", failed)
        receipt, _ = await talk.give(talk.activity(DANGER))
    assert receipt is Receipt.GONE
    assert numbers(talk.recorder.said[0])


async def test_a_fault_in_one_conversation_touches_no_other_in_its_batch(
    talks: Callable[..., Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = talks(everybody=True)
    step = Engine.step

    def sometimes(engine: Engine, session: Session, given: Input, context: Context) -> Outcome:
        if "stuk" in given.reading.text:
            raise ValueError(given.reading.text)
        return step(engine, session, given, context)

    monkeypatch.setattr(Engine, "step", sometimes)
    given = [
        talk.activity("stuk" if n % 8 == 0 else "kindcheck", sender=f"@{n}", conversation=str(n)) for n in range(64)
    ]
    receipts = await asyncio.gather(*(talk.app.assistant.receive(each) for each in given))
    assert [receipt is Receipt.FAILED for receipt in receipts] == [n % 8 == 0 for n in range(64)]
    await talk.app.deliverer.drain()
    asked = {outgoing.address.conversation for outgoing in talk.recorder.sent if outgoing.reply.item == "KC-A1"}
    assert asked == {str(n) for n in range(64) if n % 8}


# --- nothing of what was typed is left anywhere ----------------------------------------------------------------------


async def test_neither_logs_nor_files_hold_what_was_typed(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with structlog.testing.capture_logs() as logged:
        await talk.say(DANGER)
        await talk.give(talk.activity(DANGER, sender="@vreemd", conversation="elders"))
        await talk.give(talk.activity(DANGER, conversation="groep", direct=False))
        with locked(tmp_path):
            await talk.app.assistant.receive(talk.activity(DANGER))
        with full(talk):
            await talk.app.assistant.receive(talk.activity(DANGER))
        with monkeypatch.context() as patched:
            patched.setattr(Engine, "step", broken)
            await talk.give(talk.activity(DANGER))
    written = json.dumps(logged, default=repr) + "".join(capfd.readouterr())
    assert logged
    assert not [mark for mark in MARKS if mark in written]
    assert left_in(tmp_path) == []
    talk.close()
    assert left_in(tmp_path) == []


async def test_free_text_is_sealed_and_names_in_it_are_not_even_that(talk: Talk, tmp_path: Path) -> None:
    """Up to a logged signal: what was typed is nowhere in the file, and the name not in what is unsealed either."""
    answers = {**ANSWERS, "VL-FEIT": "Kwetalinus Zwartezwaan bedreigt hem, vertelt zijn stiefvader.", "VL-MENING": "1"}
    replies: list[Reply] = await talk.say("kindcheck")
    for _ in range(40):
        if any(reply.signal for reply in replies):
            break
        replies = await talk.say(next_answer(replies, answers))
    reference = next(reply.signal for reply in replies if reply.signal)
    scope = Scope("voorbeeldstad", system=True)
    signal = talk.app.store.run_blocking(lambda tx: tx.signal(scope, reference, "test", talk.clock.now()))
    assert signal is not None
    record = signal.model_dump_json()
    assert "bedreigt" in record
    assert "Kwetalinus" not in record
    assert "Zwartezwaan" not in record
    assert left_in(tmp_path) == []


def test_no_repr_of_what_is_passed_around_shows_the_text(talk: Talk) -> None:
    assert not [mark for mark in MARKS if mark in repr(talk.activity(DANGER))]


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "talk.sqlite3")) as connection:
        return list(connection.execute(query))


def dump(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "talk.sqlite3")) as connection:
        return list(connection.iterdump())


def left_in(folder: Path) -> list[tuple[str, str]]:
    """Marks that stand in a file of the database, its log included, in any encoding and case."""
    found = []
    for name in sorted(os.listdir(folder)):  # noqa: PTH208 - the -wal and -shm files too
        content = (folder / name).read_bytes().lower()
        found += [
            (name, mark)
            for mark in MARKS
            if any(mark.lower().encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
        ]
    return found

"""The terminal: what goes in as lines and comes out as text or as JSON."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.console import ConsoleChannel
from bot.channels.text import as_text
from bot.channels.typed_lines import TypedLines
from bot.channels.wrapping import wrapped
from bot.model import Activity, Address, Delivered, Outgoing, Receipt, Retry
from dialogs.model import Block, Field, Option, Prompt, Reply
from tests.clock import StandingClock

HERE = Address("console", "console", "ik")
YES_NO = (Option("ja", "Ja"), Option("nee", "Nee"))


class Typed:
    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)

    async def next(self) -> str | None:
        return self._lines.pop(0) if self._lines else None


def console(*lines: str, as_json: bool = False, prompt: bool = False) -> tuple[ConsoleChannel, list[str]]:
    written: list[str] = []
    clock = StandingClock(datetime(2026, 3, 3, tzinfo=UTC))
    return ConsoleChannel(Typed(*lines), written.append, clock, "ik", as_json=as_json, prompt=prompt), written


async def test_each_line_is_an_activity_behind_that_somebody_came_in() -> None:
    channel, _ = console("een", "", "   ", "twee")
    taken: list[Activity] = []

    async def receive(activity: Activity) -> Receipt:
        taken.append(activity)
        return Receipt.COMMITTED

    await channel.run(receive)
    assert [(each.kind, each.text) for each in taken] == [("joined", ""), ("message", "een"), ("message", "twee")]
    assert len({each.key for each in taken}) == 3
    assert {(each.conversation, each.sender, each.direct) for each in taken} == {("ik", "ik", True)}


async def test_the_next_line_waits_for_the_answer_to_the_last() -> None:
    channel, written = console("een", "twee", prompt=True)
    order: list[str] = []

    async def receive(activity: Activity) -> Receipt:
        await asyncio.sleep(0)
        order.append(f"{activity.text or activity.kind} {len(written)}")
        return Receipt.COMMITTED

    await channel.run(receive)
    assert order == ["joined 0", "een 1", "twee 2"]
    assert set(written) == {"\n> "}


async def test_a_reply_as_json() -> None:
    channel, written = console(as_json=True)
    prompt = Prompt("t", (Field("KC-A1", "Gevaar?", YES_NO),))
    reply = Reply((Block("tekst", "Eerst dit."),), prompt, item="KC-A1", outcome="U3", signal="S-12345678")
    assert await channel.send(Outgoing("1", HERE, reply)) == Delivered("1")
    assert [json.loads(line) for line in written] == [
        {
            "text": "Eerst dit.\n\nGevaar?\n  1) Ja\n  2) Nee",
            "options": [{"code": "ja", "label": "Ja"}, {"code": "nee", "label": "Nee"}],
            "item": "KC-A1",
            "outcome": "U3",
            "signal": "S-12345678",
        }
    ]


async def test_a_message_for_somebody_else_waits_for_that_person() -> None:
    channel, written = console()
    there = Address("console", "console", "iemand anders")
    delivery = await channel.send(Outgoing("1", there, Reply((Block("tekst", "Voor jou."),))))
    assert isinstance(delivery, Retry)
    assert not delivery.counts
    assert written == []


async def test_the_fixed_sentence_has_the_same_fields_as_any_reply() -> None:
    channel, written = console(as_json=True)
    await channel.say(HERE, "Bel 112")
    assert json.loads(written[0]) == {"text": "Bel 112", "options": [], "item": "storing", "outcome": "", "signal": ""}
    channel, written = console()
    await channel.say(HERE, "Bel 112")
    assert written == ["\nBel 112\n"]


def test_a_reply_as_text() -> None:
    blocks = (
        Block("titel", "Dit leg ik vast"),
        Block("punten", lines=("een", "twee")),
        Block("stappen", lines=("eerst", "dan")),
        Block("quote", "eigen woorden"),
        Block("tekst", ""),
    )
    assert as_text(Reply(blocks)) == "DIT LEG IK VAST\n\n• een\n• twee\n\n1. eerst\n2. dan\n\n‘eigen woorden’"


def test_a_long_list_has_headings_and_a_question_with_numbers_has_letters() -> None:
    grouped = Field(
        "k", "Wat?", (Option("a", "eten", "thuis"), Option("b", "slapen", "thuis"), Option("c", "les", "school"))
    )
    assert as_text(Reply((), Prompt("t", (grouped,)))).splitlines() == [
        "Wat?", "thuis:", "  1) eten", "  2) slapen", "school:", "  3) les",
    ]  # fmt: skip
    lettered = Field("k", "Hoe oud?", (Option("0-3", "0 tot 4"), Option("4-11", "4 tot 12")), lettered=True)
    assert as_text(Reply((), Prompt("t", (lettered,)))).splitlines()[1:] == ["  a) 0 tot 4", "  b) 4 tot 12"]


def test_several_questions_stand_on_a_line_each() -> None:
    fields = (Field("a", "Eerste?", YES_NO), Field("b", "Tweede?", YES_NO))
    assert as_text(Reply((), Prompt("t", fields))) == "Eerste?\n  1) Ja   2) Nee\n\nTweede?\n  1) Ja   2) Nee"


# --- lines -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for descriptor in (reading, writing):
        with suppress(OSError):
            os.close(descriptor)


async def test_lines_come_when_they_are_whole(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = TypedLines(reading, print)
    os.write(writing, "één\r\ntw".encode())
    assert await lines.next() == "één"
    waiting = asyncio.create_task(lines.next())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    os.write(writing, b"ee\n\ndrie")
    assert await waiting == "twee"
    assert await lines.next() == ""
    os.close(writing)
    assert await lines.next() == "drie"
    assert await lines.next() is None
    assert await lines.next() is None


async def test_a_letter_that_comes_in_two_pieces_is_one_letter(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    warned: list[int] = []
    lines = TypedLines(reading, warned.append)
    os.write(writing, b"caf\xc3")
    waiting = asyncio.create_task(lines.next())
    await asyncio.sleep(0.01)
    os.write(writing, b"\xa9\nnog een caf\xe9\n\x81\xfc\n")
    assert await waiting == "café"
    assert warned == []
    assert await lines.next() == "nog een café"
    assert await lines.next() == "\x81ü"
    assert warned == [2]


async def test_a_very_long_line_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "lang"
    file.write_bytes(b"a" * 300_000 + b"\nb\n")
    with file.open("rb") as opened:
        lines = TypedLines(opened.fileno(), print)
        assert await lines.next() == "a" * 300_000
        assert await lines.next() == "b"


async def test_who_stops_waiting_leaves_the_terminal_free(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = TypedLines(reading, print)
    waiting = asyncio.create_task(lines.next())
    await asyncio.sleep(0.01)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    os.write(writing, b"nog een\n")
    assert await lines.next() == "nog een"


# --- the width of a terminal -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", range(20, 60))
@pytest.mark.parametrize("number", ["0800-2000", "0592 36 69 11", "(050) 123 45 67", "14 0592"])
def test_a_telephone_number_is_never_broken(number: str, width: int) -> None:
    text = f"• Kan het niet wachten, bel dan meteen {number} en vraag naar de dienst."
    lines = wrapped(text, width).split("\n")
    assert max(map(len, lines)) <= width
    assert sum(number in line for line in lines) == 1
    assert [line[:2] for line in lines] == ["• ", *["  "] * (len(lines) - 1)]
    assert " ".join(line.strip() for line in lines) == text


def test_a_choice_keeps_its_mark_and_short_lines_stay_as_they_are() -> None:
    assert wrapped("  1) Ja, gevaar   2) Misschien   3) Nee", 32) == "  1) Ja, gevaar   2) Misschien\n     3) Nee"
    assert wrapped("kort\n\n  ook kort", 20) == "kort\n\n  ook kort"
    assert wrapped("1. " + "woord " * 5, 20) == "1. woord woord woord\n   woord woord"


async def test_a_reply_is_as_wide_as_the_terminal_is_now() -> None:
    widths = [20, 40]
    written: list[str] = []
    clock = StandingClock(datetime(2026, 3, 3, tzinfo=UTC))
    channel = ConsoleChannel(
        Typed(), written.append, clock, "ik", as_json=False, prompt=False, width=lambda: widths.pop(0)
    )
    for _ in range(2):
        await channel.say(HERE, "Bel meteen met de dienst van nu.")
    assert written == ["\nBel meteen met de\ndienst van nu.\n", "\nBel meteen met de dienst van nu.\n"]

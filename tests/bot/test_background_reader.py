"""The reader is made in the background: a message that comes earlier waits for it, and hears what went wrong."""

from __future__ import annotations

import asyncio
from threading import Event, Thread, current_thread

import pytest

from bot.reading import LONG, NOTHING, BackgroundReader, Reader, shipped_reader
from dialogs.loading.yaml_files import ContentError, Fault
from dialogs.model import Reading

SOON = 0.05
"""Seconds in which what does not wait is long done."""
PATIENCE = 5


class Loading:
    """A load that takes until it is let go; counts how often it began."""

    def __init__(self, fault: BaseException | None = None) -> None:
        self.go = Event()
        self.begun = 0
        self._fault = fault

    def __call__(self) -> Reader:
        self.begun += 1
        assert self.go.wait(PATIENCE)
        if self._fault is not None:
            raise self._fault
        return lambda text: Reading(text=f"gelezen: {text}")


async def test_a_message_that_comes_before_the_reader_is_ready_waits_for_it() -> None:
    loading = Loading()
    reader = BackgroundReader(loading)
    reader.start()
    asked = asyncio.create_task(reader("ze is stil"))
    await asyncio.sleep(SOON)
    assert not asked.done()
    loading.go.set()
    assert (await asyncio.wait_for(asked, PATIENCE)).text == "gelezen: ze is stil"


async def test_others_go_on_while_a_message_waits() -> None:
    loading = Loading()
    reader = BackgroundReader(loading)
    asked = [asyncio.create_task(reader(text)) for text in ("een", "twee")]
    await asyncio.sleep(SOON)
    assert not any(each.done() for each in asked)
    loading.go.set()
    read = await asyncio.wait_for(asyncio.gather(*asked), PATIENCE)
    assert [each.text for each in read] == ["gelezen: een", "gelezen: twee"]
    assert loading.begun == 1


async def test_a_long_message_is_read_beside_the_loop_and_short_ones_do_not_wait_for_it() -> None:
    short_ones_are_read, main = Event(), current_thread()
    threads: dict[int, Thread] = {}

    def read(text: str) -> Reading:
        threads[len(text)] = current_thread()
        if len(text) > LONG:
            assert short_ones_are_read.wait(PATIENCE)
        return Reading(text=text)

    reader = BackgroundReader(lambda: read)
    await reader("klaar")
    long = [asyncio.create_task(reader(text)) for text in ("a" * (LONG + 1), "b" * (LONG + 2))]
    await asyncio.sleep(0)
    assert (await reader("c" * LONG)).text == "c" * LONG
    assert not any(each.done() for each in long)
    short_ones_are_read.set()
    assert [len(each.text) for each in await asyncio.wait_for(asyncio.gather(*long), PATIENCE)] == [LONG + 1, LONG + 2]
    assert threads[LONG] is threads[len("klaar")] is main
    assert threads[LONG + 1] is threads[LONG + 2] is not main


async def test_an_empty_message_waits_for_nothing_and_begins_nothing() -> None:
    loading = Loading()
    reader = BackgroundReader(loading)
    assert await asyncio.wait_for(reader(""), SOON) == NOTHING
    assert loading.begun == 0
    reader.start()
    assert await asyncio.wait_for(reader(""), SOON) == NOTHING
    loading.go.set()


async def test_a_message_begins_what_nobody_started() -> None:
    loading = Loading()
    loading.go.set()
    assert (await asyncio.wait_for(BackgroundReader(loading)("een"), PATIENCE)).text == "gelezen: een"


async def test_the_reader_is_made_once() -> None:
    loading = Loading()
    loading.go.set()
    reader = BackgroundReader(loading)
    assert reader.start() is reader.start()
    await reader("een")
    await reader("twee")
    assert loading.begun == 1


@pytest.mark.parametrize("fault", [ContentError([Fault("acute.yaml", 3, "kapot")]), FileNotFoundError("likeness.npz")])
async def test_a_fault_of_loading_reaches_everybody_who_waits(fault: BaseException) -> None:
    loading = Loading(fault)
    reader = BackgroundReader(loading)
    made = reader.start()
    asked = [asyncio.create_task(reader(text)) for text in ("een", "twee")]
    await asyncio.sleep(SOON)
    loading.go.set()
    for each in asked:
        with pytest.raises(type(fault)):
            await asyncio.wait_for(each, PATIENCE)
    assert made.exception(PATIENCE) is fault
    with pytest.raises(type(fault)):
        await reader("drie")
    assert loading.begun == 1


async def test_one_who_stops_waiting_takes_nothing_from_the_others() -> None:
    loading = Loading()
    reader = BackgroundReader(loading)
    gone, stays = (asyncio.create_task(reader(text)) for text in ("een", "twee"))
    await asyncio.sleep(SOON)
    gone.cancel()
    await asyncio.sleep(0)
    loading.go.set()
    assert (await asyncio.wait_for(stays, PATIENCE)).text == "gelezen: twee"


async def test_the_shipped_reader_asks_for_the_public_names_while_it_is_made() -> None:
    asked = []

    def names() -> frozenset[str]:
        asked.append(True)
        return frozenset({"peelo"})

    reader = BackgroundReader(lambda: shipped_reader(names))
    await asyncio.wrap_future(reader.start())
    assert asked
    assert (await reader("Er is een wijkteam in Peelo")).text == "Er is een wijkteam in Peelo"

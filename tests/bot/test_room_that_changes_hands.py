"""A room belongs to who speaks in it: whoever comes after somebody else finds nothing of them there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Outgoing
from tests.town import Town

WORRY = ("Een meisje van 7 uit mijn klas heeft blauwe plekken en is bang", "nee, geen gevaar", "klopt")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


async def said_in_the_room_of_juf(town: Town, text: str, sender: str = "@elders") -> str:
    return (await town.after(town.activity(text, sender=sender, conversation="room@juf"))).get("@juf", "")


async def test_who_comes_after_somebody_reads_nothing_of_what_was_told(town: Town) -> None:
    await town.everybody_came_in()
    for text in WORRY:
        await town.says("@juf", text)
    assert "plekken" in await town.says("@juf", "samenvatting")
    for text in ("samenvatting", "overlegkaart", "waarom denk je dat?", "vastleggen"):
        answer = await said_in_the_room_of_juf(town, text)
        assert answer
        assert "plekken" not in answer


async def test_a_draft_is_not_taken_over_by_a_stranger_either(town: Town) -> None:
    await town.everybody_came_in()
    for text in WORRY:
        await town.says("@juf", text)
    assert "geen toegang" in await said_in_the_room_of_juf(town, "hallo", sender="@onbekend")
    assert "plekken" not in await town.says("@juf", "samenvatting")


async def test_news_of_a_signal_does_not_go_to_who_has_that_room_now(town: Town) -> None:
    await town.everybody_came_in()
    reference = await town.log("@juf")
    await said_in_the_room_of_juf(town, "hallo")
    assert "@juf" not in await town.hear("@wijk", f"ik pak het op {reference}")


async def test_news_goes_where_its_reader_was_heard_since(town: Town) -> None:
    await town.everybody_came_in()
    reference = await town.log("@juf")
    await said_in_the_room_of_juf(town, "hallo")
    await town.after(town.activity("hallo", sender="@juf", conversation="room@juf_elders"))
    told = await town.hear("@wijk", f"ik pak het op {reference}")
    assert "is opgepakt" in told["@juf_elders"]
    assert "@juf" not in told


async def test_a_receipt_goes_to_its_owner_only(town: Town) -> None:
    await town.everybody_came_in()
    reference = await town.log("@juf", deliver=False)
    await said_in_the_room_of_juf(town, "hallo")
    before = len(town.recorder.sent)
    town.clock.move(timedelta(hours=2))
    await town.app.deliverer.drain()
    assert not any(reference in str(each.reply) for each in town.recorder.sent[before:] if _is_of_juf(each))


def _is_of_juf(outgoing: Outgoing) -> bool:
    return outgoing.address.conversation == "room@juf"


@pytest.mark.parametrize(("direct", "private"), [(True, True), (False, False)])
async def test_an_answer_knows_whether_it_is_for_one_person(town: Town, direct: bool, private: bool) -> None:
    await town.everybody_came_in()
    before = len(town.recorder.sent)
    await town.give(town.activity("wie is het wijkteam", sender="@juf", conversation="room@juf", direct=direct))
    sent = town.recorder.sent[before:]
    assert sent
    assert {each.private for each in sent} == {private}

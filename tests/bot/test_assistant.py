"""Many messages at once: first in, first out in each conversation, side by side between them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.model import Receipt
from tests.talk import Talk, said

ANSWERS = ("kindcheck", "nee, geen gevaar", "stil, bang of somber", "nee", "schulden of te weinig geld")


async def test_messages_that_come_at_once_are_answered_in_their_order(talk: Talk) -> None:
    one_by_one = [reply.item for text in ANSWERS for reply in await talk.say(text)]
    activities = [talk.activity(text, conversation="andere") for text in ANSWERS]
    receipts = await asyncio.gather(*(talk.app.assistant.receive(each) for each in activities))
    assert receipts == [Receipt.COMMITTED] * len(ANSWERS)
    await talk.app.deliverer.drain()
    sent = [each.reply.item for each in talk.recorder.sent if each.address.conversation == "andere"]
    assert sent == one_by_one


async def test_64_conversations_side_by_side_keep_their_own_order(talks: Callable[..., Talk]) -> None:
    talk = talks(everybody=True)
    alone = [reply.item for text in ANSWERS for reply in await talk.say(text)]

    async def speak(name: str) -> list[Receipt]:
        activities = [talk.activity(text, sender=f"@{name}", conversation=name) for text in ANSWERS]
        return [await talk.app.assistant.receive(each) for each in activities]

    names = [f"kamer{number}" for number in range(64)]
    receipts = await asyncio.gather(*map(speak, names))
    assert receipts == [[Receipt.COMMITTED] * len(ANSWERS)] * 64
    await talk.app.deliverer.drain()
    for name in names:
        assert [each.reply.item for each in talk.recorder.sent if each.address.conversation == name] == alone


async def test_the_same_activity_many_times_at_once_counts_once(talk: Talk) -> None:
    activity = talk.activity("kindcheck")
    receipts = await asyncio.gather(*(talk.app.assistant.receive(activity) for _ in range(20)))
    assert sorted(receipt.name for receipt in receipts) == ["COMMITTED"] + ["DUPLICATE"] * 19
    await talk.app.deliverer.drain()
    assert [each.reply.item for each in talk.recorder.sent] == ["KC-A1"]


async def test_nothing_is_remembered_of_conversations_that_are_silent(talk: Talk) -> None:
    activities = [talk.activity("hallo", conversation=str(number)) for number in range(20)]
    await asyncio.gather(*(talk.app.assistant.receive(each) for each in activities))
    assert talk.app.assistant._queues == {}
    assert talk.app.assistant._waiting == {}


async def test_who_stops_waiting_takes_nobodys_turn(talk: Talk) -> None:
    first = asyncio.create_task(talk.app.assistant.receive(talk.activity("kindcheck")))
    second = asyncio.create_task(talk.app.assistant.receive(talk.activity("hallo")))
    third = asyncio.create_task(talk.app.assistant.receive(talk.activity("nee, geen gevaar")))
    await asyncio.sleep(0)
    second.cancel()
    results = await asyncio.gather(first, second, third, return_exceptions=True)
    assert results[0] is Receipt.COMMITTED
    assert isinstance(results[1], asyncio.CancelledError)
    assert results[2] is Receipt.COMMITTED
    assert talk.app.assistant._queues == {}


async def test_people_in_one_room_and_rooms_of_one_person_are_kept_apart(talks: Callable[..., Talk]) -> None:
    talk = talks(everybody=True)
    await talk.give(talk.activity("kindcheck", sender="@een", conversation="kamer een"))
    _, replies = await talk.give(talk.activity("samenvatting", sender="@een", conversation="kamer twee"))
    assert "geen vraag open" in said(replies)


async def test_what_was_typed_is_gone_before_the_turn_begins(talk: Talk) -> None:
    """The handler is given the reading only; the raw text is dropped (design, "The one turn")."""
    seen: list[str] = []
    handler = talk.app.assistant._handler
    handle = handler.handle

    def look(*arguments: object) -> object:
        activity = arguments[1]
        seen.append(activity.text)  # type: ignore[attr-defined]  # it is an Activity
        return handle(*arguments)  # type: ignore[arg-type]  # passed on as it came

    handler.handle = look  # type: ignore[method-assign, assignment]  # to look in from outside
    await talk.say("hallo, ik ben er")
    assert seen == [""]


async def test_an_unknown_channel_is_no_fault(talk: Talk) -> None:
    """Nobody can say the fixed sentence there; the receipt still tells the truth."""
    activity = replace(talk.activity("hallo"), channel="elders")
    talk.app.store.close()
    assert await talk.app.assistant.receive(activity) is Receipt.GONE
    assert talk.recorder.said == []

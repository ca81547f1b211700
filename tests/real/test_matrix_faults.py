"""What goes wrong around the channel: a revoked token, a full disk, a kick, late keys, a fault in the application."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from nio import RoomKickResponse, RoomPreset

from bot.channels.matrix.channel import UNREADABLE, MatrixChannel
from bot.channels.matrix.errors import TokenRevoked
from bot.channels.matrix.settings import MatrixSettings
from bot.model import Activity, Address, Delivered, Delivery, Outgoing, Receipt, Rejected
from dialogs.model import Block, Reply
from tests.real.matrix_teacher import Teacher, teacher
from tests.real.running import PASSWORD
from tests.services.synapse import SERVER, Homeserver

pytestmark = pytest.mark.real

ASK_AGAIN = "Typ het nog een keer."
Answer = Callable[[Activity], Awaitable[Receipt]]


async def test_a_token_that_was_revoked_while_away_stops_plainly(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-ingetrokken", tmp_path)
    channel = MatrixChannel(settings, {})
    async with speaking(channel, keep([])):
        token = await token_of(channel)
    async with teacher(homeserver, "juf-ingetrokken", tmp_path) as juf:
        headers = {"Authorization": f"Bearer {token}"}
        await juf.client.send("POST", "/_matrix/client/v3/logout", "{}", headers)
    with pytest.raises(TokenRevoked):
        await asyncio.wait_for(MatrixChannel(settings, {}).run(keep([])), 20)


async def test_a_reply_that_waited_for_a_restart_is_never_rejected(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-wachtrij", tmp_path)
    got: list[Activity] = []
    async with teacher(homeserver, "juf-wachtrij", tmp_path) as juf:
        async with speaking(MatrixChannel(settings, {}), keep(got)):
            room = await juf.start_room(settings.user_id)
            await juf.see_join(settings.user_id)
        channel = MatrixChannel(settings, {})
        tries: list[Delivery] = []
        async with speaking(channel, keep(got)):
            while not tries or not isinstance(tries[-1], Delivered):
                tries.append(await channel.send(outgoing("rij-1", room, "dit lag klaar")))
                await asyncio.sleep(0)
            assert await juf.hear() == "dit lag klaar"
        assert not [each for each in tries if isinstance(each, Rejected)]


async def test_a_position_that_cannot_be_kept_ends_nothing(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-schijf", tmp_path)
    got: list[Activity] = []
    async with teacher(homeserver, "juf-schijf", tmp_path) as juf, speaking(MatrixChannel(settings, {}), keep(got)):
        await juf.start_room(settings.user_id)
        await juf.see_join(settings.user_id)
        (settings.store / ".since.new").mkdir()  # nothing can be written there any more
        for text in ("een", "twee"):
            await juf.say(text)
            await until(lambda text=text: text in texts(got))  # type: ignore[misc]
    assert texts(got) == ["een", "twee"]


async def test_a_fault_of_the_application_silences_nobody(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-fout", tmp_path)
    got: list[Activity] = []

    async def receive(activity: Activity) -> Receipt:
        got.append(activity)
        if activity.text == "een":
            raise RuntimeError
        return Receipt.COMMITTED

    async with teacher(homeserver, "juf-fout", tmp_path) as juf, speaking(MatrixChannel(settings, {}), receive):
        await juf.start_room(settings.user_id)
        await juf.see_join(settings.user_id)
        await juf.say("een")
        await juf.say("twee")
        await until(lambda: "twee" in texts(got))
    assert texts(got) == ["een", "twee"]


async def test_messages_stay_in_order_while_one_waits_for_its_key(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-sleutel", tmp_path)
    got: list[Activity] = []
    async with teacher(homeserver, "juf-sleutel", tmp_path) as juf, speaking(MatrixChannel(settings, {}), keep(got)):
        await juf.start_room(settings.user_id, encrypted=True)
        await juf.see_join(settings.user_id)
        give_key = await say_without_key(juf, "een")
        await say_plainly(juf, "twee")
        await asyncio.sleep(1.5)
        assert texts(got) == []
        await give_key()
        await until(lambda: "twee" in texts(got))
    assert texts(got) == ["een", "twee"]


async def test_a_key_that_never_comes_is_told_once_and_counted(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-kwijt", tmp_path, key_patience=1)
    got: list[Activity] = []
    channel = MatrixChannel(settings, {UNREADABLE: ASK_AGAIN})
    async with teacher(homeserver, "juf-kwijt", tmp_path) as juf, speaking(channel, keep(got)):
        await juf.start_room(settings.user_id, encrypted=True)
        await juf.see_join(settings.user_id)
        await say_without_key(juf, "een")
        await say_without_key(juf, "twee")
        await say_plainly(juf, "drie")
        assert await juf.hear() == ASK_AGAIN
        await until(lambda: "drie" in texts(got))
        assert channel.unreadable == 2
        assert juf.silent()


async def test_a_direct_room_is_opened_once_and_can_be_used_at_once(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-kamer", tmp_path)
    channel = MatrixChannel(settings, {})
    async with teacher(homeserver, "juf-kamer", tmp_path) as juf, speaking(channel, keep([])):
        user = juf.client.user_id
        await channel.ready.wait()
        room, same = await asyncio.gather(channel.open_direct_room(user), channel.open_direct_room(user))
        assert room == same
        assert channel._client is not None
        assert channel._client.rooms[room].encrypted
        delivered = await channel.send(outgoing("kamer-1", room, "hier ben je alleen"))
        assert isinstance(delivered, Delivered)
        juf.room = room
        await juf.client.join(room)
        await channel.send(outgoing("kamer-2", room, "en hier ook"))
        assert await juf.hear_until("en hier ook") == "en hier ook"


async def test_a_room_it_was_put_out_of_is_forgotten(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-weggestuurd", tmp_path)
    channel = MatrixChannel(settings, {})
    async with teacher(homeserver, "juf-weggestuurd", tmp_path) as juf, speaking(channel, keep([])):
        made = await juf.client.room_create(invite=[settings.user_id], preset=RoomPreset.private_chat)
        room = juf.room = made.room_id
        await juf.see_join(settings.user_id)
        client = channel._client
        assert client is not None
        await until(lambda: room in client.rooms)
        kicked = await juf.client.room_kick(room, settings.user_id)
        assert isinstance(kicked, RoomKickResponse)
        await until(lambda: room not in client.rooms)
        assert isinstance(await channel.send(outgoing("weg-1", room, "hoor je mij?")), Rejected)
        assert await channel.open_direct_room(juf.client.user_id) != room


async def test_the_same_reply_twice_is_one_message(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-tweemaal", tmp_path)
    channel = MatrixChannel(settings, {})
    async with teacher(homeserver, "juf-tweemaal", tmp_path) as juf, speaking(channel, keep([])):
        room = await juf.start_room(settings.user_id, encrypted=True)
        await juf.see_join(settings.user_id)
        client = channel._client
        assert client is not None
        await until(lambda: room in client.rooms)
        first = await channel.send(outgoing("dubbel-1", room, "eenmaal"))
        assert isinstance(first, Delivered)
        assert await channel.send(outgoing("dubbel-1", room, "eenmaal")) == first
        await channel.send(outgoing("dubbel-2", room, "klaar"))
        assert [await juf.hear(), await juf.hear()] == ["eenmaal", "klaar"]


# --- how these tests talk ------------------------------------------------------------------------------------------


def settings_for(homeserver: Homeserver, name: str, folder: Path, **more: object) -> MatrixSettings:
    return MatrixSettings.model_validate(
        {
            "homeserver": homeserver.url,
            "user_id": homeserver.register(name, PASSWORD),
            "password": PASSWORD,
            "store": folder / name,
            "allowed_servers": {SERVER},
            "first_pause": 0.2,
            "sync_wait": 5,
            "devices": "all",
            **more,
        }
    )


@asynccontextmanager
async def speaking(channel: MatrixChannel, receive: Answer) -> AsyncIterator[None]:
    """Run the channel until the block ends, and end it cleanly."""
    task = asyncio.create_task(channel.run(receive))
    while channel._client is None:
        assert not task.done()
        await asyncio.sleep(0)
    try:
        yield
        assert not task.done(), task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled(), task


def keep(got: list[Activity]) -> Answer:
    async def receive(activity: Activity) -> Receipt:
        got.append(activity)
        return Receipt.COMMITTED

    return receive


def texts(got: list[Activity]) -> list[str]:
    return [activity.text for activity in got if activity.kind == "message"]


def outgoing(key: str, room: str, text: str) -> Outgoing:
    return Outgoing(key, Address("matrix", SERVER, room), Reply((Block("tekst", text),)))


async def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - the homeserver tells nobody
            await asyncio.sleep(0.05)


async def token_of(channel: MatrixChannel) -> str:
    assert channel._client is not None
    return str(channel._client.access_token)


async def say_without_key(juf: Teacher, text: str) -> Callable[[], Awaitable[None]]:
    """Say something encrypted and hold its key back; gives the call that hands the key over."""
    client = juf.client
    await until(lambda: client.rooms[juf.room].encrypted)
    await client.joined_members(juf.room)
    if client.should_query_keys:
        await client.keys_query()
    if missing := client.get_missing_sessions(juf.room):
        await client.keys_claim(missing)
    olm: Any = client.olm
    olm.create_outbound_group_session(juf.room)
    parcels = [
        parcel
        for _, parcel in olm.share_group_session_parallel(
            juf.room, list(client.rooms[juf.room].users), ignore_unverified_devices=True
        )
    ]
    assert parcels[0]["messages"]
    olm.outbound_group_sessions[juf.room].shared = True
    await juf.say(text)

    async def give() -> None:
        for number, parcel in enumerate(parcels):
            path = f"/_matrix/client/v3/sendToDevice/m.room.encrypted/sleutel-{number}"
            headers = {"Authorization": f"Bearer {client.access_token}"}
            response = await client.send("PUT", path, json.dumps(parcel), headers)
            assert response.status == 200

    return give


async def say_plainly(juf: Teacher, text: str) -> None:
    """Say something that is not encrypted, also in an encrypted room."""
    path = f"/_matrix/client/v3/rooms/{juf.room}/send/m.room.message/open-{text}"
    headers = {"Authorization": f"Bearer {juf.client.access_token}"}
    content = {"msgtype": "m.text", "body": text}
    response = await juf.client.send("PUT", path, json.dumps(content), headers)
    assert response.status == 200

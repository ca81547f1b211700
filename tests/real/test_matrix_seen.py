"""What people and the assistant see of each other: keys that changed, name and picture, what was read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from nio import MegolmEvent

from bot.channels.matrix.channel import MatrixChannel
from bot.channels.matrix.device.account import accept_keys, changed_keys
from bot.channels.matrix.device.cross_signing import new_seeds, sign_own_device
from bot.channels.matrix.device.store import leave_open
from bot.model import Activity, Receipt
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD
from tests.real.test_matrix_faults import keep, outgoing, settings_for, speaking, until
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


@pytest.mark.parametrize(("devices", "hears"), [("signed", True), ("pinned", False)])
async def test_another_master_key_is_seen_and_accepted(
    homeserver: Homeserver, tmp_path: Path, devices: str, hears: bool
) -> None:
    settings = settings_for(homeserver, f"sw-sleutel-{devices}", tmp_path, devices=devices)
    channel = MatrixChannel(settings, {})
    closed: list[str] = []

    async def note(_room: object, event: MegolmEvent) -> None:
        closed.append(event.event_id)

    async with teacher(homeserver, f"juf-sleutel-{devices}", tmp_path) as juf:
        juf.client.add_event_callback(note, MegolmEvent)
        await sign_own_device(juf.client, new_seeds(), PASSWORD)
        async with speaking(channel, keep([])):
            room = await juf.start_room(settings.user_id, encrypted=True)
            await juf.see_join(settings.user_id)
            client = channel._client
            assert client is not None
            await until(lambda: room in client.rooms and client.rooms[room].encrypted)
            await channel.send(outgoing("sleutel-1", room, "voor het eerst gezien"))
            await juf.hear_until("voor het eerst")
            assert channel.figures()["matrix_changed_keys"] == 0
            await sign_own_device(juf.client, new_seeds(), PASSWORD)
            await until(lambda: channel.figures()["matrix_changed_keys"] == 1 or client.should_query_keys)
            await channel.send(outgoing("sleutel-2", room, "met een andere sleutel"))
            assert channel.figures()["matrix_changed_keys"] == 1
            assert channel.figures()["matrix_unsigned_devices"] == (0 if hears else 1)
            if hears:
                await juf.hear_until("andere sleutel")
            else:
                await until(lambda: len(closed) == 1)  # the key of the room, which this device had, counts no more
                assert juf.silent()
        assert list(changed_keys(settings, leave_open, leave_open)) == [juf.client.user_id]
        assert accept_keys(settings, leave_open, leave_open, juf.client.user_id)
        async with speaking(channel, keep([])):
            await until(channel.ready.is_set)
            await channel.send(outgoing("sleutel-3", room, "nu is het goed"))
            await juf.hear_until("nu is het goed")
            assert channel.figures()["matrix_changed_keys"] == 0


async def test_what_was_read_and_that_an_answer_is_under_way_is_shown(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-gelezen", tmp_path)
    go = asyncio.Event()

    async def receive(activity: Activity) -> Receipt:
        if activity.kind == "message":
            await go.wait()
        return Receipt.COMMITTED

    async with teacher(homeserver, "juf-gelezen", tmp_path) as juf, speaking(MatrixChannel(settings, {}), receive):
        room = await juf.start_room(settings.user_id)
        await juf.see_join(settings.user_id)
        event = await juf.say("hallo")
        await until(lambda: settings.user_id in juf.client.rooms[room].typing_users)
        go.set()
        await until(lambda: settings.user_id not in juf.client.rooms[room].typing_users)
        read = juf.client.rooms[room].threaded_read_receipts
        await until(lambda: settings.user_id in read and read[settings.user_id]["main"].event_id == event)


async def test_people_see_its_name_and_picture(homeserver: Homeserver, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(16))
    settings = settings_for(homeserver, "sw-plaatje", tmp_path, avatar=picture, display_name="Signaalwijzer")
    async with teacher(homeserver, "juf-plaatje", tmp_path) as juf:
        shown: list[Any] = []
        for _ in range(2):
            channel = MatrixChannel(settings, {})
            async with speaking(channel, keep([])):
                await until(channel.ready.is_set)
            shown.append(await juf.client.get_profile(settings.user_id))
        assert {each.displayname for each in shown} == {"Signaalwijzer"}
        first, again = (each.avatar_url for each in shown)
        assert first
        assert again == first  # not given a second time
        file: Any = await juf.client.download(first)
        assert file.body == picture.read_bytes()

"""What else happens in rooms: who may invite, groups, edits, deleted messages, pictures, long messages, a restart."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.matrix.channel import MatrixChannel
from bot.channels.matrix.errors import LoginRefused, StoreInUse, TokenRevoked
from bot.channels.matrix.settings import MatrixSettings
from bot.clock import SystemClock
from bot.model import Activity, Address, Outgoing, Receipt
from bot.storage.records import OutboxLine, OutboxRow
from bot.storage.tables import DEAD
from bot.storage.transaction import Transaction
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Reply
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.services.synapse import SERVER, Homeserver

pytestmark = pytest.mark.real


async def test_a_stranger_may_not_invite(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-vreemd", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, "@iemand-anders:school.test"),
        teacher(homeserver, "vreemde", tmp_path) as stranger,
    ):
        await stranger.start_room(assistant)
        async with asyncio.timeout(20):
            while await _membership(stranger.client, stranger.room, assistant) != "leave":  # noqa: ASYNC110
                await asyncio.sleep(0.2)  # only the homeserver knows
        assert stranger.silent()


async def test_in_a_group_no_case_is_discussed(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-groep", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path),
        teacher(homeserver, "juf-groep", tmp_path) as juf,
        teacher(homeserver, "meester-groep", tmp_path) as meester,
    ):
        room = await juf.start_room(assistant, meester.client.user_id)
        await meester.client.join(room)
        meester.room = room
        await juf.see_join(assistant)
        await juf.see_join(meester.client.user_id)
        await juf.say("een jongen in mijn klas heeft blauwe plekken")
        assert "Hier lezen anderen mee" in await juf.hear_until("anderen mee")
        async with asyncio.timeout(20):
            while not juf.client.invited_rooms:  # noqa: ASYNC110
                await asyncio.sleep(0.2)  # comes with a later sync
        await juf.say("hij staat nu met een mes voor de deur")
        assert "112" in await juf.hear()


async def test_what_is_for_one_person_is_not_said_where_others_came_in(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-erbij", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path) as app,
        teacher(homeserver, "juf-erbij", tmp_path) as juf,
        teacher(homeserver, "meester-erbij", tmp_path) as meester,
    ):
        room = await juf.start_room(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.client.room_invite(room, meester.client.user_id)
        await meester.client.join(room)
        await juf.see_join(meester.client.user_id)
        await juf.say("een jongen in mijn klas heeft blauwe plekken")
        await juf.hear_until("anderen mee")  # so the assistant knows of the other one
        row, text = "bericht", Reply((Block("tekst", "Je signaal is opgepakt."),))

        def notice(tx: Transaction) -> None:
            payload = encode_outgoing(Outgoing(row, Address("matrix", SERVER, room), text))
            tx.enqueue([OutboxRow(row, row, "matrix", "notice", SystemClock().now(), payload)])

        await app.store.run(notice)
        async with asyncio.timeout(20):
            while [(line.id, line.code) for line in await app.store.run(_given_up)] != [(row, "not_alone")]:  # noqa: ASYNC110
                await asyncio.sleep(0.1)  # the outbox tells nobody
        assert juf.silent()


def _given_up(tx: Transaction) -> list[OutboxLine]:
    return [line for line in tx.outbox_lines(10) if line.state == DEAD]


async def test_an_edit_corrects_and_a_deletion_takes_back(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-bewerkt", PASSWORD)
    async with running(homeserver, assistant, tmp_path), teacher(homeserver, "juf-bewerkt", tmp_path) as juf:
        await juf.start_room(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.say("kindcheck")
        await juf.hear_until("gevaar loopt")
        answer = await juf.say("1")
        assert "112" in await juf.hear()
        replaces = {"rel_type": "m.replace", "event_id": answer}
        await juf.say("* nee", **{"m.new_content": {"msgtype": "m.text", "body": "3"}, "m.relates_to": replaces})
        assert "veranderde je bericht" in await juf.hear_until("veranderde")
        last = await juf.say("niets bijzonders")
        await juf.hear()
        await juf.client.room_redact(juf.room, last)
        assert "verwijderde je bericht" in await juf.hear_until("verwijderde")


async def test_pictures_and_long_messages_are_answered(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-beeld", PASSWORD)
    async with running(homeserver, assistant, tmp_path), teacher(homeserver, "juf-beeld", tmp_path) as juf:
        await juf.start_room(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.say("foto.jpg", msgtype="m.image", url="mxc://school.test/abc")
        assert "kan ik niet lezen" in await juf.hear()
        await juf.say("dit is een gewone zin over school. " * 1500 + "hij heeft een mes")
        long = await juf.hear()
        assert "112" in long


async def test_after_a_restart_it_reads_on_and_answers_once(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-herstart", PASSWORD)
    async with teacher(homeserver, "juf-herstart", tmp_path) as juf:
        async with running(homeserver, assistant, tmp_path):
            await juf.start_room(assistant, encrypted=True)
            await juf.see_join(assistant)
            await juf.hear_until("Signaalwijzer")
            await juf.say("kindcheck")
            await juf.hear_until("gevaar loopt")
        await juf.say("nee")  # while nobody is there
        async with running(homeserver, assistant, tmp_path):
            assert "bij het kind" in await juf.hear_until("bij het kind")
            await asyncio.sleep(2)
            assert juf.silent()


async def test_the_own_device_is_signed(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-getekend", PASSWORD)
    async with running(homeserver, assistant, tmp_path), teacher(homeserver, "juf-getekend", tmp_path) as juf:
        await juf.start_room(assistant)
        await juf.hear_until("Signaalwijzer")
        headers = {"Authorization": f"Bearer {juf.client.access_token}"}
        body = json.dumps({"device_keys": {assistant: []}})
        response = await juf.client.send("POST", "/_matrix/client/v3/keys/query", body, headers)
        answer: dict[str, Any] = await response.json()
        signer = next(iter(answer["self_signing_keys"][assistant]["keys"]))
        devices = answer["device_keys"][assistant]
        assert len(devices) == 1
        assert all(signer in device["signatures"][assistant] for device in devices.values())


async def test_what_cannot_be_stored_is_answered_later(homeserver: Homeserver, tmp_path: Path) -> None:
    channel = MatrixChannel(_settings(homeserver, "sw-weg", tmp_path), {})
    got: list[Activity] = []

    async def receive(activity: Activity) -> Receipt:
        got.append(activity)
        if activity.text != "hallo":  # the join may stand before it in the line of the room
            return Receipt.COMMITTED
        return Receipt.GONE if sum(a.text == "hallo" for a in got) < 3 else Receipt.COMMITTED

    async with teacher(homeserver, "juf-weg", tmp_path) as juf:
        task = asyncio.create_task(channel.run(receive))
        await juf.start_room("@sw-weg:school.test")
        await juf.see_join("@sw-weg:school.test")
        await juf.say("hallo")
        async with asyncio.timeout(30):
            while [a.text for a in got].count("hallo") < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.1)  # the channel tries by itself
        keys = {a.key for a in got if a.text == "hallo"}
        assert len(keys) == 1
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_twenty_rooms_at_once_keep_their_order(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = _settings(homeserver, "sw-druk", tmp_path)
    got: dict[str, list[str]] = {}

    async def receive(activity: Activity) -> Receipt:
        if activity.kind == "message":
            await asyncio.sleep(0.01)
            got.setdefault(activity.conversation, []).append(activity.text)
        return Receipt.COMMITTED

    said = [str(number) for number in range(8)]
    async with teacher(homeserver, "juf-druk", tmp_path) as juf:
        task = asyncio.create_task(MatrixChannel(settings, {}).run(receive))
        rooms = [await juf.start_room(settings.user_id) for _ in range(20)]

        async def talk(room: str) -> None:
            async with asyncio.timeout(30):
                while await _membership(juf.client, room, settings.user_id) != "join":  # noqa: ASYNC110
                    await asyncio.sleep(0.3)  # only the homeserver knows
            for text in said:
                content = {"msgtype": "m.text", "body": text}
                await juf.client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)

        await asyncio.gather(*map(talk, rooms))
        async with asyncio.timeout(60):
            while sum(map(len, got.values())) < len(rooms) * len(said):  # noqa: ASYNC110
                await asyncio.sleep(0.1)  # they come with later syncs
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert got == dict.fromkeys(rooms, said)


async def test_only_rooms_that_are_allowed_are_entered(homeserver: Homeserver, tmp_path: Path) -> None:
    """A room of several people has to be on the list, where there is one; a conversation of two need not."""
    settings = _settings(homeserver, "sw-lijst", tmp_path).model_copy(update={"allowed_rooms": frozenset({"!x"})})
    async with teacher(homeserver, "juf-lijst", tmp_path) as juf:
        task = asyncio.create_task(MatrixChannel(settings, {}).run(_ignore))
        homeserver.register("meester-lijst", PASSWORD)
        group = await juf.start_room(settings.user_id, "@meester-lijst:school.test")
        async with asyncio.timeout(20):
            while await _membership(juf.client, group, settings.user_id) != "leave":  # noqa: ASYNC110
                await asyncio.sleep(0.2)  # only the homeserver knows
        await juf.start_room(settings.user_id)
        await juf.see_join(settings.user_id)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_two_channels_never_share_a_store(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = _settings(homeserver, "sw-dubbel", tmp_path)
    first = asyncio.create_task(MatrixChannel(settings, {}).run(_ignore))
    await asyncio.sleep(1)
    with pytest.raises(StoreInUse):
        await MatrixChannel(settings, {}).run(_ignore)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


async def test_a_wrong_password_or_a_revoked_token_stops_plainly(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = _settings(homeserver, "sw-uit", tmp_path)
    wrong = settings.model_copy(update={"store": tmp_path / "ander", "password": SecretStr("verkeerd")})
    with pytest.raises(LoginRefused):
        await MatrixChannel(wrong, {}).run(_ignore)
    channel = MatrixChannel(settings, {})
    task = asyncio.create_task(channel.run(_ignore))
    async with asyncio.timeout(20):
        while channel._client is None:  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # it connects by itself
    headers = {"Authorization": f"Bearer {channel._client.access_token}"}
    await channel._client.send("POST", "/_matrix/client/v3/logout", "{}", headers)
    with pytest.raises(TokenRevoked):
        await asyncio.wait_for(task, 40)


def _settings(homeserver: Homeserver, name: str, folder: Path) -> MatrixSettings:
    user = homeserver.register(name, PASSWORD)
    return MatrixSettings.model_validate(
        {
            "homeserver": homeserver.url,
            "user_id": user,
            "password": PASSWORD,
            "store": folder / name,
            "allowed_servers": {"school.test"},
            "first_pause": 0.2,
            "sync_wait": 5,
            "devices": "all",
        }
    )


async def _ignore(activity: Activity) -> Receipt:
    return Receipt.COMMITTED


async def _membership(client: Any, room: str, user: str) -> str:
    answer = await client.room_get_state_event(room, "m.room.member", user)
    return str(answer.content.get("membership", ""))

"""Answers that are pressed, threads, and devices that nobody signed: over a real homeserver, with Element's library."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from nio import MegolmEvent

from bot.channels.matrix.channel import MatrixChannel
from tests.real.element import element
from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.real.test_matrix_faults import keep, outgoing, settings_for, speaking, until
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_a_number_under_the_question_answers_it(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-reactie", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, devices="signed", choices="reactions"),
        element(homeserver, "juf-reactie") as juf,
    ):
        room = await juf.start_room(assistant)
        await juf.see_join(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.say("kindcheck")
        asked = await juf.hear_until("gevaar loopt")
        async with asyncio.timeout(20):
            while len(keys := (await juf.order("reactions", room=room, event=asked.event))["keys"]) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.1)  # they come with later syncs
        assert keys[:2] == ["1️⃣", "2️⃣"]
        await juf.order("react", room=room, event=asked.event, key="👍")
        await juf.order("react", room=room, event=asked.event, key="1️⃣")
        assert "112" in (await juf.hear()).body
        await juf.order("react", room=room, event=asked.event, key="2️⃣")
        assert "is al beantwoord" in (await juf.hear()).body
        assert juf.silent()


async def test_a_vote_answers_the_question_and_stays_encrypted(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-peiling", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, devices="signed", choices="poll"),
        element(homeserver, "juf-peiling") as juf,
    ):
        room = await juf.start_room(assistant)
        await juf.see_join(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.say("kindcheck")
        await juf.hear_until("gevaar loopt")
        poll = await juf.hear()
        assert poll.encrypted
        assert len(poll.options) >= 2
        await juf.order("vote", room=room, event=poll.event, answer=poll.options[0])
        assert "112" in (await juf.hear_until("112")).body


async def test_in_a_group_the_answer_stays_in_the_thread(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("sw-draad", PASSWORD)
    async with (
        running(homeserver, assistant, tmp_path, devices="signed"),
        element(homeserver, "juf-draad") as juf,
    ):
        homeserver.register("meester-draad", PASSWORD)
        await juf.start_room(assistant, "@meester-draad:school.test")
        await juf.see_join(assistant)
        root = await juf.say("Hoe doen jullie dat met de kindcheck?")
        await juf.hear_until("anderen mee")
        await juf.say("een jongen in mijn klas heeft blauwe plekken", thread=root)
        heard = await juf.hear_until("anderen mee")
        assert heard.thread == root


async def test_a_device_that_nobody_signed_gets_no_keys(homeserver: Homeserver, tmp_path: Path) -> None:
    settings = settings_for(homeserver, "sw-streng", tmp_path, devices="signed")
    channel = MatrixChannel(settings, {})
    closed: list[str] = []
    async with teacher(homeserver, "juf-los", tmp_path) as juf, speaking(channel, keep([])):

        async def note(_room: object, event: MegolmEvent) -> None:
            closed.append(event.event_id)

        juf.client.add_event_callback(note, MegolmEvent)
        room = await juf.start_room(settings.user_id, encrypted=True)
        await juf.see_join(settings.user_id)
        client = channel._client
        assert client is not None
        await until(lambda: room in client.rooms and client.rooms[room].encrypted)
        await channel.send(outgoing("streng-1", room, "dit leest alleen wie zijn apparaat heeft ondertekend"))
        await until(lambda: len(closed) == 1)
        assert juf.silent()
        assert channel.figures()["matrix_unsigned_devices"] == 1

"""What goes out: every way in which the connector fails has its own answer for the outbox, and nothing goes twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.channels.teams.messages import LARGEST, messages, size
from bot.channels.teams.pace import Pace
from bot.channels.text import as_text
from bot.model import Address, Ambiguous, Delivered, Delivery, Outgoing, Receipt, Rejected, Retry
from dialogs.model import Block, Reply
from tests.channels.teams_world import World, world
from tests.services.fake_connector import APP, TENANT
from tests.services.faults import Fault

ADDRESS = Address("teams", TENANT, "a:gesprek")


def outgoing(text: str = "dag", row: str = "r1") -> Outgoing:
    return Outgoing(row, ADDRESS, Reply((Block("tekst", text),)))


async def met(w: World) -> None:
    assert await w.post(w.activity()) == 202


async def test_a_message_goes_where_the_person_was_heard(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        await met(w)
        assert await w.channel.send(outgoing("<b>dag</b> *sterren*")) == Delivered("m1")
        ((conversation, body),) = w.connector.posted
        assert conversation == "a:gesprek"
        assert body["text"] == "<b>dag</b> *sterren*"
        assert (body["textFormat"], body["locale"]) == ("plain", "nl-NL")
        assert body["from"] == {"id": f"28:{APP}"}
        assert "replyToId" not in body
        assert await w.channel.send(outgoing(row="r2")) == Delivered("m2")
        assert len(w.connector.asked) == 1, "the token is kept"


@pytest.mark.parametrize(
    ("answer", "delivery"),
    [
        (web.Response(status=412), Retry(0, "http_412")),
        (web.Response(status=429, headers={"Retry-After": "7"}), Retry(7, "http_429")),
        (web.Response(status=429), Retry(0, "http_429")),
        (web.Response(status=502), Retry(0, "http_502")),
        (web.Response(status=503, headers={"Retry-After": "3"}), Retry(3, "http_503")),
        (web.Response(status=504), Retry(0, "http_504")),
        (web.Response(status=302, headers={"Location": "https://kwaad.example"}), Retry(0, "http_302")),
        (web.Response(status=401), Retry(0, "http_401")),
        (web.Response(status=500), Ambiguous("http_500")),
        (web.Response(text="<h1>Even geduld</h1>"), Ambiguous("no_json")),
        (web.Response(status=400), Rejected("http_400")),
        (web.Response(status=403), Rejected("blocked")),
        (web.Response(status=404), Rejected("not_found")),
        (web.Response(status=202), Delivered("")),
    ],
)
async def test_what_an_answer_means(tmp_path: Path, answer: web.Response, delivery: Delivery) -> None:
    async with world(tmp_path) as w:
        await met(w)
        w.connector.answers.append(answer)
        assert await w.channel.send(outgoing()) == delivery


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [
        ("hang", Ambiguous("time_out")),
        ("hang after", Ambiguous("time_out")),
        ("cut", Ambiguous("broken_off")),
        ("cut after", Ambiguous("broken_off")),
        ("error after", Ambiguous("http_500")),
    ],
)
async def test_what_may_have_arrived_is_said_to_be_unsure(tmp_path: Path, fault: Fault, delivery: Delivery) -> None:
    async with world(tmp_path, request_timeout=0.5) as w:
        await met(w)
        assert isinstance(await w.channel.send(outgoing()), Delivered)
        w.connector.faults.arm(1, fault)
        assert await w.channel.send(outgoing(row="r2")) == delivery


async def test_a_connector_that_is_not_there_got_nothing(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        await met(w)
        await w.channel.send(outgoing())
        await w.connector.stop()
        assert await w.channel.send(outgoing(row="r2")) in (Retry(0, "not_reached"), Ambiguous("broken_off"))
        assert await w.channel.send(outgoing(row="r3")) == Retry(0, "not_reached")


@pytest.mark.parametrize(
    ("answer", "delivery"),
    [
        (web.json_response({"error": "invalid_client"}, status=401), Retry(900, "token_refused")),
        (web.Response(status=503, headers={"Retry-After": "9"}), Retry(9, "token_http_503")),
        (web.Response(text="<h1>"), Retry(0, "token_no_json")),
        (web.json_response({"access_token": 5, "expires_in": 1}), Retry(0, "token_no_json")),
    ],
)
async def test_without_a_token_nothing_is_sent(tmp_path: Path, answer: web.Response, delivery: Delivery) -> None:
    async with world(tmp_path) as w:
        await met(w)
        w.connector.token_answers.append(answer)
        assert await w.channel.send(outgoing()) == delivery
        assert not w.connector.posted
        assert isinstance(await w.channel.send(outgoing()), Delivered)


async def test_a_token_that_is_refused_is_asked_for_anew(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        await met(w)
        w.connector.answers.append(web.Response(status=401))
        await w.channel.send(outgoing())
        assert isinstance(await w.channel.send(outgoing()), Delivered)
        assert len(w.connector.asked) == 2


async def test_who_is_not_known_gets_nothing(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        assert await w.channel.send(outgoing()) == Rejected("unknown")


@pytest.mark.parametrize("status", [403, 404])
async def test_who_blocked_the_assistant_is_left_alone_until_heard_from(tmp_path: Path, status: int) -> None:
    async with world(tmp_path) as w:
        await met(w)
        w.connector.answers.append(web.Response(status=status))
        assert isinstance(await w.channel.send(outgoing()), Rejected)
        assert await w.channel.send(outgoing(row="r2")) == Rejected("gone")
        assert await w.post(w.activity(id="2", timestamp="2026-11-24T15:00:00Z")) == 202
        assert isinstance(await w.channel.send(outgoing(row="r3")), Delivered)


async def test_after_it_was_taken_away_nothing_is_sent(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        await met(w)
        later: dict[str, Any] = {"timestamp": "2026-11-24T15:00:00Z", "type": "installationUpdate"}
        assert await w.post(w.activity(id="2", action="remove", **later)) == 202
        assert await w.channel.send(outgoing()) == Rejected("gone")
        assert not w.connector.posted
        later["timestamp"] = "2026-11-24T16:00:00Z"
        assert await w.post(w.activity(id="3", action="add", **later)) == 202
        assert isinstance(await w.channel.send(outgoing()), Delivered)


async def test_an_address_that_changes_is_followed(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        gone = f"{w.connector.address}/weg/"
        assert await w.post(w.activity(serviceUrl=gone), w.token(serviceurl=gone)) == 202
        assert await w.channel.send(outgoing()) == Rejected("not_found")
        assert await w.post(w.activity(id="2", timestamp="2026-11-24T15:00:00Z")) == 202
        assert isinstance(await w.channel.send(outgoing()), Delivered)


async def test_a_long_text_goes_in_parts_and_none_goes_twice(tmp_path: Path) -> None:
    text = "\n\n".join(f"Alinea {number} " + "woord " * 400 for number in range(20))
    async with world(tmp_path) as w:
        await met(w)
        w.connector.faults.arm(2, "refuse")
        assert await w.channel.send(outgoing(text)) == Retry(7, "http_429")
        assert isinstance(await w.channel.send(outgoing(text)), Delivered)
        sent = w.connector.texts()
        assert len(sent) > 2
        assert "".join("".join(sent).split()) == "".join(text.split())


def test_no_message_is_too_large() -> None:
    for text in ("a" * 100_000, "\U0001f600" * 30_000, '"\n' * 30_000, "é " * 40_000, "", "kort"):
        reply = Reply((Block("tekst", text),))
        parts = messages(reply, lambda _: None)
        assert all(size(part) <= LARGEST for part in parts)
        assert "".join("".join(part["text"] for part in parts).split()) == "".join(as_text(reply).split())


def test_a_card_that_is_too_large_is_said_as_text() -> None:
    reply = Reply((Block("tekst", "dag"),))
    small: Mapping[str, Any] = {"contentType": "x", "content": {}}
    assert messages(reply, lambda _: small)[0]["attachments"] == [small]
    assert messages(reply, lambda _: {**small, "content": "x" * 30_000})[0]["text"] == "dag"


async def test_a_card_that_teams_finds_too_large_is_said_as_text(tmp_path: Path) -> None:
    async with world(tmp_path, attach=lambda _: {"contentType": "x", "content": {}}) as w:
        await met(w)
        w.connector.answers.append(web.Response(status=413))
        assert isinstance(await w.channel.send(outgoing()), Delivered)
        assert w.connector.texts() == ["dag"]


def test_no_second_has_more_messages_than_teams_allows() -> None:
    pace, now, sent = Pace(), 100.0, []
    for number in range(120):
        where = f"c{number % 5}"
        sent.append((now + pace.book("t", where, now), where))
        now += 0.01
    for at, where in sent:
        window = [each for each in sent if at <= each[0] < at + 1.0]
        assert len(window) <= 25
        assert len([each for each in window if each[1] == where]) <= 7


async def test_a_message_that_would_wait_long_goes_back_to_the_outbox(tmp_path: Path) -> None:
    async with world(tmp_path, longest_wait=0.01) as w:
        await met(w)
        given = [await w.channel.send(outgoing(row=f"r{number}")) for number in range(9)]
        assert sum(isinstance(each, Delivered) for each in given) == 7
        last = given[-1]
        assert isinstance(last, Retry)
        assert last.code == "pace"
        assert 0 < last.after <= 1


async def test_the_fixed_sentence_goes_past_the_store(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        await met(w)
        w.store.close()
        await w.channel.say(ADDRESS, "Bel 112")
        assert w.connector.texts() == ["Bel 112"]
        await w.channel.say(Address("teams", TENANT, "onbekend"), "Bel 112")
        assert len(w.connector.posted) == 1


@pytest.mark.parametrize(
    ("receipt", "status"),
    [(Receipt.COMMITTED, 202), (Receipt.DUPLICATE, 202), (Receipt.FAILED, 202), (Receipt.GONE, 503)],
)
async def test_what_is_answered(tmp_path: Path, receipt: Receipt, status: int) -> None:
    async def receive(_activity: object) -> Receipt:
        return receipt

    async with world(tmp_path, receive) as w:
        assert await w.post(w.activity()) == status
        assert w.said == ""


async def test_without_storage_it_has_to_come_again(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        w.store.close()
        assert await w.post(w.activity()) == 503


async def test_an_invoke_is_answered_at_once(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        data = {"token": "t", "choices": ["ja"]}
        card: dict[str, Any] = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"data": data}}}
        assert await w.post(w.activity(**card)) == 200
        assert json.loads(w.said)["statusCode"] == 200
        assert [each.kind for each in w.heard] == ["button"]
        assert await w.post(w.activity(type="invoke", name="iets/anders")) == 200
        assert len(w.heard) == 1


async def test_a_personal_conversation_is_opened_for_who_spoke_in_a_group(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        group = {"id": "19:groep", "conversationType": "groupChat", "tenantId": TENANT}
        assert await w.post(w.activity(conversation=group)) == 202
        opened = await w.channel.open_direct_room(w.heard[0].sender)
        assert w.connector.opened[0]["members"] == [{"id": "29:juf"}]
        assert w.heard[-1].kind == "joined"
        assert w.heard[-1].direct
        assert isinstance(
            await w.channel.send(Outgoing("r", Address("teams", TENANT, opened), outgoing().reply)), Delivered
        )


async def test_requests_side_by_side_are_all_received(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        codes = await asyncio.gather(*(w.post(w.activity(id=f"{number}")) for number in range(40)))
        assert set(codes) == {202}
        assert len(w.heard) == 40

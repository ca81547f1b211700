"""The address that the Notificaties API of a municipality calls: who may call, and what a call can do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.cases.zgw.notifications import LARGEST, add_notifications
from bot.storage.store import StorageGone

SECRET = "geheim-van-het-abonnement"
UUID = "11111111-1111-4111-8111-111111111111"
TOLD = {
    "kanaal": "zaken",
    "hoofdObject": f"https://openzaak.example.nl/zaken/api/v1/zaken/{UUID}",
    "resource": "status",
    "resourceUrl": "https://openzaak.example.nl/zaken/api/v1/statussen/2",
    "actie": "create",
    "aanmaakdatum": "2026-11-25T12:00:00Z",
    "kenmerken": {"bronorganisatie": "111222333"},
}
Client = TestClient[web.Request, web.Application]
HERE = "/zgw/voorbeeldstad/notificaties"


@pytest.fixture
def calls() -> list[tuple[str, str]]:
    return []


@pytest.fixture
async def client(calls: list[tuple[str, str]]) -> AsyncIterator[Client]:
    async def called(gemeente: str, uuid: str) -> None:
        calls.append((gemeente, uuid))

    app = web.Application()
    add_notifications(app, {"voorbeeldstad": SECRET, "leeg": ""}, called)
    async with TestClient(TestServer(app)) as made:
        yield made


async def post(client: Client, body: object = TOLD, path: str = HERE, secret: str = SECRET) -> int:
    async with client.post(path, json=body, headers={"Authorization": secret}) as response:
        assert await response.read() == b""
        return response.status


@pytest.mark.parametrize("secret", [SECRET, f"Bearer {SECRET}"])
async def test_a_call_about_a_case_is_passed_on(client: Client, calls: list[tuple[str, str]], secret: str) -> None:
    assert await post(client, secret=secret) == 204
    assert calls == [("voorbeeldstad", UUID)]


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        (HERE, ""),
        (HERE, "iets anders"),
        (HERE, SECRET[:-1]),
        (HERE, "é"),
        ("/zgw/assen/notificaties", SECRET),
        ("/zgw/assen/notificaties", ""),
        ("/zgw/leeg/notificaties", ""),
    ],
)
async def test_who_does_not_know_the_secret_is_refused(
    client: Client, calls: list[tuple[str, str]], path: str, secret: str
) -> None:
    assert await post(client, path=path, secret=secret) == 403
    assert calls == []


async def test_the_call_when_a_subscription_is_made_is_answered(client: Client, calls: list[tuple[str, str]]) -> None:
    assert await post(client, {"kanaal": "test", "hoofdObject": "https://x.nl", "resource": "x", "actie": "x"}) == 204
    assert await post(client, {"kanaal": "test"}) == 204
    assert calls == []


@pytest.mark.parametrize(
    "body", [[], {}, {"kanaal": "zaken"}, "zaken", {**TOLD, "hoofdObject": 3}, {**TOLD, "hoofdObject": "http://["}]
)
async def test_what_is_no_notification_is_refused(client: Client, calls: list[tuple[str, str]], body: object) -> None:
    assert await post(client, body) == 400
    assert calls == []


@pytest.mark.parametrize("change", [{"kanaal": "documenten"}, {"hoofdObject": "https://x.nl/"}])
async def test_what_is_about_no_case_does_nothing(
    client: Client, calls: list[tuple[str, str]], change: dict[str, str]
) -> None:
    assert await post(client, TOLD | change) == 204
    assert calls == []


async def test_a_call_that_is_too_large_is_not_read(client: Client, calls: list[tuple[str, str]]) -> None:
    assert await post(client, TOLD | {"kenmerken": "x" * LARGEST}) == 413
    assert calls == []


async def test_a_call_in_pieces_is_read_whole(client: Client, calls: list[tuple[str, str]]) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        whole = json.dumps(TOLD).encode()
        for start in range(0, len(whole), 50):
            yield whole[start : start + 50]
            await asyncio.sleep(0.01)

    async with client.post(HERE, data=pieces(), headers={"Authorization": SECRET}) as response:
        assert response.status == 204
    assert calls == [("voorbeeldstad", UUID)]


async def test_without_storage_it_is_asked_to_call_again() -> None:
    async def gone(gemeente: str, uuid: str) -> None:
        raise StorageGone("connection")

    app = web.Application()
    add_notifications(app, {"voorbeeldstad": SECRET}, gone)
    async with TestClient(TestServer(app)) as client:
        assert await post(client) == 503

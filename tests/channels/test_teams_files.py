"""A card as a file in Teams: asked first, given once, to who asked, in their own OneDrive, and never half."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.channels.teams.consent import CONSENT, INFO
from bot.channels.teams.outbound import AllowedSuffixes
from bot.channels.teams.settings import UPLOADS
from bot.channels.teams.uploading import put
from bot.clock import SystemClock
from bot.model import Address, Ambiguous, Delivered, Delivery, Outgoing, Retry
from bot.storage.errors import StorageGone
from bot.work.outbox import Deliverer
from dialogs.model import Block, Reply
from tests.channels.teams_world import World, world
from tests.clock import StandingClock
from tests.services.fake_connector import OUR_TOKEN, TENANT

ROOM = Address("teams", TENANT, "a:gesprek")
GROUP = {"id": "19:groep", "conversationType": "groupChat", "tenantId": TENANT}
CARD = Reply((Block("titel", "Overlegkaart"), Block("tekst", "Bij S-1234567Z.")), kind="kaart", item="kaart.overleg")
PDF = replace(CARD, document="pdf")
COLLEAGUE = {"id": "29:ans", "aadObjectId": "77777777-8888-4777-8666-555555555555"}


class Asked:
    """Somebody who asked for a card as a file, and was asked whether they want it."""

    def __init__(self, w: World, clock: StandingClock) -> None:
        self.w = w
        self.clock = clock
        self._deliverer = Deliverer(w.store, {"teams": w.channel}, {}, clock, "test")
        self._number = 0

    @property
    def consent(self) -> dict[str, Any]:
        ((attachment,),) = (body["attachments"] for _, body in self.w.connector.posted if CONSENT in json.dumps(body))
        found: dict[str, Any] = attachment
        return found

    async def chooses(self, action: str = "accept", place: dict[str, Any] | None = None, **changed: Any) -> None:
        """Press on the question, and let everything come to an end."""
        self._number += 1
        context = self.consent["content"][f"{action}Context"]
        value: dict[str, Any] = {"type": "fileUpload", "action": action, "context": context}
        if action == "accept":
            value["uploadInfo"] = {**self.place(), **(place or {})}
        body = self.w.activity(None, type="invoke", name="fileConsent/invoke", id=f"k{self._number}", value=value)
        assert await self.w.post({**body, **changed}) == 200
        await self.settles()

    async def settles(self) -> None:
        await self.w.files.idle()
        for _ in range(3):
            await self._deliverer.drain()
            self.clock.move(timedelta(seconds=30))

    def place(self) -> dict[str, str]:
        drive = f"{self.w.connector.address}/onedrive"
        return {
            "uploadUrl": f"{drive}/sessie?guid='a%2Fb'&tempauth=x%3D",
            "contentUrl": f"{drive}/overleg.pdf",
            "name": "overleg.pdf",
            "uniqueId": "u1",
            "fileType": "pdf",
        }

    @property
    def said(self) -> list[str]:
        """Sentences, whether new or in the place of the question."""
        bodies = [body for _, body in (*self.w.connector.replaced, *self.w.connector.posted)]
        texts = [body.get("text", "") for body in bodies]
        return [text for text in texts if text.startswith("teams.") and text != "teams.bestand_vraag"]

    @property
    def infos(self) -> list[dict[str, Any]]:
        found = [each for _, body in self.w.connector.posted for each in body.get("attachments", ())]
        return [each for each in found if each["contentType"] == INFO]


@asynccontextmanager
async def asked(folder: Path, reply: Reply = PDF, **settings: Any) -> AsyncIterator[Asked]:
    clock = StandingClock(SystemClock().now())
    async with world(folder, clock=clock, **settings) as w:
        assert await w.post(w.activity()) == 202
        assert await w.channel.send(Outgoing("r1", ROOM, reply)) == Delivered()
        yield Asked(w, clock)


async def test_a_file_is_asked_about_after_the_card_as_text(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        (_, card), _ = a.w.connector.posted
        assert "Bij S-1234567Z." in card["text"]
        content = a.consent["content"]
        assert a.w.connector.texts()[-1] == "teams.bestand_vraag"
        assert content["description"] == "teams.bestand_uitleg"
        assert content["sizeInBytes"] > 500
        assert a.consent["name"].startswith("overleg-")
        assert content["acceptContext"] == content["declineContext"]
        assert not a.w.connector.uploaded, "nothing goes anywhere before the choice"


async def test_what_teams_keeps_of_the_question_tells_of_no_case(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        told = json.dumps(a.consent)
        assert "1234567Z" not in told
        assert list(a.consent["content"]["acceptContext"]) == ["bestand"]
        assert len(a.consent["content"]["acceptContext"]["bestand"]) == 26


async def test_a_card_that_nobody_wants_as_a_file_comes_without_a_question(tmp_path: Path) -> None:
    clock = StandingClock(SystemClock().now())
    async with world(tmp_path, clock=clock) as w:
        assert await w.post(w.activity()) == 202
        assert await w.channel.send(Outgoing("r1", ROOM, CARD)) == Delivered("m1")
        assert len(w.connector.posted) == 1


async def test_after_a_yes_the_whole_file_is_put_there_and_shown(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        await a.chooses()
        ((path, headers, content),) = a.w.connector.uploaded
        assert path == "/onedrive/sessie?guid='a%2Fb'&tempauth=x%3D", "an address with a signature goes as it came"
        assert content.startswith(b"%PDF")
        assert len(content) == a.consent["content"]["sizeInBytes"]
        assert headers["Content-Range"] == f"bytes 0-{len(content) - 1}/{len(content)}"
        assert a.infos == [
            {
                "contentType": INFO,
                "contentUrl": a.place()["contentUrl"],
                "name": "overleg.pdf",
                "content": {"uniqueId": "u1", "fileType": "pdf"},
            }
        ]
        ((message, body),) = a.w.connector.replaced
        assert (message, body["text"]) == ("m2", "teams.bestand_staat"), "it stands where the question stood"


async def test_nothing_of_ours_goes_along_with_a_file(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        await a.chooses()
        ((_, headers, _),) = a.w.connector.uploaded
        assert OUR_TOKEN not in str(headers)
        assert set(headers) <= {
            *("Host", "Accept", "Accept-Encoding", "Content-Length", "Content-Range", "Content-Type"),
            "User-Agent",
        }
        assert "signaalwijzer" not in str(headers).lower()


async def test_a_word_document_is_given_as_one(tmp_path: Path) -> None:
    async with asked(tmp_path, replace(CARD, document="docx")) as a:
        await a.chooses()
        assert a.consent["name"].endswith(".docx")
        assert a.w.connector.uploaded[0][2].startswith(b"PK")


async def test_after_a_no_nothing_is_made(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        await a.chooses("decline")
        assert not a.w.connector.uploaded
        assert a.said == ["teams.bestand_nee"]
        await a.chooses()
        assert not a.w.connector.uploaded
        assert a.said == ["teams.bestand_nee", "teams.bestand_al"]


async def test_a_second_yes_gives_nothing_and_says_so(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        await a.chooses()
        await a.chooses()
        assert len(a.w.connector.uploaded) == 1
        assert a.said == ["teams.bestand_staat", "teams.bestand_al"]


@pytest.mark.parametrize(
    "changed",
    [
        {"from": COLLEAGUE},
        {"conversation": {"id": "a:ander", "conversationType": "personal", "tenantId": TENANT}},
        {"conversation": GROUP},
    ],
)
async def test_a_yes_of_somebody_else_or_from_elsewhere_gives_nothing_and_takes_nothing(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    async with asked(tmp_path) as a:
        await a.chooses(**changed)
        assert not a.w.connector.uploaded
        assert a.said == ["teams.bestand_weg"]
        await a.chooses()
        assert len(a.w.connector.uploaded) == 1, "who was asked still has the choice"


async def test_a_file_is_gone_after_its_time(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        a.clock.move(timedelta(minutes=10))
        await a.chooses()
        assert not a.w.connector.uploaded
        assert a.said == ["teams.bestand_weg"]


async def test_a_file_is_gone_in_another_process(tmp_path: Path) -> None:
    """The card was kept nowhere: neither a restart nor another process has it."""
    async with asked(tmp_path) as before, world(tmp_path, clock=before.clock) as w:
        other = Asked(w, before.clock)
        other.w.connector.posted += before.w.connector.posted
        await other.chooses()
        assert not w.connector.uploaded
        assert other.said == ["teams.bestand_weg"]


HOSTILE = [
    "http://localhost:{port}/onedrive/sessie",
    "https://kwaad.example/sessie",
    "https://ik-my.sharepoint.com.kwaad.example/sessie",
    "https://smba.trafficmanager.net/sessie",
    "file:///etc/passwd",
    "https://[",
    "",
]


@pytest.mark.parametrize("url", HOSTILE)
async def test_a_file_goes_to_no_other_host(tmp_path: Path, url: str) -> None:
    async with asked(tmp_path) as a:
        port = a.w.connector.address.rpartition(":")[2]  # it listens there too, under a name that is not allowed
        await a.chooses(place={"uploadUrl": url.replace("{port}", port)})
        assert not a.w.connector.uploaded
        assert not a.infos
        assert a.said == ["teams.bestand_niet_gelukt"]


async def test_a_link_elsewhere_is_not_shown(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        await a.chooses(place={"contentUrl": "https://kwaad.example/overleg.pdf"})
        assert not a.infos
        assert a.said == ["teams.bestand_staat"]


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://school-my.sharepoint.com/personal/juf/_api/v2.0/drive/items/1/uploadSession?guid=%27a%27", True),
        ("https://school.sharepoint.com/sessie", True),
        ("https://school.sharepoint.us/sessie", True),
        ("https://SCHOOL.sharepoint.com:443/sessie", True),
        ("https://school.sharepoint.com:8443/sessie", False),
        ("http://school.sharepoint.com/sessie", False),
        ("https://kwaadsharepoint.com/sessie", False),
        ("https://sharepoint.com/sessie", False),
        ("https://school.sharepoint.com.kwaad.example/sessie", False),
        ("https://school.sharepoint.com@kwaad.example/sessie", False),
        ("https://ik:geheim@school.sharepoint.com/sessie", False),
        ("https://kwaad.example/?school.sharepoint.com", False),
        ("https://kwaad.example\\@school.sharepoint.com/", False),
        ("https://127.0.0.1/", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_where_a_file_may_go(url: str, allowed: bool) -> None:
    assert AllowedSuffixes(UPLOADS).allows(url) is allowed


async def test_a_name_that_leads_back_to_this_machine_is_not_called() -> None:
    """A server that listens here would hear of it: the name passes, its address does not."""
    heard: list[str] = []

    async def listen(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append("somebody")
        writer.close()

    async def at_once(_pause: float) -> None:
        return

    class AnyPort(AllowedSuffixes):
        def allows(self, url: str) -> bool:
            return True

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for url in (f"https://drive.localhost:{port}/x", f"https://127.0.0.1:{port}/x", f"http://127.0.0.1:{port}/x"):
            assert await put(AnyPort(frozenset({".localhost"})), url, b"x", 5, at_once) == "failed"
    assert not heard


async def test_a_onedrive_that_is_busy_is_tried_again(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        busy = web.Response(status=429, headers={"Retry-After": "7"})
        a.w.connector.upload_answers += [busy, web.Response(status=503)]
        await a.chooses()
        assert len(a.w.connector.uploaded) == 3
        first, second = a.w.pauses
        assert first == 7
        assert 1 <= second <= 2
        assert a.said == ["teams.bestand_staat"]


@pytest.mark.parametrize(
    ("answers", "tries", "said"),
    [
        ([web.Response(status=503) for _ in range(9)], 4, "teams.bestand_niet_gelukt"),
        ([web.Response(status=403)], 1, "teams.bestand_niet_gelukt"),
        ([web.Response(status=507), web.Response(status=403)], 2, "teams.bestand_niet_gelukt"),
        ([web.Response(status=429, headers={"Retry-After": "900"})], 1, "teams.bestand_niet_gelukt"),
        ([web.Response(status=202)], 1, "teams.bestand_niet_gelukt"),
        ([web.Response(status=302, headers={"Location": "/onedrive/elders"})], 1, "teams.bestand_niet_gelukt"),
        ([None] * 9, 4, "teams.bestand_onzeker"),
        ([None, web.Response(status=404)], 2, "teams.bestand_onzeker"),
    ],
)
async def test_a_file_that_does_not_arrive_is_told_and_can_be_asked_again(
    tmp_path: Path, answers: list[web.Response | None], tries: int, said: str
) -> None:
    async with asked(tmp_path, upload_timeout=0.2) as a:
        a.w.connector.upload_answers += answers
        await a.chooses()
        assert len(a.w.connector.uploaded) == tries
        assert not a.infos
        assert a.said == [said]
        a.w.connector.upload_answers.clear()
        a.w.connector.posted.clear()
        assert await a.w.channel.send(Outgoing("r2", ROOM, PDF)) == Delivered()
        await a.chooses()
        assert len(a.w.connector.uploaded) == tries + 1
        assert len(a.infos) == 1


async def test_a_choice_is_answered_before_the_file_is_there_and_a_stop_in_between_is_told(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        a.w.connector.upload_answers += [None]
        value = {"type": "fileUpload", "action": "accept", "uploadInfo": a.place()}
        value["context"] = a.consent["content"]["acceptContext"]
        assert await a.w.post(a.w.activity(None, type="invoke", name="fileConsent/invoke", value=value)) == 200
        await a.w.files.stop()
        await a.settles()
        assert a.said == ["teams.bestand_onzeker"]


async def test_a_choice_that_teams_tells_twice_hides_nothing_of_how_it_ended(tmp_path: Path) -> None:
    async with asked(tmp_path) as a:
        value = {"type": "fileUpload", "action": "accept", "uploadInfo": a.place()}
        value["context"] = a.consent["content"]["acceptContext"]
        body = a.w.activity(None, type="invoke", name="fileConsent/invoke", id="k", value=value)
        a.w.connector.upload_answers += [None]
        assert await a.w.post(body) == 200
        assert await a.w.post(body) == 200
        a.w.connector.faults.released.set()
        await a.settles()
        assert len(a.w.connector.uploaded) == 1
        assert set(a.said) == {"teams.bestand_staat", "teams.bestand_al"}


async def test_without_storage_it_is_still_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(_work: object) -> None:
        raise StorageGone("weg")

    async with asked(tmp_path) as a:
        value = {"type": "fileUpload", "action": "decline", "context": a.consent["content"]["declineContext"]}
        body = a.w.activity(None, type="invoke", name="fileConsent/invoke", id="k", value=value)
        with monkeypatch.context() as broken:
            broken.setattr(a.w.store, "run", gone)
            await a.w.post(body)
        assert a.said == ["teams.bestand_nee"]


@pytest.mark.parametrize(
    ("answer", "delivery"),
    [
        (web.Response(status=429, headers={"Retry-After": "2"}), Retry(2, "http_429")),
        (web.Response(status=500), Ambiguous("http_500")),
    ],
)
async def test_the_question_is_asked_again_and_the_card_is_not(
    tmp_path: Path, answer: web.Response, delivery: Delivery
) -> None:
    async with world(tmp_path) as w:
        assert await w.post(w.activity()) == 202
        first = Outgoing("r1", ROOM, PDF)
        w.connector.spoiled["a:gesprek"] = [web.Response(), answer]
        assert await w.channel.send(first) == delivery
        assert await w.channel.send(first) == Delivered()
        assert ["attachments" in body for _, body in w.connector.posted] == [False, True]


async def test_an_app_that_may_not_ask_says_that_there_is_no_file(tmp_path: Path) -> None:
    """An app package of before, or a rule of the organisation."""
    async with world(tmp_path) as w:
        assert await w.post(w.activity()) == 202
        w.connector.spoiled["a:gesprek"] = [web.Response(), web.Response(status=400)]
        assert await w.channel.send(Outgoing("r1", ROOM, PDF)) == Delivered()
        assert w.connector.texts()[-1] == "teams.bestand_niet_hier"


async def test_in_a_group_no_file_is_offered(tmp_path: Path) -> None:
    async with world(tmp_path) as w:
        assert await w.post(w.activity(conversation=GROUP)) == 202
        address = Address("teams", TENANT, "19:groep")
        assert await w.channel.send(Outgoing("r1", address, PDF)) == Delivered()
        assert w.connector.texts()[-1] == "teams.bestand_niet_hier"
        assert not any("attachments" in body for _, body in w.connector.posted)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"type": "fileUpload", "action": "accept"},
        {"type": "fileUpload", "action": "accept", "context": {"bestand": 5}, "uploadInfo": {}},
        {"type": "fileUpload", "action": "misschien", "context": {"bestand": "x"}},
        {"type": "iets", "action": "decline", "context": {"bestand": "x"}},
    ],
)
async def test_half_a_choice_is_none(tmp_path: Path, value: object) -> None:
    async with asked(tmp_path) as a:
        body = a.w.activity(None, type="invoke", name="fileConsent/invoke", value=value)
        assert await a.w.post(body) == 200
        await a.settles()
        assert not a.said
        assert not a.w.heard[1:]


async def test_who_calls_a_onedrive_does_not_say_who_it_is() -> None:
    async with AllowedSuffixes(UPLOADS).session(1) as session:
        assert not session.headers
        assert {str(each) for each in session.skip_auto_headers} == {"User-Agent"}

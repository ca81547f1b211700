"""The whole assistant in Teams, from a worry to a card in somebody's OneDrive; in a group there is none."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf

from bot.access import AccessRule
from bot.app import Application, build
from bot.channels.teams import cards
from bot.channels.teams.consent import CONSENT, INFO
from bot.clock import SystemClock
from bot.ports import Channel
from bot.storage.store import Store
from dialogs.model import Reply
from tests.channels.teams_world import World, world
from tests.clock import StandingClock
from tests.services.fake_connector import APP, JUF, TENANT
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import KEYRING

TO_THE_CARDS = (
    "hallo",
    "Meisje van 7 uit mn klas heeft blauwe plekken op haar bovenarm en is vaak te laat",
    "Nee, geen gevaar",
    "ja",
    "samen",
    "ja",
    "meldcode",
    "1, 2",
)
GROUP = {"id": "19:groep", "conversationType": "groupChat", "tenantId": TENANT}


class Person:
    """Somebody in Teams."""

    def __init__(self, w: World, app: Application, clock: StandingClock) -> None:
        self.w, self.app, self.clock = w, app, clock
        self._number = 0

    async def says(self, text: str | None, **changed: Any) -> list[dict[str, Any]]:
        """Give what came back."""
        self._number += 1
        self.clock.move(timedelta(seconds=20))
        before = len(self.w.connector.posted)
        at = self.clock.now().isoformat()
        assert await self.w.post(self.w.activity(text, id=f"n{self._number}", timestamp=at, **changed)) in (200, 202)
        await self.w.files.idle()
        await self.app.deliverer.drain()
        return [body for _, body in self.w.connector.posted[before:]]


@asynccontextmanager
async def somebody(tmp_path: Path) -> AsyncIterator[Person]:
    clock, phrases = StandingClock(SystemClock().now()), library().phrases
    store = Store.open(f"sqlite:///{tmp_path / 'alles.sqlite3'}", KEYRING)
    role = {"gemeente": "voorbeeldstad", "rol": "intern_begeleider", "sector": "onderwijs"}
    channels: dict[str, Channel] = {}
    app = build(
        library=library(),
        make_reader=make_reader,
        store=store,
        keyring=KEYRING,
        landscapes=ShippedLandscapes(("voorbeeldstad",)),
        rules=(AccessRule(kanaal="teams", gebruiker=JUF, tenant=TENANT, **role),),
        channels=channels,
        clock=clock,
        holder="test",
    )
    await asyncio.wrap_future(app.reader.start())

    def card(reply: Reply) -> Any:
        return cards.attachment(reply, phrases)

    made: dict[str, Any] = {"attach": card, "reads": cards.submitted, "text": phrases.text, "longest_wait": 10}
    async with world(tmp_path, app.assistant.receive, store=store, clock=clock, **made) as w:
        channels["teams"] = w.channel
        yield Person(w, app, clock)
    store.close()


def consents(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [each for body in bodies for each in body.get("attachments", ())]
    return [each for each in found if each["contentType"] == CONSENT]


async def test_a_card_as_pdf_is_asked_about_and_lands_in_the_onedrive_of_who_asked(tmp_path: Path) -> None:
    async with somebody(tmp_path) as person:
        for each in TO_THE_CARDS:
            assert not consents(await person.says(each))
        back = await person.says("raadslijst als pdf")
        assert "LIJST VOOR EEN VERZOEK TOT ONDERZOEK" in str(back[0]), "the card comes as text in any case"
        (asked,) = consents(back)
        assert "in je eigen OneDrive" in str([body.get("text") for body in back])
        told = asked["content"]["description"]
        for part in ("in je eigen OneDrive", "regels van je organisatie", "Ik bewaar de kaart niet", "Kies zelf"):
            assert part in told
        drive = f"{person.w.connector.address}/onedrive"
        place = {"uploadUrl": f"{drive}/1", "contentUrl": f"{drive}/2", "name": asked["name"], "uniqueId": "u1"}
        value = {"type": "fileUpload", "action": "accept", "context": asked["content"]["acceptContext"]}
        value["uploadInfo"] = {**place, "fileType": "pdf"}
        (shown,) = await person.says(None, type="invoke", name="fileConsent/invoke", value=value)
        assert shown["attachments"][0]["contentType"] == INFO
        assert person.w.connector.replaced[-1][1]["text"].startswith("Het bestand staat in je OneDrive.")
        ((_, _, content),) = person.w.connector.uploaded
        read = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        assert "Welke risico's zijn er, per kind?" in read


async def test_in_a_group_a_card_is_not_even_asked_about(tmp_path: Path) -> None:
    async with somebody(tmp_path) as person:
        for each in TO_THE_CARDS:
            await person.says(each)
        mention = {"type": "mention", "text": "<at>Signaalwijzer</at>", "mentioned": {"id": f"28:{APP}"}}
        text = "<at>Signaalwijzer</at> raadslijst als pdf"
        back = await person.says(text, conversation=GROUP, entities=[mention])
        assert back
        assert not consents(back)
        assert "VERZOEK TOT ONDERZOEK" not in str(back)

"""A card as an encrypted attachment over a real homeserver: the teacher opens a PDF, the server holds none."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from nio import DownloadResponse, MatrixRoom, RoomEncryptedFile
from nio.crypto.attachments import decrypt_attachment

from tests.real.matrix_teacher import teacher
from tests.real.running import PASSWORD, running
from tests.services.synapse import Homeserver

pytestmark = pytest.mark.real


async def test_a_card_comes_as_a_file_that_only_the_room_can_read(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("signaalwijzer-document", PASSWORD)
    async with running(homeserver, assistant, tmp_path), teacher(homeserver, "juf-kaart", tmp_path) as juf:
        files: asyncio.Queue[RoomEncryptedFile] = asyncio.Queue()

        async def keep(_room: MatrixRoom, event: RoomEncryptedFile) -> None:
            await files.put(event)

        juf.client.add_event_callback(keep, RoomEncryptedFile)
        await juf.start_room(assistant, encrypted=True)
        await juf.see_join(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.say("raadslijst als pdf")
        card = await juf.hear_until("Verzoek tot Onderzoek")
        async with asyncio.timeout(30):
            event = await files.get()
        assert event.body.startswith("raad-")
        assert event.body.endswith(".pdf")
        stored: Any = await juf.client.download(event.url)
        assert isinstance(stored, DownloadResponse)
        assert not bytes(stored.body).startswith(b"%PDF")  # the homeserver holds bytes it cannot read
        opened = decrypt_attachment(bytes(stored.body), event.key["k"], event.hashes["sha256"], event.iv)
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(opened)).pages)
        assert "Waarom schiet vrijwillige hulp tekort?" in text
        assert "Waarom schiet vrijwillige hulp tekort?" in card


async def test_in_a_room_without_encryption_the_card_stays_text(homeserver: Homeserver, tmp_path: Path) -> None:
    assistant = homeserver.register("signaalwijzer-open-kaart", PASSWORD)
    async with running(homeserver, assistant, tmp_path), teacher(homeserver, "juf-open-kaart", tmp_path) as juf:
        await juf.start_room(assistant, encrypted=False)
        await juf.see_join(assistant)
        await juf.hear_until("Signaalwijzer")
        await juf.say("raadslijst als word")
        await juf.hear_until("Verzoek tot Onderzoek")
        assert "Het bestand kan ik hier niet geven" in await juf.hear()

"""A card as a file in Teams: asked first, put in the reader's own OneDrive after a yes, and said how it went.

The choice is answered at once. The file goes out beside it and not by the outbox: for that its content, and an address
at which anybody may write, would have to be stored. What is said of it goes by the outbox as everything does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.channels.teams.consent import Choice, Place, consent_message, info_message
from bot.channels.teams.events import NAME, Reference
from bot.channels.teams.messages import Message, text_message
from bot.channels.teams.offered_files import OfferedFiles, Taken
from bot.channels.teams.outbound import Outbound
from bot.channels.teams.uploading import Sleep, put
from bot.keys import Keyring
from bot.model import Address, Delivered, Delivery, Outgoing, Rejected
from bot.ports import Clock
from bot.storage.records import OutboxRow
from bot.storage.store import StorageGone, Store
from bot.work.payloads import encode_outgoing
from dialogs.model import Block, Reply

ASK: Final = "teams.bestand_vraag"
"""Sentence of the question: where the file lands."""
EXPLAIN: Final = "teams.bestand_uitleg"
"""Sentence on the card: where the file lands, whose rules count there, and that the card is not kept here."""
NONE_HERE: Final = "teams.bestand_niet_hier"
_log = structlog.get_logger(__name__)

Send = Callable[[Reference, Message], Awaitable[Delivery]]


class Files:
    """Offers files and carries out what was chosen. `send` is there while the channel runs."""

    def __init__(
        self,
        offered: OfferedFiles,
        uploads: Outbound,
        store: Store,
        keyring: Keyring,
        text: Callable[[str], str],
        clock: Clock,
        seconds: float,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`uploads` is where files may go, `text` gives a sentence, `seconds` is how long one try may take."""
        self._offered = offered
        self._uploads = uploads
        self._store = store
        self._keyring = keyring
        self._text = text
        self._clock = clock
        self._seconds = seconds
        self._sleep = sleep
        self._going: set[asyncio.Task[None]] = set()
        self.send: Send | None = None

    async def ask(self, send: Send, reference: Reference, row: str, reply: Reply) -> Delivery:
        """Offer the file of a card that was said. Where there can be none, that is said instead."""
        if not reference.direct:
            return await send(reference, text_message(self._text(NONE_HERE)))
        token, document = self._offered.offer(reference, row, reply)
        asked = await send(reference, consent_message(document, token, self._text(ASK), self._text(EXPLAIN)))
        if isinstance(asked, Rejected):  # an app package from before it could give files
            _log.warning("teams.file_not_offered", code=asked.code)
            return await send(reference, text_message(self._text(NONE_HERE)))
        if isinstance(asked, Delivered):
            self._offered.shown(token, asked.reference)
        return asked

    async def chosen(self, reference: Reference, choice: Choice) -> None:
        """Begin with what was chosen; returns before the file is where it should be."""
        taken = self._offered.take(reference, choice.token) if reference.direct else "gone"
        if not isinstance(taken, Taken):
            _log.info("teams.file_refused", code=taken)
            name = "teams.bestand_al" if taken == "chosen" else "teams.bestand_weg"
            await self._tell(reference, choice.key, name)
        elif choice.place is None:
            await self._tell(reference, choice.key, "teams.bestand_nee", taken.message)
        else:
            task = asyncio.create_task(self._hand_over(reference, choice.key, taken, choice.place))
            self._going.add(task)
            task.add_done_callback(self._going.discard)

    async def stop(self) -> None:
        """Break off what is going on; each says so to who waits for it."""
        for task in tuple(self._going):
            task.cancel()
        await asyncio.gather(*self._going, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing is going on."""
        while self._going:
            await asyncio.gather(*self._going, return_exceptions=True)

    async def _hand_over(self, reference: Reference, key: str, taken: Taken, place: Place) -> None:
        how = "teams.bestand_onzeker"
        try:
            done = await put(self._uploads, place.upload, taken.document.content, self._seconds, self._sleep)
            how = {"done": "teams.bestand_staat", "failed": "teams.bestand_niet_gelukt"}.get(done, how)
            if done == "done" and self.send is not None and self._uploads.allows(place.url):
                shown = await self.send(reference, info_message(place))  # the sentence comes in any case
                _log.info("teams.file_put", code=type(shown).__name__)
        except Exception as fault:  # noqa: BLE001 - whoever chose hears how it ended
            _log.error("teams.file_failed", code=type(fault).__name__)
        finally:
            await self._tell(reference, key, how, taken.message)

    async def _tell(self, reference: Reference, key: str, name: str, asked: str = "") -> None:
        """Say how it went, in the place of the question where it is known: what was chosen cannot be chosen again."""
        address = Address(NAME, reference.tenant, reference.conversation)
        row = self._keyring.derive("teams-file-told", reference.tenant, reference.conversation, key, name)
        stream = self._keyring.derive("conversation", NAME, reference.tenant, reference.conversation)
        outgoing = Outgoing(row, address, Reply((Block("tekst", self._text(name)),)), amends=asked)
        kept = OutboxRow(row, stream, NAME, "reply", self._clock.now(), encode_outgoing(outgoing))
        try:
            await self._store.run(lambda tx: tx.enqueue([kept]))
        except StorageGone as gone:
            _log.warning("teams.file_told_past_outbox", code=gone.code)
            if self.send is not None:
                await self.send(reference, text_message(self._text(name)))

"""Teams as a channel: takes in what is posted, sends by the connector."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Literal

import structlog
from aiohttp import web

from bot.channels.teams.checking import Checks
from bot.channels.teams.connector import BLOCKED, NOT_FOUND, TOO_LARGE, Connector, Tokens
from bot.channels.teams.events import NAME, Reference, Submitted, greeting
from bot.channels.teams.files import Files
from bot.channels.teams.inbox import Inbox
from bot.channels.teams.messages import (
    Attach,
    AttachAnswered,
    Message,
    answered_message,
    messages,
    text_message,
    text_messages,
)
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.outbound import Outbound
from bot.channels.teams.pace import Pace
from bot.channels.teams.references import References
from bot.channels.teams.settings import TeamsSettings
from bot.channels.text import as_text
from bot.model import Address, Delivered, Delivery, Outgoing, Rejected, Retry
from bot.ports import Clock, Receive
from bot.underway import goes_out

_NOT_YET: Final = 1.0
_REMEMBERED: Final = 1_000
_log = structlog.get_logger(__name__)


class NotOpened(Exception):  # noqa: N818 - reads as what it says
    """The personal conversation could not be opened; the code says why."""


class TeamsChannel:
    """One app, for the people of its tenants."""

    name = NAME
    gives_documents: Literal[True] = True
    tells_its_start: Literal[True] = True

    def __init__(
        self,
        settings: TeamsSettings,
        checks: Checks,
        outbound: Outbound,
        tokens: Tokens,
        references: References,
        open_cards: OpenCards,
        files: Files,
        attach: Attach,
        attach_answered: AttachAnswered,
        submitted: Submitted,
        clock: Clock,
    ) -> None:
        """`attach` and `attach_answered` make cards, and `submitted` reads what they send back."""
        self._settings = settings
        self._outbound = outbound
        self._tokens = tokens
        self._references = references
        self._open_cards = open_cards
        self._files = files
        self._attach = attach
        self._attach_answered = attach_answered
        self._clock = clock
        self._inbox = Inbox(settings, checks, outbound, references, open_cards, files, submitted, clock)
        self._connector: Connector | None = None
        self._pace = Pace()
        self._sent: OrderedDict[str, int] = OrderedDict()
        self._receive: Receive | None = None

    async def post(self, request: web.Request) -> web.Response:
        """Answer `POST /api/messages`."""
        return await self._inbox.post(request)

    async def run(self, receive: Receive) -> None:
        """Take in activities until cancelled."""
        async with self._outbound.session(self._settings.request_timeout) as session:
            self._connector = Connector(session, self._tokens, self._outbound)
            self._files.send = partial(self._paced, self._connector)
            self._receive = self._inbox.receive = receive
            try:
                await asyncio.Event().wait()
            finally:
                self._receive = self._inbox.receive = None
                await self._files.stop()
                self._connector = self._files.send = None

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Deliver one message. What went out of one in several parts is not sent again. Raises StorageGone."""
        if outgoing.id in self._sent:  # no other process knows which parts went out
            goes_out()
        if self._connector is None:
            return Retry(_NOT_YET, "not_ready")
        reference = await self._references.find(outgoing.address)
        if reference is None or reference.gone:
            return Rejected("unknown" if reference is None else "gone")
        if outgoing.replaces:
            return await self._replace(self._connector, reference, outgoing)
        parts = messages(outgoing.reply, self._attach)
        if outgoing.amends and len(parts) == 1:
            amended = await self._connector.replace(reference, outgoing.amends, parts[0])
            if not isinstance(amended, Rejected):
                return amended
            _log.info("teams.not_amended", code=amended.code)  # it was taken away: then it comes as a new message
        delivery = await self._send_parts(self._connector, outgoing.id, reference, parts)
        if delivery == Rejected(TOO_LARGE) and "attachments" in parts[0]:
            parts = text_messages(as_text(outgoing.reply))
            delivery = await self._send_parts(self._connector, outgoing.id, reference, parts)
        if isinstance(delivery, Rejected) and delivery.code in (BLOCKED, NOT_FOUND):
            await self._references.mark_gone(reference, self._clock.now())
        if isinstance(delivery, Delivered) and outgoing.reply.prompt and "attachments" in parts[0]:
            await self._open_cards.shown(outgoing.address, delivery.reference, outgoing.reply)
        if isinstance(delivery, Delivered) and outgoing.reply.document:
            return await self._offer_file(self._connector, reference, outgoing, len(parts))
        return delivery

    async def say(self, address: Address, text: str) -> None:
        """Say a fixed sentence, as well as it goes; never raises."""
        reference = self._references.remembered(address)
        if reference is None or self._connector is None:
            return
        try:
            delivery = await self._connector.send(reference, text_message(text))
        except Exception as fault:  # noqa: BLE001 - the last word of a turn that failed must not fail it again
            _log.error("teams.say_failed", code=type(fault).__name__)
        else:
            _log.info("teams.said", code=type(delivery).__name__)

    async def open_direct_room(self, user: str) -> str:
        """Open the personal conversation with somebody who spoke in a group, and greet there. Raises NotOpened."""
        met = self._references.last_of(user)
        if met is None or self._connector is None or self._receive is None:
            raise NotOpened("not_met")
        opened = await self._connector.open(met)
        if not isinstance(opened, Delivered) or not opened.reference:
            raise NotOpened(getattr(opened, "code", "no_id"))
        now = self._clock.now()
        reference = replace(met, conversation=opened.reference, direct=True, gone=False)
        await self._references.note(reference, now)
        await self._receive(greeting(reference, now))
        return opened.reference

    async def _offer_file(self, connector: Connector, reference: Reference, outgoing: Outgoing, parts: int) -> Delivery:
        """Ask about the file of a card that was said. If that has to be tried again, the card is not said again."""
        send = partial(self._paced, connector)
        asked = await self._files.ask(send, reference, outgoing.id, outgoing.reply)
        if isinstance(asked, Delivered | Rejected):
            return Delivered()
        self._note_sent(outgoing.id, parts)
        return asked

    async def _replace(self, connector: Connector, reference: Reference, outgoing: Outgoing) -> Delivery:
        """Show a card as answered. One that is no longer there needs nothing."""
        message = answered_message(outgoing.reply, outgoing.choices, self._attach_answered)
        delivery = await connector.replace(reference, outgoing.replaces, message)
        if isinstance(delivery, Rejected):
            _log.info("teams.card_not_replaced", code=delivery.code)
            return Delivered()
        return delivery

    async def _send_parts(
        self, connector: Connector, row: str, reference: Reference, parts: Sequence[Message]
    ) -> Delivery:
        """Send what was not sent yet, one after the other."""
        delivery: Delivery = Delivered()
        for number in range(self._sent.get(row, 0), len(parts)):
            delivery = await self._paced(connector, reference, parts[number])
            if not isinstance(delivery, Delivered):
                return delivery
            self._note_sent(row, number + 1)
        self._sent.pop(row, None)
        return delivery

    def _note_sent(self, row: str, parts: int) -> None:
        self._sent[row] = parts
        if len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)

    async def _paced(self, connector: Connector, reference: Reference, message: Message) -> Delivery:
        now = asyncio.get_running_loop().time()
        where = reference.tenant, reference.conversation
        wait = self._pace.wait(*where, now)
        if wait > self._settings.longest_wait:
            return Retry(wait, "pace")
        await asyncio.sleep(self._pace.book(*where, now))
        return await connector.send(reference, message)

"""`POST /api/messages`: checked, read, committed, answered. Nobody who is refused hears why."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

import structlog
from aiohttp import web
from yarl import URL

from bot.channels.teams.checking import Checks, KeysUnreachable, Refused
from bot.channels.teams.events import CARD_ACTION, Body, Heard, NotAnActivity, Submitted, read, tenant_of
from bot.channels.teams.files import Files
from bot.channels.teams.open_cards import OpenCards
from bot.channels.teams.outbound import Outbound
from bot.channels.teams.references import References
from bot.channels.teams.settings import TeamsSettings
from bot.model import Receipt
from bot.ports import Clock, Receive
from bot.storage.store import StorageGone

_CHANNEL: Final = "msteams"
_CARD_ANSWERED: Final = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""}
_log = structlog.get_logger(__name__)


class _Answer(Exception):  # noqa: N818 - how the handler ends early
    """What the sender gets, and a code for the log."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class Inbox:
    """Takes in requests while `receive` is there."""

    def __init__(
        self,
        settings: TeamsSettings,
        checks: Checks,
        outbound: Outbound,
        references: References,
        open_cards: OpenCards,
        files: Files,
        submitted: Submitted,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._checks = checks
        self._outbound = outbound
        self._references = references
        self._open_cards = open_cards
        self._files = files
        self._submitted = submitted
        self._clock = clock
        self.receive: Receive | None = None

    async def post(self, request: web.Request) -> web.Response:
        """Answer one request: 202 once its turn is committed, 503 when it is not and has to come again."""
        try:
            address = await self._sender(request)
            body = self._parsed(await self._body(request))
            heard = self._heard(body, address)
            await self._take(heard)
        except _Answer as answer:
            _log.warning("teams.refused", code=answer.code)
            return web.Response(status=answer.status)
        if body.get("type") != "invoke":
            return web.Response(status=202)
        return web.json_response(_CARD_ANSWERED if body.get("name") == CARD_ACTION else {})

    async def _sender(self, request: web.Request) -> str:
        try:
            return await self._checks.check(request.headers.get("Authorization", ""))
        except Refused as refused:
            raise _Answer(401, refused.code) from None
        except KeysUnreachable:
            raise _Answer(503, "keys") from None

    async def _body(self, request: web.Request) -> bytes:
        """Read no more than is allowed, and not for ever."""
        most = self._settings.largest_request
        if (request.content_length or 0) > most:
            raise _Answer(413, "too_large")
        content = bytearray()
        try:
            async with asyncio.timeout(self._settings.request_timeout):
                async for chunk in request.content.iter_any():
                    content += chunk
                    if len(content) > most:
                        raise _Answer(413, "too_large")
        except TimeoutError:
            raise _Answer(408, "slow") from None
        return bytes(content)

    @staticmethod
    def _parsed(content: bytes) -> Body:
        try:
            body: Any = json.loads(content)
        except (ValueError, RecursionError):
            raise _Answer(400, "no_json") from None
        if not isinstance(body, dict):
            raise _Answer(400, "no_object")
        return body

    def _heard(self, body: Body, address: str) -> Heard:
        """Read the body, once it is clear that the token is about it and that an answer may go where it says."""
        told = body.get("serviceUrl")
        if not isinstance(told, str) or not _same(told, address):
            raise _Answer(403, "other_address")
        if not self._outbound.allows(told):
            raise _Answer(403, "host")
        if body.get("channelId") != _CHANNEL:
            raise _Answer(403, "channel")
        if tenant_of(body) not in self._settings.tenants:
            raise _Answer(403, "tenant")
        try:
            return read(body, self._submitted, self._clock.now())
        except NotAnActivity:
            raise _Answer(400, "no_activity") from None

    async def _take(self, heard: Heard) -> None:
        """First the way back, then the turn: its answer may go out the moment it is committed."""
        if self.receive is None:
            raise _Answer(503, "not_ready")
        noted = True
        try:
            await self._references.note(heard.reference, heard.at)
        except StorageGone:
            noted = False
        if heard.choice and noted:  # else it is asked again, and nothing was chosen yet
            await self._files.chosen(heard.reference, heard.choice)
        try:
            receipt = await self.receive(heard.activity) if heard.activity else Receipt.COMMITTED
        except Exception as fault:  # noqa: BLE001 - it answers its own faults; what slips through is told again
            raise _Answer(503, type(fault).__name__) from None
        if receipt is Receipt.GONE or not noted:
            raise _Answer(503, "storage")
        if receipt is Receipt.COMMITTED and heard.activity and heard.activity.kind == "button":
            await self._open_cards.pressed(heard.activity)


def _same(one: str, other: str) -> bool:
    try:
        return URL(one.rstrip("/")) == URL(other.rstrip("/"))
    except ValueError:
        return False

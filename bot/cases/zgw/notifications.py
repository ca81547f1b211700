"""Takes in what the Notificaties API of a municipality calls about: a case of ours changed.

The call is a hint and no more: it carries the address of a case, and we ask the case system ourselves what is new. Who
calls proves it with the secret of the subscription, which stands in the header `Authorization` (Notificaties API 1.0).
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, Literal
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.storage.errors import StorageGone

PATH: Final = "/zgw/{gemeente}/notificaties"
LARGEST: Final = 16_384
"""Bytes of a notification."""
Called = Callable[[str, str], Awaitable[object]]
"""Takes the municipality and the last part of the address of the case. May raise StorageGone."""

_log = structlog.get_logger(__name__)


class Notification(BaseModel):
    """The part of a notification that counts; what else stands in it is nobody's business here."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    kanaal: str
    hoofdObject: str  # noqa: N815 - named by the Notificaties API
    resource: str
    actie: str


class OfTest(BaseModel):
    """What Open Notificaties sends when a subscription is made, to see whether somebody listens."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    kanaal: Literal["test"]


def add_notifications(app: web.Application, secrets: Mapping[str, str], called: Called) -> None:
    """Listen at `/zgw/<gemeente>/notificaties` for the municipalities with a secret."""

    async def notified(request: web.Request) -> web.Response:
        gemeente = request.match_info["gemeente"]
        secret = secrets.get(gemeente, "")
        if not secret or not _is_secret(request.headers.get("Authorization", ""), secret):
            return _answer(403)
        if (request.content_length or 0) > LARGEST:
            return _answer(413)
        body = await request.read()  # in pieces without a length: aiohttp stops at its own limit
        if len(body) > LARGEST:
            return _answer(413)
        try:
            told = Notification.model_validate_json(body)
            uuid = urlsplit(told.hoofdObject).path.rstrip("/").rpartition("/")[2]
        except ValueError:  # of pydantic, or an address that is none
            return _answer(204 if _is_test(body) else 400)
        if told.kanaal != "zaken" or not uuid:
            return _answer(204)
        try:
            await called(gemeente, uuid)
        except StorageGone as gone:
            _log.warning("notifications.storage_gone", code=gone.code)
            return _answer(503)  # it calls again; if not, the next round finds it
        return _answer(204)

    app.router.add_post(PATH, notified)


def _is_secret(header: str, secret: str) -> bool:
    said = header.removeprefix("Bearer ").strip()
    return hmac.compare_digest(said.encode(), secret.encode())


def _is_test(body: bytes) -> bool:
    try:
        OfTest.model_validate_json(body)
    except ValidationError:
        return False
    return True


def _answer(status: int) -> web.Response:
    return web.Response(status=status)

"""A card as an encrypted attachment: the homeserver holds bytes that only the room can read."""

from __future__ import annotations

import asyncio
import io
from typing import Any, Final

import structlog
from nio import AsyncClient, UploadResponse

from bot.channels.matrix.calls import NETWORK
from bot.channels.matrix.errors import CallFailed
from bot.channels.matrix.outgoing.sending import Sender
from bot.documents.making import Document
from bot.model import Delivered, Delivery, Retry

_SECONDS: Final = 30.0
"""A card is some tens of kilobytes."""
_PASSING: Final = frozenset({"network", "timeout", "no_answer", "M_LIMIT_EXCEEDED"})
_log = structlog.get_logger(__name__)


async def hand_over(
    client: AsyncClient, sender: Sender, room: str, row: str, document: Document, sorry: str
) -> Delivery:
    """Give the file that belongs to a message that was said. Never raises for what the network does.

    In a room without encryption no file is given, and `sorry` is said; also when the homeserver takes none.
    """
    if not getattr(client.rooms.get(room), "encrypted", False):
        return await _without(sender, room, row, sorry, "not_encrypted")
    try:
        content = await attachment(client, document)
    except CallFailed as failed:
        if failed.code in _PASSING:
            return Retry(failed.after, failed.code)
        return await _without(sender, room, row, sorry, failed.code)
    return await sender.send(room, content, f"{row}.file")


async def attachment(client: AsyncClient, document: Document) -> dict[str, Any]:
    """Upload a file, encrypted here, and give the content of the event that hands over its key. Raises CallFailed."""
    try:
        async with asyncio.timeout(_SECONDS):
            answer, key = await client.upload(
                lambda _after, _tries: io.BytesIO(document.content),
                content_type="application/octet-stream",
                filename=None,  # a name would be open to the homeserver
                encrypt=True,
                filesize=len(document.content),
            )
    except NETWORK as broken:
        raise CallFailed("timeout" if isinstance(broken, TimeoutError) else "network") from None
    if not isinstance(answer, UploadResponse) or key is None:
        raise CallFailed(getattr(answer, "status_code", None) or "upload")
    return {
        "msgtype": "m.file",
        "body": document.name,
        "filename": document.name,
        "info": {"mimetype": document.media_type, "size": len(document.content)},
        "file": {**key, "url": answer.content_uri, "mimetype": document.media_type},
        "m.mentions": {},
    }


async def _without(sender: Sender, room: str, row: str, sorry: str, code: str) -> Delivery:
    _log.info("matrix.no_file", code=code)
    if sorry:
        return await sender.send(room, {"msgtype": "m.text", "body": sorry}, f"{row}.nofile")
    return Delivered(row)

"""Making the own device known: its keys, the signature of its owner, the name and the picture that people see."""

from __future__ import annotations

import asyncio
import hashlib
from io import BytesIO
from pathlib import Path

import structlog
from nio import AsyncClient

from bot.channels.matrix.calls import GONE_TOKENS, NETWORK, demand
from bot.channels.matrix.device.cross_signing import sign_own_device
from bot.channels.matrix.device.store import MatrixStore, Session
from bot.channels.matrix.errors import CallFailed
from bot.channels.matrix.settings import MatrixSettings

_PASSING = frozenset({"network", "timeout", "no_answer", "M_LIMIT_EXCEEDED"})
"""Why a call fails without having been refused."""
_PNG = b"\x89PNG"
_log = structlog.get_logger(__name__)


async def introduce(client: AsyncClient, session: Session, settings: MatrixSettings, store: MatrixStore) -> bool:
    """Give the homeserver our device keys and sign them, then name and picture; whether the device is signed.

    A refusal leaves the device unsigned or the account without a picture, and is logged. Raises CallFailed for what may
    pass, and for a token that is gone.
    """
    if client.should_upload_keys:
        await demand(client.keys_upload())
    password = settings.password.get_secret_value() if settings.password else None
    try:
        await sign_own_device(client, session.seeds, password)
    except CallFailed as failed:
        if failed.code in GONE_TOKENS | _PASSING:
            raise
        _log.error("matrix.not_signed", code=failed.code)
        signed = False
    else:
        signed = True
    if settings.display_name:
        await _unless_refused(client, settings.display_name)
    if settings.avatar:
        await _show(client, settings.avatar, store, settings.request_timeout)
    return signed


async def _unless_refused(client: AsyncClient, name: str) -> None:
    """Where accounts come from somewhere else, the homeserver may keep names to itself."""
    try:
        await demand(client.set_displayname(name))
    except CallFailed as failed:
        if failed.code in GONE_TOKENS | _PASSING:
            raise
        _log.warning("matrix.not_named", code=failed.code)


async def _show(client: AsyncClient, file: Path, store: MatrixStore, patience: float) -> None:
    """Give the account this picture, unless it has it already. Within so many seconds, else at the next start."""
    try:
        picture = file.read_bytes()  # noqa: ASYNC240 - small, and before anything else happens
        mark = hashlib.sha256(picture).hexdigest()
        if store.known("avatar") == mark:
            return
        kind = "image/png" if picture.startswith(_PNG) else "image/jpeg"
        async with asyncio.timeout(patience):  # an upload of the library waits for ever
            answer, _ = await client.upload(BytesIO(picture), kind, filesize=len(picture))
        await demand(client.set_avatar(answer.content_uri))
    except (*NETWORK, CallFailed, AttributeError) as fault:
        _log.warning("matrix.not_shown", code=type(fault).__name__)
        return
    store.know("avatar", mark)

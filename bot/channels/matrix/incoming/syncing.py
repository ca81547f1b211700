"""The sync loop: fetch, keep the keys in order, hand on; with back-off, until the token is no longer valid."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from nio import AsyncClient

from bot.channels.matrix.calls import GONE_TOKENS, demand, pauses
from bot.channels.matrix.errors import CallFailed, TokenRevoked
from bot.channels.matrix.incoming.inbox import Inbox
from bot.channels.matrix.settings import MatrixSettings

_log = structlog.get_logger(__name__)

_MOST_OPEN = 200
"""So many sync responses may wait to be received; then syncing pauses."""
_FILTER = {
    "presence": {"not_types": ["*"]},
    "account_data": {"not_types": ["*"]},
    "room": {
        "timeline": {"limit": 100},
        "ephemeral": {"not_types": ["*"]},
        "account_data": {"not_types": ["*"]},
    },
}


class Syncer:
    """Syncs from a position. `fetched` is called after each response, when rooms and keys are up to date."""

    def __init__(
        self, client: AsyncClient, settings: MatrixSettings, inbox: Inbox, fetched: Callable[[], Awaitable[None]]
    ) -> None:
        self._client = client
        self._settings = settings
        self._inbox = inbox
        self._fetched = fetched

    async def run(self, since: str | None) -> None:
        """Sync until cancelled. The first response brings all members of all rooms. Raises TokenRevoked."""
        wait = pauses(self._settings.first_pause, self._settings.longest_pause)
        full = True
        while True:
            await self._inbox.ledger.has_room(_MOST_OPEN)
            try:
                response = await self._fetch(since, full=full)
            except CallFailed as failed:
                if failed.code in GONE_TOKENS or not self._client.access_token:
                    raise TokenRevoked(f"the homeserver no longer knows this device ({failed.code})") from None
                _log.warning("matrix.sync_failed", code=failed.code)
                await asyncio.sleep(max(next(wait), failed.after))
                continue
            except Exception as fault:  # noqa: BLE001 - an event that breaks the library must not end the channel
                _log.error("matrix.sync_broke", code=type(fault).__name__)
                await asyncio.sleep(next(wait))
                continue
            wait = pauses(self._settings.first_pause, self._settings.longest_pause)
            self._inbox.take(response, since)
            await self._tend_keys()
            since, full = response.next_batch, False
            await self._fetched()

    async def _fetch(self, since: str | None, *, full: bool) -> Any:
        patience = self._settings.request_timeout + self._settings.sync_wait
        hold = 0 if full else int(self._settings.sync_wait * 1000)
        try:
            async with asyncio.timeout(patience):
                return await demand(self._client.sync(hold, _FILTER, since, full_state=full))
        except TimeoutError:
            raise CallFailed("timeout") from None

    async def _tend_keys(self) -> None:
        """Do what the encryption asks for between two syncs. What fails is asked for again after the next."""
        client = self._client
        try:
            if client.outgoing_to_device_messages:
                await demand(client.send_to_device_messages())
            if client.should_upload_keys:
                await demand(client.keys_upload())
            if client.should_query_keys:
                await demand(client.keys_query())
            if client.should_claim_keys:
                await demand(client.keys_claim(client.get_users_for_key_claiming()))
        except CallFailed as failed:
            _log.warning("matrix.keys_failed", code=failed.code)

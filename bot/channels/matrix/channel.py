"""Matrix as a channel: logs in, signs its own device, syncs, sends."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog
from nio import AsyncClient, EnableEncryptionBuilder, RoomPreset, RoomVisibility

from bot.channels.matrix.calls import demand, pauses
from bot.channels.matrix.cross_signing import sign_own_device
from bot.channels.matrix.errors import CallFailed, MatrixStopped
from bot.channels.matrix.events import NAME
from bot.channels.matrix.login import close_client, open_client
from bot.channels.matrix.rendering import render
from bot.channels.matrix.sending import Sender, content_of
from bot.channels.matrix.settings import MatrixSettings
from bot.channels.matrix.store import MatrixStore, Seal, leave_open, locked_store
from bot.channels.matrix.syncing import Syncing
from bot.model import Address, Delivery, Outgoing, Retry
from bot.ports import Receive

UNREADABLE = "niet_te_lezen"
"""Key of the sentence for a message that could not be decrypted."""
_NOT_YET = 1.0
_log = structlog.get_logger(__name__)


class MatrixChannel:
    """One account on one homeserver."""

    name = NAME

    def __init__(
        self,
        settings: MatrixSettings,
        sentences: Mapping[str, str],
        seal: Seal = leave_open,
        unseal: Seal = leave_open,
    ) -> None:
        """`sentences` are what the channel says by itself: how to choose, and that a message cannot be read."""
        self._settings = settings
        self._sentences = sentences
        self._seal = seal
        self._unseal = unseal
        self._client: AsyncClient | None = None
        self._sender: Sender | None = None

    async def run(self, receive: Receive) -> None:
        """Take in activities until cancelled.

        Raises MatrixStopped (StoreInUse, StoreUnreadable, LoginRefused, TokenRevoked) when somebody has to act.
        """
        with locked_store(self._settings.store, self._seal, self._unseal) as store:
            client = await self._connected(store)
            try:
                self._sender = Sender(
                    client,
                    self._settings.send_timeout,
                    ignore_unverified=self._settings.ignore_unverified_devices,
                )
                self._client = client
                await Syncing(client, self._settings, store, receive, self._tell_unreadable).run()
            except* MatrixStopped as stopped:
                raise stopped.exceptions[0] from None
            finally:
                self._client = self._sender = None
                await close_client(client)

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Deliver one message; the id of the row is the transaction id, so a repeat is recognised."""
        if self._sender is None:
            return Retry(_NOT_YET, "not_connected")
        content = content_of(render(outgoing.reply, self._sentences))
        return await self._sender.send(outgoing.address.conversation, content, outgoing.id)

    async def say(self, address: Address, text: str) -> None:
        """Say a fixed sentence, as well as it goes."""
        if self._sender is not None:
            await self._sender.send(address.conversation, {"msgtype": "m.text", "body": text}, None)

    async def open_direct_room(self, user: str) -> str:
        """The room with this person alone: the one that is there, or a new, encrypted one. Raises CallFailed."""
        if self._client is None:
            raise CallFailed("not_connected")
        pair = {user, self._client.user_id}
        for room_id, room in self._client.rooms.items():
            if {*room.users, *room.invited_users} == pair:
                return str(room_id)
        answer = await demand(
            self._client.room_create(
                visibility=RoomVisibility.private,
                is_direct=True,
                invite=[user],
                preset=RoomPreset.trusted_private_chat,
                initial_state=[EnableEncryptionBuilder().as_dict()],
            )
        )
        return str(answer.room_id)

    async def _connected(self, store: MatrixStore) -> AsyncClient:
        """Log in, upload the device's keys and sign it; a homeserver that is away is waited for."""
        waits = pauses(self._settings.first_pause, self._settings.longest_pause)
        while True:
            client: AsyncClient | None = None
            try:
                client, session = await open_client(self._settings, store)
                if client.should_upload_keys:
                    await demand(client.keys_upload())
                password = self._settings.password.get_secret_value() if self._settings.password else None
                await sign_own_device(client, session.seeds, password)
                if self._settings.display_name:
                    await demand(client.set_displayname(self._settings.display_name))
            except CallFailed as failed:
                _log.warning("matrix.not_connected", code=failed.code)
                if client is not None:
                    await close_client(client)
                await asyncio.sleep(max(failed.after, next(waits)))
            except BaseException:
                if client is not None:
                    await close_client(client)
                raise
            else:
                return client

    async def _tell_unreadable(self, room_id: str) -> None:
        text = self._sentences.get(UNREADABLE)
        if text and self._sender is not None:
            await self._sender.send(room_id, {"msgtype": "m.text", "body": text}, None)

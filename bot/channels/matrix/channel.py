"""Matrix as a channel: logs in, signs its own device, syncs, sends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal

import structlog
from nio import EnableEncryptionBuilder, RoomPreset, RoomVisibility

from bot.channels.matrix.calls import GONE_TOKENS, demand, pauses
from bot.channels.matrix.device.devices import StrictClient
from bot.channels.matrix.device.introducing import introduce
from bot.channels.matrix.device.login import close_client, open_client
from bot.channels.matrix.device.store import MatrixStore, Seal, leave_open, locked_store
from bot.channels.matrix.errors import CallFailed, TokenRevoked
from bot.channels.matrix.incoming.events import NAME
from bot.channels.matrix.incoming.inbox import Inbox
from bot.channels.matrix.incoming.syncing import Syncer
from bot.channels.matrix.outgoing.attaching import hand_over
from bot.channels.matrix.outgoing.choices import ShownPrompts, offer
from bot.channels.matrix.outgoing.pace import Pace
from bot.channels.matrix.outgoing.rendering import render
from bot.channels.matrix.outgoing.sending import Sender, content_of, in_place_of
from bot.channels.matrix.settings import MatrixSettings
from bot.documents.making import document_of
from bot.model import Address, Delivered, Delivery, Outgoing, Rejected, Retry
from bot.ports import Receive
from bot.work.leadership import Lead, lead_alone
from dialogs.model import Block

AGAIN = "misschien_dubbel"
"""Key of the sentence with a message that may have come before."""
NO_FILE = "geen_bestand"
"""Key of the sentence for a file that cannot be given here."""
UNREADABLE = "niet_te_lezen"
"""Key of the sentence for a message that could not be decrypted."""
_NOT_YET = 1.0
_log = structlog.get_logger(__name__)


async def nothing_in_flight() -> None:
    """What a new device means where no outbox is: nothing."""


class MatrixChannel:
    """One account on one homeserver."""

    name = NAME
    redacts: Literal[True] = True
    gives_documents: Literal[True] = True
    recognises_repeats: Literal[True] = True

    def __init__(
        self,
        settings: MatrixSettings,
        sentences: Mapping[str, str],
        seal: Seal = leave_open,
        unseal: Seal = leave_open,
        *,
        lead: Lead = lead_alone,
        on_new_device: Callable[[], Awaitable[None]] = nothing_in_flight,
        prompts: ShownPrompts | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`sentences` are what the channel says by itself: how to choose, and that a message cannot be read.

        `lead` lets one process of several run it; `on_new_device` hears that transaction ids of before count no more;
        without `prompts` nothing can be pressed; `today` stands in the name of a file.
        """
        self._lead = lead
        self._on_new_device = on_new_device
        self._prompts = prompts
        self._today = today
        self._settings = settings
        self._sentences = sentences
        self._seal = seal
        self._unseal = unseal
        self._client: StrictClient | None = None
        self._fetched_at: float | None = None
        self._heard_at: float | None = None
        self._sender: Sender | None = None
        self._inbox: Inbox | None = None
        self._pace = Pace()
        self._synced = asyncio.Condition()
        self._opening: dict[str, asyncio.Lock] = {}
        self.ready = asyncio.Event()
        """Set while rooms and keys are known here: before that nothing can be sent."""
        self.cross_signed = False
        """Whether our signing keys sign this device; without it modern clients share no keys with it."""

    @property
    def delivers(self) -> bool:
        """Whether it leads, is connected and knows its rooms."""
        return self._sender is not None and self.ready.is_set()

    @property
    def away(self) -> float:
        """Seconds since the homeserver last gave a sync, or since this began to lead; 0 while it does not lead."""
        return 0.0 if self._heard_at is None else asyncio.get_running_loop().time() - self._heard_at

    def figures(self) -> Mapping[str, float]:
        """What goes on, in numbers: for who watches over the service."""
        found: dict[str, float] = {
            "matrix_connected": float(self.delivers),
            "matrix_device_signed": float(self.cross_signed),
            "matrix_unreadable_total": self.unreadable,
            "matrix_rate_limited_total": self._pace.refusals,
        }
        if self._client is not None:
            found["matrix_unsigned_devices"] = self._client.unsigned()
            found["matrix_changed_keys"] = len(self._client.pins.changed) if self._client.pins else 0
        if self._fetched_at is not None:
            found["matrix_sync_age_seconds"] = asyncio.get_running_loop().time() - self._fetched_at
        if self._inbox is not None:
            found["matrix_syncs_open"] = self._inbox.ledger.waiting()
        return found

    @property
    def unreadable(self) -> int:
        """How many messages could not be decrypted since the start."""
        return self._inbox.unreadable if self._inbox else 0

    async def run(self, receive: Receive) -> None:
        """Take in activities until cancelled.

        Raises MatrixStopped (StoreInUse, StoreUnreadable, LoginRefused, TokenRevoked) when somebody has to act.
        """
        with locked_store(self._settings.store, self._seal, self._unseal, self._settings.signing) as store:
            await self._lead(store.holder(), lambda: self._leading(store, receive))

    async def _leading(self, store: MatrixStore, receive: Receive) -> None:
        self._heard_at = asyncio.get_running_loop().time()
        try:
            await self._run(store, receive)
        finally:
            self._heard_at = None

    async def _run(self, store: MatrixStore, receive: Receive) -> None:
        client = await self._connected(store)
        try:
            self._sender = Sender(
                client,
                self._pace,
                self._settings.send_timeout,
                ignore_unverified=self._settings.ignore_unverified_devices,
            )
            self._client = client
            since = await store.load_since()
            async with asyncio.TaskGroup() as group:
                inbox = self._inbox = Inbox(
                    client, self._settings, receive, self._tell_unreadable, group, self._prompts
                )
                group.create_task(inbox.ledger.keep(partial(_keep, store)))
                await Syncer(client, self._settings, inbox, self._fetched).run(since)
        except ExceptionGroup as stopped:  # one of ours: whoever catches it wants its type
            raise stopped.exceptions[0] from None
        finally:
            self.ready.clear()
            self._client = self._sender = None
            await close_client(client)

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Deliver one message; the id of the row is the transaction id, so a repeat is recognised.

        With `redact` a message of the user is taken away, and the reply is said only where that may not.
        """
        if self._sender is None or not self.delivers:
            return Retry(_NOT_YET, "not_ready", counts=False)
        if outgoing.redact:
            taken = await self._sender.redact(outgoing.address.conversation, outgoing.redact, f"{outgoing.id}.redact")
            if not isinstance(taken, Rejected):
                return taken
            _log.info("matrix.not_redacted", code=taken.code)
        reply = outgoing.reply
        if outgoing.again and self._sentences.get(AGAIN):
            reply = replace(reply, blocks=(Block("tekst", self._sentences[AGAIN]), *reply.blocks))
        content = content_of(render(reply, self._sentences), outgoing.thread)
        if outgoing.amends:
            content = in_place_of(outgoing.amends, content)
        room = outgoing.address.conversation
        if outgoing.private and self._sender.others_in(room) > 1:
            return Rejected("not_alone")
        delivery = await self._sender.send(room, content, outgoing.id)
        if isinstance(delivery, Delivered) and self._prompts is not None:
            how = self._settings.choices
            await offer(self._sender, self._prompts, how, room, delivery.reference, outgoing.reply, outgoing.id)
        if isinstance(delivery, Delivered) and reply.document and self._client is not None:
            document = document_of(reply, self._today())
            told = self._sentences.get(NO_FILE, "")
            handed = await hand_over(self._client, self._sender, room, outgoing.id, document, told)
            return delivery if isinstance(handed, Delivered) else handed
        return delivery

    async def say(self, address: Address, text: str) -> None:
        """Say a fixed sentence, as well as it goes; never raises."""
        if self._sender is None:
            return
        try:
            delivery = await self._sender.send(address.conversation, {"msgtype": "m.text", "body": text}, None)
        except Exception as fault:  # noqa: BLE001 - the last word of a turn that failed must not fail it again
            _log.error("matrix.say_failed", code=type(fault).__name__)
        else:
            _log.info("matrix.said", code=type(delivery).__name__)

    async def open_direct_room(self, user: str) -> str:
        """The room with this person alone: the one that is there, or a new, encrypted one that can be used at once.

        Raises CallFailed when the homeserver refuses or the channel is not ready, TimeoutError after `send_timeout`.
        """
        client = self._client
        if client is None or not self.ready.is_set():
            raise CallFailed("not_ready")
        async with asyncio.timeout(self._settings.send_timeout), self._opening.setdefault(user, asyncio.Lock()):
            pair = {user, client.user_id}
            found = next((str(key) for key, room in client.rooms.items() if set(room.users) == pair), None)
            return found or await self._new_room(client, user)

    async def _new_room(self, client: StrictClient, user: str) -> str:
        answer = await demand(
            client.room_create(
                visibility=RoomVisibility.private,
                is_direct=True,
                invite=[user],
                preset=RoomPreset.trusted_private_chat,
                initial_state=[EnableEncryptionBuilder().as_dict()],
            )
        )
        room_id = str(answer.room_id)
        async with self._synced:  # until a sync tells of the room, nothing here knows that it is encrypted
            await self._synced.wait_for(lambda: room_id in client.rooms and user in client.rooms[room_id].users)
        return room_id

    async def _fetched(self) -> None:
        self._fetched_at = self._heard_at = asyncio.get_running_loop().time()
        self.ready.set()
        async with self._synced:
            self._synced.notify_all()

    async def _connected(self, store: MatrixStore) -> StrictClient:
        """Log in, upload the device's keys and sign it; a homeserver that is away is waited for."""
        waits = pauses(self._settings.first_pause, self._settings.longest_pause)
        while True:
            client: StrictClient | None = None
            try:
                client, session = await open_client(self._settings, store)
                if store.is_new_device():
                    await self._on_new_device()
                    store.know_device()
                self.cross_signed = await introduce(client, session, self._settings, store)
            except CallFailed as failed:
                _log.warning("matrix.not_connected", code=failed.code)
                if client is not None:
                    await close_client(client)
                if failed.code in GONE_TOKENS:
                    raise TokenRevoked(f"the homeserver no longer knows this device ({failed.code})") from None
                await asyncio.sleep(max(failed.after, next(waits)))
            except BaseException:
                if client is not None:
                    await close_client(client)
                raise
            else:
                return client

    async def _tell_unreadable(self, room_id: str, event_id: str) -> Delivery:
        text = self._sentences.get(UNREADABLE)
        if not text or self._sender is None:
            return Rejected("nothing_to_say")
        return await self._sender.send(room_id, {"msgtype": "m.text", "body": text}, f"{event_id}.unread")


async def _keep(store: MatrixStore, since: str) -> None:
    """Keep the position. On a full disk the next one is kept instead; what is then told twice is recognised."""
    try:
        await store.save_since(since)
    except OSError as fault:
        _log.error("matrix.position_not_kept", code=type(fault).__name__)

"""The sync loop: what the homeserver tells becomes activities, in the order of each room.

The position is kept only after everything before it was received. What is told twice is recognised by its key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import structlog
from nio import AsyncClient, MegolmEvent, SyncResponse

from bot.channels.matrix.calls import GONE_TOKENS, demand, pauses
from bot.channels.matrix.courtesy import Courtesy
from bot.channels.matrix.errors import CallFailed, TokenRevoked
from bot.channels.matrix.events import Event, Room, since_invited, to_activity
from bot.channels.matrix.ledger import Ledger, Page
from bot.channels.matrix.lines import Lines
from bot.channels.matrix.settings import MatrixSettings
from bot.channels.matrix.store import MatrixStore
from bot.model import Activity, Receipt
from bot.ports import Receive

_FILTER = {"room": {"timeline": {"limit": 100}}}
_OPEN_PAGES = 50
"""So many responses may wait to be received before no more are fetched."""
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Locked:
    """An event whose key has not come yet."""

    event: MegolmEvent
    room_id: str
    page: Page
    until: float


class Syncing:
    """Runs for as long as the channel does."""

    def __init__(
        self,
        client: AsyncClient,
        settings: MatrixSettings,
        store: MatrixStore,
        receive: Receive,
        unreadable: Callable[[str], Awaitable[None]],
    ) -> None:
        """`unreadable` is called once for each room in which something could not be decrypted."""
        self._client = client
        self._settings = settings
        self._store = store
        self._receive = receive
        self._unreadable = unreadable
        self._ledger = Ledger()
        self._locked: list[_Locked] = []
        self._told: set[str] = set()

    async def run(self) -> None:
        """Sync until cancelled. Raises TokenRevoked when this device was logged out."""
        async with asyncio.TaskGroup() as group:
            lines = Lines(group)
            courtesy = Courtesy(self._client, group)
            group.create_task(self._ledger.keep(self._store.save_since))
            since = await self._store.load_since()
            known = False
            while True:
                response = await self._next(since, known=known)
                known = True
                with self._ledger.page(response.next_batch) as page:
                    await self._follow_invitations(response)
                    if since is not None:
                        self._take(response, page, lines, courtesy)
                since = response.next_batch
                await self._keep_keys()
                await self._ledger.has_room(_OPEN_PAGES)

    async def _next(self, since: str | None, *, known: bool) -> SyncResponse:
        """One response, however often it takes. The first of a process tells all rooms whole: nothing keeps them."""
        wait = int(self._settings.sync_wait * 1000) if since and not self._locked else 1000
        waits = pauses(self._settings.first_pause, self._settings.longest_pause)
        while True:
            try:
                async with asyncio.timeout(self._settings.sync_wait + self._settings.request_timeout):
                    answer = await demand(
                        self._client.sync(timeout=wait, since=since, full_state=not known, sync_filter=_FILTER)
                    )
                return self._checked(answer)
            except CallFailed as failed:
                if failed.code in GONE_TOKENS:
                    raise TokenRevoked(failed.code) from None
                _log.warning("matrix.sync_failed", code=failed.code)
                await asyncio.sleep(max(failed.after, next(waits)))
            except TimeoutError:
                _log.warning("matrix.sync_failed", code="timeout")
                await asyncio.sleep(next(waits))

    @staticmethod
    def _checked(answer: Any) -> SyncResponse:
        if not isinstance(answer, SyncResponse):
            raise CallFailed("no_answer")
        return answer

    async def _follow_invitations(self, response: SyncResponse) -> None:
        """Come where somebody asks who may; leave the others."""
        for room_id in response.rooms.invite:
            room = self._client.invited_rooms.get(room_id)
            inviter = room.inviter if room else None
            try:
                if inviter and self._settings.may_invite(inviter):
                    await demand(self._client.join(room_id))
                else:
                    await demand(self._client.room_leave(room_id))
            except CallFailed as failed:
                _log.warning("matrix.invitation", code=failed.code)

    def _take(self, response: SyncResponse, page: Page, lines: Lines, courtesy: Courtesy) -> None:
        self._try_again(lines, courtesy)
        for room_id, info in response.rooms.join.items():
            sources = since_invited([event.source for event in info.timeline.events], self._client.user_id)
            wanted = {source.get("event_id") for source in sources}
            for event in info.timeline.events:
                if event.event_id not in wanted:
                    continue
                if isinstance(event, MegolmEvent):
                    self._wait_for_key(event, room_id, page)
                else:
                    self._line_up(event.source, room_id, page, lines, courtesy)

    def _line_up(self, source: Event, room_id: str, page: Page, lines: Lines, courtesy: Courtesy) -> None:
        activity = to_activity(source, self._room(room_id))
        if activity is not None:
            self._ledger.add(page)
            lines.add(room_id, self._job(activity, page, courtesy))

    def _job(self, activity: Activity, page: Page, courtesy: Courtesy) -> Callable[[], Awaitable[None]]:
        async def receive() -> None:
            async with courtesy.typing(activity.conversation):
                for pause in pauses(self._settings.first_pause, self._settings.longest_pause):
                    if await self._receive(activity) is not Receipt.GONE:
                        break
                    await asyncio.sleep(pause)
            courtesy.read(activity.conversation, activity.key)
            self._ledger.settle(page)

        return receive

    def _room(self, room_id: str) -> Room:
        room = self._client.rooms.get(room_id)
        members = frozenset((*room.users, *room.invited_users)) if room else frozenset[str]()
        return Room(room_id, self._client.user_id, self._settings.realm, members)

    # --- encrypted events whose key is still under way

    def _wait_for_key(self, event: MegolmEvent, room_id: str, page: Page) -> None:
        if event.sender == self._client.user_id:
            return
        self._ledger.add(page)
        until = asyncio.get_running_loop().time() + self._settings.key_patience
        self._locked.append(_Locked(event, room_id, page, until))

    def _try_again(self, lines: Lines, courtesy: Courtesy) -> None:
        now = asyncio.get_running_loop().time()
        waiting = []
        for locked in self._locked:
            source = self._decrypted(locked.event)
            if source is not None:
                self._line_up(source, locked.room_id, locked.page, lines, courtesy)
            elif now < locked.until:
                waiting.append(locked)
                continue
            else:
                lines.add(locked.room_id, self._tell_unreadable(locked.room_id))
            self._ledger.settle(locked.page)
        self._locked = waiting

    def _decrypted(self, event: MegolmEvent) -> Event | None:
        try:
            source: Event = self._client.decrypt_event(event).source
        except Exception:  # noqa: BLE001 - nio raises several kinds; each means: not yet
            return None
        return source

    def _tell_unreadable(self, room_id: str) -> Callable[[], Awaitable[None]]:
        async def tell() -> None:
            _log.warning("matrix.unreadable", count=1)
            if room_id not in self._told:
                self._told.add(room_id)
                await self._unreadable(room_id)

        return tell

    async def _keep_keys(self) -> None:
        """What end-to-end encryption asks for after each response; a failure is tried again after the next one."""
        client = self._client
        try:
            for call in self._key_calls(client):
                await demand(call)
        except CallFailed as failed:
            _log.warning("matrix.keys", code=failed.code)

    @staticmethod
    def _key_calls(client: AsyncClient) -> Iterator[Awaitable[Any]]:
        if client.should_upload_keys:
            yield client.keys_upload()
        if client.should_query_keys:
            yield client.keys_query()
        if client.should_claim_keys:
            yield client.keys_claim(client.get_users_for_key_claiming())
        if client.olm and client.olm.outgoing_to_device_messages:
            yield _sent(client)


async def _sent(client: AsyncClient) -> None:
    await client.send_to_device_messages()

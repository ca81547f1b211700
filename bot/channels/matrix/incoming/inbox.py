"""What to do with a sync response: every event becomes a job in the line of its room."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from math import ceil
from typing import Any

import structlog
from nio import AsyncClient, InviteMemberEvent, MegolmEvent

from bot.channels.matrix.calls import pauses
from bot.channels.matrix.incoming.backfill import events_between
from bot.channels.matrix.incoming.events import Room, is_encrypted, since_invited, to_activity, to_press
from bot.channels.matrix.incoming.invitations import Invitations
from bot.channels.matrix.incoming.ledger import Ledger, Page
from bot.channels.matrix.incoming.lines import Lines
from bot.channels.matrix.incoming.sorry import Sorry, Tell
from bot.channels.matrix.outgoing.choices import Press, ShownPrompts, answered, pressed
from bot.channels.matrix.outgoing.courtesy import Courtesy
from bot.channels.matrix.settings import MatrixSettings
from bot.model import Activity, Receipt
from bot.ports import Receive
from bot.storage.errors import StorageGone

_KEY_PAUSE = 0.25
_log = structlog.get_logger(__name__)


class Inbox:
    """Takes in sync responses. `tell_unreadable` says in a room that a message did not decrypt."""

    def __init__(
        self,
        client: AsyncClient,
        settings: MatrixSettings,
        receive: Receive,
        tell_unreadable: Tell,
        group: asyncio.TaskGroup,
        prompts: ShownPrompts | None = None,
        now: Callable[[], float] | None = None,
    ) -> None:
        """`now` gives seconds of one clock, that of the loop where nobody brings another."""
        self._client = client
        self._settings = settings
        self._receive = receive
        self._sorry = Sorry(tell_unreadable, settings, now or asyncio.get_running_loop().time)
        self._prompts = prompts
        self._lines = Lines(group)
        self._courtesy = Courtesy(client, group)
        self._invitations = Invitations(client, settings, group)
        self.ledger = Ledger()
        self.unreadable = 0
        """How many messages could not be decrypted since the start."""

    def take(self, response: Any, since: str | None) -> None:
        """Put in line what came after this position. At the very first start old messages are passed over."""
        for room_id in response.rooms.leave:
            self._client.rooms.pop(room_id, None)
        with self.ledger.page(response.next_batch) as page:
            for room_id, invitation in response.rooms.invite.items():
                inviter, direct = _inviter(invitation.invite_state, self._client.user_id)
                welcome = self._settings.may_invite(inviter, room_id, direct=direct)
                self._line_up(page, room_id, partial(self._invitations.answer, room_id, welcome))
            for room_id, joined in response.rooms.join.items():
                if since is not None:
                    self._take_timeline(page, room_id, joined.timeline, since)

    def _take_timeline(self, page: Page, room_id: str, timeline: Any, since: str) -> None:
        fresh = self._fresh(timeline.events)
        if timeline.limited and timeline.prev_batch and len(fresh) == len(timeline.events):
            # A room that was just joined has a history that is not ours.
            self._line_up(page, room_id, partial(self._fill_gap, room_id, since, timeline.prev_batch))
        room = self._room(room_id)
        for event in fresh:
            job = self._job(event, room)
            if job is not None:
                self._line_up(page, room_id, job)

    async def _fill_gap(self, room_id: str, since: str, before: str) -> None:
        """Fetch what the sync left out, and take it in before what it brought."""
        events = await events_between(self._client, self._settings, room_id, since, before)
        for event in self._fresh(events):
            job = self._job(event, self._room(room_id))
            if job is not None:
                await job()

    def _fresh(self, events: Sequence[Any]) -> list[Any]:
        fresh = {id(source) for source in since_invited([event.source for event in events], self._client.user_id)}
        return [event for event in events if id(event.source) in fresh]

    def _job(self, event: Any, room: Room) -> Callable[[], Awaitable[None]] | None:
        if not is_encrypted(event.source):
            return self._job_of(event.source, room)
        if event.sender != self._client.user_id and isinstance(event, MegolmEvent):
            return partial(self._wait_for_key, room.id, event)
        return None

    def _job_of(self, source: dict[str, Any], room: Room) -> Callable[[], Awaitable[None]] | None:
        """What to do with an event that can be read."""
        press = pressed(source) if self._prompts is not None and source.get("sender") != room.me else None
        if press is not None:
            return partial(self._answer, press, to_press(source, room))
        activity = to_activity(source, room)
        return partial(self._deliver, activity) if activity else None

    async def _answer(self, press: Press, activity: Activity) -> None:
        """Somebody pressed something. Under a message that asks nothing it is a sign to others, not to us."""
        if self._prompts is None:
            return
        for pause in pauses(self._settings.first_pause, self._settings.longest_pause):
            try:
                shown = await self._prompts.find(activity.conversation, press.message)
            except StorageGone:
                await asyncio.sleep(pause)
                continue
            answer = answered(activity, press, shown) if shown else None
            if answer is not None:
                await self._deliver(answer)
            return

    def _line_up(self, page: Page, room_id: str, job: Callable[[], Awaitable[None]]) -> None:
        async def settled() -> None:
            await job()
            self.ledger.settle(page)

        self.ledger.add(page)
        self._lines.add(room_id, settled)

    def _room(self, room_id: str) -> Room:
        known = self._client.rooms.get(room_id)
        members = frozenset(known.users) if known else frozenset()
        return Room(room_id, self._client.user_id, self._settings.realm, members)

    async def _deliver(self, activity: Activity) -> None:
        """Hand over one activity, again and again while storage is gone; then show that it was read."""
        for pause in pauses(self._settings.first_pause, self._settings.longest_pause):
            async with self._courtesy.typing(activity.conversation):
                receipt = await self._handed_over(activity)
            if receipt is not Receipt.GONE:
                break
            await asyncio.sleep(pause)
        self._courtesy.read(activity.conversation, activity.key)

    async def _handed_over(self, activity: Activity) -> Receipt:
        try:
            return await self._receive(activity)
        except Exception as fault:  # noqa: BLE001 - it answers its own faults; what slips through must not silence the rest
            _log.error("matrix.receive_raised", code=type(fault).__name__)
            return Receipt.FAILED

    async def _wait_for_key(self, room_id: str, event: MegolmEvent) -> None:
        """Wait for a key that may be under way; then say in this room that the message could not be read."""
        source = self._decrypted(event)
        for _ in range(ceil(self._settings.key_patience / _KEY_PAUSE)):
            if source is not None:
                break
            await asyncio.sleep(_KEY_PAUSE)
            source = self._decrypted(event)
        if source is not None:
            job = self._job_of(source, self._room(room_id))
            if job is not None:
                await job()
            return
        self.unreadable += 1
        _log.warning("matrix.unreadable", count=self.unreadable)
        await self._sorry.say(room_id, event.event_id)

    def _decrypted(self, event: MegolmEvent) -> dict[str, Any] | None:
        try:
            source: dict[str, Any] = self._client.decrypt_event(event).source
        except Exception:  # noqa: BLE001 - the library raises several kinds; each means: not yet
            return None
        return source


def _inviter(events: Sequence[Any], me: str) -> tuple[str, bool]:
    """Who invites, and whether it is to a conversation of two."""
    for event in events:
        if isinstance(event, InviteMemberEvent) and event.state_key == me:
            return event.sender, event.content.get("is_direct") is True
    return "", False

"""The part of a transaction about activities, people and conversations."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.model import Address, Membership, Person, Role
from bot.storage.errors import Rerun
from bot.storage.profiles import open_profile, sealed_profile
from bot.storage.records import Room, StoredConversation
from bot.storage.rows import Rows


class ConversationRows(Rows):
    """Who somebody is, where a conversation stands, and what was handled already."""

    __slots__ = ()

    def remember_activity(self, key: str, conversation: str, now: datetime) -> bool:
        """Note that this activity is handled here. False: it was already, do nothing.

        Known for good, or as long as the record that stands in place of the conversation.
        """
        return self._remember(key, conversation, now, incoming=False)

    def remember_message(self, key: str, conversation: str, now: datetime) -> bool:
        """The same of what came in by a channel: no channel tells it again after `forget_messages`."""
        return self._remember(key, conversation, now, incoming=True)

    def forget_messages(self, now: datetime, kept: timedelta, most: int) -> int:
        """Forget that the oldest messages were handled, at most so many; how many that were.

        The term ends at the newest message, at the latest now: what a channel had not settled before a standstill it
        tells again at the next start, however long that took.
        """
        newest = self._connection.execute(self._sql.newest_message).scalar()
        if newest is None:
            return 0
        params = {"before": min(newest, now) - kept, "most": most}
        return len(self._connection.execute(self._sql.forget_messages, params).all())

    def fail_activity(self, key: str, code: str, now: datetime) -> None:
        """Mark an activity as failed by a fault in the turn, so that it is not tried again."""
        params = {"key": self._activity(key), "conversation": "", "at": now, "failed": code}
        self._connection.execute(self._sql.fail_activity, params)

    def person(self, person: str) -> Person | None:
        """Read a person with profile and memberships."""
        rows = self._connection.execute(self._sql.person, {"id": person}).all()
        if not rows:
            return None
        profile, home = open_profile(self._keyring, person, rows[0].profile)
        return Person(
            id=person,
            profile=profile,
            home=home,
            memberships=tuple(
                Membership(row.gemeente, Role(row.role), row.organisatie, tuple(json.loads(row.areas or "[]")))
                for row in rows
                if row.gemeente is not None
            ),
        )

    def save_person(self, person: Person, now: datetime) -> None:
        """Write a person; the memberships replace those that were there."""
        sealed = sealed_profile(self._keyring, person)
        self._connection.execute(self._sql.save_person, {"id": person.id, "profile": sealed, "changed_at": now})
        self._connection.execute(self._sql.drop_memberships, {"id": person.id})
        memberships = [
            {
                "person": person.id,
                "gemeente": each.gemeente,
                "role": each.role.value,
                "organisatie": each.organisatie,
                "areas": json.dumps(each.gebieden) if each.gebieden else "",
            }
            for each in {(m.gemeente, m.role, m.organisatie): m for m in person.memberships}.values()
        ]
        if memberships:
            self._connection.execute(self._sql.add_membership, memberships)

    def conversation(self, conversation: str) -> StoredConversation | None:
        """Read a conversation. On PostgreSQL its row stays locked until the unit of work ends."""
        row = self._connection.execute(self._sql.conversation, {"id": conversation}).first()
        if row is None:
            self._absent.add(conversation)
            return None
        address = json.loads(self._keyring.open(row.address, f"conversations.address:{conversation}"))
        state = b"" if row.state is None else self._keyring.open(row.state, f"conversations.state:{conversation}")
        return StoredConversation(conversation, Address(*address), row.person, state)

    def drop_conversation(self, conversation: str) -> None:
        """Forget where somebody was heard, and what was said there."""
        self._connection.execute(self._sql.drop_conversation, {"id": conversation})

    def room_of(self, person: str) -> Room | None:
        """Where somebody was last heard, for a notice. Reads no session and locks nothing."""
        row = self._connection.execute(self._sql.room_of, {"person": person}).first()
        if row is None:
            return None
        address = json.loads(self._keyring.open(row.address, f"conversations.address:{row.id}"))
        return Room(row.id, Address(*address))

    def last_conversation(self, person: str) -> str:
        """Pseudonym of the conversation in which somebody was last heard; empty where there is none."""
        row = self._connection.execute(self._sql.room_of, {"person": person}).first()
        return row.id if row is not None else ""

    def save_conversation(self, stored: StoredConversation, now: datetime) -> None:
        """Write a conversation. One that was not there when it was read may have come since: then all runs again."""
        address = [stored.address.channel, stored.address.realm, stored.address.conversation]
        params = {
            "id": stored.id,
            "person": stored.person,
            "address": self._keyring.seal(json.dumps(address).encode(), f"conversations.address:{stored.id}"),
            "state": self._keyring.seal(stored.state, f"conversations.state:{stored.id}"),
            "changed_at": now,
        }
        if stored.id not in self._absent:
            self._connection.execute(self._sql.save_conversation, params)
            return
        if self._connection.execute(self._sql.add_conversation, params).first() is None:
            raise Rerun
        self._absent.discard(stored.id)

    def forget_drafts(self, before: datetime) -> int:
        """Empty the sessions of conversations that were not touched since; the number of them. Reads no content."""
        self._connection.execute(self._sql.forget_cards, {"before": before})
        self._connection.execute(self._sql.forget_shown_prompts, {"before": before})
        return len(self._connection.execute(self._sql.forget_drafts, {"before": before}).all())

    def _remember(self, key: str, conversation: str, now: datetime, *, incoming: bool) -> bool:
        params = {"key": self._activity(key), "conversation": conversation, "at": now, "incoming": incoming}
        return self._connection.execute(self._sql.remember_activity, params).first() is not None

    def _activity(self, key: str) -> str:
        """Hide the key: the channel's own key names a room or a person."""
        return self._keyring.derive("activity", key)

"""The part of a transaction about the keys: whether they are those with which the rows were sealed."""

from __future__ import annotations

from bot.keys import Unreadable
from bot.storage.profiles import open_profile
from bot.storage.rows import Rows


class SealingRows(Rows):
    """What is asked once, when a database is opened."""

    __slots__ = ()

    def keys_fit(self) -> bool:
        """Whether the newest person, conversation and signal open. True for a database that holds none.

        The newest: with those keys the program ran last. An older row may be of a key that is gone for good. Lists,
        reminders, broadcasts and the outbox go on without what stood in it; whoever opens that one row hears that
        something went wrong.
        """
        try:
            if person := self._connection.execute(self._sql.newest_person).first():
                open_profile(self._keyring, person.id, person.profile)
            if talk := self._connection.execute(self._sql.newest_conversation).first():
                self._keyring.open(talk.address, f"conversations.address:{talk.id}")
            if signal := self._connection.execute(self._sql.newest_signal).first():
                self._keyring.open(signal.class_c, f"signals.class_c:{signal.gemeente}/{signal.signaal_id}")
        except Unreadable:
            return False
        return True

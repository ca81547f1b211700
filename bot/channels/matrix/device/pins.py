"""The master key by which each person was known first, so that another one in its place does not go unseen.

A homeserver that wants to read along could give somebody another master key that signs a device of its own. People also
make new keys themselves, when they lost theirs: which of the two it is, only they can say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

Save = Callable[[bytes], None]


class MasterPins:
    """What was seen of each person: the first master key, and the one of now. Saved at each change."""

    def __init__(self, kept: bytes, save: Save) -> None:
        """Raises ValueError for what was never saved by this."""
        self._seen: dict[str, list[str]] = json.loads(kept) if kept else {}
        self._save = save

    def is_as_first_seen(self, user: str, master: str) -> bool:
        """Note this key; whether it is the first, or the one that somebody accepted. No key is no change."""
        if not master:
            return user not in self._seen or self._seen[user][0] == self._seen[user][1]
        first, last = self._seen.get(user, [master, ""])
        if last != master:
            self._seen[user] = [first, master]
            self._save(json.dumps(self._seen).encode())
        return first == master

    @property
    def changed(self) -> Mapping[str, str]:
        """By person the new key, of whom it is another than at first."""
        return {user: last for user, (first, last) in sorted(self._seen.items()) if first != last}

    def accept(self, user: str) -> bool:
        """From now on the new key is the one that counts. False when it never changed."""
        if user not in self.changed:
            return False
        self._seen[user] = [self._seen[user][1]] * 2
        self._save(json.dumps(self._seen).encode())
        return True

"""The part of a transaction about regie mode: what a professional lets the own manager or aandachtsfunctionaris see.

A share holds colours, dates and open points, sealed; never an answer. A code that is used, expired, of another
municipality or of nobody reads the same: None.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model import Scope
from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class Share:
    """What one professional lets one other see."""

    id: str
    owner: str
    conversation: str
    """Of the owner: where notices go."""
    viewer: str
    viewer_conversation: str
    organisatie: str
    """Of the owner; empty when it is not known."""
    lines: tuple[str, ...]


class ShareRows(Rows):
    """The shares of a municipality, newest first."""

    __slots__ = ()

    def save_share(self, scope: Scope, share: Share, code_hash: str, now: datetime, until: datetime) -> None:
        """Write a share; the owner's earlier ones that nobody opened are gone with it."""
        self._connection.execute(self._sql.drop_shares, {"scope_gemeente": scope.gemeente, "scope_person": share.owner})
        params = {
            "gemeente": scope.gemeente,
            "id": share.id,
            "code_hash": code_hash,
            "owner": share.owner,
            "conversation": share.conversation,
            "organisatie": share.organisatie,
            "viewer": "",
            "viewer_conversation": "",
            "created_at": now,
            "until": until,
            "lines": self._keyring.seal(json.dumps(share.lines).encode(), f"shares.lines:{scope.gemeente}/{share.id}"),
        }
        self._connection.execute(self._sql.save_share, params)

    def share_of_code(self, scope: Scope, code_hash: str, now: datetime) -> Share | None:
        """The share that an unused, unexpired code of this municipality opens."""
        params = {"scope_gemeente": scope.gemeente, "code_hash": code_hash, "now": now}
        return self._first(self._sql.share_of_code, params, scope)

    def open_share(self, scope: Scope, share: Share, conversation: str) -> bool:
        """Bind a share to the person of the scope: the code is used. False when somebody else was first."""
        params = {
            "scope_gemeente": scope.gemeente,
            "share": share.id,
            "by": scope.person,
            "their_conversation": conversation,
        }
        return self._connection.execute(self._sql.open_share, params).first() is not None

    def share_seen_by(self, scope: Scope, now: datetime) -> Share | None:
        """The newest share that the person of the scope opened."""
        params = {"scope_gemeente": scope.gemeente, "scope_person": scope.person, "now": now}
        return self._first(self._sql.share_seen_by, params, scope)

    def share_made_by(self, scope: Scope, now: datetime) -> Share | None:
        """The newest share of the person of the scope that somebody opened."""
        params = {"scope_gemeente": scope.gemeente, "scope_person": scope.person, "now": now}
        return self._first(self._sql.share_made_by, params, scope)

    def count_shares(self, scope: Scope) -> int:
        """How many shares the municipality has."""
        return int(self._connection.execute(self._sql.count_shares, {"scope_gemeente": scope.gemeente}).scalar_one())

    def forget_shares(self, now: datetime) -> int:
        """Remove what is expired, in every municipality; how many those were."""
        return len(self._connection.execute(self._sql.forget_shares, {"now": now}).all())

    def _first(self, statement: Any, params: dict[str, Any], scope: Scope) -> Share | None:
        row = self._connection.execute(statement, params).first()
        if row is None:
            return None
        lines = json.loads(self._keyring.open(row.lines, f"shares.lines:{scope.gemeente}/{row.id}"))
        return Share(
            row.id, row.owner, row.conversation, row.viewer, row.viewer_conversation, row.organisatie, tuple(lines)
        )

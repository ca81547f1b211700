"""The part of a transaction about messages that fitted nothing: counts, and sentences of who said yes to that.

A row without a text is of nobody: who did not say yes is only counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.model import Scope
from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class UnmatchedCount:
    """How often something was not understood at one question, by one sector."""

    question: str
    """Key of the question; empty: nothing was open."""
    sector: str
    count: int


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence that was not understood. Whose it is does not come out of the store."""

    at: datetime
    question: str
    text: str = field(repr=False)


class UnmatchedRows(Rows):
    """What was not understood in a municipality."""

    __slots__ = ()

    def note_unmatched(self, scope: Scope, row_id: str, question: str, sector: str, text: str, now: datetime) -> None:
        """Count a message once; with a text it is kept too, as one of the person of the scope."""
        sealed = self._keyring.seal(text.encode(), _place(scope.gemeente, row_id)) if text else None
        params = {
            "gemeente": scope.gemeente,
            "id": row_id,
            "at": now,
            "sector": sector,
            "question": question,
            "person": scope.person if text else "",
            "text": sealed,
        }
        self._connection.execute(self._sql.note_unmatched, params)

    def unmatched_counts(self, scope: Scope) -> list[UnmatchedCount]:
        """How often, per question and sector, most first."""
        rows = self._connection.execute(self._sql.unmatched_counts, {"scope_gemeente": scope.gemeente})
        return [UnmatchedCount(*row) for row in rows]

    def kept_sentences(self, scope: Scope, limit: int) -> list[KeptSentence]:
        """The sentences that are kept, newest first."""
        params = {"scope_gemeente": scope.gemeente, "limit": limit}
        return [
            KeptSentence(row.at, row.question, self._keyring.open(row.text, _place(scope.gemeente, row.id)).decode())
            for row in self._connection.execute(self._sql.kept_sentences, params)
        ]

    def forget_sentences_of(self, person: str) -> None:
        """Remove what is kept of somebody, in whichever municipality."""
        self._connection.execute(self._sql.forget_sentences_of, {"person": person})

    def forget_unmatched(self, before: datetime) -> int:
        """Remove what is older, sentences and counts; the number of them. Reads no content."""
        return len(self._connection.execute(self._sql.forget_unmatched, {"before": before}).all())


def _place(gemeente: str, row_id: str) -> str:
    return f"unmatched.text:{gemeente}/{row_id}"

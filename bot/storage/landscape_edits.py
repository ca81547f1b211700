"""The part of a transaction about what coordinators changed in the landscape. Nothing personal but who did it.

Rows are only ever added: what is undone stays, and says by which later row. The last number is the version of what is
served on top of the file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.model import Scope
from bot.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class LandscapeEdit:
    """One change, or the undoing of one."""

    number: int
    """From 1, without gaps in one municipality."""
    reference: str
    """How a coordinator calls it (W-...)."""
    person: str
    """Pseudonym of who did it."""
    at: datetime
    entry: str
    """Id of the entry that it is about."""
    change: str
    """As `knowledge.edits` writes it; empty: this row only undoes another."""
    undone_by: int = 0
    """Number of the row that undid it; 0: it holds."""
    file: str = ""
    """Empty: it lies over whatever file is there. Else the version of the file before it was written into it: over any
    other file it is no longer applied."""


class LandscapeEditRows(Rows):
    """The changes of a municipality."""

    __slots__ = ()

    def landscape_version(self, scope: Scope) -> tuple[int, str]:
        """Number and reference of the last change; 0 and nothing when there is none."""
        row = self._connection.execute(self._sql.landscape_version, {"scope_gemeente": scope.gemeente}).first()
        return (row.number, row.reference) if row is not None else (0, "")

    def landscape_edits(self, scope: Scope) -> list[LandscapeEdit]:
        """All changes, in their order."""
        rows = self._connection.execute(self._sql.landscape_edits, {"scope_gemeente": scope.gemeente})
        return [LandscapeEdit(**row._mapping) for row in rows]

    def landscape_edit_called(self, scope: Scope, reference: str) -> LandscapeEdit | None:
        """One change by its reference."""
        params = {"scope_gemeente": scope.gemeente, "called": reference}
        row = self._connection.execute(self._sql.landscape_edit_called, params).first()
        return None if row is None else LandscapeEdit(**row._mapping)

    def add_landscape_edit(self, scope: Scope, edit: LandscapeEdit) -> bool:
        """Write a change. False when somebody else took its number: then it was made on what is no longer there."""
        params = {
            "gemeente": scope.gemeente,
            "number": edit.number,
            "reference": edit.reference,
            "person": edit.person,
            "at": edit.at,
            "entry": edit.entry,
            "change": edit.change,
        }
        return self._connection.execute(self._sql.add_landscape_edit, params).first() is not None

    def undo_landscape_edit(self, scope: Scope, number: int, by: int) -> bool:
        """Mark a change as undone by a later row. False when it was undone already."""
        params = {"scope_gemeente": scope.gemeente, "undone": number, "by_number": by}
        return self._connection.execute(self._sql.undo_landscape_edit, params).first() is not None

    def file_landscape_edits(self, scope: Scope, numbers: Collection[int], version: str) -> int:
        """Mark changes as written into the file, which had this version before that. How many they were."""
        params = {"scope_gemeente": scope.gemeente, "numbers": sorted(numbers), "of_file": version}
        return len(self._connection.execute(self._sql.file_landscape_edits, params).all())

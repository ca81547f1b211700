"""The SQL of changes to the landscape; part of `statements.py`, under the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.storage.parameters import named
from bot.storage.tables import landscape_edits


class LandscapeEditStatements:
    """Each statement is an attribute, so that all of them can be walked over."""

    def _landscape_edits(self, insert: Callable[..., Any]) -> None:
        e = landscape_edits.c
        here = e.gemeente == bindparam("scope_gemeente")
        fields = select(e.number, e.reference, e.person, e.at, e.entry, e.change, e.undone_by, e.file).where(here)
        self.add_landscape_edit = (
            insert(landscape_edits)
            .values(**named("gemeente", "number", "reference", "person", "at", "entry", "change"), undone_by=0, file="")
            .on_conflict_do_nothing()
            .returning(e.number)
        )
        self.landscape_version = select(e.number, e.reference).where(here).order_by(e.number.desc()).limit(1)
        self.landscape_edits = fields.order_by(e.number)
        self.landscape_edit_called = fields.where(e.reference == bindparam("called"))
        self.undo_landscape_edit = (
            update(landscape_edits)
            .where(here, e.number == bindparam("undone"), e.undone_by == 0)
            .values(undone_by=bindparam("by_number"))
            .returning(e.number)
        )
        self.file_landscape_edits = (
            update(landscape_edits)
            .where(here, e.number.in_(bindparam("numbers", expanding=True)), e.file == "")
            .values(file=bindparam("of_file"))
            .returning(e.number)
        )

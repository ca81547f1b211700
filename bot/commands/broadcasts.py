"""`signaalwijzer berichten`: how far each message is, or whom one did not reach and why, as CSV. Never who read."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.commands.database import CannotOpen, open_database
from bot.landscapes import ServedLandscapes
from bot.messages import load_messages
from bot.model import Scope
from bot.storage.broadcast_statements import (
    CANCELLED,
    DELIVERED,
    DOUBTFUL,
    FAILED,
    OPTED_OUT,
    READ,
    UNDERWAY,
    UNREACHABLE,
    WAITS,
    WEEKLY,
)
from bot.storage.broadcasts import Broadcast
from bot.storage.errors import StorageGone
from bot.storage.records import AuditEntry
from bot.storage.transaction import Transaction
from dialogs.workdays import amsterdam_date
from knowledge.load import UnknownMunicipality

READER: Final = "opdrachtregel"
_STATES: Final = (
    WAITS, UNDERWAY, DELIVERED, READ, FAILED, DOUBTFUL, UNREACHABLE, OPTED_OUT, WEEKLY, CANCELLED,
)  # fmt: skip
_BY_PERSON: Final = (FAILED, UNREACHABLE)
"""The only states that are told of one person: somebody has to do something."""
_ADVICE: Final[Mapping[str, str]] = {FAILED: "berichten_doe_mislukt", UNREACHABLE: "berichten_doe_onbereikbaar"}


def broadcasts(reference: str, gemeente: str, folder: Path | None) -> int:
    """Write the counts of all, or who was not reached by the one that is named; the exit code."""
    says = load_messages()
    try:
        ServedLandscapes((gemeente,)).get(gemeente)
    except UnknownMunicipality as unknown:
        known = ", ".join(unknown.known)
        sys.stderr.write(says["gemeente_onbekend"].format(gemeente=gemeente, bekend=known) + "\n")
        return WRONG_USE
    try:
        store = open_database(folder)
    except CannotOpen as cannot:
        sys.stderr.write(cannot.text + "\n")
        return cannot.code
    now, scope = SystemClock().now(), Scope(gemeente, system=True)

    def work(tx: Transaction) -> list[list[str]] | None:
        tx.audit(AuditEntry(now, gemeente, READER, "broadcast.export", reference or gemeente))
        if not reference:
            return _counted(tx, scope)
        found = tx.broadcast_called(scope, reference.upper())
        return _not_reached(tx, scope, found) if found else None

    try:
        rows = store.run_blocking(work)
    except StorageGone as gone:
        sys.stderr.write(says["opslag_weg"].format(code=gone.code) + "\n")
        return STORAGE
    finally:
        store.close()
    if rows is None:
        sys.stderr.write(says["berichten_onbekend"] + "\n")
        return FAULTS
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    sys.stdout.write(text.getvalue())
    return GOOD


def _counted(tx: Transaction, scope: Scope) -> list[list[str]]:
    rows = [["kenmerk", "datum", "soort", "stand", "samen", *_STATES]]
    for each in tx.broadcasts_here(scope):
        counts = tx.recipient_counts(scope, each)
        day = amsterdam_date(each.created_at).isoformat() if each.created_at else ""
        numbers = (sum(counts.values()), *(counts.get(state, 0) for state in _STATES))
        rows.append([each.reference, day, each.category, each.state, *map(str, numbers)])
    return rows


def _not_reached(tx: Transaction, scope: Scope, broadcast: Broadcast) -> list[list[str]]:
    """By the reference of the access, by which a coordinator finds somebody in the list of who may come in."""
    says = load_messages()
    rows = [["toegang", "stand", "reden", "wat te doen"]]
    for each in tx.recipients_in(scope, broadcast, _BY_PERSON):
        access = next((row.reference for row in tx.access_of(each.person) if row.gemeente == scope.gemeente), "")
        rows.append([access, each.state, each.code, says[_ADVICE[each.state]]])
    return rows

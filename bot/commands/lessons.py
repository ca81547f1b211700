"""`signaalwijzer lessen`: what a municipality can learn of its cases, as CSV for a team meeting (R114)."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.acts import lessons as counting
from bot.cli import GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.commands.database import CannotOpen, open_database
from bot.landscapes import ServedLandscapes
from bot.messages import load_messages
from bot.model import Scope
from bot.storage.errors import StorageGone
from bot.storage.records import AuditEntry
from bot.storage.transaction import Transaction
from dialogs.loading.load import load_phrases
from dialogs.workdays import amsterdam_date
from knowledge.load import UnknownMunicipality

READER = "opdrachtregel"


def lessons(gemeente: str, folder: Path | None) -> int:
    """Write the figures; the exit code. What chat would not show, this does not write either."""
    says = load_messages()
    try:
        landscape = ServedLandscapes((gemeente,)).get(gemeente)
    except UnknownMunicipality as unknown:
        known = ", ".join(unknown.known)
        sys.stderr.write(says["gemeente_onbekend"].format(gemeente=gemeente, bekend=known) + "\n")
        return WRONG_USE
    if counting.too_small(landscape.terms):
        sys.stderr.write(says["lessen_kleine_gemeente"] + "\n")
        return WRONG_USE
    try:
        store = open_database(folder)
    except CannotOpen as cannot:
        sys.stderr.write(cannot.text + "\n")
        return cannot.code
    now = SystemClock().now()

    def work(tx: Transaction) -> str:
        tx.audit(AuditEntry(now, gemeente, READER, "lessons.count", gemeente))
        return counting.as_csv(tx.counted_cases(Scope(gemeente)), amsterdam_date(now), load_phrases())

    try:
        sys.stdout.write(store.run_blocking(work))
    except StorageGone as gone:
        sys.stderr.write(says["opslag_weg"].format(code=gone.code) + "\n")
        return STORAGE
    finally:
        store.close()
    return GOOD

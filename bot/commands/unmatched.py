"""`signaalwijzer onbegrepen`: how often a message fitted nothing, and the sentences that may be read to learn from.

For who keeps the word list. Reading them leaves an audit row.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.cli import GOOD, STORAGE
from bot.clock import SystemClock
from bot.commands.database import CannotOpen, open_database
from bot.messages import load_messages
from bot.model import Scope
from bot.storage.errors import StorageGone
from bot.storage.records import AuditEntry
from bot.storage.transaction import Transaction
from bot.storage.unmatched import KeptSentence, UnmatchedCount

READER: Final = "opdrachtregel"
MOST: Final = 500
"""Most sentences in a list; the counts tell of all."""
SMALLEST: Final = 5
"""A count under this could point at one person, and is not told."""
_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


def unmatched(gemeente: str, folder: Path | None, *, as_json: bool) -> int:
    """Show what was not understood in a municipality; the exit code."""
    try:
        store = open_database(folder)
    except CannotOpen as cannot:
        sys.stderr.write(cannot.text + "\n")
        return cannot.code
    now = SystemClock().now()

    def read(tx: Transaction) -> tuple[list[UnmatchedCount], list[KeptSentence]]:
        scope = Scope(gemeente)
        tx.audit(AuditEntry(now, gemeente, READER, "unmatched.read", gemeente))
        return tx.unmatched_counts(scope), tx.kept_sentences(scope, MOST)

    try:
        counts, sentences = store.run_blocking(read)
    except StorageGone as gone:
        sys.stderr.write(load_messages()["opslag_weg"].format(code=gone.code) + "\n")
        return STORAGE
    finally:
        store.close()
    (_as_json if as_json else _as_text)(counts, sentences)
    return GOOD


def _as_text(counts: Sequence[UnmatchedCount], sentences: Sequence[KeptSentence]) -> None:
    says = load_messages()
    if not counts:
        _write(says["onbegrepen_niets"])
        return
    for each in counts:
        few = says["onbegrepen_weinig"].format(aantal=SMALLEST)
        number = few if each.count < SMALLEST else str(each.count)
        question = each.question or says["onbegrepen_begin"]
        _write(says["onbegrepen_telling"].format(vraag=question, sector=each.sector or "-", aantal=number))
    _write(says["onbegrepen_zinnen"] if sentences else says["onbegrepen_geen_zinnen"])
    for kept in sentences:
        question = kept.question or says["onbegrepen_begin"]
        _write(says["onbegrepen_zin"].format(datum=_day(kept.at), vraag=question, tekst=kept.text))


def _as_json(counts: Sequence[UnmatchedCount], sentences: Sequence[KeptSentence]) -> None:
    """As one object; a count under five is null."""
    told = [
        {"question": each.question, "sector": each.sector, "count": each.count if each.count >= SMALLEST else None}
        for each in counts
    ]
    kept = [{"day": _day(each.at), "question": each.question, "text": each.text} for each in sentences]
    _write(json.dumps({"counts": told, "sentences": kept}, ensure_ascii=False))


def _day(at: datetime) -> str:
    """The day without its hour, which would tell who it was."""
    return at.astimezone(_AMSTERDAM).date().isoformat()


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")

"""`signaalwijzer outbox`: what waits for delivery, what was given up, and giving that another chance. No content."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.cli import FAULTS, GOOD, STORAGE
from bot.clock import SystemClock
from bot.commands.database import CannotOpen, open_database
from bot.messages import load_messages
from bot.storage.errors import StorageGone
from bot.storage.records import AuditEntry, OutboxLine
from bot.storage.store import Store
from bot.storage.tables import DEAD, ONZEKER, WAITING
from bot.storage.transaction import Transaction

ACTOR: Final = "opdrachtregel"
MOST: Final = 500
"""Most rows in a list; the counts tell of all."""
_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


def outbox(row_id: str, folder: Path | None, *, as_json: bool) -> int:
    """Show the outbox, or with an id let that row, which was given up, go out again; the exit code."""
    try:
        store = open_database(folder)
    except CannotOpen as cannot:
        sys.stderr.write(cannot.text + "\n")
        return cannot.code
    try:
        return _retry(store, row_id, as_json=as_json) if row_id else _list(store, as_json=as_json)
    except StorageGone as gone:
        sys.stderr.write(load_messages()["opslag_weg"].format(code=gone.code) + "\n")
        return STORAGE
    finally:
        store.close()


def _list(store: Store, *, as_json: bool) -> int:
    says = load_messages()
    counts, lines = store.run_blocking(lambda tx: (dict(tx.outbox_counts()), tx.outbox_lines(MOST)))
    if as_json:
        _write(json.dumps({"counts": counts, "rows": [_as_json(each) for each in lines]}))
        return GOOD
    heads = ((says["outbox_wacht"], WAITING), (says["outbox_dood"], DEAD), (says["outbox_onzeker"], ONZEKER))
    _write("  ".join(head.format(aantal=counts[state]) for head, state in heads))
    for each in lines:
        last = says["outbox_code"].format(code=each.code) if each.code else ""
        text = says["outbox_regel"].format(
            id=each.id,
            stand=each.state,
            bestemming=each.channel,
            gemeente=each.gemeente or "-",
            pogingen=each.attempts,
            moment=_local(each.due_at),
            code=last,
        )
        _write(text.rstrip())
    if counts[DEAD]:
        _write(says["outbox_opnieuw_uitleg"])
    return GOOD


def _retry(store: Store, row_id: str, *, as_json: bool) -> int:
    says, now = load_messages(), SystemClock().now()

    def revive(tx: Transaction) -> bool:
        gemeente = tx.revive(row_id, now)
        if gemeente is not None:
            tx.audit(AuditEntry(now, gemeente, ACTOR, "outbox.retry", row_id))
        return gemeente is not None

    if not store.run_blocking(revive):
        sys.stderr.write(says["outbox_onbekend"] + "\n")
        return FAULTS
    _write(json.dumps({"retried": row_id}) if as_json else says["outbox_opnieuw"].format(id=row_id))
    return GOOD


def _as_json(line: OutboxLine) -> dict[str, object]:
    return {**asdict(line), "due_at": line.due_at.isoformat()}


def _local(at: datetime) -> str:
    return f"{at.astimezone(_AMSTERDAM):%d-%m-%Y %H:%M}"


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")

"""`signaalwijzer signals`: what was logged, as a list, or one record whole. Reading one leaves an audit row."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.cli import FAULTS, GOOD
from bot.clock import SystemClock
from bot.commands.database import CannotOpen, open_database
from bot.keys import normalise_reference
from bot.messages import load_messages
from bot.model import Scope
from bot.storage.records import SignalRow
from bot.storage.store import Store

READER = "opdrachtregel"


def signals(reference: str, gemeente: str, folder: Path | None, *, as_json: bool) -> int:
    """List the signals of a municipality, or show one; the exit code."""
    try:
        store = open_database(folder)
    except CannotOpen as cannot:
        sys.stderr.write(cannot.text + "\n")
        return cannot.code
    try:
        return _show(store, reference, gemeente) if reference else _list(store, gemeente, as_json=as_json)
    finally:
        store.close()


def _list(store: Store, gemeente: str, *, as_json: bool) -> int:
    says = load_messages()
    rows = store.run_blocking(lambda tx: tx.signals(Scope(gemeente, system=True)))
    if not rows and not as_json:
        sys.stdout.write(says["geen_signalen"] + "\n")
    for row in rows:
        if as_json:
            delivered = row.delivered_at.isoformat() if row.delivered_at else None
            line = {
                "signal": row.reference,
                "created": row.created.isoformat(),
                "shared": row.shared,
                "delivered": delivered,
                "household": row.household,
            }
            sys.stdout.write(json.dumps(line) + "\n")
        else:
            stand = says[_state(row)]
            text = says["signaal_regel"].format(kenmerk=row.reference, datum=f"{row.created:%d-%m-%Y}", stand=stand)
            sys.stdout.write(text + "\n")
    return GOOD


def _show(store: Store, reference: str, gemeente: str) -> int:
    known = normalise_reference(reference) or reference
    now = SystemClock().now()
    signal = store.run_blocking(lambda tx: tx.signal(Scope(gemeente, system=True), known, READER, now))
    if signal is None:
        sys.stderr.write(load_messages()["signaal_onbekend"] + "\n")
        return FAULTS
    sys.stdout.write(signal.model_dump_json(indent=2, exclude_defaults=False) + "\n")
    return GOOD


def _state(row: SignalRow) -> str:
    if not row.shared:
        return "stand_eigen"
    return "stand_aangekomen" if row.delivered_at else "stand_gedeeld"

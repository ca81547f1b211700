"""`signaalwijzer signals`: what was logged, as a list, or one record whole. Reading one leaves an audit row."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.commands.chat_folder import open_folder
from bot.keys import Keyring, normalise_reference
from bot.messages import load_messages
from bot.model import Scope
from bot.storage.errors import SchemaTooNew, StorageGone
from bot.storage.records import SignalRow
from bot.storage.store import Store

READER = "opdrachtregel"


def signals(reference: str, gemeente: str, folder: Path | None, *, as_json: bool) -> int:
    """List the signals of a municipality, or show one; the exit code."""
    says = load_messages()
    try:
        store = _open(folder)
    except (StorageGone, OSError) as gone:
        sys.stderr.write(says["opslag_weg"].format(code=getattr(gone, "code", "map")) + "\n")
        return STORAGE
    except SchemaTooNew:
        sys.stderr.write(says["opslag_nieuwer"] + "\n")
        return STORAGE
    except ValueError:
        sys.stderr.write(says["sleutels_onbruikbaar"] + "\n")
        return WRONG_USE
    try:
        return _show(store, reference, gemeente) if reference else _list(store, gemeente, as_json=as_json)
    finally:
        store.close()


def _open(folder: Path | None) -> Store:
    """The database of an installation where its settings are in the environment, else the one of `chat`.

    Raises StorageGone, SchemaTooNew, ValueError for keys that cannot be used, OSError.
    """
    url, keys = (os.environ.get(f"SIGNAALWIJZER_{name}") for name in ("DATABASE_URL", "KEYS_FILE"))
    if folder is None and url and keys:
        return Store.open(url, Keyring.from_secret(Path(keys).read_text(encoding="ascii")))
    return open_folder(folder)[0]


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

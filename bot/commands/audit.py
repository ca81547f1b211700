"""`signaalwijzer audit`: who did what with which signal, for a privacy officer (signal_schema.md §4 rule 11).

It shows references and codes, never content and never a name. Reading it leaves a line as well.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Final

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.commands.database import CannotOpen, open_database
from bot.keys import normalise_reference
from bot.landscapes import ServedLandscapes
from bot.messages import load_messages
from bot.model import Scope
from bot.storage.audit import AuditPage
from bot.storage.errors import StorageGone
from bot.storage.records import AuditEntry
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from dialogs.loading.yaml_files import load_model
from dialogs.questions.schema import Strict
from dialogs.workdays import AMSTERDAM, moment_of
from knowledge.load import UnknownMunicipality

READER: Final = "opdrachtregel"
PAGE: Final = 1_000
"""Lines that are read at once: a trail of years does not have to fit in memory."""
_BEGIN: Final = datetime(1970, 1, 1, tzinfo=UTC)


class AuditTexts(Strict):
    """audit.yaml: what the codes of the trail mean."""

    door: Mapping[str, str]
    acties: Mapping[str, str]


def load_audit_texts() -> AuditTexts:
    """Load what the codes mean. Raises ContentError with file and line."""
    return load_model(Path(__file__).parent / "audit.yaml", AuditTexts)


def audit(about: str, who: str, since: str, gemeente: str, folder: Path | None, *, as_json: bool) -> int:
    """Write the trail of a municipality, oldest first; the exit code.

    `about` is a reference or "" for all, `who` a `T-…` or "" for everybody, `since` a day (YYYY-MM-DD) or "".
    """
    says = load_messages()
    try:
        first = moment_of(date.fromisoformat(since), time()) if since else _BEGIN
    except ValueError:
        sys.stderr.write(says["audit_geen_dag"].format(dag=since) + "\n")
        return WRONG_USE
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
    try:
        return _write_all(store, Scope(gemeente), _as_stored(about), _as_stored(who), first, as_json=as_json)
    except StorageGone as gone:
        sys.stderr.write(says["opslag_weg"].format(code=gone.code) + "\n")
        return STORAGE
    finally:
        store.close()


def _as_stored(reference: str) -> str:
    return normalise_reference(reference) or reference


def _write_all(store: Store, here: Scope, about: str, who: str, since: datetime, *, as_json: bool) -> int:
    says, now = load_messages(), SystemClock().now()

    def begin(tx: Transaction) -> dict[str, str]:
        tx.audit(AuditEntry(now, here.gemeente, READER, "audit.read", about or who or here.gemeente))
        return {row.person: row.reference for row in tx.access_here(here)}

    people = store.run_blocking(begin)
    person = next((each for each, reference in people.items() if reference == who), "")
    if who and not person:
        sys.stderr.write(says["audit_onbekende"].format(kenmerk=who) + "\n")
        return FAULTS
    line, found = _Lines(people, as_json=as_json), False
    for entry in _entries(store, Scope(here.gemeente, person=person), about, since):
        found = True
        sys.stdout.write(line.of(entry) + "\n")
    if not found and not as_json:
        sys.stdout.write(says["audit_niets"] + "\n")
    return GOOD


def _entries(store: Store, scope: Scope, about: str, since: datetime) -> Iterator[AuditEntry]:
    after = 0
    while True:
        page = store.run_blocking(partial(_page, scope, about, since, after))
        yield from page.lines
        after = page.last
        if not after:
            return


def _page(scope: Scope, about: str, since: datetime, after: int, tx: Transaction) -> AuditPage:
    return tx.audit_page(scope, about, since, after, PAGE)


class _Lines:
    """How a line of the trail is written, for a person or as JSON."""

    def __init__(self, people: Mapping[str, str], *, as_json: bool) -> None:
        self._people = people
        self._texts = load_audit_texts()
        self._form = load_messages()["audit_regel"]
        self._as_json = as_json

    def of(self, entry: AuditEntry) -> str:
        """One line."""
        who = self._people.get(entry.actor) or entry.actor
        if self._as_json:
            fields = {"at": entry.at.isoformat(), "who": who, "action": entry.action, "object": entry.object}
            return json.dumps({**fields, "reason": entry.reason})
        return self._form.format(
            moment=f"{entry.at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}",
            wie=self._texts.door.get(who, who),
            wat=self._texts.acties.get(entry.action, entry.action),
            kenmerk=entry.object,
            reden=f"({entry.reason})" if entry.reason else "",
        ).rstrip()

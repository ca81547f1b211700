"""What the store knows of signals that were taken back, on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.model import Scope
from bot.storage.store import Store
from bot.storage.transaction import AuditEntry, Transaction
from bot.storage.withdrawal_statements import HELD_BACK, TAKEN_BACK, TOLD
from tests.contracts.case_delivery import enqueue, put, record, take_back
from tests.contracts.case_worlds import HERE
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW

ONE, OTHER = record(1), record(2)
PLACE, OWNER = Scope(HERE), Scope(HERE, person="persoon")


async def _did(store: Store, action: str, reason: str = "", gemeente: str = HERE) -> None:
    entry = AuditEntry(NOW, gemeente, "persoon", action, ONE.signaal_id, reason)
    await store.run(lambda tx: tx.audit(entry))


async def _reasons(store: Store) -> dict[str, tuple[str, bool]]:
    found = await store.run(lambda tx: tx.withdrawals(PLACE, (ONE.signaal_id, OTHER.signaal_id)))
    return {name: (each.reason, each.told) for name, each in found.items()}


async def test_a_signal_is_taken_back_with_a_reason_and_told_after_that(store: Store) -> None:
    assert await _reasons(store) == {}
    assert await store.run(lambda tx: tx.withdrawals(PLACE, ())) == {}
    await _did(store, TAKEN_BACK)  # a private note that was to be erased
    await _did(store, TAKEN_BACK, "dubbel", "assen")
    assert await _reasons(store) == {}
    await _did(store, TAKEN_BACK, "dubbel")
    assert await _reasons(store) == {ONE.signaal_id: ("dubbel", False)}
    await _did(store, TOLD)
    assert await _reasons(store) == {ONE.signaal_id: ("dubbel", True)}


async def test_what_was_held_back_is_not_taken_back(store: Store) -> None:
    await _did(store, HELD_BACK, "dubbel")
    assert await _reasons(store) == {}


@dataclass(frozen=True)
class Old:
    """What a database of revision 0012 says of one signal: its lines in the audit trail, each at an hour of its own."""

    lines: tuple[tuple[int, str, str], ...]
    shared: bool
    found: str
    """The reason with which it is taken back now; empty: it is not."""


NOTED, BACK, SHARE = "family.note", "signal.withdraw", "signal.share"


@pytest.mark.parametrize(
    "old",
    [
        Old(((1, NOTED, ""), (1, BACK, "klopt_niet")), shared=False, found="klopt_niet"),
        Old(((1, NOTED, ""), (2, BACK, "klopt_niet")), shared=False, found=""),
        Old(((1, BACK, "dubbel"),), shared=False, found=""),
        Old(((1, BACK, "dubbel"), (2, NOTED, ""), (2, BACK, "verklaard")), shared=False, found="verklaard"),
        Old(((1, BACK, "dubbel"),), shared=True, found="dubbel"),
        Old(((1, BACK, "dubbel"), (2, SHARE, "toestemming_ouders")), shared=True, found=""),
        Old(((1, BACK, "dubbel"), (2, SHARE, "wettelijk"), (3, BACK, "anders")), shared=True, found="anders"),
        Old(((1, BACK, "dubbel"), (2, SHARE, "wettelijk"), (3, BACK, "anders")), shared=False, found=""),
        Old(((1, BACK, ""),), shared=False, found=""),
    ],
    ids=[
        "a private note with an open worry", "a note of another moment", "held back", "held back and then taken back",
        "shared", "held back and shared later", "that, and taken back", "that, and held back again", "to be erased",
    ],
)  # fmt: skip
def test_an_older_database_tells_what_was_taken_back_from_what_was_held_back(
    database: str, open_store: OpenStore, old: Old
) -> None:
    """Until revision 0013 both left the same action with a reason."""
    store = open_store()

    def work(tx: Transaction) -> None:
        tx.save_signal(OWNER, ONE, "persoon", old.shared, NOW)
        for hour, action, reason in old.lines:
            tx.audit(AuditEntry(NOW + timedelta(hours=hour), HERE, "persoon", action, ONE.signaal_id, reason))
            tx.audit(AuditEntry(NOW + timedelta(hours=hour), "assen", "persoon", NOTED, ONE.signaal_id))
            tx.audit(AuditEntry(NOW + timedelta(hours=hour), HERE, "ander", NOTED, ONE.signaal_id))

    store.run_blocking(work)
    store.close()
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_activities_conversation")  # what 0014 brings
        connection.exec_driver_sql("DROP INDEX ix_activities_incoming")
        connection.exec_driver_sql("ALTER TABLE activities DROP COLUMN incoming")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0012'")
    engine.dispose()
    store = open_store()
    found = store.run_blocking(lambda tx: tx.withdrawals(PLACE, (ONE.signaal_id,)))
    assert [each.reason for each in found.values()] == ([old.found] if old.found else [])
    trail = [(each.at, each.reason) for each in store.run_blocking(lambda tx: tx.audit_rows(OWNER))]
    assert trail == [(NOW + timedelta(hours=hour), reason) for hour, _, reason in old.lines]


async def test_what_was_held_back_is_read_by_its_owner_alone_and_what_arrived_is_not(store: Store) -> None:
    await put(store, "desk", ONE, OTHER)

    def work(tx: Transaction) -> None:
        tx.mark_delivered(PLACE, OTHER.signaal_id, "desk", "Z-1", NOW)
        for each in (ONE, OTHER):
            tx.unshare(Scope(HERE, person="ander"), each.signaal_id)
        assert all(row.shared for row in tx.signals(OWNER))
        for each in (ONE, OTHER):
            tx.unshare(OWNER, each.signaal_id)

    await store.run(work)
    assert [row.reference for row in await store.run(lambda tx: tx.signals(PLACE))] == [OTHER.signaal_id]
    assert len(await store.run(lambda tx: tx.signals(OWNER))) == 2


async def test_a_record_that_is_erased_takes_the_word_that_waits_along(store: Store) -> None:
    await put(store, "desk", ONE)
    await enqueue(store, take_back(ONE, "desk"))
    system = Scope(HERE, system=True)
    assert await store.run(lambda tx: tx.erase_signal(system, ONE.signaal_id, "termijn", NOW)) == "gewist"
    assert await store.run(lambda tx: tx.outbox_counts()) == {"wacht": 0, "dood": 0, "onzeker": 0}

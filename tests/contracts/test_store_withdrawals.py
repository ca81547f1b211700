"""What the store knows of signals that were taken back, on both databases."""

from __future__ import annotations

from bot.model import Scope
from bot.storage.store import Store
from bot.storage.transaction import AuditEntry, Transaction
from bot.storage.withdrawal_statements import SHARED, TAKEN_BACK, TOLD
from tests.contracts.case_delivery import enqueue, put, record, take_back
from tests.contracts.case_worlds import HERE
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


async def test_what_is_shared_anew_stands_again(store: Store) -> None:
    await _did(store, TAKEN_BACK, "dubbel")
    await _did(store, SHARED, "toestemming_ouders")
    assert await _reasons(store) == {}


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

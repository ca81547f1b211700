"""Erasing a record: nothing of it is left but a line in the audit trail, and what is of others stays."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.keys import Keyring
from bot.model import Scope
from bot.storage.errors import ReferenceTaken
from bot.storage.households import CaseEvent
from bot.storage.records import AuditEntry, OutboxRow
from bot.storage.retention import Erasing
from bot.storage.shares import Share
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.tasks import Task
from bot.storage.transaction import Transaction
from bot.storage.withdrawal_statements import TAKEN_BACK
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, later, signal

HERE, SYSTEM = Scope("voorbeeldstad"), Scope("voorbeeldstad", system=True)
OLD, NEXT = "S-00000001", "S-00000022"
HOUSE = "HH-GEHEIM01"


def logged(tx: Transaction, keyring: Keyring, reference: str, house: str = HOUSE) -> str:
    """A shared record with everything that can be about it; its case."""
    record = signal(reference, huishouden=house)
    tx.save_signal(HERE, record, "an", True, NOW)
    key = keyring.derive("case", reference)
    case = tx.open_case(HERE, key, record, NOW)
    tx.plan_case(HERE, key, record, NOW)
    tx.case_call_done(HERE, key, "zaak", f"https://zaken.test/{reference}", NOW)
    event = CaseEvent(f"voorval-{reference}", reference, "an", NOW, "gekomen", {"dag": "2026-03-03", "wie": "0-3"})
    tx.add_event(HERE, tx.household_key(HERE, house), event)
    tx.add_task(HERE, Task(f"taak-{reference}", "evaluatie", reference, "an", NOW, reference=f"R-{reference}"), NOW)
    tx.remember_activity(f"case.{reference}.arrived", reference, NOW)
    return case


def order(keyring: Keyring, reference: str) -> OutboxRow:
    row = keyring.derive("case", reference)
    return OutboxRow(row, row, "zgw", "case", NOW, f'{{"reference":"{reference}"}}'.encode(), gemeente="voorbeeldstad")


def notice(name: str, text: str) -> OutboxRow:
    return OutboxRow(name, name, "matrix", "notice", NOW, text.encode(), gemeente="voorbeeldstad")


def left(tx: Transaction, keyring: Keyring, *names: str) -> set[str]:
    """The tables in which one of these names still stands, sealed messages opened."""
    found = set()
    for table in metadata.sorted_tables:
        for row in tx._connection.execute(select(table)).mappings():
            cells = {key: str(value) for key, value in row.items()}
            if table.name == "outbox":
                cells["payload"] = keyring.open(row["payload"], f"outbox.payload:{row['id']}").decode()
            if any(name in cell for name in names for cell in cells.values()):
                found.add(table.name)
    return found


def erase(tx: Transaction, reference: str = OLD) -> Erasing:
    return tx.erase_signal(SYSTEM, reference, "12_maanden", later(60))


async def test_of_an_erased_record_only_the_audit_trail_tells(store: Store, keyring: Keyring) -> None:
    def work(tx: Transaction) -> tuple[Erasing, set[str], set[str], int]:
        case = logged(tx, keyring, OLD)
        tx.invite_to_join(Scope("voorbeeldstad", person="an"), "samen", case, "grond", later(60))
        tx.enqueue([order(keyring, OLD), notice("a", f"bij {OLD}"), notice("b", f"bij {case}"), notice("c", "ander")])
        house = tx.household_key(HERE, HOUSE)
        done = erase(tx)
        open_rows = sum(tx.outbox_counts().values())
        return done, left(tx, keyring, OLD, case), left(tx, keyring, house, f"R-{OLD}"), open_rows

    assert await store.run(work) == ("gewist", {"audit"}, set(), 1)
    rows = await store.run(lambda tx: tx.audit_rows(SYSTEM))
    assert [(row.action, row.object, row.reason) for row in rows] == [("signal.erased", OLD, "12_maanden")]


async def test_another_record_of_the_same_household_stays_with_its_case(store: Store, keyring: Keyring) -> None:
    def work(tx: Transaction) -> tuple[set[str], list[str], list[str], int]:
        logged(tx, keyring, OLD)
        logged(tx, keyring, NEXT)
        tx.enqueue([order(keyring, OLD), order(keyring, NEXT)])
        erase(tx)
        house = tx.household_key(HERE, HOUSE)
        return (
            left(tx, keyring, OLD),
            [each.reference for each in tx.signals(HERE)],
            [each.about for each in tx.events_of(HERE, [house])],
            sum(tx.outbox_counts().values()),
        )

    assert await store.run(work) == ({"audit"}, [NEXT], [NEXT], 1)
    case = await store.run(lambda tx: tx.desk_case(HERE, NEXT))
    assert case is not None
    assert [each.reference for each in case.signals] == [NEXT]
    assert case.household == HOUSE


async def test_while_its_order_goes_out_nothing_is_erased(store: Store, keyring: Keyring) -> None:
    def work(tx: Transaction) -> None:
        logged(tx, keyring, OLD)
        tx.enqueue([notice("a", f"bij {OLD}"), order(keyring, OLD)])

    await store.run(work)
    await store.run(lambda tx: tx.claim(["zgw"], "werker", later(59), 120, 9))
    assert await store.run(erase) == "bezig"
    assert sum((await store.run(lambda tx: tx.outbox_counts())).values()) == 2
    assert await store.run(lambda tx: [each.reference for each in tx.signals(HERE)]) == [OLD]
    await store.run(lambda tx: tx.release_leases())
    assert await store.run(erase) == "gewist"


async def test_two_processes_erase_a_record_once(open_store: OpenStore, keyring: Keyring) -> None:
    stores = [open_store(), open_store()]
    await stores[0].run(lambda tx: logged(tx, keyring, OLD) and None)
    assert sorted(await asyncio.gather(*(each.run(erase) for each in stores))) == ["gewist", "weg"]
    rows = await stores[1].run(lambda tx: tx.audit_rows(SYSTEM))
    assert [row.action for row in rows] == ["signal.erased"]


async def test_a_reference_of_an_erased_record_is_not_given_again(store: Store, keyring: Keyring) -> None:
    await store.run(lambda tx: logged(tx, keyring, OLD) and None)
    await store.run(erase)
    assert await store.run(lambda tx: tx.was_erased(HERE, OLD))
    assert await store.run(erase) == "weg"
    with pytest.raises(ReferenceTaken):
        await store.run(lambda tx: tx.save_signal(HERE, signal(OLD), "bo", True, later(99)))
    assert await store.run(lambda tx: tx.signals(HERE)) == []


@pytest.mark.parametrize(("flags", "open_"), [(["F_PATROON"], True), (["F_REGIE"], False)])
async def test_the_last_activity_is_of_people_and_the_pattern_of_an_open_case(
    store: Store, keyring: Keyring, flags: list[str], open_: bool
) -> None:
    worked, read = NOW + timedelta(days=9), NOW + timedelta(days=20)

    def work(tx: Transaction) -> None:
        record = signal(OLD, vlaggen=flags)
        tx.save_signal(HERE, record, "an", True, NOW)
        case = tx.open_case(HERE, keyring.derive("case", OLD), record, NOW)
        tx.take_case(Scope("voorbeeldstad", person="bo"), case, NOW)
        tx.audit(AuditEntry(worked, "voorbeeldstad", "bo", "case.plan", case))
        tx.audit(AuditEntry(read, "voorbeeldstad", "bo", "signal.read", OLD))

    await store.run(work)
    kept = await store.run(lambda tx: tx.kept_signal(SYSTEM, OLD))
    assert kept is not None
    assert (kept.last_activity, kept.pattern_open, kept.handler, kept.told) == (worked, open_, "bo", None)
    case = await store.run(lambda tx: tx.desk_case(HERE, OLD))
    assert case is not None
    await store.run(lambda tx: tx.close_case(Scope("voorbeeldstad", person="bo"), case.reference))
    kept = await store.run(lambda tx: tx.kept_signal(SYSTEM, OLD))
    assert kept is not None
    assert (kept.pattern_open, kept.handler) == (False, "")


@pytest.mark.parametrize(
    ("back", "reason", "gemeente", "open_"),
    [
        ((OLD,), "dubbel", "voorbeeldstad", False),
        ((OLD,), "", "voorbeeldstad", True),
        ((OLD,), "dubbel", "assen", True),
        ((NEXT,), "dubbel", "voorbeeldstad", True),
    ],
    ids=["the one with the pattern", "nothing was taken back", "elsewhere", "another one"],
)
async def test_the_pattern_of_a_record_that_was_taken_back_no_longer_counts_for_its_case(
    store: Store, keyring: Keyring, back: tuple[str, ...], reason: str, gemeente: str, open_: bool
) -> None:
    def work(tx: Transaction) -> None:
        for name, flags in ((OLD, ["F_PATROON"]), (NEXT, [])):
            record = signal(name, vlaggen=flags)
            tx.save_signal(HERE, record, "an", True, NOW)
            tx.open_case(HERE, keyring.derive("case", name), record, NOW)
        for name in back:
            tx.audit(AuditEntry(NOW, gemeente, "an", TAKEN_BACK, name, reason))

    await store.run(work)
    kept = await store.run(lambda tx: [tx.kept_signal(SYSTEM, name) for name in (OLD, NEXT)])
    assert [each.pattern_open for each in kept if each is not None] == [open_, open_]  # one household, so one case


async def test_records_are_looked_through_page_by_page(store: Store) -> None:
    def work(tx: Transaction) -> None:
        for number, day in enumerate((0, 1, 500)):
            tx.save_signal(HERE, signal(f"S-0000000{number}"), "an", True, NOW + timedelta(days=day))

    await store.run(work)
    before = NOW + timedelta(days=2)
    assert await store.run(lambda tx: tx.signals_made_before(SYSTEM, before, "", 1)) == ["S-00000000"]
    assert await store.run(lambda tx: tx.signals_made_before(SYSTEM, before, "S-00000000", 9)) == ["S-00000001"]
    assert await store.run(lambda tx: tx.signals_made_before(Scope("assen", system=True), before, "", 9)) == []


async def test_what_was_shared_goes_after_its_days_in_every_municipality(store: Store) -> None:
    def work(tx: Transaction) -> None:
        for number, place in enumerate(("voorbeeldstad", "assen", "assen")):
            share = Share(f"deling-{number}", f"wie-{number}", "gesprek", "", "", "cjg", ("veiligheid: rood",))
            tx.save_share(Scope(place), share, f"code-{number}", NOW, later(60 + number))

    await store.run(work)
    assert await store.run(lambda tx: tx.forget_shares(later(59))) == 0
    assert await store.run(lambda tx: tx.forget_shares(later(61))) == 2
    assert await store.run(lambda tx: (tx.count_shares(HERE), tx.count_shares(Scope("assen")))) == (0, 1)


async def test_the_municipalities_of_what_has_a_term_are_known_without_being_served(store: Store) -> None:
    def work(tx: Transaction) -> None:
        tx.save_signal(HERE, signal(OLD), "an", True, NOW)
        tx.save_signal(HERE, signal(NEXT), "an", True, NOW)
        tx.add_task(Scope("assen"), Task("taak", "eigen", "", "an", NOW, reference="R-1"), NOW)
        tx.audit(AuditEntry(NOW, "elders", "bo", "signal.read", OLD))

    assert await store.run(lambda tx: tx.municipalities_kept()) == []
    await store.run(work)
    assert await store.run(lambda tx: tx.municipalities_kept()) == ["assen", "voorbeeldstad"]


def test_no_forgetting_walks_through_every_message_there_ever_was(tmp_path: Path, keyring: Keyring) -> None:
    """On SQLite one thread answers everybody: it has no time for that."""
    sent: list[tuple[str, Any]] = []

    def work(tx: Transaction) -> list[str]:
        tx.remember_message("$1", "gesprek", NOW)
        logged(tx, keyring, OLD)
        event.listen(tx._connection, "before_cursor_execute", lambda *given: sent.append((given[2], given[3])))
        tx.forget_messages(NOW, timedelta(days=90), 9)
        erase(tx)
        plans = [
            tx._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            for statement, values in list(sent)
            if "activities" in statement
        ]
        return [row.detail for plan in plans for row in plan if "activities" in row.detail]

    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}", keyring)
    steps = store.run_blocking(work)
    store.close()
    assert len(steps) >= 3
    assert not [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]

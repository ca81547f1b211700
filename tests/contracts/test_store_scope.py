"""No query crosses a municipality or a person; what is not yours reads as what does not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Delete, Executable, Select, Table, Update
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter

from bot.model import Scope
from bot.storage.statements import WITHOUT_SCOPE, Statements
from bot.storage.store import ReferenceTaken, Store
from bot.storage.tables import SCOPED, metadata
from bot.storage.transaction import AuditEntry, Transaction
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, signal

PLACES = ("assen", "voorbeeldstad")
PEOPLE = ("an", "bo")
REFERENCES = tuple(f"S-{number}" for number in range(4))
STATEMENTS = [
    (dialect, name, statement)
    for dialect in ("sqlite", "postgresql")
    for name, statement in Statements(dialect).named().items()
    if isinstance(statement, Select | Update | Delete)  # an insert names its municipality as a column
]


def _unscoped(statement: Executable) -> set[str]:
    """The tables of a municipality that a statement reads, changes or removes without naming one."""
    touched = {node for node in visitors.iterate(statement) if isinstance(node, Table)}  # type: ignore[arg-type] # every statement can be walked
    queries = [node for node in visitors.iterate(statement) if isinstance(node, Select)]  # type: ignore[arg-type] # the same
    conditions = [each.whereclause for each in (statement, *queries)]  # type: ignore[attr-defined] # only called for those
    named = {
        node.left.table
        for condition in conditions
        if condition is not None
        for node in visitors.iterate(condition)
        if isinstance(node, BinaryExpression)
        and isinstance(node.left, Column)
        and isinstance(node.right, BindParameter)
        and (node.left.name, node.operator, node.right.key) == ("gemeente", operators.eq, "scope_gemeente")
    }
    return {table.name for table in (touched & SCOPED) - named}


@pytest.mark.parametrize(("dialect", "name", "statement"), STATEMENTS)
def test_every_statement_on_rows_of_a_municipality_names_it(dialect: str, name: str, statement: Executable) -> None:
    assert bool(_unscoped(statement)) == (name in WITHOUT_SCOPE), _unscoped(statement)


def test_the_rule_finds_a_statement_that_forgets() -> None:
    table = next(iter(SCOPED))
    assert _unscoped(table.select().where(table.c.gemeente.is_not(None))) == {table.name}
    assert _unscoped(table.delete().where(table.c.gemeente != "x")) == {table.name}
    assert _unscoped(table.update().where(table.c.gemeente.is_(None)).values(gemeente="x")) == {table.name}


def test_every_table_with_a_municipality_is_under_the_rule() -> None:
    with_gemeente = {table for table in metadata.tables.values() if "gemeente" in table.c}
    assert {table.name for table in with_gemeente - SCOPED} == {"outbox"}  # delivery reads no content


Entry = tuple[str, str, str, bool]
entries = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(REFERENCES), st.sampled_from(PEOPLE), st.booleans()),
    max_size=8,
    unique_by=lambda entry: entry[:2],
)
scopes = st.builds(Scope, gemeente=st.sampled_from((*PLACES, "elders")), person=st.sampled_from(("", *PEOPLE, "cor")))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=entries, scope=scopes)
def test_a_scope_shows_exactly_its_own(store: Store, entries: list[Entry], scope: Scope) -> None:
    class Undo(Exception):  # noqa: N818 - an instruction
        """Leaves the database empty for the next example."""

    seen: dict[str, object] = {}

    def work(tx: Transaction) -> None:
        for place, reference, owner, shared in entries:
            record = signal(reference, bron_gebruiker=owner, gemeente=place, huishouden=f"HH-{reference}")
            tx.save_signal(Scope(place), record, owner, shared, NOW)
            tx.open_case(Scope(place), f"k{reference}", record, NOW)
            tx.audit(AuditEntry(NOW, place, owner, "signal.log", reference))
        seen["listed"] = {row.reference for row in tx.signals(scope)}
        seen["cases"] = {name for row in tx.cases(scope) for name in row.signals}
        seen["audit"] = {row.object for row in tx.audit_rows(scope)}
        seen["opened"] = {name for name in REFERENCES if tx.signal(scope, name, "lezer", NOW) is not None}
        raise Undo

    with pytest.raises(Undo):
        store.run_blocking(work)
    mine = {e for e in entries if e[0] == scope.gemeente and scope.person in ("", e[2])}
    readable = {e[1] for e in mine if scope.person or e[3]}
    assert seen == {
        "listed": readable,
        "opened": readable,
        "cases": {e[1] for e in mine},
        "audit": {e[1] for e in mine},
    }


async def test_the_same_record_again_changes_nothing_and_another_is_refused(store: Store) -> None:
    here = Scope("voorbeeldstad", person="persoon")
    await store.run(lambda tx: tx.save_signal(here, signal(), "persoon", True, NOW))
    await store.run(lambda tx: tx.save_signal(here, signal(), "persoon", False, NOW))
    with pytest.raises(ReferenceTaken):
        await store.run(lambda tx: tx.save_signal(here, signal(feiten="iets anders"), "persoon", True, NOW))
    rows = await store.run(lambda tx: tx.signals(here))
    assert [(row.reference, row.shared, row.household) for row in rows] == [("S-00000001", True, "HH-GEHEIM01")]
    assert await store.run(lambda tx: tx.signal(here, "S-00000001", "persoon", NOW)) == signal()


async def test_opening_a_record_is_audited_and_listing_or_missing_it_is_not(store: Store) -> None:
    here = Scope("voorbeeldstad")
    await store.run(lambda tx: tx.save_signal(here, signal(), "persoon", True, NOW))
    await store.run(lambda tx: tx.signals(here))
    await store.run(lambda tx: tx.signal(here, "S-9", "lezer", NOW))
    assert await store.run(lambda tx: tx.audit_rows(here)) == []
    await store.run(lambda tx: tx.signal(here, "S-00000001", "lezer", NOW))
    assert await store.run(lambda tx: tx.audit_rows(here)) == [
        AuditEntry(NOW, "voorbeeldstad", "lezer", "signal.read", "S-00000001")
    ]


async def test_only_the_first_delivery_is_noted_and_only_in_its_own_place(store: Store) -> None:
    here = Scope("voorbeeldstad", person="persoon")

    def delivered(scope: Scope, their: str) -> Callable[[Transaction], None]:
        return lambda tx: tx.mark_delivered(scope, "S-00000001", "embedded", their, NOW)

    await store.run(lambda tx: tx.save_signal(here, signal(), "persoon", True, NOW))
    await store.run(delivered(Scope("assen"), "Z-fout"))
    await store.run(delivered(Scope("voorbeeldstad", person="ander"), "Z-fout"))
    assert (await store.run(lambda tx: tx.signals(here)))[0].delivered_at is None
    await store.run(delivered(here, "Z-1"))
    assert (await store.run(lambda tx: tx.signals(here)))[0].delivered_at == NOW


async def test_a_private_note_is_seen_by_its_owner_and_by_upkeep_only(store: Store) -> None:
    await store.run(lambda tx: tx.save_signal(Scope("voorbeeldstad"), signal(), "persoon", False, NOW))

    async def seen(scope: Scope) -> int:
        return len(await store.run(lambda tx: tx.signals(scope)))

    assert await seen(Scope("voorbeeldstad", person="persoon")) == 1
    assert await seen(Scope("voorbeeldstad")) == 0
    assert await seen(Scope("voorbeeldstad", system=True)) == 1


def test_opening_twice_is_no_second_store(open_store: OpenStore) -> None:
    open_store().run_blocking(lambda tx: tx.save_signal(Scope("assen"), signal(), "persoon", True, NOW))
    assert len(open_store().run_blocking(lambda tx: tx.signals(Scope("assen")))) == 1

"""The audit trail is read in pages, by object, by person and from a moment on; on every database."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.model import Scope
from bot.storage.audit import AuditPage
from bot.storage.store import Store
from bot.storage.transaction import AuditEntry, Transaction
from tests.contracts.records import NOW, later

HERE = Scope("voorbeeldstad")
LINES = [
    AuditEntry(later(number), "voorbeeldstad", "an" if number % 2 else "bo", "signal.read", f"S-{number % 3}", "reden")
    for number in range(7)
]


def read_page(scope: Scope, about: str, since: datetime, after: int, most: int, tx: Transaction) -> AuditPage:
    return tx.audit_page(scope, about, since, after, most)


async def all_pages(store: Store, scope: Scope, about: str = "", since: datetime = NOW, most: int = 3) -> list[str]:
    def write(tx: Transaction) -> None:
        for each in (*LINES, AuditEntry(NOW, "assen", "an", "signal.read", "S-1")):
            tx.audit(each)

    await store.run(write)
    found: list[AuditEntry] = []
    after = 0
    while True:
        page = await store.run(partial(read_page, scope, about, since, after, most))
        assert len(page.lines) <= most
        found += page.lines
        after = page.last
        if not after:
            break
    assert all(each in LINES for each in found)
    return [f"{LINES.index(each)}" for each in found]


@pytest.mark.parametrize("most", [1, 2, 3, 7, 8])
async def test_pages_hold_every_line_of_the_municipality_once_in_order(store: Store, most: int) -> None:
    assert await all_pages(store, HERE, most=most) == ["0", "1", "2", "3", "4", "5", "6"]


async def test_by_object(store: Store) -> None:
    assert await all_pages(store, HERE, about="S-1") == ["1", "4"]


async def test_by_person(store: Store) -> None:
    assert await all_pages(store, Scope("voorbeeldstad", person="an")) == ["1", "3", "5"]


async def test_from_a_moment_on_that_moment_included(store: Store) -> None:
    assert await all_pages(store, HERE, since=NOW + timedelta(seconds=5)) == ["5", "6"]
    assert await store.run(lambda tx: tx.audit_page(HERE, "", later(99), 0, 3)) == ((), 0)

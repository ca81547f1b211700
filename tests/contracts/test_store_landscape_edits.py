"""Changes to the landscape, on both databases: numbered, each number once, undone once, written into the file once."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Scope
from bot.storage.landscape_edits import LandscapeEdit
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from tests.contracts.records import NOW, later

HERE, THERE = Scope("voorbeeldstad"), Scope("assen")
FIRST = LandscapeEdit(1, "W-00000001", "an", NOW, "cjg", '{"kind":"naam"}')
SECOND = LandscapeEdit(2, "W-00000002", "bo", later(1), "cjg", '{"kind":"tekst"}')


def both(tx: Transaction) -> None:
    assert tx.add_landscape_edit(HERE, FIRST)
    assert tx.add_landscape_edit(HERE, SECOND)


def test_the_version_is_the_last_number_and_every_change_comes_back_in_order(store: Store) -> None:
    assert store.run_blocking(lambda tx: tx.landscape_version(HERE)) == (0, "")
    store.run_blocking(both)
    assert store.run_blocking(lambda tx: tx.landscape_version(HERE)) == (2, SECOND.reference)
    assert store.run_blocking(lambda tx: tx.landscape_edits(HERE)) == [FIRST, SECOND]
    assert store.run_blocking(lambda tx: tx.landscape_edit_called(HERE, SECOND.reference)) == SECOND
    assert store.run_blocking(lambda tx: tx.landscape_version(THERE)) == (0, "")


def test_a_number_is_given_once_so_that_who_comes_second_looks_again(store: Store) -> None:
    store.run_blocking(both)
    late = replace(SECOND, reference="W-00000003")
    assert not store.run_blocking(lambda tx: tx.add_landscape_edit(HERE, late))
    assert store.run_blocking(lambda tx: tx.landscape_edits(HERE)) == [FIRST, SECOND]
    assert store.run_blocking(lambda tx: tx.add_landscape_edit(THERE, late))


def test_a_change_is_undone_once(store: Store) -> None:
    store.run_blocking(both)
    assert store.run_blocking(lambda tx: tx.undo_landscape_edit(HERE, 1, 2))
    assert not store.run_blocking(lambda tx: tx.undo_landscape_edit(HERE, 1, 3))
    assert [each.undone_by for each in store.run_blocking(lambda tx: tx.landscape_edits(HERE))] == [2, 0]


def test_what_is_written_into_the_file_stays_and_says_over_which_file_it_lay(store: Store) -> None:
    store.run_blocking(both)
    assert store.run_blocking(lambda tx: tx.file_landscape_edits(HERE, [1], "oud")) == 1
    assert store.run_blocking(lambda tx: tx.file_landscape_edits(HERE, [1, 2], "nieuw")) == 1
    assert [each.file for each in store.run_blocking(lambda tx: tx.landscape_edits(HERE))] == ["oud", "nieuw"]

"""What was not understood, on both databases: counted once, kept with a yes only, for its municipality, forgotten."""

from __future__ import annotations

from bot.model import Scope
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.storage.unmatched import KeptSentence, UnmatchedCount
from tests.contracts.records import NOW, later

HERE, THERE = Scope("voorbeeldstad"), Scope("assen")


def said(tx: Transaction, row_id: str, text: str, place: str = "voorbeeldstad", who: str = "an", at: int = 0) -> None:
    tx.note_unmatched(Scope(place, person=who), row_id, "KC-K3", "onderwijs", text, later(at))


def several(tx: Transaction) -> None:
    said(tx, "1", "de oudste", at=1)
    said(tx, "2", "de nieuwste", who="bo", at=3)
    said(tx, "3", "", at=2)
    said(tx, "4", "elders", place="assen", at=2)
    tx.note_unmatched(Scope("voorbeeldstad", person="an"), "5", "", "", "", later(2))


def texts(store: Store, scope: Scope = HERE, limit: int = 9) -> list[str]:
    return [each.text for each in store.run_blocking(lambda tx: tx.kept_sentences(scope, limit))]


def total(store: Store, scope: Scope = HERE) -> int:
    return sum(each.count for each in store.run_blocking(lambda tx: tx.unmatched_counts(scope)))


def test_counts_by_question_and_sector_most_first(store: Store) -> None:
    store.run_blocking(several)
    assert store.run_blocking(lambda tx: tx.unmatched_counts(HERE)) == [
        UnmatchedCount("KC-K3", "onderwijs", 3),
        UnmatchedCount("", "", 1),
    ]


def test_the_sentences_of_one_municipality_newest_first(store: Store) -> None:
    store.run_blocking(several)
    assert texts(store) == ["de nieuwste", "de oudste"]
    assert texts(store, limit=1) == ["de nieuwste"]
    assert store.run_blocking(lambda tx: tx.kept_sentences(THERE, 9)) == [KeptSentence(later(2), "KC-K3", "elders")]
    assert texts(store, Scope("elders")) == []
    assert total(store, Scope("elders")) == 0


def test_the_same_message_again_counts_once_and_keeps_what_was_there(store: Store) -> None:
    store.run_blocking(lambda tx: said(tx, "1", "eerst"))
    store.run_blocking(lambda tx: said(tx, "1", "daarna"))
    store.run_blocking(lambda tx: said(tx, "1", ""))
    assert (texts(store), total(store)) == (["eerst"], 1)


def test_who_stops_is_forgotten_in_every_municipality_and_nobody_else_is(store: Store) -> None:
    store.run_blocking(several)
    store.run_blocking(lambda tx: tx.forget_sentences_of("an"))
    assert (texts(store), texts(store, THERE)) == (["de nieuwste"], [])
    assert total(store) == 3  # a count without a sentence is of nobody


def test_what_is_older_is_forgotten_everywhere(store: Store) -> None:
    store.run_blocking(several)
    assert store.run_blocking(lambda tx: tx.forget_unmatched(NOW)) == 0
    assert store.run_blocking(lambda tx: tx.forget_unmatched(later(3))) == 4
    assert (texts(store), texts(store, THERE), total(store)) == (["de nieuwste"], [], 1)

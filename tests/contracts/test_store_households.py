"""A household over time in the store: what was told, who sees it, a split, and two who write at once."""

from __future__ import annotations

from bot.model import Scope
from bot.storage.desk import DeskCase
from bot.storage.households import CaseEvent
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from tests.contracts.records import NOW, later, signal

HERE = Scope("voorbeeldstad")
AN, BO = Scope("voorbeeldstad", person="an"), Scope("voorbeeldstad", person="bo")
FIRST, SECOND = "S-00000001", "S-00000002"
HOUSEHOLD = "HH-00000001"


def fill(tx: Transaction) -> str:
    """Two signals of one household, of `an` and `bo`, in a case that `cor` works on; its pseudonym."""
    for number, (reference, owner) in enumerate(((FIRST, "an"), (SECOND, "bo"))):
        record = signal(reference, bron_gebruiker=owner, huishouden=HOUSEHOLD)
        tx.save_signal(HERE, record, owner, True, later(number))
        tx.open_case(HERE, f"k{number}", record, later(number))
    tx.take_case(Scope("voorbeeldstad", person="cor"), case_of(tx, FIRST).reference, NOW)
    return tx.household_key(HERE, HOUSEHOLD)


def case_of(tx: Transaction, reference: str) -> DeskCase:
    found = tx.desk_case(HERE, reference)
    assert found is not None
    return found


def event(name: str, about: str = FIRST, person: str = "an", *, shared: bool = True) -> CaseEvent:
    return CaseEvent(name, about, person, NOW, "niet_gekomen", {"dag": "2026-03-03", "wie": "0-3"}, shared)


def test_what_was_told_comes_back_as_it_was_and_the_same_one_stands_once(store: Store) -> None:
    def work(tx: Transaction) -> None:
        key = fill(tx)
        assert tx.add_event(HERE, key, event("een"))
        assert not tx.add_event(HERE, key, event("een"))
        assert tx.events_of(HERE, [key]) == [event("een")]
        assert tx.events_of(HERE, ["een ander gezin"]) == []

    store.run_blocking(work)


def test_an_own_note_is_read_by_nobody_else(store: Store) -> None:
    def work(tx: Transaction) -> None:
        key = fill(tx)
        tx.add_event(HERE, key, event("eigen", shared=False))
        assert [each.id for each in tx.events_of(AN, [key])] == ["eigen"]
        assert tx.events_of(BO, [key]) == tx.events_of(HERE, [key]) == []
        assert [each.reference for each in tx.signals_of_household(HERE, [key])] == [FIRST, SECOND]
        assert [each.reference for each in tx.signals_of_household(AN, [key])] == [FIRST]
        assert tx.household_of(BO, FIRST) is None

    store.run_blocking(work)


def test_a_case_is_found_by_its_household_too(store: Store) -> None:
    def work(tx: Transaction) -> None:
        fill(tx)
        assert tx.desk_case(HERE, HOUSEHOLD) == case_of(tx, FIRST)
        assert tx.desk_case(HERE, "HH-00000002") is None
        assert tx.desk_case(Scope("assen"), HOUSEHOLD) is None

    store.run_blocking(work)


def test_a_split_moves_one_signal_with_what_was_told_of_it_to_the_same_behandelaar(store: Store) -> None:
    def work(tx: Transaction) -> None:
        key = fill(tx)
        tx.add_event(HERE, key, event("blijft"))
        tx.add_event(HERE, key, event("gaat", about=SECOND))
        before = case_of(tx, FIRST)
        new = tx.split_case(HERE, SECOND, before, "HH-00000009", NOW)
        assert case_of(tx, SECOND).reference == new != before.reference
        assert case_of(tx, SECOND).handler == "cor"
        assert case_of(tx, SECOND).household == "HH-00000009"
        assert [each.reference for each in case_of(tx, FIRST).signals] == [FIRST]
        other = tx.household_key(HERE, "HH-00000009")
        assert [each.id for each in tx.events_of(HERE, [key])] == ["blijft"]
        assert [each.id for each in tx.events_of(HERE, [other])] == ["gaat"]
        record = tx.signal(HERE, SECOND, "cor", NOW)
        assert record is not None
        assert record.huishouden == "HH-00000009"
        assert record.feiten == signal().feiten

    store.run_blocking(work)


def test_two_who_write_down_work_at_once_lose_nothing_of_each_other(store: Store) -> None:
    """Each has read the case before the other wrote."""

    def work(tx: Transaction) -> None:
        fill(tx)
        one, other = case_of(tx, FIRST), case_of(tx, SECOND)
        tx.write_work(HERE, one, bewaker="ik")
        tx.write_work(HERE, other, antwoord="gisteren")
        assert case_of(tx, FIRST).work == {"bewaker": "ik", "antwoord": "gisteren"}

    store.run_blocking(work)

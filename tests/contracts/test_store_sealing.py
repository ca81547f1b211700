"""What is sealed cannot be read from the disk, nor with another key, nor in another place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.keys import Keyring, Unreadable
from bot.model import Address, Membership, Person, Role, Scope
from bot.storage.errors import WrongKeys
from bot.storage.households import CaseEvent
from bot.storage.records import Dead
from bot.storage.references import StoredReference
from bot.storage.store import Store
from bot.storage.transaction import OutboxRow, StoredConversation, Transaction
from dialogs.model import Profile
from tests.contracts.conftest import OpenStore
from tests.contracts.records import NOW, outbox_row, signal

MARKERS = [
    b"GEHEIM",  # household
    b"Feitenmerkteken",  # free text
    b"kamermerkteken",
    b"wegmerkteken",
    b"kaartmerkteken",
    b"toestandmerkteken",
    b"berichtmerkteken",
    b"profielmerkteken",
    b"sleutelmerkteken",  # the channel's own event id
    b"ernstig",
    b"F_REGIE",
    b"ACT_CONSULT",
    b"OP_VERSLAVING",
    b"zinmerkteken",
    b"vraagmerkteken",
    b"voorvalmerkteken",
    b"soortmerkteken",
]
HERE = Scope("voorbeeldstad")


def _write(tx: Transaction) -> None:
    problems = [{"code": "OP_VERSLAVING", "ernst": "ernstig"}]
    tx.remember_activity("$sleutelmerkteken", "gesprek", NOW)
    tx.save_person(Person("p", Profile(organisatie="profielmerkteken"), (Membership("x", Role.WIJKTEAM),)), NOW)
    address = Address("matrix", "voorbeeld.test", "!kamermerkteken")
    tx.save_conversation(StoredConversation("gesprek", address, "p", b"toestandmerkteken"), NOW)
    tx.save_reference(StoredReference("gesprek", "p", b"wegmerkteken"), NOW)
    tx.save_card("gesprek", b"kaartmerkteken")
    tx.save_shown_prompt("bericht", b"vraagmerkteken", NOW)
    tx.enqueue([OutboxRow("1", "s", "matrix", "reply", NOW, b"berichtmerkteken")])
    record = signal(ouderproblemen=problems)
    tx.save_signal(HERE, record, "p", True, NOW)
    tx.open_case(HERE, "sleutel", record, NOW)
    happened = {"dag": "2026-03-03", "wie": "voorvalmerkteken"}
    tx.add_event(HERE, "gezin", CaseEvent("v", record.signaal_id, "p", NOW, "soortmerkteken", happened))
    tx.note_unmatched(Scope("voorbeeldstad", person="p"), "u", "KC-K3", "onderwijs", "zinmerkteken", NOW)


def _raw(database: str, folder: Path) -> Iterator[bytes]:
    if database.startswith("sqlite"):
        for path in folder.glob("store.db*"):
            yield path.read_bytes()
        return
    engine = sa.create_engine(database)
    with engine.connect() as connection:
        for name in sa.inspect(connection).get_table_names():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608 - names of our own tables
                for value in row:
                    yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    engine.dispose()


def test_nothing_secret_stands_in_the_database(store: Store, database: str, tmp_path: Path) -> None:
    store.run_blocking(_write)
    content = b"\n".join(_raw(database, tmp_path))
    assert b"S-00000001" in content
    assert [marker for marker in MARKERS if marker in content] == []


def test_another_key_reads_nothing(open_store: OpenStore) -> None:
    open_store().run_blocking(_write)
    stranger = open_store(Keyring.from_secret(Keyring.new_secret()))
    for work in (
        lambda tx: tx.person("p"),
        lambda tx: tx.conversation("gesprek"),
        lambda tx: tx.signals(HERE),
        lambda tx: tx.signal(HERE, "S-00000001", "p", NOW),
        lambda tx: tx.cases(HERE),
        lambda tx: tx.kept_sentences(HERE, 9),
    ):
        with pytest.raises(Unreadable):
            stranger.run_blocking(work)


def test_an_unreadable_delivery_is_given_up_and_does_not_block_the_others(open_store: OpenStore) -> None:
    open_store().run_blocking(lambda tx: tx.enqueue([outbox_row("oud")]))
    stranger = open_store(Keyring.from_secret(Keyring.new_secret()))
    stranger.run_blocking(lambda tx: tx.enqueue([outbox_row("nieuw")]))
    (old,) = stranger.run_blocking(lambda tx: tx.claim(["matrix"], "a", NOW, 30, 9))
    assert (old.id, old.readable, old.payload) == ("oud", False, b"")
    assert stranger.run_blocking(lambda tx: tx.settle("oud", "a", Dead("unreadable"), NOW))
    assert [row.id for row in stranger.run_blocking(lambda tx: tx.claim(["matrix"], "a", NOW, 30, 9))] == ["nieuw"]
    assert stranger.run_blocking(lambda tx: tx.outbox_counts())["dood"] == 1


def test_a_sealed_value_that_is_put_in_another_row_does_not_open(store: Store, database: str) -> None:
    def write(tx: Transaction) -> None:
        tx.save_signal(HERE, signal("S-1"), "p", True, NOW)
        tx.save_signal(HERE, signal("S-2", feiten="iets anders"), "p", True, NOW)

    store.run_blocking(write)
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE signals SET class_d = (SELECT class_d FROM signals WHERE signaal_id = 'S-1')"
        )
    engine.dispose()
    assert store.run_blocking(lambda tx: tx.signal(HERE, "S-1", "p", NOW)) == signal("S-1")
    with pytest.raises(Unreadable):
        store.run_blocking(lambda tx: tx.signal(HERE, "S-2", "p", NOW))


def test_a_new_sqlite_file_is_for_its_owner_only(keyring: Keyring, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'nieuw.db'}", keyring)
    store.run_blocking(lambda tx: tx.remember_activity("$1", "gesprek", NOW))
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("nieuw.db*")}
    store.close()
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


def test_a_database_is_opened_with_the_keys_that_it_was_used_with(
    open_store: OpenStore, database: str, keyring: Keyring
) -> None:
    stranger = Keyring.from_secret(Keyring.new_secret())
    Store.open_with_its_keys(database, stranger).close()  # nothing in it is sealed
    open_store().run_blocking(lambda tx: tx.save_signal(HERE, signal("S-1"), "p", True, NOW))
    with pytest.raises(WrongKeys):
        Store.open_with_its_keys(database, stranger)
    Store.open_with_its_keys(database, keyring).close()


def test_whoever_was_known_is_known_to_those_keys_only(open_store: OpenStore, database: str, keyring: Keyring) -> None:
    open_store().run_blocking(lambda tx: tx.save_person(Person("p", Profile(), (), ""), NOW))
    with pytest.raises(WrongKeys):
        Store.open_with_its_keys(database, Keyring.from_secret(Keyring.new_secret()))
    Store.open_with_its_keys(database, keyring).close()

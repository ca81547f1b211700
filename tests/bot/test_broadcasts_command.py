"""`signaalwijzer berichten`: counts of each message, and of one whom it did not reach and why; never who read it."""

from __future__ import annotations

import csv

import pytest

from bot.cli import FAULTS, GOOD, WRONG_USE, main
from bot.model import Membership, Person, Role, Scope
from bot.storage.access import AccessRow
from bot.storage.broadcast_statements import CONCEPT, RUNNING
from bot.storage.broadcasts import Broadcast, Recipient
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from dialogs.model import Profile
from tests.contracts.records import NOW

HERE = Scope("voorbeeldstad", system=True)
NEWS = Broadcast("b", "B-00000001", "cor", "wijziging", {}, "", False, CONCEPT, "Titelmerkteken\nDe balie stopt.")
STATES = {"an": "bezorgd", "bo": "mislukt", "cy": "onbereikbaar", "di": "gelezen", "ed": "onzeker"}


@pytest.fixture(autouse=True)
def _what_was_sent(store: Store) -> None:
    store.run_blocking(sent)


def sent(tx: Transaction) -> None:
    for person in STATES:
        tx.save_person(Person(person, Profile(), (Membership("voorbeeldstad", Role.SIGNALLER),)), NOW)
        tx.note_access(AccessRow("voorbeeldstad", person, f"T-{person}", None, "", (), "", "", "", "", NOW))
    tx.add_broadcast(HERE, NEWS, NOW)
    tx.plan_broadcast(HERE, NEWS, RUNNING, None, "cor")
    codes = {"bo": "http_400", "cy": "no_room"}
    found = [Recipient(person, state, 0, codes.get(person, ""), person) for person, state in STATES.items()]
    tx.fix_recipients(HERE, NEWS, found, "ed", NOW)


@pytest.mark.usefixtures("store")
def test_counts_add_up_and_hold_no_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["berichten"]) == GOOD
    said = capsys.readouterr().out
    (row,) = csv.DictReader(said.splitlines())
    assert row["kenmerk"] == NEWS.reference
    states = list(row)[5:]
    assert {state: row[state] for state in states if row[state] != "0"} == dict.fromkeys(STATES.values(), "1")
    assert sum(int(row[state]) for state in states) == int(row["samen"]) == len(STATES)
    assert "merkteken" not in said


@pytest.mark.usefixtures("store")
def test_of_one_message_only_who_was_not_reached_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["berichten", NEWS.reference.lower()]) == GOOD
    rows = list(csv.reader(capsys.readouterr().out.splitlines()))[1:]
    assert [row[:3] for row in rows] == [["T-bo", "mislukt", "http_400"], ["T-cy", "onbereikbaar", "no_room"]]
    assert all(row[3] for row in rows)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "code"), [(["B-00000002"], FAULTS), (["--gemeente", "nergens"], WRONG_USE)], ids=["message", "place"]
)
def test_what_is_unknown_is_said(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["berichten", *arguments]) == code
    assert capsys.readouterr().err.strip()


def test_looking_stands_in_the_audit_trail(store: Store) -> None:
    main(["berichten", NEWS.reference])
    rows = store.run_blocking(lambda tx: tx.audit_rows(HERE))
    assert ("opdrachtregel", "broadcast.export", NEWS.reference) in [(r.actor, r.action, r.object) for r in rows]

"""`signaalwijzer outbox`: whoever looks after it sees what was given up, and gives it another chance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE, main
from bot.keys import Keyring
from bot.model import Scope
from bot.storage.store import Store
from bot.storage.transaction import Again, Dead, OutboxRow, Transaction
from tests.contracts.records import NOW, later, outbox_row


def given_up(tx: Transaction) -> None:
    rows = [
        OutboxRow("dood1", "s1", "zgw.assen", "case", NOW, b"Feitenmerkteken", gemeente="assen"),
        OutboxRow("wacht1", "s2", "zgw.assen", "case", NOW, b"Feitenmerkteken", gemeente="assen"),
        outbox_row("nieuw", "s3"),
    ]
    tx.enqueue(rows)
    tx.claim(["zgw.assen"], "a", NOW, 30, 9)
    tx.settle("dood1", "a", Dead("http_400.zaaktype.not-published"), NOW)
    tx.settle("wacht1", "a", Again(later(60), "http_403"), NOW)


def test_it_shows_counts_and_rows_by_state_and_no_content(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.run_blocking(given_up)
    assert main(["outbox"]) == GOOD
    said = capsys.readouterr().out
    assert "Wacht: 2." in said
    assert "Opgegeven: 1." in said
    first, *others = said.splitlines()[1:4]
    assert first.startswith("dood1  dood  zgw.assen  assen  pogingen 1  03-03-2026 10:00")
    assert "(http_400.zaaktype.not-published)" in first
    assert [line.split()[0] for line in others] == ["nieuw", "wacht1"]
    assert "(http_403)" in others[1]
    assert "merkteken" not in said
    assert "payload" not in said


def test_as_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.run_blocking(given_up)
    assert main(["outbox", "--json"]) == GOOD
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"wacht": 2, "dood": 1, "onzeker": 0}
    assert [(row["id"], row["state"], row["attempts"]) for row in said["rows"]] == [
        ("dood1", "dood", 1),
        ("nieuw", "wacht", 0),
        ("wacht1", "wacht", 1),
    ]
    assert "payload" not in said["rows"][0]


def test_what_was_given_up_goes_out_again_and_it_is_audited(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.run_blocking(given_up)
    assert main(["outbox", "retry", "dood1"]) == GOOD
    assert "dood1" in capsys.readouterr().out
    assert store.run_blocking(lambda tx: tx.outbox_counts()) == {"wacht": 3, "dood": 0, "onzeker": 0}
    audit = store.run_blocking(lambda tx: tx.audit_rows(Scope("assen")))
    assert [(entry.actor, entry.action, entry.object) for entry in audit] == [
        ("opdrachtregel", "outbox.retry", "dood1")
    ]
    due = audit[0].at
    (row,) = [
        each for each in store.run_blocking(lambda tx: tx.claim(["zgw.assen"], "b", due, 30, 9)) if each.id == "dood1"
    ]
    assert (row.payload, row.attempts) == (b"Feitenmerkteken", 1)


@pytest.mark.parametrize("row_id", ["wacht1", "nieuw", "verzonnen"])
def test_only_what_was_given_up_can_be_retried(store: Store, capsys: pytest.CaptureFixture[str], row_id: str) -> None:
    store.run_blocking(given_up)
    assert main(["outbox", "retry", row_id, "--json"]) == FAULTS
    assert "opgegeven" in capsys.readouterr().err
    assert store.run_blocking(lambda tx: tx.outbox_counts())["dood"] == 1
    assert store.run_blocking(lambda tx: tx.audit_rows(Scope("assen"))) == []


def test_an_act_that_is_none_is_told_with_the_one_that_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["outbox", "weg", "dood1"])
    assert ended.value.code == WRONG_USE
    assert "retry" in capsys.readouterr().err


def test_a_retry_of_nothing_asks_for_a_reference(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outbox", "retry"]) == WRONG_USE
    assert "KENMERK" in capsys.readouterr().err


def test_a_database_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys").write_text(Keyring.new_secret(), encoding="ascii")
    monkeypatch.setenv("SIGNAALWIJZER_DATABASE_URL", "sqlite:////bestaat/niet/x.db")
    monkeypatch.setenv("SIGNAALWIJZER_KEYS_FILE", str(tmp_path / "keys"))
    assert main(["outbox"]) == STORAGE
    assert "cannot_open" in capsys.readouterr().err

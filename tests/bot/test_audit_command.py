"""`signaalwijzer audit`: a privacy officer reads who did what, without content and without names."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import dialogs
from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE, main
from bot.commands.audit import load_audit_texts
from bot.keys import Keyring
from bot.storage.access import AccessRow
from bot.storage.store import Store
from bot.storage.transaction import AuditEntry, Transaction
from tests.contracts.records import NOW, later
from tests.talk import KEYRING

WHO = KEYRING.reference("T", "iemand")
ONE, TWO = KEYRING.reference("S", "een"), KEYRING.reference("S", "twee")


def happened(tx: Transaction) -> None:
    row = AccessRow("voorbeeldstad", "schuilnaam", WHO, None, "", (), "", "", "", "", NOW)
    tx.note_access(row)
    tx.audit(AuditEntry(NOW, "voorbeeldstad", "schuilnaam", "signal.log", ONE))
    tx.audit(AuditEntry(later(60), "voorbeeldstad", "schuilnaam", "signal.share", ONE, "toestemming"))
    tx.audit(AuditEntry(later(86_400), "voorbeeldstad", "system", "signal.delivered", ONE))
    tx.audit(AuditEntry(later(86_460), "voorbeeldstad", "iemand", "iets.nieuws", TWO))
    tx.audit(AuditEntry(NOW, "assen", "schuilnaam", "signal.log", "S-ELDERS"))


LINES = [
    f"03-03-2026 10:00:00  {WHO}  legde een signaal vast  {ONE}",
    f"03-03-2026 10:01:00  {WHO}  deelde een signaal  {ONE}  (toestemming)",
    f"04-03-2026 10:00:00  Signaalwijzer zelf  bezorgde een signaal  {ONE}",
    f"04-03-2026 10:01:00  iemand  iets.nieuws  {TWO}",
]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ([], LINES),
        ([ONE], LINES[:3]),
        ([ONE.lower().replace("-", " ")], LINES[:3]),
        (["--wie", WHO], LINES[:2]),
        (["--wie", WHO.lower(), ONE, "--sinds", "2026-03-03"], LINES[:2]),
        (["--sinds", "2026-03-04"], LINES[2:]),
    ],
)
def test_it_shows_who_did_what_oldest_first(
    store: Store, capsys: pytest.CaptureFixture[str], asked: list[str], shown: list[str]
) -> None:
    store.run_blocking(happened)
    assert main(["audit", *asked]) == GOOD
    lines = [line for line in capsys.readouterr().out.splitlines() if "las het logboek" not in line]
    assert lines == shown


def test_reading_it_leaves_a_line_too(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.run_blocking(happened)
    assert main(["audit", TWO, "--json"]) == GOOD
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {
        "at": "2026-03-04T09:01:00+00:00",
        "who": "iemand",
        "action": "iets.nieuws",
        "object": TWO,
        "reason": "",
    }
    assert (second["who"], second["action"], second["object"]) == ("opdrachtregel", "audit.read", TWO)


def test_nothing_found_is_said(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.run_blocking(happened)
    assert main(["audit", "--sinds", "2199-01-01"]) == GOOD
    assert capsys.readouterr().out == "Hierover staat niets in het logboek.\n"


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["--sinds", "gisteren"], WRONG_USE, "2026-11-01"),
        (["--wie", "T-ZZZZZZZZ"], FAULTS, "T-ZZZZZZZZ"),
        (["--gemeente", "nergens"], WRONG_USE, "nergens"),
    ],
)
def test_what_it_does_not_know_is_said_and_nothing_is_shown(
    store: Store, capsys: pytest.CaptureFixture[str], asked: list[str], code: int, said: str
) -> None:
    store.run_blocking(happened)
    assert main(["audit", *asked]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


def test_a_database_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(Keyring.new_secret(), encoding="ascii")
    monkeypatch.setenv("SIGNAALWIJZER_DATABASE_URL", f"sqlite:///{tmp_path}/nergens/x.sqlite3")
    monkeypatch.setenv("SIGNAALWIJZER_KEYS_FILE", str(tmp_path / "keys"))
    assert main(["audit"]) == STORAGE


def written_actions() -> Iterator[tuple[str, bool]]:
    """Every action that the code writes, and whether it is only the beginning of one; named constants included."""
    folders = [Path(package.__path__[0]) for package in (bot, dialogs)]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for folder in folders for path in folder.rglob("*.py")]
    named = (node for tree in trees for node in tree.body if isinstance(node, ast.AnnAssign))
    constants = {
        node.target.id: node.value.value
        for node in named
        if isinstance(node.target, ast.Name) and isinstance(node.value, ast.Constant)
    }
    place = {"AuditEntry": 3, "Note": 0, "audit": 0}
    for node in (each for tree in trees for each in ast.walk(tree) if isinstance(each, ast.Call)):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in place or len(node.args) <= place[name]:
            continue
        for part in ast.walk(node.args[place[name]]):
            if isinstance(part, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z_]*", str(part.value)):
                yield str(part.value), str(part.value).endswith((".", "_"))
            elif isinstance(part, ast.Name) and "." in str(constants.get(part.id, "")):
                yield str(constants[part.id]), False


def test_every_action_that_is_written_has_its_words() -> None:
    known = load_audit_texts().acties
    written = set(written_actions())
    assert len(written) > 70
    assert {name for name, begins in written if not begins} - known.keys() == set()
    for name, begins in written:
        if begins:
            assert any(each.startswith(name) for each in known), name

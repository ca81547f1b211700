"""`signals` on the database of an installation, whose settings stand in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.signals import signals
from bot.keys import Keyring
from bot.model import Scope
from bot.storage.store import Store
from tests.clock import StandingClock
from tests.contracts.records import NOW, signal


def test_the_signals_of_an_installation_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = Keyring.new_secret()
    (tmp_path / "keys").write_text(secret, encoding="ascii")
    url = f"sqlite:///{tmp_path / 'installation.sqlite3'}"
    store = Store.open(url, Keyring.from_secret(secret))
    logged = signal()
    now = StandingClock(NOW).now()
    store.run_blocking(lambda tx: tx.save_signal(Scope(logged.gemeente, person="p"), logged, "p", False, now))
    store.close()
    monkeypatch.setenv("SIGNAALWIJZER_DATABASE_URL", url)
    monkeypatch.setenv("SIGNAALWIJZER_KEYS_FILE", str(tmp_path / "keys"))
    assert signals("", logged.gemeente, None, as_json=True) == 0
    assert logged.signaal_id in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "tikfout"
    assert signals("", "voorbeeldstad", wrong, as_json=False) == 2
    assert str(wrong) in capsys.readouterr().err
    assert not wrong.exists()

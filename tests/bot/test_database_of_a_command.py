"""Which database a command looks into: never another one than who typed it meant, and looking makes none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import GOOD, WRONG_USE
from bot.commands.chat_folder import open_folder
from bot.keys import Keyring
from bot.storage.store import Store
from tests.bot.terminal import run

DATABASE, KEYS = "SIGNAALWIJZER_DATABASE_URL", "SIGNAALWIJZER_KEYS_FILE"
COMMANDS = (
    "outbox",
    "outbox retry iets",
    "signals",
    "audit",
    "berichten",
    "onbegrepen",
    "knowledge export --gemeente voorbeeldstad --uit {map}/kaart.yaml",
)


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """The settings of a database with keys, and a home of somebody who never chatted."""
    secret = Keyring.new_secret()
    (tmp_path / "keys").write_text(secret, encoding="ascii")
    url = f"sqlite:///{tmp_path / 'installation.sqlite3'}"
    Store.open(url, Keyring.from_secret(secret)).close()
    (tmp_path / "home").mkdir()
    return {DATABASE: url, KEYS: str(tmp_path / "keys"), "XDG_DATA_HOME": str(tmp_path / "home")}


def made(tmp_path: Path) -> list[str]:
    return [str(path) for path in (tmp_path / "home").rglob("*")]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("missing", [DATABASE, KEYS])
def test_one_setting_without_the_other_is_named_and_no_other_database_is_looked_into(
    installation: dict[str, str], tmp_path: Path, command: str, missing: str
) -> None:
    del installation[missing]
    done = run(*command.format(map=tmp_path).split(), environment=installation)
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert missing in done.stderr
    assert made(tmp_path) == []


def test_an_empty_setting_counts_as_missing(installation: dict[str, str], tmp_path: Path) -> None:
    done = run("outbox", environment={**installation, KEYS: ""})
    assert done.returncode == WRONG_USE
    assert KEYS in done.stderr
    assert made(tmp_path) == []


def test_keys_that_cannot_be_read_are_named(installation: dict[str, str], tmp_path: Path) -> None:
    done = run("outbox", environment={**installation, KEYS: str(tmp_path / "nergens")})
    assert done.returncode == WRONG_USE
    assert str(tmp_path / "nergens") in done.stderr
    assert KEYS in done.stderr


def test_without_settings_and_without_a_database_of_chat_it_says_so_and_makes_none(
    installation: dict[str, str], tmp_path: Path
) -> None:
    done = run("outbox", environment={"XDG_DATA_HOME": installation["XDG_DATA_HOME"]})
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert [name for name in (DATABASE, KEYS, str(tmp_path / "home")) if name not in done.stderr] == []
    assert made(tmp_path) == []


def test_a_folder_is_that_of_chat_whatever_is_set(installation: dict[str, str], tmp_path: Path) -> None:
    chosen = tmp_path / "gesprek"
    chosen.mkdir()
    open_folder(chosen)[0].close()
    del installation[KEYS]
    assert run("outbox", "--map", str(chosen), environment=installation).returncode == GOOD


def test_with_both_it_is_that_of_the_installation_and_without_both_that_of_chat(
    installation: dict[str, str], tmp_path: Path
) -> None:
    assert run("outbox", environment=installation).returncode == GOOD
    assert made(tmp_path) == []
    home = tmp_path / "home" / "signaalwijzer"
    open_folder(home)[0].close()
    assert run("outbox", environment={"XDG_DATA_HOME": str(tmp_path / "home")}).returncode == GOOD

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot.keys import Keyring
from bot.storage.store import Store
from tests.talk import Talk
from tests.town import Town


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A command that a test runs in this process sets up its logs."""
    yield
    structlog.reset_defaults()
    logging.disable(logging.NOTSET)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    """A teacher in Voorbeeldstad. A locked database is waited for shortly only."""
    talk = Talk(tmp_path, patience=0.2)
    yield talk
    talk.close()


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Callable[..., Talk]]:
    """Make a talk with other settings."""
    made: list[Talk] = []

    def make(**settings: object) -> Talk:
        made.append(Talk(tmp_path, **settings))  # type: ignore[arg-type]  # the names are Talk's own
        return made[-1]

    yield make
    for talk in made:
        talk.close()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Everybody of the town came in once. A file that wants another town makes its own."""
    town = Town(tmp_path)
    await town.everybody_came_in()
    yield town
    town.close()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The database of an installation, whose settings stand in the environment."""
    secret = Keyring.new_secret()
    (tmp_path / "keys").write_text(secret, encoding="ascii")
    url = f"sqlite:///{tmp_path / 'installation.sqlite3'}"
    monkeypatch.setenv("SIGNAALWIJZER_DATABASE_URL", url)
    monkeypatch.setenv("SIGNAALWIJZER_KEYS_FILE", str(tmp_path / "keys"))
    opened = Store.open(url, Keyring.from_secret(secret))
    yield opened
    opened.close()

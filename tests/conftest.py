"""What holds for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests import in_memory

# The machines of the tests are slow and busy: time is measured in tests/benchmarks, and fails no property.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")

LONGEST = (
    "house/test_dockerfile.py",
    "real/test_matrix_many_rooms.py",
    "bot/test_chat_process.py",
    "real/test_matrix_downtime.py",
    "contracts/test_case_backend.py",
    "real/test_matrix_account.py",
    "bot/test_reminder_kills.py",
    "real/test_teams_playground.py",
    "real/test_matrix_transcripts.py",
    "real/test_matrix_rooms.py",
    "bot/test_serve.py",
    "transcripts/test_transcripts.py",
    "real/test_matrix_served.py",
    "channels/test_teams_transcripts.py",
    "dialogs/test_kindcheck_properties.py",
    "dialogs/test_check.py",
    "dialogs/test_dialog_properties.py",
    "contracts/test_store_crossing.py",
    "contracts/test_outbox_kill.py",
    "bot/test_access_by_code.py",
    "bot/test_cli.py",
)
"""Files that take long. They begin first, the longest of all at the start: a worker takes files whole, and one that
begins with a long file at the end keeps all others waiting."""


def pytest_configure(config: pytest.Config) -> None:
    folder = in_memory.begin()  # before the first temporary folder is made; who works for another inherits it
    if folder:
        config.add_cleanup(lambda: in_memory.end(folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    place = {here / name: number for number, name in enumerate(LONGEST)}
    others = {here / "real": len(LONGEST), here / "house": len(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, others.get(item.path.parent, len(LONGEST) + 1)))

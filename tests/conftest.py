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
    "real/test_matrix_many_rooms.py",
    "house/test_dockerfile.py",
    "dialogs/test_dialog_properties.py",
    "real/test_matrix_downtime.py",
    "channels/test_teams_transcripts.py",
    "contracts/test_store_crossing.py",
    "real/test_matrix_transcripts.py",
    "transcripts/test_transcripts.py",
    "contracts/test_case_backend.py",
    "real/test_matrix_served.py",
    "bot/test_chat_process.py",
    "dialogs/test_kindcheck_properties.py",
    "real/test_matrix_rooms.py",
    "understanding/test_personal_data.py",
    "bot/test_serve.py",
    "real/test_matrix_account.py",
    "contracts/test_case_withdrawing.py",
    "understanding/test_free_text.py",
    "real/test_teams_playground.py",
    "bot/test_access_by_code.py",
    "dialogs/test_advice.py",
    "real/test_matrix_roles.py",
    "understanding/test_names.py",
    "dialogs/test_check.py",
    "real/test_matrix_faults.py",
    "bot/test_reminder_kills.py",
    "bot/test_cli.py",
    "knowledge/exchange/test_office.py",
    "understanding/test_likeness.py",
    "dialogs/test_phrases.py",
)
"""Files that take long, those that wait for a server between those that keep a core busy.

They begin first, the longest of all at the start: a worker takes files whole, and one that begins with a long file at
the end keeps the others waiting.
"""

WAITING_BEFORE = 0.8
"""The part of the other files before which all begin that wait for a server."""


def pytest_configure(config: pytest.Config) -> None:
    folder = in_memory.begin()  # before the first temporary folder is made; who works for another inherits it
    if folder:
        config.add_cleanup(lambda: in_memory.end(folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    first = {here / name: number for number, name in enumerate(LONGEST)}
    others = [file for file in dict.fromkeys(item.path for item in items) if file not in first]
    waiting = [file for file in others if file.parent.name in {"real", "house"}]
    busy = [file for file in others if file not in waiting]
    place: dict[Path, float] = {file: number - len(first) for file, number in first.items()}
    place |= {file: WAITING_BEFORE * number / len(waiting) for number, file in enumerate(waiting)}
    place |= {file: (number + 0.5) / len(busy) for number, file in enumerate(busy)}
    items.sort(key=lambda item: (place[item.path], str(item.path)))

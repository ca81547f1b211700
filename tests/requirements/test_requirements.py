"""The table of requirements: each has a test or a transcript that shows it, or says where it comes."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

TESTS = Path(__file__).parent.parent
TABLE: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "requirements.yaml").read_text(encoding="utf-8"))
"""By number: tests (`file::name`), transcripts (a bare name), or `later: <part>` for those of another part."""
WANTED = {
    f"R{n}" for n in (*range(1, 55), 81, *range(100, 106), *range(115, 119), *range(124, 129), 150, *range(141, 150))
} | {f"R{n}" for n in (63, 66, 72, 77, 85, 86, *range(94, 100), *range(110, 115), 136, 138)}
_LATER = re.compile(r"later: \d+")
MAY_WAIT = {"R23", "R25", "R28", "R30", "R37"}
"""Knowledge answers and reminders: another part of the work holds them."""


def test_every_requirement_stands_in_the_table() -> None:
    assert set(TABLE) == WANTED
    assert all(TABLE.values())


def test_what_the_table_names_exists() -> None:
    assert [f"{number} {name}" for number, names in TABLE.items() for name in names if not _exists(name)] == []


def test_nothing_is_open_and_only_what_another_part_holds_waits() -> None:
    waits = {number for number, names in TABLE.items() if any(map(_LATER.fullmatch, names))}
    assert waits <= MAY_WAIT
    assert [f"{number}: {name}" for number, names in TABLE.items() for name in names if name.startswith("open")] == []


def _exists(name: str) -> bool:
    if _LATER.fullmatch(name):
        return True
    if "::" not in name:
        return (TESTS / "transcripts" / "conversations" / f"{name}.yaml").is_file()
    file, test = name.split("::")
    return f"def {test}(" in (TESTS / file).read_text(encoding="utf-8") if (TESTS / file).is_file() else False

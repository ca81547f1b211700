"""The table of requirements: each has a test or a transcript that shows it, or says where it comes."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

TESTS = Path(__file__).parent.parent
TABLE: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "requirements.yaml").read_text(encoding="utf-8"))
"""By number: tests (`file::name`), transcripts (a bare name), `later: <part>`, or `open: <what is missing>`."""
WANTED = {f"R{n}" for n in (*range(1, 55), 81, *range(100, 106), *range(141, 150))}
_OPEN = re.compile(r"(later: \d+|open: .+)")


def test_every_requirement_stands_in_the_table() -> None:
    assert set(TABLE) == WANTED
    assert all(TABLE.values())


def test_what_the_table_names_exists() -> None:
    assert [f"{number} {name}" for number, names in TABLE.items() for name in names if not _exists(name)] == []


def test_what_is_open_is_said() -> None:
    still = [f"{number}: {name}" for number, names in TABLE.items() for name in names if name.startswith("open")]
    print("\n".join(still))  # noqa: T201  # a list for who reads the tests
    assert len(still) < len(TABLE) / 3


def _exists(name: str) -> bool:
    if _OPEN.fullmatch(name):
        return True
    if "::" not in name:
        return (TESTS / "transcripts" / "conversations" / f"{name}.yaml").is_file()
    file, test = name.split("::")
    return f"def {test}(" in (TESTS / file).read_text(encoding="utf-8") if (TESTS / file).is_file() else False

"""The table of requirements: each has a test or a transcript that shows it, or says where it comes."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

TESTS = Path(__file__).parent.parent
TABLE: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "requirements.yaml").read_text(encoding="utf-8"))
"""By number: tests (`file::name`), transcripts (a bare name), or `later: <part>` for those of another part."""
WANTED = {
    f"R{n}"
    for n in (
        *range(1, 106), *range(110, 119),
        *range(120, 129), *range(136, 140), *range(141, 151),
        *range(106, 110), 119, *range(129, 136),
    )
}  # fmt: skip
_LATER = re.compile(r"later: \d+")
MAY_WAIT: set[str] = set()
"""What another part of the work holds: nothing any more."""


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

"""What is wrong in a landscape, where, and the Dutch sentence for it (`faults.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError

TEXTS: Final = Path(__file__).parent / "faults.yaml"

Where = tuple[int | str, ...]
"""A path in the content of a landscape file: `("routes", 2, "steps", 0, "to")`."""

_MANY: Final = 300
"""Characters of a list of allowed values that are still read; of a longer one the start is given."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the content."""

    path: Where
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence, in Dutch."""
        return say(self.code, **self.values)


def say(code: str, **values: str) -> str:
    """Give the Dutch sentence of a code."""
    return _texts()[code].format(**values)


def value_faults(error: ValidationError, content: object, at: Where = ()) -> Iterator[Fault]:
    """Turn what pydantic found into one fault per place, in the order of the content.

    `content` is what was validated and `at` where it stands. Where a value may be several things (a date or
    `onbekend`), pydantic tells of each; here the innermost that says what was expected stands for all.
    """
    found: dict[Where, Fault] = {}
    for each in error.errors(include_url=False, include_input=False):
        path = _real(each["loc"], content, each["type"])
        fault = Fault((*at, *path), *_sentence(each["type"], each["msg"], each.get("ctx", {}), path))
        if path not in found or found[path].code == "literal_error":
            found[path] = fault
    inner = {path[:length] for path in found for length in range(len(path))}
    yield from (fault for path, fault in found.items() if path not in inner)


def _sentence(kind: str, message: str, context: Mapping[str, object], path: Where) -> tuple[str, dict[str, str]]:
    if kind == "landscape":
        return message, {}
    if kind == "string_pattern_mismatch":
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        return (f"vorm_{name}" if f"vorm_{name}" in _texts() else "vorm_tekst"), {}
    if kind not in _texts():
        return "anders", {}
    values = {name: str(value) for name, value in context.items()}
    if kind == "literal_error":
        allowed = values["expected"].replace("'", "").replace(" or ", " of ")
        values["expected"] = allowed if len(allowed) <= _MANY else allowed[:_MANY].rpartition(",")[0] + ", …"
    return kind, values


def _real(location: Sequence[int | str], content: object, kind: str) -> Where:
    """Leave out what pydantic adds to a path for the kinds that a value may have."""
    path: list[int | str] = []
    here = content
    for i, part in enumerate(location):
        inside = _inside(here, part)
        if inside is not None:
            here = inside
            path.append(part)
        elif kind == "missing" and i == len(location) - 1:
            path.append(part)
    return tuple(path)


def _inside(content: object, part: int | str) -> object:
    if isinstance(content, Mapping):
        return content.get(part)
    if isinstance(content, list | tuple) and isinstance(part, int) and part < len(content):
        return content[part]
    return None


@cache
def _texts() -> Mapping[str, str]:
    data: Mapping[str, str] = yaml.load(TEXTS.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return data

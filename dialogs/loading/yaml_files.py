"""Strict reading of YAML content: all strings, typed by a pydantic model, every fault with its file and line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)

CONTENT = Path(__file__).parent.parent / "content"
"""The content that is shipped."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a content file."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class ContentError(Exception):
    """Content that cannot be used. Holds every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def _plain(file: str, node: yaml.Node) -> object:
    """Strings, lists and mappings. A key that stands twice is a fault: one of the two would be lost without a word.

    Equal strings are one object: codes and sources stand in hundreds of places.
    """
    if isinstance(node, yaml.ScalarNode):
        return intern(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(file, each) for each in node.value]
    content: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in content:
            text = f"stands twice: {key.value}" if isinstance(key, yaml.ScalarNode) else "a key that is no word"
            raise ContentError([Fault(file, key.start_mark.line + 1, text)])
        content[key.value] = _plain(file, value)
    return content


def load_model(path: Path, model: type[Model]) -> Model:
    """The file as a model. Raises ContentError with file and line: not there, no YAML, a key twice, another shape."""
    data = _read(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = Lines(path)
        raise ContentError(
            [Fault(path.name, lines.of(e["loc"]), f"{_place(e['loc'])}: {e['msg']}") for e in error.errors()]
        ) from None


def _read(path: Path) -> object:
    """What a file holds. The nodes of the YAML are let go before a model is made: together they take the most room."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ContentError([Fault(path.name, 0, "cannot be read")]) from None
    try:
        root = yaml.compose(text, yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ContentError([Fault(path.name, line, f"no valid YAML: {error.problem}")]) from None
    return None if root is None else _plain(path.name, root)


class Lines:
    """Finds the line of a place in a YAML file. Reads the file again: only used when there is a fault to tell."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._root = yaml.compose(path.read_text(encoding="utf-8"), yaml.CBaseLoader)

    def of(self, place: Sequence[int | str]) -> int:
        """The line of the deepest part of the place that exists; what is not in the file is where it should be."""
        node, line = self._root, 1
        for part in place:
            child = None
            if isinstance(node, yaml.MappingNode):
                pairs = [(k, v) for k, v in node.value if k.value == str(part)]
                if pairs:
                    line = pairs[0][0].start_mark.line + 1
                    child = pairs[0][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                child = node.value[part]
                line = child.start_mark.line + 1
            if child is None:
                continue
            node = child
        return line


def _place(place: Sequence[int | str]) -> str:
    return ".".join(str(part) for part in place) or "file"

"""A YAML file that remembers on which line everything stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.faults import say


class LandscapeError(Exception):
    """A landscape file cannot be used: which file, which line, what is wrong. Dutch, for whoever keeps the file."""

    def __init__(self, file: Path, line: int, fault: str) -> None:
        super().__init__(f"{file}:{line}: {fault}")
        self.file = file
        self.line = line
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Document:
    """The content as plain mappings, lists and strings, beside the nodes that know their lines."""

    file: Path
    root: yaml.Node
    content: object

    def line(self, path: Sequence[int | str]) -> int:
        """Give the line, from 1, of what stands at a path such as `("routes", 2, "steps")`.

        A path that leads nowhere gives the line of its nearest parent.
        """
        node = self.root
        line = node.start_mark.line
        for part in path:
            found = _child(node, part)
            if found is None:
                break
            node = found
            line = node.start_mark.line
        return int(line) + 1


def read(file: Path) -> Document:
    """Read one file; every scalar is a string. Raises `LandscapeError` when it is no sound YAML or not readable."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LandscapeError(file, 1, say("unreadable", reason=type(error).__name__)) from error
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        problem = getattr(error, "problem", None) or ""
        raise LandscapeError(file, line, say("no_yaml", problem=problem).strip()) from error
    if root is None:
        raise LandscapeError(file, 1, say("empty"))
    return Document(file, root, _plain(file, root))


def _plain(file: Path, node: yaml.Node) -> object:
    """Strings, lists and mappings. Aliases and anchors work; a key that stands twice is refused."""
    if isinstance(node, yaml.MappingNode):
        content: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in content:
                raise LandscapeError(file, key.start_mark.line + 1, say("key_twice", key=str(key.value)))
            content[key.value] = _plain(file, value)
        return content
    if isinstance(node, yaml.SequenceNode):
        return [_plain(file, each) for each in node.value]
    return node.value


def _child(node: yaml.Node, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: yaml.Node = node.value[part]
        return found
    return None

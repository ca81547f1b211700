"""Where in the files of a dialog something stands: the questions of its parts follow on those of its own file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dialogs.loading.yaml_files import Fault, Lines, load_model
from dialogs.questions.schema import Dialog, Part


class DialogLines:
    """Finds file and line of a place in a dialog. Reads the files again: only used to look for faults."""

    def __init__(self, path: Path, dialog: Dialog) -> None:
        self._own = Lines(path)
        counts = [len(load_model(path.parent / part, Part).items) for part in dialog.parts]
        first = len(dialog.items) - sum(counts)
        self._parts: list[tuple[int, Lines]] = []
        for part, count in zip(dialog.parts, counts, strict=True):
            self._parts.append((first, Lines(path.parent / part)))
            first += count

    def fault(self, place: Sequence[int | str], text: str) -> Fault:
        """A fault at this place; questions are counted over all files."""
        lines, inside = self._own, tuple(place)
        if len(place) > 1 and place[0] == "items" and isinstance(place[1], int):
            for first, of_part in self._parts:
                if place[1] >= first:
                    lines, inside = of_part, ("items", place[1] - first, *place[2:])
        return Fault(lines.name, lines.of(inside), text)

"""How much every word of every entry counts, in little room: a large landscape has millions of them."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence


class Weights:
    """Features of entries with their weights. Filled once, entry after entry."""

    def __init__(self, steps: Sequence[float]) -> None:
        """`steps` are the weights that occur."""
        self._steps = tuple(steps)
        self._step_of = {weight: step for step, weight in enumerate(steps)}
        self._number: dict[str, int] = {}
        self._features = array("I")
        self._step = array("B")
        self._starts = array("I", [0])
        self._holders = array("I")

    def __len__(self) -> int:
        """Entries."""
        return len(self._starts) - 1

    def add(self, weights: Mapping[str, float]) -> None:
        """Add the next entry."""
        numbers = [self._number.setdefault(feature, len(self._number)) for feature in weights]
        self._holders.extend(0 for _ in range(len(self._number) - len(self._holders)))
        for number in numbers:
            self._holders[number] += 1
        self._features.extend(numbers)
        self._step.extend(map(self._step_of.__getitem__, weights.values()))
        self._starts.append(len(self._features))

    def number(self, feature: str) -> int | None:
        """The number of a feature; None when no entry has it."""
        return self._number.get(feature)

    def rarity(self, number: int) -> float:
        """Weigh a feature by how few entries have it."""
        return math.log(1 + len(self) / self._holders[number])

    def of(self, entry: int) -> dict[int, float]:
        """The features of an entry, by number, with their weights."""
        here = slice(self._starts[entry], self._starts[entry + 1])
        steps = self._steps
        return {number: steps[step] for number, step in zip(self._features[here], self._step[here], strict=True)}

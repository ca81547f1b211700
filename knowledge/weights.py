"""How much every word of every entry counts, in little room: a large landscape has millions of them."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import count


class Weights:
    """Features of entries with their weights. Filled once, entry after entry."""

    def __init__(self, steps: Sequence[float]) -> None:
        """`steps` are the weights that occur."""
        self._steps = tuple(steps)
        self._step_of = {weight: step for step, weight in enumerate(steps)}
        self._number: defaultdict[str, int] = defaultdict(count().__next__)
        self._features = array("I")
        self._step = array("B")
        self._starts = array("I", [0])

    def __len__(self) -> int:
        """Entries."""
        return len(self._starts) - 1

    def add(self, weights: Mapping[str, float]) -> None:
        """Add the next entry."""
        self._features.extend(map(self._number.__getitem__, weights))
        self._step.extend(map(self._step_of.__getitem__, weights.values()))
        self._starts.append(len(self._features))

    def number(self, feature: str) -> int | None:
        """The number of a feature; None when no entry has it."""
        return self._number.get(feature)

    def rarity(self, number: int) -> float:
        """Weigh a feature by how few entries have it."""
        return math.log(1 + len(self) / self._holders[number])

    @cached_property
    def _holders(self) -> array[int]:
        """How many entries have each feature; counted once, after the last entry."""
        held = Counter(self._features)
        return array("I", map(held.__getitem__, range(len(self._number))))

    def of(self, entry: int) -> dict[int, float]:
        """The features of an entry, by number, with their weights."""
        here = slice(self._starts[entry], self._starts[entry + 1])
        steps = self._steps
        return {number: steps[step] for number, step in zip(self._features[here], self._step[here], strict=True)}

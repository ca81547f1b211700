"""The statistical model: how much a message looks like written examples. It proposes, it never decides.

Weights are data (`likeness.npz`, made by `make train` from `examples/*.yaml`); reading them needs numpy only. A score
is a plain sum over the features of a message, so every word's share is computed once and remembered.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any, Final

import numpy as np

from dialogs.understanding import likeness_features as features
from dialogs.understanding.data import HERE
from dialogs.understanding.packed_weights import load_weights

WEIGHTS: Final = "likeness.npz"
RESEMBLING: Final = "likeness_examples.json"
ACUTE_OF_RULES: Final = 0.1
"""Below this chance a danger that a rule read is asked about all the same, but does not make a message `acuut`."""
_REMEMBERED: Final = 8_192
"""Words."""
_LONGEST: Final = 400
"""So many words of a message are looked at."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Chances between 0 and 1 by label: categories, `gevaar.<flag>`, `wie.<kind|ouder>`, `acuut`, `intent.<name>`."""

    chances: Mapping[str, float]
    passed: Collection[str]
    """Labels whose chance is at least their threshold."""

    def chance(self, label: str) -> float:
        """The chance of a label, 0 for one that the model does not know."""
        return self.chances.get(label, 0.0)

    def likely(self, label: str) -> bool:
        """Whether a label is likely enough to be proposed."""
        return label in self.passed


class Likeness:
    """Scores messages. Immutable but for what it remembers of words."""

    def __init__(self, labels: Sequence[str], thresholds: Sequence[float], model: Mapping[str, Any]) -> None:
        """`model` holds `hashes` (sorted), `weights` (int8, a row a hash), `scale` and `bias` (one a label)."""
        self.labels = tuple(labels)
        self._thresholds = np.array([float(threshold) for threshold in thresholds])
        self._hashes = model["hashes"]
        self._all_but_last = self._hashes[:-1]
        """Looked up in these, every feature has a row, the last one too."""
        self._weights = model["weights"]
        self._scale = model["scale"].astype(np.float32)
        self._bias = model["bias"].astype(np.float32)
        self._shares = np.empty((_REMEMBERED + _LONGEST, len(self.labels)), dtype=np.float32)
        self._places: dict[str, int] = {}
        """Where the share of a word stands among `shares`, and what it gives to pairs in `in_pairs`."""
        self._in_pairs: list[features.InPair] = []

    def __call__(self, words: Sequence[str]) -> Scores:
        """Score a message by its words."""
        places = self._places_of(words[:_LONGEST])
        total = np.zeros(len(self.labels), dtype=np.float32)
        if places:
            in_pairs = [self._in_pairs[place] for place in places]
            pairs = features.of_pairs(in_pairs)
            total = features.PAIR * self._total([*pairs, *features.of_skips(in_pairs)], len(pairs))
            total += np.add.reduce(self._shares[places], axis=0)
            total /= np.sqrt(len(places))
        chances = 1 / (1 + np.exp(-(total * self._scale + self._bias)))
        passed = compress(self.labels, (chances >= self._thresholds).tolist())
        return Scores(dict(zip(self.labels, chances.tolist(), strict=True)), frozenset(passed))

    def most_telling(self, label: str, words: Sequence[str]) -> int:
        """The number of the word that says most for a label; there has to be one."""
        places = self._places_of(words[:_LONGEST])
        return int(self._shares[places, self.labels.index(label)].argmax())

    def _places_of(self, words: Sequence[str]) -> list[int]:
        """Where the shares of these words stand, computed for words that are new."""
        if len(self._places) > _REMEMBERED:
            self._places.clear()
            self._in_pairs.clear()
        places = self._places
        for word in words:
            if word not in places:
                self._shares[len(places)] = self._word(word)
                self._in_pairs.append(features.in_pair(word))
                places[word] = len(places)
        return [places[word] for word in words]

    def _word(self, word: str) -> Any:
        """The share of one word, its pieces included."""
        pieces = [*features.of_pieces(word)]
        return features.WORD * self._total([features.of_word(word)], 1) + features.PIECE * self._total(
            pieces, len(pieces)
        )

    def _total(self, hashes: Sequence[int], count: int) -> Any:
        """The weights of these features together; those behind the first `count` are skips and count as such."""
        wanted = np.array(hashes, dtype=np.uint32)
        rows = self._all_but_last.searchsorted(wanted)
        counting = (self._hashes[rows] == wanted).astype(np.float32)
        counting[count:] *= features.SKIP / features.PAIR
        return counting @ self._weights[rows].astype(np.float32)


def load_likeness(directory: Path = HERE) -> Likeness:
    """Load the weights. Raises FileNotFoundError where they were never made (`make train`)."""
    stored = load_weights(directory / WEIGHTS)
    return Likeness([str(label) for label in stored["labels"]], stored["thresholds"], stored)


@dataclass(frozen=True, slots=True)
class Resembling:
    """One written example for each label and word, to show what a message looks like."""

    by_label: Mapping[str, Mapping[str, str]]

    def example(self, label: str, words: Sequence[str]) -> str:
        """The example of a label that shares a telling word with the message; empty when there is none."""
        examples = self.by_label.get(label, {})
        return next((examples[word] for word in words if word in examples), next(iter(examples.values()), ""))


def load_resembling(directory: Path = HERE) -> Resembling:
    """Load the examples that are shown."""
    return Resembling(json.loads((directory / RESEMBLING).read_text(encoding="utf-8")))

"""The statistical model: how much a message, or a sentence of it, looks like written examples. It proposes only.

Weights are data (`likeness.npz`, made by `make train` from `examples/*.yaml`); reading them needs numpy only. A score
is a plain sum over the features of a message, so every word's share is computed once and remembered.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from dialogs.understanding import likeness_features as features
from dialogs.understanding.data import HERE
from dialogs.understanding.packed_weights import load_weights

WEIGHTS: Final = "likeness.npz"
RESEMBLING: Final = "likeness_examples.json"
ACUTE_OF_RULES: Final = 0.1
"""Below this chance a danger that a rule read is asked about all the same, but does not make a message `acuut`."""
_SENTENCE_ACUTE: Final = 0.75
"""From this chance on one sentence makes a message `acuut`: whoever tells of a family first, tells it no less."""
_SENTENCE: Final = 0.85
"""The same for what else a message may hold. Both were chosen on writers kept apart, alone and two messages in one."""
_WHOLE: Final = ("intent", "wie", "zorg")
"""What is said of a message as a whole only."""
_SENTENCE_WORDS: Final = 4
"""Words of a sentence that is looked at by itself, the sign behind it included."""
_STRETCH, _STEP = 18, 9
"""Words of a stretch of a long sentence, and from one stretch to the next."""
_REMEMBERED: Final = 8_192
"""Words."""
_LONGEST: Final = 400
"""So many words of a message are looked at."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Chances between 0 and 1 by label: categories, `gevaar.<flag>`, `wie.<kind|ouder>`, `acuut`, `intent.<name>`."""

    chances: Mapping[str, float]
    passed: Collection[str]
    """Labels whose chance is at least their threshold, in all of the message or in a sentence."""
    in_sentence: Mapping[str, float]
    """The highest chance that one of several sentences or stretches has by itself; empty where there is one."""

    def chance(self, label: str) -> float:
        """The chance of a label, 0 for one that the model does not know."""
        return self.chances.get(label, 0.0)

    def strongest(self, label: str) -> float:
        """The chance of a label in all of the message, or in the sentence where it is higher."""
        return max(self.chance(label), self.in_sentence.get(label, 0.0))

    def likely(self, label: str) -> bool:
        """Whether a label is likely enough to be proposed."""
        return label in self.passed


class Likeness:
    """Scores messages. Immutable but for what it remembers of words, which two threads may ask at once."""

    def __init__(self, labels: Sequence[str], thresholds: Sequence[float], model: Mapping[str, Any]) -> None:
        """`model` holds `hashes` (sorted), `weights` (int8, a row a hash), `scale` and `bias` (one a label)."""
        self.labels = tuple(labels)
        self._thresholds = np.array([float(threshold) for threshold in thresholds])
        self._in_sentence = np.array([_of_sentence(label) for label in self.labels])
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
        self._one_at_a_time = Lock()
        """Places hold only as long as nobody else adds words or has them forgotten."""

    def __call__(self, words: Sequence[str]) -> Scores:
        """Score a message by its words, as a whole and by each of its sentences."""
        words = words[:_LONGEST]
        stretches = _stretches(words)
        if len(stretches) == 1:
            stretches = []  # nothing but the whole
        with self._one_at_a_time:
            chances = self._chances(self._places_of(words), [(0, len(words)), *stretches])
        whole = chances[0]
        passed = whole >= self._thresholds
        in_sentence: dict[str, float] = {}
        if stretches:
            highest = np.maximum.reduce(chances[1:])
            passed |= highest >= self._in_sentence
            in_sentence = dict(zip(self.labels, highest.tolist(), strict=True))
        chosen = frozenset(compress(self.labels, passed.tolist()))
        return Scores(dict(zip(self.labels, whole.tolist(), strict=True)), chosen, in_sentence)

    def _chances(self, places: Sequence[int], stretches: Sequence[tuple[int, int]]) -> Any:
        """The chance of each label for each stretch, of words that stand at these places of what is remembered.

        All stretches are summed at once: a row of `inside` tells how much each word, pair and skip counts in one of
        them. Written out one by one they take twice the time.
        """
        count = len(places)
        in_pairs = [self._in_pairs[place] for place in places]
        rows, known = self._found([*features.of_pairs(in_pairs), *features.of_skips(in_pairs)])
        inside = np.zeros((len(stretches), count + len(known)), dtype=np.float32)
        for row, (start, stop) in zip(inside, stretches, strict=True):
            row[start:stop] = 1
            row[count + start : count + stop - 1] = features.PAIR
            row[2 * count - 1 + start : max(2 * count + stop - 3, 0)] = features.SKIP
        inside[:, count:] *= known
        total = inside @ np.concatenate((self._shares[places], rows))
        total /= np.sqrt(np.array([[max(stop - start, 1)] for start, stop in stretches], dtype=np.float32))
        return 1 / (1 + np.exp(-(total * self._scale + self._bias)))

    def most_telling(self, label: str, words: Sequence[str]) -> int:
        """The number of the word that says most for a label; there has to be one."""
        with self._one_at_a_time:
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
        rows, known = self._found([features.of_word(word), *features.of_pieces(word)])
        known[1:] *= features.PIECE / features.WORD
        return features.WORD * (known @ rows)

    def _found(self, hashes: Sequence[int]) -> tuple[Any, Any]:
        """The weights of each feature, a row a feature, and 1 for a feature that the model knows, else 0."""
        wanted = np.array(hashes, dtype=np.uint32)
        rows = self._all_but_last.searchsorted(wanted)
        return self._weights[rows].astype(np.float32), (self._hashes[rows] == wanted).astype(np.float32)


def _stretches(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where sentences stand, and in a long one, where people often leave out the points, stretches that overlap."""
    ends = (0, *(end for end, word in enumerate(words, 1) if word in features.SIGNS))
    found = [(start, end) for start, end in pairwise(ends) if end - start >= _SENTENCE_WORDS]
    for start, end in tuple(found):
        if end - start > _STRETCH + _STEP // 2:
            found += [(place, min(place + _STRETCH, end)) for place in range(start, end - _STEP, _STEP)]
    return found


def _of_sentence(label: str) -> float:
    """The chance from which a label stands where one sentence alone has it; never for what is said of the whole."""
    if label.partition(".")[0] in _WHOLE:
        return math.inf
    return _SENTENCE_ACUTE if label == "acuut" else _SENTENCE


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

"""Makes the data of a reading from the examples and the lexicon: `make train`.

Writes the table of word forms, the weights of the model, and the examples that are shown. Needs scikit-learn, which is
there for development only. Weights carry the hash of what they were made from; a test compares it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from dialogs.loading.yaml_files import load_model
from dialogs.understanding import claims
from dialogs.understanding import likeness_features as features
from dialogs.understanding.data import HERE, Data
from dialogs.understanding.lexicon import CATEGORIES, DANGERS
from dialogs.understanding.likeness import ACUTE_OF_RULES, RESEMBLING, WEIGHTS, Likeness
from dialogs.understanding.packed_weights import save_weights
from dialogs.understanding.rules import Rules, Seen, load_rules, prepared
from dialogs.understanding.word_forms_table import main as write_word_forms

EXAMPLES: Final = HERE / "examples"
UNSEEN_BY_RULES: Final = frozenset(
    ["fleur", "tess", "udo", "vera", "wout", "xena", "youp", "abel", "bente", "cas", "dina", "evert", "femke", "gina",
     "hugo", "ilse", "rik", "saar", "tim", "bo", "dex", "fien", "ger", "hein", "iris", "jop", "koos", "lien", "mats",
     "nel", "otto", "puk", "ruud", "daan", "fay", "gust", "hedda", "ivo", "jade", "kim", "luuk", "moos", "nora", "pim"]
)  # fmt: skip
"""Writers whose examples nobody read who wrote rules: what is chosen is chosen on these."""
HELD_BACK: Final = frozenset(
    ["fleur", "tess", "udo", "youp", "bente", "gina", "evert", "rik", "saar", "tim", "jop", "lien", "daan", "gust",
     "kim"]
)  # fmt: skip
"""A fifth of the examples, by writer: measured with a model that was made without them (`bench_understanding`)."""
INTENTS: Final = (
    "signaal", "kindcheck", "basisvragen", "meldcode", "zoeken", "herinnering", "status", "bericht", "hulp", "stop",
    "overig",
)  # fmt: skip
LABELS: Final = (
    *CATEGORIES,
    *(f"gevaar.{name}" for name in DANGERS),
    "wie.kind",
    "wie.ouder",
    "acuut",
    "zorg",
    *(f"intent.{name}" for name in INTENTS),
)
ACUTE_PRECISION: Final = 0.8
"""The lowest precision with which danger may be proposed: recall comes first, but not at any price."""
_TELLING: Final = 5
"""Letters of a word that may be shown as what a message resembles."""
_SHOWN: Final = 20
"""Examples that are shown for each category."""
_GROUPS: Final = 4
_MOST_FEATURES: Final = 59_000
_DENIES: Final = frozenset({"niet", "geen", "nooit", "niets", "niks", "nergens", "niemand"})
_MOST_OF_CLAIMS: Final = 12_000
_NEXT_TO_NOTHING: Final = 0.005
"""F1."""
_LEVELS: Final = 20
"""Steps to either side in which a weight is kept: more features in coarser steps say more than fewer in finer ones."""
_LEVELS_OF_CLAIMS: Final = 31
"""The same for claims, which take little room."""
_C: Final = 15.0
_C_OF_CLAIMS: Final = 0.3
"""Inverse strength of the regularisation, chosen by leaving writers out in turn."""


class Told(Data):
    """The facts that a message states (understanding.md, "facts")."""

    aantal_kinderen: int | None = None
    leeftijden: tuple[int, ...] = ()
    zwanger: bool = False


class Example(Data):
    """One written message with its labels (understanding.md)."""

    text: str
    intent: str = "signaal"
    urgentie: str = ""
    categories: Mapping[str, str] = {}
    onzeker: tuple[str, ...] = ()
    gevaar: Mapping[str, str] = {}
    wie: str = ""
    facts: Told = Told()

    @property
    def urgency(self) -> str:
        """The urgency; where it is not written: `zorg` for a case, else `geen`."""
        return self.urgentie or ("zorg" if self.intent == "signaal" else "geen")

    def labels(self) -> set[str]:
        """What the model has to say of this message."""
        said = {name for name, status in self.categories.items() if status == "aanwezig"}
        said |= {f"gevaar.{name}" for name, status in self.gevaar.items() if status == "aanwezig"}
        said |= {f"intent.{self.intent}"}
        if self.wie in ("kind", "ouder"):
            said.add(f"wie.{self.wie}")
        if self.urgency == "acuut":
            said.add("acuut")
        if self.urgency != "geen":
            said.add("zorg")
        return said


class ExampleFile(Data):
    """One writer's file."""

    voorbeelden: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The examples with their features."""

    writers: tuple[str, ...]
    examples: tuple[Example, ...]
    words: tuple[tuple[str, ...], ...] = field(repr=False)

    def of(self, writers: Iterable[str]) -> list[int]:
        """The numbers of the examples of these writers."""
        wanted = set(writers)
        return [number for number, writer in enumerate(self.writers) if writer in wanted]


def load_examples(directory: Path = EXAMPLES) -> dict[str, tuple[Example, ...]]:
    """All examples by writer. Raises ContentError with file and line."""
    return {path.stem: load_model(path, ExampleFile).voorbeelden for path in sorted(directory.glob("*.yaml"))}


def corpus_of(examples: Mapping[str, Sequence[Example]], rules: Rules) -> tuple[Corpus, tuple[Seen, ...]]:
    """Read every example with the rules, once."""
    writers, rows, words, all_seen = [], [], [], []
    for writer, written in examples.items():
        for example in written:
            seen = rules(prepared(example.text))
            writers.append(writer)
            rows.append(example)
            words.append(tuple(seen.words))
            all_seen.append(seen)
    return Corpus(tuple(writers), tuple(rows), tuple(words)), tuple(all_seen)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights as they are stored."""

    hashes: Any
    weights: Any
    scale: Any
    bias: Any

    def stored(self) -> dict[str, Any]:
        """The parts by their names in the file."""
        return {"hashes": self.hashes, "weights": self.weights, "scale": self.scale, "bias": self.bias}


_FIT: Final[Mapping[str, Any]] = {
    "C": _C, "solver": "liblinear", "dual": True, "tol": 1e-2, "class_weight": "balanced", "max_iter": 400,
    "random_state": 0,
}  # fmt: skip


def train(corpus: Corpus, numbers: Sequence[int], labels: Sequence[str] = LABELS) -> Model:
    """Fit one logistic regression a label on these examples, keep the strongest features, and round to a byte."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts: Counter[int] = Counter()
    rows: list[dict[int, float]] = []
    for number in numbers:
        row: dict[int, float] = defaultdict(float)
        words = corpus.words[number]
        share = 1 / max(len(words), 1) ** 0.5
        for word in words:
            row[features.of_word(word)] += features.WORD * share
            for hashed in features.of_pieces(word):
                row[hashed] += features.PIECE * share
        in_pairs = list(map(features.in_pair, words))
        for hashed in features.of_pairs(in_pairs):
            row[hashed] += features.PAIR * share
        for hashed in features.of_skips(in_pairs):
            row[hashed] += features.SKIP * share
        rows.append(row)
        counts.update(row.keys())
    known = np.array(sorted(hashed for hashed, count in counts.items() if count >= 2), dtype=np.uint32)
    place = {int(hashed): column for column, hashed in enumerate(known)}
    rarity = np.array([np.log((1 + len(rows)) / (1 + counts[int(hashed)])) + 1 for hashed in known])
    rarity /= rarity.max()
    data, columns, starts = [], [], [0]
    for row in rows:
        for hashed, value in row.items():
            column = place.get(hashed)
            if column is not None:
                data.append(value * rarity[column])
                columns.append(column)
        starts.append(len(data))
    matrix = csr_matrix((data, columns, starts), shape=(len(rows), len(known)))
    weights = np.zeros((len(known), len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    told = [corpus.examples[number].labels() for number in numbers]
    for column, label in enumerate(labels):
        wanted = np.array([label in said for said in told])
        if not wanted.any():
            bias[column] = -10
            continue
        fitted = LogisticRegression(**_FIT).fit(matrix, wanted)
        weights[:, column] = fitted.coef_[0] * rarity
        bias[column] = fitted.intercept_[0]
    return _rounded(known, weights, bias, np.array([counts[int(hashed)] for hashed in known]), _MOST_FEATURES)


def _rounded(hashes: Any, weights: Any, bias: Any, counts: Any, most: int, levels: int = _LEVELS) -> Model:
    """Keep the features that decide most: strong ones, and often seen ones before rare ones.

    Measured: chosen by strength alone 33,000 features lose a twentieth of the F1 of all, so they lose a two-hundredth.
    """
    largest = np.abs(weights).max(axis=0)
    largest[largest == 0] = 1
    telling = ((weights / largest) ** 2).sum(axis=1) * np.sqrt(counts)
    kept = np.sort(np.argsort(-telling)[:most])
    scale = np.abs(weights[kept]).max(axis=0) / levels
    scale[scale == 0] = 1
    rounded = np.rint(weights[kept] / scale).astype(np.int8)
    return Model(hashes[kept], rounded, scale.astype(np.float32), bias)


def fingerprint(directory: Path = HERE) -> str:
    """What the data were made from: examples, lexicon, claims and the features."""
    digest = hashlib.sha256()
    for path in sorted([*directory.glob("examples/*.yaml"), *directory.glob("lexicon/*.yaml"),
                        *directory.glob("*.yaml"), directory / "likeness_features.py"]):  # fmt: skip
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def train_claims(examples: Mapping[str, Sequence[Example]], rules: Rules) -> Model:
    """Fit what examples say of the claims of the rules: aanwezig, ontkend or verleden."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows: list[set[int]] = []
    told: list[str] = []
    for written in examples.values():
        for example in written:
            parts, found = rules.claims_in(prepared(example.text))
            for marked, hit, claim in found:
                status = example.categories.get(hit.concept.categorie)
                if status:
                    rows.append(set(claims.features(parts, marked, claims.Spot.of(hit), claim.status)))
                    told.append(status)
    counts = Counter(hashed for row in rows for hashed in row)
    known = np.array(sorted(hashed for hashed, count in counts.items() if count >= 3), dtype=np.uint32)
    place = {int(hashed): column for column, hashed in enumerate(known)}
    columns, starts = [], [0]
    for row in rows:
        columns += [place[hashed] for hashed in row if hashed in place]
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(known)))
    fitted = LogisticRegression(C=_C_OF_CLAIMS, max_iter=400).fit(matrix, told)
    order = [list(fitted.classes_).index(status) for status in claims.STATUSES]
    bias = fitted.intercept_[order].astype(np.float32)
    often = np.array([counts[hashed] for hashed in known])
    return _rounded(known, fitted.coef_[order].T, bias, often, _MOST_OF_CLAIMS, _LEVELS_OF_CLAIMS)


def chances(model: Model, corpus: Corpus, numbers: Sequence[int], labels: Sequence[str] = LABELS) -> Any:
    """The chances of every label for these examples, as the reading computes them."""
    parts = {"hashes": model.hashes, "weights": model.weights, "scale": model.scale, "bias": model.bias}
    likeness = Likeness(labels, [0.0] * len(labels), parts)
    rows = [likeness(corpus.words[number]).chances for number in numbers]
    return np.array([[row[label] for label in labels] for row in rows])


def held_out(corpus: Corpus, numbers: Sequence[int]) -> Any:
    """Chances of these examples by a model that saw nothing of their writers, made from all others; in a few groups."""
    result = np.zeros((len(corpus.examples), len(LABELS)))
    writers = sorted({corpus.writers[number] for number in numbers})
    for group in (frozenset(writers[start::_GROUPS]) for start in range(_GROUPS)):
        others = [number for number in range(len(corpus.examples)) if corpus.writers[number] not in group]
        own = [number for number in numbers if corpus.writers[number] in group]
        result[own] = chances(train(corpus, others), corpus, own)
    return result


def best_threshold(chance: Any, wanted: Any) -> float:
    """The threshold with the best F1 over all of these labels together."""
    grid = np.arange(0.1, 0.9, 0.02)
    hits = [(((found := chance >= threshold) & wanted).sum(), found.sum()) for threshold in grid]
    return float(grid[int(np.argmax([2 * hit / max(found + wanted.sum(), 1) for hit, found in hits]))])


def threshold_of_precision(chance: Any, wanted: Any, already: Any, precision: float) -> float:
    """The lowest threshold that keeps this precision, what the rules `already` found included."""
    good = [
        float(threshold)
        for threshold in np.arange(0.05, 0.95, 0.01)
        if (found := (chance >= threshold) | already).any() and (found & wanted).sum() / found.sum() >= precision
    ]
    return min(good, default=0.5)


def thresholds_of(corpus: Corpus, numbers: Sequence[int], seen: Sequence[Seen], chance: Any) -> list[float]:
    """A threshold a label, from chances by models that saw nothing of the writers."""
    told = [corpus.examples[number].labels() for number in numbers]
    wanted = np.array([[label in said for label in LABELS] for said in told])
    own = chance[list(numbers)]
    found = [best_threshold_beside(corpus, numbers, seen, own)] * len(LABELS)
    for kind in ("wie", "zorg"):
        group = [column for column, label in enumerate(LABELS) if label.partition(".")[0] == kind]
        threshold = best_threshold(own[:, group], wanted[:, group])
        for column in group:
            found[column] = threshold
    acute = LABELS.index("acuut")
    already = np.array([bool(seen[number].concepts.acute) for number in numbers])
    already &= own[:, acute] >= ACUTE_OF_RULES
    found[acute] = threshold_of_precision(own[:, acute], wanted[:, acute], already, ACUTE_PRECISION)
    return found


def best_threshold_beside(corpus: Corpus, numbers: Sequence[int], seen: Sequence[Seen], chance: Any) -> float:
    """The threshold of the categories for likeness beside the rules: the highest that costs next to no F1.

    What is proposed wrongly costs trust, and what is over or denied must not be read as going on.
    """
    rules = [seen[number].concepts for number in numbers]
    wanted = np.array([[name in corpus.examples[number].labels() for name in CATEGORIES] for number in numbers])
    read = np.array([[row.categories.get(name) == "aanwezig" for name in CATEGORIES] for row in rules])
    open_ = np.array(
        [[name not in row.categories and name not in row.elsewhere for name in CATEGORIES] for row in rules]
    )
    own = chance[:, [LABELS.index(name) for name in CATEGORIES]]
    grid = np.arange(0.2, 0.8, 0.02)
    found = [((own >= threshold) & open_) | read for threshold in grid]
    scores = np.array([2 * (each & wanted).sum() / (each.sum() + wanted.sum()) for each in found])
    return float(grid[np.nonzero(scores >= scores.max() - _NEXT_TO_NOTHING)[0][-1]])


def resembling_of(corpus: Corpus, numbers: Sequence[int], model: Model) -> dict[str, dict[str, str]]:
    """One short example for each category and telling word."""
    rows = {int(hashed): row for row, hashed in enumerate(model.hashes)}
    found: dict[str, dict[str, str]] = {}
    for column, category in enumerate(CATEGORIES):
        own = [number for number in numbers if corpus.examples[number].labels() >= {category}]
        own.sort(key=lambda number: _plainness(corpus.examples[number].text, len(corpus.examples[number].categories)))
        words = {word for number in own for word in corpus.words[number] if len(word) >= _TELLING}
        weight = {word: model.weights[rows[h], column] for word in words if (h := features.of_word(word)) in rows}
        found[category] = {}
        for word in sorted(weight, key=lambda word: (-weight[word], word))[:_SHOWN]:
            example = next(number for number in own if word in corpus.words[number])
            found[category][word] = corpus.examples[example].text
    return found


def _plainness(text: str, categories: int) -> tuple[bool, int, int]:
    """Sorts what is shown as an example: without a denial ("slaat haar niet meer"), of one thing, and short."""
    return not _DENIES.isdisjoint(text.lower().split()), categories, len(text)


def make(examples: Mapping[str, Sequence[Example]], directory: Path = HERE) -> Model:
    """Learn from these examples and write weights and shown examples into a directory that holds the data of rules."""
    learnt = train_claims(examples, load_rules(directory=directory, learning=True))
    save_weights(directory / claims.WEIGHTS, learnt.stored())
    corpus, seen = corpus_of(examples, load_rules(directory=directory))
    unseen = corpus.of(UNSEEN_BY_RULES)
    thresholds = thresholds_of(corpus, unseen, seen, held_out(corpus, unseen))
    numbers = range(len(corpus.examples))
    model = train(corpus, numbers)
    save_weights(
        directory / WEIGHTS,
        model.stored()
        | {
            "labels": np.array(LABELS),
            "thresholds": np.array(thresholds, dtype=np.float32),
            "made_from": np.array(fingerprint(directory)),
        },
    )
    shown = resembling_of(corpus, numbers, model)
    text = json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True)
    (directory / RESEMBLING).write_text(text + "\n", encoding="utf-8")
    return model


def main() -> None:
    """Make all data anew and say what was made."""
    write_word_forms()
    examples = load_examples()
    model = make(examples)
    sys.stdout.write(f"{sum(map(len, examples.values()))} examples, {len(model.hashes)} features\n")


if __name__ == "__main__":
    main()

"""A second opinion on what is claimed of a concept, learnt from written examples.

Rules prove a denial or a past. Where a row of words hints at one and the rules cannot prove it ("Schulden heeft zij, na
een lang traject, allang niet meer"), or where they seem to prove too much, examples decide. The farther away such a
word stands, the surer the examples have to be. What a parent or a child denies stays a report, and
what denies nothing ("geen idee waarvan") stays no denial.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from dialogs.understanding.assertion import REPORT, Chances, Claim, Status
from dialogs.understanding.data import HERE
from dialogs.understanding.marking import Marked
from dialogs.understanding.matching import Hit
from dialogs.understanding.packed_weights import load_weights
from dialogs.understanding.sentences import Sentence

WEIGHTS: Final = "claims.npz"
STATUSES: Final[tuple[Status, ...]] = ("aanwezig", "ontkend", "verleden")
NOT_THERE: Final = 0.5
"""With a hint in the clause so much of a chance takes it out of the present; chosen on writers kept apart."""
NOT_THERE_FAR: Final = 0.7
"""The same with a hint in another clause of the sentence only ("krijgt geen eten en wordt geslagen")."""
NOT_THERE_NEXT: Final = 0.7
"""The same with a hint in the sentence before or behind only ("Moeder had het zwaar. Dat is nu over.")."""
NOT_THERE_UNHINTED: Final = 0.9
"""Without any hint only what examples say very clearly: absence needs proof."""
NOT_THERE_OF_REPORT: Final = 0.95
"""What a parent or a child denies is a report, unless examples say clearly that somebody else is believed."""
WEAK: Final = 0.2
"""From this chance on what is stated yields to a denial of the same category in the message."""
THERE: Final = 0.95
"""So sure the examples must be to bring back what a rule denied or put in the past."""
_AROUND: Final = 6
_NOTHING: Final = (0, 0, 0)
_ROWS: Final = ("vroeger", "voorbij", "weer", "nu", "achteraf", "niet_ontkend", "verslag")


@dataclass(frozen=True, slots=True)
class HintWords:
    """beweringen.yaml: words that deny, words that end something beside them, and mere traces, strong and weak."""

    denials: frozenset[str]
    in_next: frozenset[str]
    traces: frozenset[str] = frozenset()
    weak_traces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a message where a category is claimed: the words from `start` up to `stop` of a sentence."""

    sentence: int
    start: int
    stop: int
    category: str
    status: Status = "aanwezig"
    """What the words say by themselves."""

    @classmethod
    def of(cls, hit: Hit) -> Spot:
        """Where a concept stands: from its core to its end."""
        return cls(hit.sentence, hit.core[0], hit.stop, hit.concept.categorie, hit.concept.status)


class ClaimModel:
    """Gives the chance of each status. Immutable."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        """`model` holds `hashes`, `weights` (int8, a row a hash), `scale` and `bias` (one a status).

        Few features of few statuses are summed: a table is asked in a third of the time that arrays take.
        """
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        rows = map(tuple, model["weights"].tolist())
        self._weights = {
            feature: shared.setdefault(row, row) for feature, row in zip(model["hashes"].tolist(), rows, strict=True)
        }
        self._scale: list[float] = model["scale"].tolist()
        self._bias: list[float] = model["bias"].tolist()

    def judged(self, parts: Sequence[Sentence], marked: Marked, hit: Hit, claim: Claim, words: HintWords) -> Claim:
        """The claim of the rules, or another one where examples speak clearly against it."""
        if claim.status == "aanwezig" and not marked.hints and (hit.concept.acuut or marked.of("niet_ontkend")):
            return claim  # a danger that is stated stays one: examples alone never close the gate
        chances = self.chances(parts, marked, Spot.of(hit), claim.status)
        there = chances.there
        if claim.status == "aanwezig":
            needed = NOT_THERE_OF_REPORT if claim.rule == REPORT else _needed(parts, marked, hit, words)
            if 1 - there >= needed:
                return Claim(chances.absence, False, "voorbeelden", chances=chances)
            return replace(claim, weak=1 - there > WEAK and not _is_back(marked, hit), chances=chances)
        core = hit.core[0]
        denied_right_there = core > 0 and marked.sentence.words[core - 1] in words.denials
        if hit.concept.status == "aanwezig" and there > THERE and not denied_right_there:
            return Claim("aanwezig", True, "voorbeelden", chances=chances)
        return replace(claim, chances=chances)

    def chances(self, parts: Sequence[Sentence], marked: Marked, spot: Spot, claimed: Status) -> Chances:
        """What examples say of a place of which the rules claim a status."""
        known = map(self._weights.get, frozenset(features(parts, marked, spot, claimed)))
        totals = map(sum, zip(_NOTHING, *filter(None, known), strict=True))
        scores = [total * scale + bias for total, scale, bias in zip(totals, self._scale, self._bias, strict=True)]
        highest = max(scores)
        there, denied, past = (exp(score - highest) for score in scores)
        whole = there + denied + past
        return Chances(there / whole, denied / whole, past / whole)


def _is_back(marked: Marked, hit: Hit) -> bool:
    """Said to go on, or to have come back: "afbetaald, maar er zijn weer schulden"."""
    clause = marked.sentence.clause_of(hit.core[0])
    return any(start in clause for name in ("weer", "nu") for start, _ in marked.of(name))


def _needed(parts: Sequence[Sentence], marked: Marked, hit: Hit, words: HintWords) -> float:
    """The chance that takes a claim out of the present: the less, the nearer a word that hints at it."""
    if marked.hints:
        clause = marked.sentence.clause_of(hit.core[0])
        return NOT_THERE if any(place in clause for place in marked.hints) else NOT_THERE_FAR
    beside = [parts[number] for number in (hit.sentence - 1, hit.sentence + 1) if 0 <= number < len(parts)]
    hinted = any(word in words.denials or word in words.in_next for part in beside for word in part.words)
    return NOT_THERE_NEXT if hinted else NOT_THERE_UNHINTED


def _start(prefix: str) -> int:
    """The checksum of a prefix, to go on from with a word: the same as that of both together."""
    return crc32(prefix.encode())


_IN_SENTENCE, _IN_CLAUSE, _PAIR = _start("S:"), _start("C:"), _start("B:")
_LEFT, _RIGHT = tuple(map(_start, ("L1:", "L2:", "L3:"))), tuple(map(_start, ("R1:", "R2:", "R3:")))
_NEXT, _PREVIOUS = _start("N:"), _start("P:")


def features(parts: Sequence[Sentence], marked: Marked, spot: Spot, claimed: Status) -> list[int]:
    """What the model looks at: words by their place around it, rows that claim something, and the rule's claim."""
    words = [word.encode() for word in marked.sentence.words]
    start, clause = spot.start, marked.sentence.clause_of(spot.start)
    hashes = [crc32(word, _IN_SENTENCE) for word in words]
    hashes += [crc32(word, _IN_CLAUSE) for word in words[clause.start : clause.stop]]
    for away in range(1, _AROUND + 1):
        near = min(away, 3) - 1
        if start - away >= 0:
            hashes.append(crc32(words[start - away], _LEFT[near]))
        if spot.stop - 1 + away < len(words):
            hashes.append(crc32(words[spot.stop - 1 + away], _RIGHT[near]))
    around = words[max(0, start - 3) : spot.stop + 4]
    hashes += [crc32(b"%b %b" % pair, _PAIR) for pair in pairwise(around)]
    if spot.sentence + 1 < len(parts):
        hashes += [crc32(word.encode(), _NEXT) for word in parts[spot.sentence + 1].words[:3]]
    if spot.sentence:
        hashes += [crc32(word.encode(), _PREVIOUS) for word in parts[spot.sentence - 1].words[:3]]
    signs = ["vraag"] if marked.sentence.question else []
    for name in _ROWS:
        if rows := marked.of(name):
            signs += [f"row:{name}"] + [f"crow:{name}"] * any(first in clause for first, _ in rows)
    signs += [f"claim:{claimed}", f"cat:{spot.category}", f"own:{spot.status}"]
    return [*hashes, *(crc32(sign.encode()) for sign in signs)]


def load_claims(directory: Path = HERE) -> ClaimModel:
    """Load the weights. Raises FileNotFoundError where they were never made (`make train`)."""
    return ClaimModel(load_weights(directory / WEIGHTS))

"""A second opinion on what is claimed of a concept, learnt from written examples.

Rules prove a denial or a past. Where a row of words hints at one and the rules cannot prove it ("Schulden heeft zij, na
een lang traject, allang niet meer"), or where they seem to prove too much, examples decide. Without such words in the
sentence nothing is asked here: what is stated stays stated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np

from dialogs.understanding.assertion import Claim, Marked, Status
from dialogs.understanding.data import HERE
from dialogs.understanding.matching import Hit
from dialogs.understanding.sentences import Sentence

WEIGHTS: Final = "claims.npz"
STATUSES: Final[tuple[Status, ...]] = ("aanwezig", "ontkend", "verleden")
NOT_THERE: Final = 0.2
"""With a hint in the sentence so much of a chance takes it out of the present; chosen on writers kept apart."""
THERE: Final = 0.95
"""So sure the examples must be to bring back what a rule denied or put in the past."""
_AROUND: Final = 6
_ROWS: Final = ("vroeger", "voorbij", "weer", "nu", "achteraf", "niet_ontkend", "verslag")
_HINTS: Final = ("vroeger", "voorbij", "achteraf")


class ClaimModel:
    """Gives the chance of each status. Immutable."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        """`model` holds `hashes` (sorted), `weights` (int8), `scale` and `bias` (one a status)."""
        self._hashes = model["hashes"]
        self._weights = model["weights"]
        self._scale = model["scale"].astype(np.float32)
        self._bias = model["bias"].astype(np.float32)

    def judged(
        self, parts: Sequence[Sentence], marked: Marked, hit: Hit, claim: Claim, denials: frozenset[str]
    ) -> Claim:
        """The claim of the rules, or another one where examples speak clearly against it."""
        if claim.status == "aanwezig" and not hints(marked, denials):
            return claim
        chances = self._chances(features(parts, marked, hit, claim))
        there = chances["aanwezig"]
        if claim.status == "aanwezig" and 1 - there >= NOT_THERE:
            status: Status = "ontkend" if chances["ontkend"] >= chances["verleden"] else "verleden"
            return Claim(status, False, "voorbeelden")
        if claim.status != "aanwezig" and hit.concept.status == "aanwezig" and there > THERE:
            return Claim("aanwezig", True, "voorbeelden")
        return claim

    def _chances(self, hashes: Sequence[int]) -> dict[Status, float]:
        wanted = np.fromiter(frozenset(hashes), dtype=np.uint32)
        rows = self._hashes.searchsorted(wanted)
        rows[rows == len(self._hashes)] = 0
        total = self._weights[rows[self._hashes[rows] == wanted]].sum(axis=0, dtype=np.float32)
        scores = total * self._scale + self._bias
        shares = np.exp(scores - scores.max())
        return dict(zip(STATUSES, (shares / shares.sum()).tolist(), strict=True))


def hints(marked: Marked, denials: frozenset[str]) -> bool:
    """Whether a word in the sentence can deny something or put it in the past; "niet uit te sluiten" denies nothing."""
    if any(marked.of(name) for name in _HINTS):
        return True
    harmless = {place for start, stop in marked.of("niet_ontkend") for place in range(start, stop)}
    return any(word in denials and place not in harmless for place, word in enumerate(marked.sentence.words))


def features(parts: Sequence[Sentence], marked: Marked, hit: Hit, claim: Claim) -> list[int]:
    """What the model looks at: words by their place around the hit, rows that claim something, and the rule's claim."""
    words = marked.sentence.words
    start, clause = hit.core[0], marked.sentence.clause_of(hit.core[0])
    signs = [f"S:{word}" for word in words]
    signs += [f"C:{words[place]}" for place in clause]
    for away in range(1, _AROUND + 1):
        near = min(away, 3)
        if start - away >= 0:
            signs.append(f"L{near}:{words[start - away]}")
        if hit.stop - 1 + away < len(words):
            signs.append(f"R{near}:{words[hit.stop - 1 + away]}")
    around = range(max(0, start - 3), min(len(words) - 1, hit.stop + 3))
    signs += [f"B:{words[place]} {words[place + 1]}" for place in around]
    if hit.sentence + 1 < len(parts):
        signs += [f"N:{word}" for word in parts[hit.sentence + 1].words[:3]]
    if hit.sentence:
        signs += [f"P:{word}" for word in parts[hit.sentence - 1].words[:3]]
    for name in _ROWS:
        rows = marked.of(name)
        signs += [f"row:{name}"] * bool(rows) + [f"crow:{name}"] * any(first in clause for first, _ in rows)
    signs += [f"claim:{claim.status}", f"cat:{hit.concept.categorie}", f"own:{hit.concept.status}"]
    signs += ["vraag"] * marked.sentence.question
    return [crc32(sign.encode()) for sign in signs]


def load_claims(directory: Path = HERE) -> ClaimModel:
    """Load the weights. Raises FileNotFoundError where they were never made (`make train`)."""
    with np.load(directory / WEIGHTS, allow_pickle=False) as stored:
        return ClaimModel(dict(stored))

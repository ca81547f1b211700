"""A second opinion on what is claimed of a concept, learnt from written examples.

Rules prove a denial or a past. Where a row of words hints at one and the rules cannot prove it ("Schulden heeft zij, na
een lang traject, allang niet meer"), or where they seem to prove too much, examples decide. The farther away such a
word stands, the surer the examples have to be. What a parent or a child denies stays a report, and
what denies nothing ("geen idee waarvan") stays no denial.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from math import exp
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from dialogs.understanding.assertion import PROVEN, REPORT, Chances, Claim, Status
from dialogs.understanding.data import HERE
from dialogs.understanding.marking import Marked, within
from dialogs.understanding.matching import Hit
from dialogs.understanding.packed_weights import load_weights
from dialogs.understanding.remembered import Remembered
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
_STAYS: Final = frozenset({"suicidaliteit"})
"""What no word about something else can deny or end: "niet geslagen, maar ze wil wel dood"."""
_LATELY: Final = ("gister", "vandaag", "vanm", "vano", "vann", "vorig", "afgelopen", "deze", "net", "zojuist", "zonet")
"""How a moment begins that was hours, days or a few weeks ago."""
_JOINING: Final = frozenset({"maar", "en", "want", "terwijl"})
_OTHERS: Final = frozenset({"de", "mijn", "haar", "zijn", "hun", "kinderen", "kind", "school", "wij", "we", "ik"})
"""How a clause begins that is about somebody else; "ze", "dat" and the like may look back."""
NOT_THERE_OF_REPORT: Final = 0.95
"""What a parent or a child denies is a report, unless examples say clearly that somebody else is believed."""
WEAK: Final = 0.2
"""From this chance on what is stated yields to a denial of the same category in the message."""
THERE: Final = 0.95
"""So sure the examples must be to bring back what a rule denied or put in the past."""
_AROUND: Final = 6
"""Words to either side that are looked at."""
_OF_NEIGHBOUR: Final = 3
"""First words of the sentences before and behind that are looked at."""
_REMEMBERED: Final = 1_024
"""Words, for each place around a claim."""
_NOTHING: Final[tuple[int, ...]] = (0, 0, 0)
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
        self._by_place = {place: Remembered(partial(self._row, place), _REMEMBERED) for place in _PLACES}

    def judged(self, parts: Sequence[Sentence], marked: Marked, hit: Hit, claim: Claim, words: HintWords) -> Claim:
        """The claim of the rules, or another one where examples speak clearly against it."""
        if claim.status == "aanwezig" and not marked.hints and (hit.concept.acuut or marked.of("niet_ontkend")):
            return claim  # a danger that is stated stays one: examples alone never close the gate
        if claim.rule == REPORT and hit.concept.status != "aanwezig":
            return claim  # its own words say absence, which is all that examples could say
        if claim.status == "aanwezig" and (claim.rule in PROVEN or stays(marked, hit) or is_lately(marked, hit)):
            return claim
        chances = self.chances(parts, marked, Spot.of(hit), claim.status)
        there = chances.there
        if claim.status == "aanwezig":
            needed = NOT_THERE_OF_REPORT if claim.rule == REPORT else _needed(parts, marked, hit, words)
            if 1 - there >= needed:
                return Claim(chances.absence, False, "voorbeelden", chances=chances)
            weak = 1 - there > WEAK and not _is_back(marked, hit)
            return Claim(claim.status, claim.uncertain, claim.rule, weak, chances)
        core = hit.core[0]
        denied_right_there = core > 0 and marked.sentence.words[core - 1] in words.denials
        if hit.concept.status == "aanwezig" and there > THERE and not denied_right_there:
            return Claim("aanwezig", True, "voorbeelden", chances=chances)
        return Claim(claim.status, claim.uncertain, claim.rule, claim.weak, chances)

    def chances(self, parts: Sequence[Sentence], marked: Marked, spot: Spot, claimed: Status) -> Chances:
        """What examples say of a place of which the rules claim a status."""
        rows = [_NOTHING]
        for place, words in _placed(parts, marked, spot):
            rows += filter(None, map(self._by_place[place].__getitem__, frozenset(words)))
        signs = frozenset(chain(_pairs(marked, spot), _signs(marked, spot, claimed)))
        totals = map(sum, zip(*rows, *filter(None, map(self._weights.get, signs)), strict=True))
        scores = [total * scale + bias for total, scale, bias in zip(totals, self._scale, self._bias, strict=True)]
        highest = max(scores)
        there, denied, past = (exp(score - highest) for score in scores)
        whole = there + denied + past
        return Chances(there / whole, denied / whole, past / whole)

    def _row(self, place: int, word: str) -> tuple[int, ...]:
        """What a word at a place around the claim says; nothing where the model does not know it there."""
        return self._weights.get(crc32(word.encode(), place), ())


def stays(marked: Marked, hit: Hit) -> bool:
    """Whether all that could deny or end it stands in other clauses, and is about something else."""
    if hit.concept.categorie not in _STAYS or not marked.hints:
        return False
    clause = marked.sentence.clause_of(hit.core[0])
    harmless = marked.of("niet_ontkend")
    return all(
        place < clause.start or within(place, harmless) or _is_of_others(marked.sentence, place, clause)
        for place in marked.hints
    )


def is_lately(marked: Marked, hit: Hit) -> bool:
    """A wish to die or an attempt of the last days or weeks is no past one, whatever tense it is told in."""
    if hit.concept.categorie not in _STAYS:
        return False
    words, clause = marked.sentence.words, marked.sentence.clause_of(hit.core[0])
    return any(start in clause and words[start].startswith(_LATELY) for start, _ in marked.of("nu"))


def _is_of_others(sentence: Sentence, place: int, clause: range) -> bool:
    """Whether a word stands in a later clause about somebody else: "..., maar de kinderen merken er niets van"."""
    later = sentence.clause_of(place)
    if later.start < clause.stop:
        return False
    first = later.start + (sentence.words[later.start] in _JOINING)
    return first < later.stop and sentence.words[first] in _OTHERS


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
    hinted = any(not hints.isdisjoint(part.words) for part in beside for hints in (words.denials, words.in_next))
    return NOT_THERE_NEXT if hinted else NOT_THERE_UNHINTED


def _start(prefix: str) -> int:
    """The checksum of a prefix, to go on from with a word: the same as that of both together."""
    return crc32(prefix.encode())


_IN_SENTENCE, _IN_CLAUSE, _PAIR = _start("S:"), _start("C:"), _start("B:")
_LEFT, _RIGHT = tuple(map(_start, ("L1:", "L2:", "L3:"))), tuple(map(_start, ("R1:", "R2:", "R3:")))
_NEXT, _PREVIOUS = _start("N:"), _start("P:")
_PLACES: Final = (_IN_SENTENCE, _IN_CLAUSE, *_LEFT, *_RIGHT, _NEXT, _PREVIOUS)


def features(parts: Sequence[Sentence], marked: Marked, spot: Spot, claimed: Status) -> list[int]:
    """What the model looks at: words by their place around it, rows that claim something, and the rule's claim."""
    hashes = [crc32(word.encode(), place) for place, words in _placed(parts, marked, spot) for word in words]
    return [*hashes, *_pairs(marked, spot), *_signs(marked, spot, claimed)]


def _placed(parts: Sequence[Sentence], marked: Marked, spot: Spot) -> Iterator[tuple[int, Sequence[str]]]:
    """The words at each place around a claim."""
    words, start = marked.sentence.words, spot.start
    clause = marked.sentence.clause_of(start)
    yield _IN_SENTENCE, words
    yield _IN_CLAUSE, words[clause.start : clause.stop]
    before, behind = words[max(0, start - _AROUND) : start][::-1], words[spot.stop : spot.stop + _AROUND]
    for near, beside in ((_LEFT, before), (_RIGHT, behind)):
        yield near[0], beside[:1]
        yield near[1], beside[1:2]
        yield near[2], beside[2:]
    if spot.sentence + 1 < len(parts):
        yield _NEXT, parts[spot.sentence + 1].words[:_OF_NEIGHBOUR]
    if spot.sentence:
        yield _PREVIOUS, parts[spot.sentence - 1].words[:_OF_NEIGHBOUR]


def _pairs(marked: Marked, spot: Spot) -> Iterator[int]:
    around = [word.encode() for word in marked.sentence.words[max(0, spot.start - 3) : spot.stop + 4]]
    for pair in pairwise(around):
        yield crc32(b"%b %b" % pair, _PAIR)


def _signs(marked: Marked, spot: Spot, claimed: Status) -> Iterator[int]:
    signs = [f"claim:{claimed}", f"cat:{spot.category}", f"own:{spot.status}"]
    if marked.sentence.question:
        signs.append("vraag")
    if marked.rows:
        clause = marked.sentence.clause_of(spot.start)
        for name in _ROWS:
            if rows := marked.of(name):
                signs += [f"row:{name}"] + [f"crow:{name}"] * any(first in clause for first, _ in rows)
    return (crc32(sign.encode()) for sign in signs)


def load_claims(directory: Path = HERE) -> ClaimModel:
    """Load the weights. Raises FileNotFoundError where they were never made (`make train`)."""
    return ClaimModel(load_weights(directory / WEIGHTS))

"""Whether a category that was read stands in the message as a whole.

One word at a time examples say little: "Stond een half jaar op de wachtlijst, is nu begonnen" holds no row of words
that proves a past. So all that was claimed of a category is weighed together with how much the message looks like
messages in which the category goes on. The less there is that could deny or end anything, the more must speak against
it: a plain statement of harm stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import log
from typing import Final, Literal

from dialogs.understanding.assertion import REPORT, Claim, Status
from dialogs.understanding.claims import HintWords, is_lately, stays
from dialogs.understanding.marking import Marked
from dialogs.understanding.matching import Hit
from dialogs.understanding.sentences import Sentence

Judged = tuple[Marked, Hit, Claim]


Hint = Literal["near", "far", "none"]
"""How near something stands that could deny or end a category: in its clause (a word that ends something: anywhere),
elsewhere or of little weight, or nowhere. "Wordt geslagen, haar cijfers zijn prima" denies no blows."""
AGAINST: Final[Mapping[Hint, float]] = {"near": -2.2, "far": 0.0, "none": 2.2}
"""So much, in log odds, must speak against a category: absence needs proof. Chosen on writers who were held back."""
OF_LIKENESS: Final = 0.3
"""How much the log odds of likeness weigh next to those of the claims."""
_AGAIN: Final = frozenset({"opnieuw", "alweer"})
_EVERY: Final = frozenset({"elke", "iedere"})
_DAYS: Final = frozenset({"dag", "avond", "nacht", "ochtend", "morgen", "week"})
_SMALLEST: Final = 1e-3
"""Chances nearer to 0 or 1 count as this near."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a category that the claims, one by one, leave in the present."""

    odds: float
    """The mean over its claims of the log odds that it does not go on."""
    status: Status
    """What it is when it does not stand."""
    hint: Hint


def log_odds(chance: float) -> float:
    """The logarithm of the odds, between -6.9 and 6.9."""
    kept = min(max(chance, _SMALLEST), 1 - _SMALLEST)
    return log(kept / (1 - kept))


def doubts_of(
    judged: Sequence[Judged], statuses: Mapping[str, Status], parts: Sequence[Sentence], words: HintWords
) -> dict[str, Doubt]:
    """The doubt about each category that is read as going on and may be doubted at all."""
    by_category: dict[str, list[Judged]] = {}
    back = {
        hit.concept.categorie for marked, hit, claim in judged if claim.status == "aanwezig" and _is_back(marked, hit)
    }
    back |= {
        hit.concept.categorie
        for marked, hit, claim in judged
        if claim.status == "aanwezig" and (stays(marked, hit) or is_lately(marked, hit))
    }
    for marked, hit, claim in judged:
        if hit.concept.categorie in back:
            continue
        if statuses.get(hit.concept.categorie) == "aanwezig":
            by_category.setdefault(hit.concept.categorie, []).append((marked, hit, claim))
    if not by_category:
        return {}
    hints = _Hints(judged, parts, words)
    return {
        name: doubt
        for name, own in by_category.items()
        for doubt in _doubt([claim for _, _, claim in own], _nearest([hints.of(marked, hit) for marked, hit, _ in own]))
    }


def _nearest(hints: Sequence[Hint]) -> Hint:
    return "near" if "near" in hints else "far" if "far" in hints else "none"


class _Hints:
    """What could deny or end something in a message, but for the words by which something is there ("nooit schoon")."""

    def __init__(self, judged: Sequence[Judged], parts: Sequence[Sentence], words: HintWords) -> None:
        self._said = _said(judged)
        self._traces = [frozenset(self._places(words.traces, number, part)) for number, part in enumerate(parts)]
        self._ended = any(_is_ended(part, words) for part in parts)
        self._far = any(self._traces) or any(
            True
            for some in (words.denials, words.weak_traces)
            for number, part in enumerate(parts)
            for _ in self._places(some, number, part)
        )

    def _places(self, some: Set[str], number: int, part: Sentence) -> Iterator[int]:
        if some.isdisjoint(part.words):
            return
        for place, word in enumerate(part.words):
            if word in some and (number, place) not in self._said:
                yield place

    def of(self, marked: Marked, hit: Hit) -> Hint:
        """How near something could deny or end what a clause states."""
        number, clause = hit.sentence, marked.sentence.clause_of(hit.core[0])
        if self._ended or any(place in clause for place in self._traces[number]):
            return "near"
        if any(place in clause and (number, place) not in self._said for place in marked.hints):
            return "near"
        return "far" if self._far else "none"


def _is_ended(sentence: Sentence, words: HintWords) -> bool:
    """A clause ends in a word of an end: "dat is nu over", but not "wil er niet over praten"."""
    return not words.in_next.isdisjoint(sentence.words) and any(
        word in words.in_next and place + 1 == sentence.clause_of(place).stop
        for place, word in enumerate(sentence.words)
    )


def not_standing(doubts: Mapping[str, Doubt], likeness: Mapping[str, float]) -> dict[str, Status]:
    """The categories that do not stand, with what they are instead. `likeness` gives chances by category."""
    return {
        name: doubt.status
        for name, doubt in doubts.items()
        if doubt.odds - OF_LIKENESS * log_odds(likeness.get(name, 0.5)) >= AGAINST[doubt.hint]
    }


def _is_back(marked: Marked, hit: Hit) -> bool:
    """Said in so many words to have come back or to go on every day; "weer" alone is said of anything.

    "weer nieuwe schulden", "nu heeft hij weer driftbuien", "wordt elke dag geslagen".
    """
    if not marked.rows:
        return False
    words, clause = marked.sentence.words, marked.sentence.clause_of(hit.core[0])
    now = [start for start, _ in marked.of("nu") if start in clause]
    if not any(place in clause for place in marked.hints) and any(_is_daily(words[start : start + 2]) for start in now):
        return True
    return any(
        start in clause and (now or stop - start > 1 or words[start] in _AGAIN or words[stop : stop + 1] == ("nieuwe",))
        for start, stop in marked.of("weer")
    )


def _is_daily(words: Sequence[str]) -> bool:
    return words[0] == "dagelijks" or (len(words) > 1 and words[0] in _EVERY and words[1] in _DAYS)


def _said(judged: Sequence[Judged]) -> Set[tuple[int, int]]:
    """Sentence and number of the words that deny and end nothing.

    Those by which something is there ("nooit" in "nooit schoon"), and those of a moment that counts as now
    ("afgelopen weekend").
    """
    return {
        (hit.sentence, place)
        for marked, hit, _ in judged
        for start, stop in (*(hit.parts if hit.concept.status == "aanwezig" else ()), *marked.of("nu"))
        for place in range(start, stop)
    }


def _doubt(claims: Sequence[Claim], hint: Hint) -> Iterator[Doubt]:
    """None where a danger is stated, or where what stands is the report of a denial."""
    if any(claim.status == "aanwezig" and (claim.chances is None or claim.rule == REPORT) for claim in claims):
        return
    chances = [claim.chances for claim in claims if claim.chances is not None]
    odds = sum(log_odds(1 - chance.there) for chance in chances) / len(chances)
    denied, past = sum(chance.denied for chance in chances), sum(chance.past for chance in chances)
    yield Doubt(odds, "ontkend" if denied >= past else "verleden", hint)


def any_trace(parts: Sequence[Sentence], words: HintWords) -> bool:
    """Whether any word could deny or end something, or often goes with what is over or absent."""
    some = (words.denials, words.in_next, words.traces, words.weak_traces)
    return any(not each.isdisjoint(part.words) for part in parts for each in some)

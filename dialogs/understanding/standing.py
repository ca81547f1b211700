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
from typing import Final

from dialogs.understanding.assertion import REPORT, Claim, Status
from dialogs.understanding.claims import HintWords
from dialogs.understanding.marking import Marked
from dialogs.understanding.matching import Hit
from dialogs.understanding.sentences import Sentence

Judged = tuple[Marked, Hit, Claim]


AGAINST: Final = -1.8
"""So much, in log odds, must speak against a category where a word of the message could deny or end it."""
AGAINST_UNHINTED: Final = 2.2
"""The same without any such word: absence needs proof. Both chosen on writers who were held back."""
OF_LIKENESS: Final = 0.3
"""How much the log odds of likeness weigh next to those of the claims."""
_AGAIN: Final = frozenset({"opnieuw", "alweer"})
_SMALLEST: Final = 1e-3
"""Chances nearer to 0 or 1 count as this near."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a category that the claims, one by one, leave in the present."""

    odds: float
    """The mean over its claims of the log odds that it does not go on."""
    status: Status
    """What it is when it does not stand."""
    hinted: bool
    """Whether any word of the message could deny or end it, or often goes with what is over or absent."""


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
    for marked, hit, claim in judged:
        if hit.concept.categorie in back:
            continue
        if statuses.get(hit.concept.categorie) == "aanwezig":
            by_category.setdefault(hit.concept.categorie, []).append((marked, hit, claim))
    if not by_category:
        return {}
    said = _said(judged)
    traced = any_trace(parts, words, said)
    return {
        name: doubt
        for name, own in by_category.items()
        for doubt in _doubt(
            [claim for _, _, claim in own],
            hinted=traced or any((hit.sentence, place) not in said for marked, hit, _ in own for place in marked.hints),
        )
    }


def not_standing(doubts: Mapping[str, Doubt], likeness: Mapping[str, float]) -> dict[str, Status]:
    """The categories that do not stand, with what they are instead. `likeness` gives chances by category."""
    return {
        name: doubt.status
        for name, doubt in doubts.items()
        if doubt.odds - OF_LIKENESS * log_odds(likeness.get(name, 0.5))
        >= (AGAINST if doubt.hinted else AGAINST_UNHINTED)
    }


def _is_back(marked: Marked, hit: Hit) -> bool:
    """Said to have come back in so many words ("weer nieuwe schulden"); "weer" alone is said of anything."""
    words, clause = marked.sentence.words, marked.sentence.clause_of(hit.core[0])
    return any(
        start in clause and (stop - start > 1 or words[start] in _AGAIN or words[stop : stop + 1] == ("nieuwe",))
        for start, stop in marked.of("weer")
    )


def _said(judged: Sequence[Judged]) -> Set[tuple[int, int]]:
    """Sentence and number of the words by which something is there: "nooit" in "nooit schoon" denies nothing of it."""
    return {
        (hit.sentence, place)
        for _, hit, _ in judged
        if hit.concept.status == "aanwezig"
        for start, stop in hit.parts
        for place in range(start, stop)
    }


def _doubt(claims: Sequence[Claim], *, hinted: bool) -> Iterator[Doubt]:
    """None where a danger is stated, or where what stands is the report of a denial."""
    if any(claim.status == "aanwezig" and (claim.chances is None or claim.rule == REPORT) for claim in claims):
        return
    chances = [claim.chances for claim in claims if claim.chances is not None]
    odds = sum(log_odds(1 - chance.there) for chance in chances) / len(chances)
    denied, past = sum(chance.denied for chance in chances), sum(chance.past for chance in chances)
    yield Doubt(odds, "ontkend" if denied >= past else "verleden", hinted)


def any_trace(parts: Sequence[Sentence], words: HintWords, said: Set[tuple[int, int]] = frozenset()) -> bool:
    """Whether any word could deny or end something, or often goes with what is over or absent.

    `said` are words (sentence, number) that do not count.
    """
    there = {
        word
        for number, part in enumerate(parts)
        for place, word in enumerate(part.words)
        if (number, place) not in said
    }
    return any(not there.isdisjoint(some) for some in (words.denials, words.in_next, words.traces))

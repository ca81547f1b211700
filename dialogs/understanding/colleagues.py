"""Whether a message tells of somebody who works with children, and not only who writes it.

A likeness to examples of a suspected colleague counts only then: "stagiair op groep 5. Een jongen huilt elke dag" says
who writes (understanding.md, "gevaar": `verdachte_professional`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from dialogs.understanding.sentences import Sentence

_SELF: Final = frozenset({"ik", "wij", "we"})
_AM: Final = frozenset({"ben", "was", "werk", "zijn", "werken"})
_AS: Final = "als"
_NEAR: Final = 4
"""Words before an occupation in which `ik ben` makes it that of who writes."""
_INTRODUCED: Final = 6
"""Words of a clause at the beginning that says no more than who writes."""


def tells_of_a_colleague(parts: Sequence[Sentence], occupations: Collection[str], articles: Collection[str]) -> bool:
    """Whether an occupation stands in these sentences that is not that of who writes.

    `articles` are the words with which one speaks of somebody else: "een trainer", "onze juf".
    """
    return any(
        word in occupations and not _is_of_who_writes(sentence, at, articles, first=number == 0)
        for number, sentence in enumerate(parts)
        for at, word in enumerate(sentence.words)
    )


def _is_of_who_writes(sentence: Sentence, at: int, articles: Collection[str], *, first: bool) -> bool:
    before = sentence.words[max(0, at - _NEAR) : at]
    if _AS in before or (not _SELF.isdisjoint(before) and not _AM.isdisjoint(before)):
        return True
    clause = sentence.clause_of(at)
    introduces = first and clause.start == 0 and len(clause) <= _INTRODUCED
    return introduces and not any(word in articles for word in sentence.words[:at])

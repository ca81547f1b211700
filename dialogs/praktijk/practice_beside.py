"""The question of practice beside what a message tells: it is answered behind the danger question (R1).

Of a whole message the words that tell drown those that ask. So each clause and each sentence that asks is looked at by
itself as well. One answer is taken, and only where it is sure: what was told counts most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dialogs.praktijk import practice_talk
from dialogs.praktijk.practice_matching import APART, ENOUGH, PracticeMatcher
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold

_SURE: Final = 0.8
"""Likeness from which on an answer is sure: nobody is asked whether it was meant."""
_FAR_AHEAD: Final = 0.2
"""So much more likely than the next an answer must be that is not sure by itself."""
_ECHO: Final = 0.3
"""How likely the words that ask must make an answer that rests on what was told too ("hij is stil, wat denk je")."""
_SENTENCE: Final = re.compile(r"[^.!?…\n]+\??")
_CLAUSE: Final = re.compile(r"[,;:()\u2013\u2014]+|\b(?:want|maar|omdat|terwijl|ook al)\b", re.IGNORECASE)
_JOINING: Final = re.compile(r"^(?:(?:en|maar|dus|of|want|dan) )+")
"""Words before a question that belong to what was told."""


def question_beside(turn: Turn) -> str:
    """The answer that a message asks for, wherever in it the question stands; empty where none is clear."""
    matcher, reading = turn.library.practice_matcher, turn.input.reading
    if name := practice_talk.exact(turn) or turn.library.practice.decided(reading.folded):
        return name
    sentences = {_plain(each): tuple(_clauses_that_ask(each)) for each in _SENTENCE.findall(reading.text)}
    asking = [clause for clauses in sentences.values() for clause in clauses]
    found = [_likely(matcher, clause) for clause in asking]
    for part in (reading.folded, *(sentence for sentence, clauses in sentences.items() if clauses)):
        likeness, name = _likely(matcher, part)
        if name and any(_echoes(matcher, clause, name) for clause in asking):
            found.append((likeness, name))
    return max(found, default=(0.0, ""))[1]


def _likely(matcher: PracticeMatcher, part: str) -> tuple[float, str]:
    """The answer to one part and its likeness: sure, or far ahead of any other. Likeness 0 for none."""
    if name := matcher.exact(part):
        return 1.0, name
    ranked = matcher.ranked(part)
    likeness, name = ranked[0] if ranked else (0.0, "")
    ahead = likeness - ranked[1][0] if len(ranked) > 1 else likeness
    sure = likeness >= _SURE and ahead >= APART
    # Answers about the same thing ("delen.wat_mag", "delen.school") hold much of each other: any of them is no mistake.
    other = next((score for score, each in ranked if _theme(each) != _theme(name)), 0.0)
    clear = likeness >= ENOUGH and ahead >= APART and likeness - other >= _FAR_AHEAD
    return (likeness, name) if sure or clear else (0.0, "")


def _theme(name: str) -> str:
    return name.partition(".")[0]


def _echoes(matcher: PracticeMatcher, clause: str, name: str) -> bool:
    return any(name == other and likeness >= _ECHO for likeness, other in matcher.ranked(clause))


def _clauses_that_ask(sentence: str) -> Iterator[str]:
    """The clauses of a sentence that ask, folded; in a sentence with its mark the last one does."""
    clauses = [clause for clause in map(_plain, _CLAUSE.split(sentence)) if clause]
    for place, clause in enumerate(clauses, start=1):
        if practice_talk.asks(clause) or (place == len(clauses) and sentence.endswith("?")):
            yield clause


def _plain(part: str) -> str:
    """A part as it is compared: folded, without the words that join it to what stands before it."""
    return _JOINING.sub("", fold(part))

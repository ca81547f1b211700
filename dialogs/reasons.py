"""Why something was read: kept with a run until it is confirmed, shown with the proposal and on request.

Only words of the lexicon are kept, or one of our own written examples: never another word of the message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.model import Answer, Proposed, Run
from dialogs.turn import Turn

WORDS = "woorden"
LIKE = "lijkt"
_MOST = 4
"""So many stretches of words are kept for one question."""


def answers_of(proposals: Sequence[Proposed]) -> dict[str, Answer]:
    """The proposed answers by question key."""
    return {proposed.item: proposed.answer for proposed in proposals}


def reasons_of(proposals: Sequence[Proposed]) -> dict[str, tuple[str, ...]]:
    """The reasons by question key."""
    return {proposed.item: _reason(proposed) for proposed in proposals}


def _reason(proposed: Proposed) -> tuple[str, ...]:
    spans = tuple(dict.fromkeys(because.span for because in proposed.because if because.span))
    if proposed.resembles:
        return (LIKE, proposed.resembles, *spans[:_MOST])
    return (WORDS, *spans[:_MOST])


def of_one(key: str, code: str) -> str:
    """Under what the reason stands for one thing in a list of which words said the rest."""
    return f"{key}={code}"


def question_of(key: str) -> str:
    """The question that a reason is about, also one for one thing in its list."""
    return key.partition("=")[0]


def rests_on_likeness(run: Run, key: str) -> bool:
    """Whether a proposal only looks like written examples: then it is shown as a doubt."""
    return run.reasons.get(key, ("",))[0] == LIKE


def told(turn: Turn, reasons: Mapping[str, tuple[str, ...]], key: str) -> str:
    """The reason for one proposal in a sentence; empty when there is none."""
    kind, *rest = reasons.get(key, ("",))
    if kind == LIKE:
        example, *spans = rest
        text = turn.phrases.text("lezen.lijkt_op", voorbeeld=example)
        return f"{turn.phrases.text('lezen.woorden', woorden=_quoted(spans))} {text}" if spans else text
    if kind == WORDS and rest:
        return turn.phrases.text("lezen.woorden", woorden=_quoted(rest))
    return ""


def _quoted(spans: Sequence[str]) -> str:
    return ", ".join(f"'{span}'" for span in spans)

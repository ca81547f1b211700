"""What is said to somebody with certain facts, in a certain sector."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import strategies as st

from dialogs.model import NOT_ASKED, Value
from dialogs.outcome.advice import Advice, advise, load_acute, load_advice
from dialogs.outcome.outcomes import Verdict, judge
from dialogs.policy import KINDCHECK, Facts
from dialogs.signaal.signal_values import VALUE_LISTS
from tests.dialogs.kindcheck_given import TABLES, complete

BOOK = load_advice("kindcheck", TABLES)
ACUTE = load_acute()
DOMAIN = Path(__file__).parents[3] / "shared" / "domain"
beside = pytest.mark.skipif(not DOMAIN.exists(), reason="the domain documents are not beside this repository")
SECTORS = st.sampled_from([*VALUE_LISTS["SECTOR"], ""])
GATE = st.fixed_dictionaries(
    {
        "kinderen_nu": st.sampled_from(["bekende", "bij_ons", "bron", "onbekend", NOT_ASKED]),
        "arts_nodig": st.sampled_from(["ja", "nee", "onbekend", NOT_ASKED]),
        "schade": st.sampled_from(["ja", "nee", "onbekend", NOT_ASKED]),
        "hulp_wacht": st.booleans(),
        "leeftijden": st.lists(st.sampled_from(["0-3", "4-11", "12-15", "16-17", "18-22", "onbekend"])).map(tuple),
    }
)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.?!])\s+", text) if part.strip()]


def plain(text: str) -> str:
    """Text of a document without its mark-up."""
    return re.sub(r"\s+", " ", text.replace("**", ""))


def told(given: dict[str, Value], sector: str = "onderwijs", gate: dict[str, Value] | None = None) -> Said:
    facts = Facts(KINDCHECK, {**KINDCHECK.normalise(complete(given)), **(gate or {})})
    verdict = judge(TABLES, facts)
    return Said(advise(BOOK, facts, verdict, sector, date=lambda term: f"<{term.name}>"), verdict, facts)


class Said:
    def __init__(self, advice: Advice, verdict: Verdict, facts: Facts) -> None:
        self.advice = advice
        self.verdict = verdict
        self.facts = facts

    @property
    def everything(self) -> Iterator[str]:
        yield self.advice.title
        yield from (*self.advice.steps, *self.advice.texts, *self.advice.later)
        yield from (card.text for card in self.advice.cards)

    @property
    def at_once(self) -> tuple[str, ...]:
        return (*self.advice.texts, *self.advice.steps)

    def says(self, line: str) -> bool:
        """Whether a line of the book is in it, wherever."""
        pattern = _filled_in(line)
        return any(pattern.fullmatch(said) for said in self.everything)


@cache
def _filled_in(line: str) -> re.Pattern[str]:
    """A line of the book, whatever stands in its places."""
    text = re.escape(next(each.text for each in BOOK.data.lines if each.id == line))
    return re.compile(text.replace(r"\{datum\}", "<.*?>").replace(r"\{binnen\}", ".*?"))

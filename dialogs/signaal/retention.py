"""How long a signal record is kept here, and when its owner is warned. Days are dates in Amsterdam.

Source: signal_schema.md §1 Retention [O] and the classes of §3: from the last activity, at most three years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from dialogs.workdays import add_months

MONTHS: Final = 12
"""After the last activity (signal_schema.md §1)."""
WITH_PATTERN: Final = 24
"""The same where F_PATROON stands on an open case (signal_schema.md §3), on a record that stands (own choice)."""
AT_MOST: Final = 36
"""After the record was made, whatever happened since (signal_schema.md §1)."""
NOTICE: Final = timedelta(weeks=4)
"""Between the warning and the day of erasing (own choice)."""

Rule = Literal["12_maanden", "24_maanden", "3_jaar"]
"""Which of the terms ends first."""


@dataclass(frozen=True, slots=True)
class Term:
    """The two days of a record."""

    warn: date
    """From this day its owner is warned."""
    erase: date
    """On this day it is erased."""
    rule: Rule

    @property
    def can_grow(self) -> bool:
        """Whether an activity can still move the day: the maximum moves for nobody."""
        return self.rule != "3_jaar"


def last_day(created: date) -> date:
    """The day on which a record is erased whatever happened."""
    return add_months(created, AT_MOST)


def term(created: date, last_activity: date, *, pattern_open: bool) -> Term:
    """When a record is erased. An activity from before it was made counts as its making."""
    months = WITH_PATTERN if pattern_open else MONTHS
    by_rest, at_most = add_months(max(created, last_activity), months), last_day(created)
    rule: Rule = "3_jaar" if at_most <= by_rest else "24_maanden" if pattern_open else "12_maanden"
    erase = min(by_rest, at_most)
    return Term(erase - NOTICE, erase, rule)


def told_day(due: Term, created: date, today: date) -> date:
    """The day that a warning of today names: late ones still leave four weeks, but never past the maximum."""
    return min(max(due.erase, today + NOTICE), last_day(created))

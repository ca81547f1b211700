"""The stage that tells what a message wants (understanding.md, "intent"): the first rule that fits."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from dialogs.understanding.data import IntentData
from dialogs.understanding.terms import Terms

_READ: Final = 400
"""So many characters of the folded text are looked at: who wants something else says it soon."""


_A_STORY: Final = 8
"""A message of so many words in which somebody stands tells something that happened."""


class Intent(NamedTuple):
    """What a message wants."""

    name: str
    query: str
    """What is looked for, as typed; empty unless something is looked for."""
    rule: str


NO_INTENT: Final = Intent("", "", "")
"""No pattern was asked."""


class IntentReader:
    """Finds the intent. Immutable."""

    def __init__(self, data: IntentData) -> None:
        self._rules = [
            (rule, [re.compile(pattern, re.IGNORECASE) for pattern in rule.patronen]) for rule in data.regels
        ]
        self._people = frozenset(data.casus)
        self._concern = Terms({"zorg": data.zorg})

    def read(self, text: str, folded: str, *, concern: bool) -> Intent:
        """Give the intent; `concern` tells whether danger or a concept was read in the message."""
        start = folded[:_READ]
        for rule, patterns in self._rules:
            if concern and not rule.ook_met_zorg:
                continue
            for pattern in patterns:
                if match := pattern.search(start):
                    query = _rest(text, start, match.end()) if rule.vraag else ""
                    return Intent(rule.intent, query, f"wens.{rule.intent}")
        if self._is_case(start, concern=concern):
            return Intent("signaal", "", "wens.signaal")
        return Intent("overig", "", "")

    def _is_case(self, folded: str, *, concern: bool) -> bool:
        words = folded.split()
        somebody = not self._people.isdisjoint(words)
        told = len(words) >= _A_STORY or bool(self._concern.find(words))
        return concern or (somebody and told)


def _rest(text: str, folded: str, end: int) -> str:
    """Give what stands after the pattern, as typed. The folded text has as many words as the typed one before it."""
    skipped = len(folded[:end].split())
    words = text.split()
    return " ".join(words[skipped:] or words).strip(" ?.!,")

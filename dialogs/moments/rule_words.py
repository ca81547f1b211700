"""The form of a reading rule: a pattern over the words of `canonical`, and what it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dialogs.moments.canonical import in_rule_words
from dialogs.moments.fragments import Fragment, Told
from dialogs.moments.words import Words

_PLACE = re.compile(r"(?<!\?P)<\w+>")
Reads = Callable[[re.Match[str], Told], Fragment | None]
"""Gives the fragment that a match stands for; None when it is none after all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that stand for a piece of time."""

    pattern: re.Pattern[str]
    read: Reads


def rules(words: Words, table: Iterable[tuple[str, Reads]]) -> Iterator[Rule]:
    """Compile patterns. `<dag>`, `<maand>`, `<eenheid>` and `<n>` stand for any of their words, named alike."""
    places = {
        "<dag>": f"(?P<dag>{any_of(words.data.dagen)})",
        "<dag_>": f"(?:{any_of(words.data.dagen)})",
        "<maand>": f"(?P<maand>{any_of(words.data.maanden)})",
        "<maand_>": f"(?:{any_of(words.data.maanden)})",
        "<eenheid>": f"(?P<eenheid>{any_of(words.data.eenheden)})",
        "<eenheid_>": f"(?:{any_of(words.data.eenheden)})",
        "<n>": r"(?P<n>\d{1,3}|(?:een )?half|een|anderhalf)",
    }
    for pattern, read in table:
        filled = _PLACE.sub(lambda match: places[match[0]], pattern)
        yield Rule(re.compile(rf"{filled}(?= |$)"), read)


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def phrases(words: Words, names: Iterable[str]) -> str:
    """A pattern for any of these phrases of the data, as the rules see them."""
    return any_of({in_rule_words(name, words) for name in names})


def count(written: str) -> float:
    """What a number stands for: `een` is 1, `half` 0.5."""
    return {"een": 1.0, "half": 0.5, "een half": 0.5, "anderhalf": 1.5}.get(written) or float(written)

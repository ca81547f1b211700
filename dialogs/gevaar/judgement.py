"""What somebody judges about danger in so many words: that there is any, that there may be, or that there is none.

"toch wel gevaar", "ik denk dat hij daar niet veilig is". Read clause by clause with the words of `gevaren.yaml`: a word
of danger counts unless it is denied, a word of safety where it is denied. A question or a rule ("bij gevaar bel ik
112") judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from dialogs.questions.schema import Sources, Strict
from dialogs.understanding.normalise import fold

Judged = Literal["gevaar", "twijfel", "ontkend", ""]
"""The empty one: nothing was said of danger."""

_WEIGHT: Final[tuple[Judged, ...]] = ("gevaar", "twijfel", "ontkend", "")
_SENTENCE: Final = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_NAME: Final = "Veilig Thuis"
_REACH: Final = 4
"""So many words before a word of danger a condition still is one of that danger: "als een kind direct gevaar"."""
_IN_FRONT: Final = 2
"""A word that stands so near the beginning of its clause is denied behind it: "veilig is hij daar niet"."""


class JudgementData(Strict):
    """The part `oordeel` of `gevaren.yaml`."""

    gevaar: tuple[str, ...]
    veilig: tuple[str, ...]
    vast: tuple[str, ...]
    veilig_thuis_bereiken: tuple[str, ...]
    ontkenning: tuple[str, ...]
    ontkenning_erachter: tuple[str, ...]
    bevestiging: tuple[str, ...]
    twijfel: tuple[str, ...]
    scheiding: tuple[str, ...]
    vraag: tuple[str, ...]
    omgekeerd: tuple[str, ...]
    voorwaarde: tuple[str, ...]
    voorbij: tuple[str, ...]
    teruggenomen: tuple[str, ...]
    nu: tuple[str, ...]
    omgekeerde_vraag: Mapping[str, str]
    source: Sources


class Judgement:
    """Reads what somebody judges about danger. Immutable."""

    def __init__(self, data: JudgementData) -> None:
        self._data = data
        parts = "|".join(map(re.escape, data.scheiding))
        self._apart = re.compile(rf",|\b(?={parts}\b)")

    def read(self, text: str) -> Judged:
        """Give the heaviest of what the clauses of a message say."""
        found: set[Judged] = {
            self._clause(clause, asked=sentence.rstrip().endswith("?") and last)
            for sentence in _SENTENCE.findall(text)
            for clause, last in self._clauses(sentence)
        }
        return next((each for each in _WEIGHT if each in found), "")

    def takes_back(self, folded: str) -> bool:
        """Whether somebody says that it is other than was said before."""
        return _has(folded, self._data.teruggenomen)

    def is_about_now(self, folded: str) -> bool:
        """Whether it is about now, or the coming days."""
        return _has(folded, self._data.nu)

    def names_safety(self, folded: str) -> bool:
        """Whether a question is about safety itself: its answer names it too ("ja, al jaren onveilig")."""
        return any(word.startswith(("veilig", "onveilig")) for word in folded.split())

    def names_danger(self, folded: str) -> bool:
        """Whether danger is named by its own word, and not as what is not safe."""
        return any("gevaar" in word for word in folded.split())

    def answer_that_is_danger(self, item: str) -> str:
        """The answer that means danger, of a question to which a yes means safe; empty for any other question."""
        return self._data.omgekeerde_vraag.get(item, "")

    def _clauses(self, sentence: str) -> list[tuple[str, bool]]:
        """The clauses, without the name of Veilig Thuis, and whether each is the last one."""
        parts = [fold(part) for part in self._apart.split(sentence.replace(_NAME, " ").lower())]
        parts = [part for part in parts if part]
        return [(part, place == len(parts)) for place, part in enumerate(parts, 1)]

    def _clause(self, clause: str, *, asked: bool) -> Judged:
        for fixed in self._data.vast:
            clause = clause.replace(fixed, " ")
        words = self._without_the_name(clause.split())
        data = self._data
        if asked or not words or words[0] in data.vraag:
            return ""
        past = _has(clause, data.voorbij) and not _has(clause, (*data.nu, *data.teruggenomen))
        found: set[Judged] = set()
        for place, word in enumerate(words):
            if word not in data.gevaar and word not in data.veilig:
                continue
            before = words[:place]
            if past or _has(" ".join(before[-_REACH:]), data.voorwaarde):
                continue
            denied = self._denials(before, words[place + 1 :]) % 2 == 1
            if _has(" ".join(before), data.twijfel):
                found.add("twijfel")
            elif denied or word in data.gevaar:  # that somebody is safe says nothing of danger
                found.add("gevaar" if denied == (word in data.veilig) else "ontkend")
        return next((each for each in _WEIGHT if each in found), "")

    def _denials(self, before: Sequence[str], after: Sequence[str]) -> int:
        since = max((place for place, word in enumerate(before) if word in self._data.bevestiging), default=-1)
        behind = after if len(before) < _IN_FRONT else ()
        return sum(word in self._data.ontkenning for word in before[since + 1 :]) + sum(
            word in self._data.ontkenning_erachter for word in behind
        )

    def _without_the_name(self, words: list[str]) -> list[str]:
        """Leave out "veilig thuis" where it is the organisation: not "hij is niet veilig thuis"."""
        kept: list[str] = []
        reaches = bool(set(self._data.veilig_thuis_bereiken) & set(words))
        for place, word in enumerate(words):
            is_pair = word == "veilig" and words[place + 1 : place + 2] == ["thuis"]
            denied = place > 0 and words[place - 1] in self._data.ontkenning
            if not is_pair or (denied and not reaches):
                kept.append(word)
        return kept


def _has(folded: str, forms: Sequence[str]) -> bool:
    return any(f" {form} " in f" {folded} " for form in forms)

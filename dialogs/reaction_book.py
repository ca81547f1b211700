"""The shape of the sentences that react (reacties.yaml), and which of them fit. A condition names what exists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import model_validator

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.model import NOT_ASKED, UNKNOWN
from dialogs.policy import KINDCHECK
from dialogs.questions.conditions import Condition, Lookup, Test, compile_condition
from dialogs.questions.schema import Sources, Strict
from dialogs.signaal.signal_values import VALUE_LISTS
from dialogs.signaal.tasks import Days

_ANSWERS = frozenset({"ja", "nee", UNKNOWN, NOT_ASKED})
_ALSO: Mapping[str, frozenset[str]] = {
    "sector": frozenset(VALUE_LISTS["SECTOR"]),
    "stopt": frozenset({"true", "false"}),
    "niet_eerst_gezin": frozenset({"true", "false"}),
    "schade": _ANSWERS,
    "zorg_volwassene": _ANSWERS,
    "zorg_nu_antwoord": KINDCHECK.values["zorg_nu"] | {NOT_ASKED},
}
"""What a condition may see beyond the variables of the outcome table."""


class ReactionData(Strict):
    """One sentence, and when it is said."""

    id: str
    uitspraak: str = ""
    """The saying that must have been read, or told of the work itself; empty: the answers alone decide."""
    when: Condition | None = None
    text: str
    werkdagen: Days = "0"
    """So many working days from now is the `{datum}` of the text; 0 where it names no day."""
    source: Sources

    @model_validator(mode="after")
    def _day_or_none(self) -> ReactionData:
        if ("{datum}" in self.text) is not (self.werkdagen != "0"):
            raise ValueError(f"{self.id}: a text with a day names its working days, and no other does")
        return self


class ReactionFile(Strict):
    """The file `reacties.yaml`."""

    reacties: tuple[ReactionData, ...]

    @model_validator(mode="after")
    def _sound(self) -> ReactionFile:
        faults = [
            f"{each.id}: {fault}" for each in self.reacties if each.when for fault in KINDCHECK.faults(each.when, _ALSO)
        ]
        faults += [f"{each.id}: always said" for each in self.reacties if not each.when and not each.uitspraak]
        if len({each.id for each in self.reacties}) != len(self.reacties):
            faults.append("an id stands twice")
        if faults:
            raise ValueError("; ".join(faults))
        return self


@dataclass(frozen=True)
class ReactionBook:
    """The sentences, compiled. Immutable."""

    data: ReactionFile
    _tests: Mapping[str, Test] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        tests = {each.id: compile_condition(each.when) for each in self.data.reacties if each.when}
        object.__setattr__(self, "_tests", tests)

    def due(self, facts: Lookup, read: Collection[str], told: Collection[str]) -> list[ReactionData]:
        """Give the sentences that fit: `read` are the sayings that were heard, `told` what was said already."""
        return [
            each
            for each in self.data.reacties
            if each.id not in told
            and (not each.uitspraak or each.uitspraak in read)
            and (each.id not in self._tests or self._tests[each.id](facts))
        ]


def load_reactions(directory: Path = CONTENT) -> ReactionBook:
    """Load the sentences. Raises ContentError with file and line."""
    return ReactionBook(load_model(directory / "reacties.yaml", ReactionFile))

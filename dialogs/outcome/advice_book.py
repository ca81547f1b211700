"""The shape of what is said with an outcome, in YAML: lines of advice per outcome, and the call-first table.

Strict: a condition names what exists, a date has a term, and every line names its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from dialogs.policy import KINDCHECK
from dialogs.questions.conditions import Condition
from dialogs.questions.schema import Sources, Strict
from dialogs.signaal.signal_values import VALUE_LISTS, Ac, Sector, Uitkomst

LIMIT_ACUTE = 420
"""Characters in an acute message (conversations.md §1 rule 12)."""
LIMIT_CARD = 800
"""Characters in a card (the same)."""
OWN_TERM = "uitkomst"
"""The name of the term of the outcome itself."""
OTHER_SECTOR = "overig"
"""What an unknown sector counts as."""

Kind = Literal["titel", "stap", "tekst", "kaart"]
Contact = Literal["", "gezin", "kind"]
_PLACE = re.compile(r"{(\w+)}")


_DOCTOR = frozenset({"ja", "nee", "onbekend"})
"""The answers to KC-A4."""


class SectorData(Strict):
    """Where a sector stands (kindcheck.md §10). "Je moet" is only said to who is bound (§1 rule 9)."""

    gebonden: Literal["ja", "nee", "onbekend", "eigen"]
    """Bound by the meldcode law; `eigen` has a protocol of its own."""
    binnen: str
    """With whom somebody can consult inside the own organisation, after "aan" or "met"."""
    binnen_voor: Mapping[str, str] = Field(default_factory=dict)
    """The same for a role that is itself whom the others consult."""
    source: Sources

    def within(self, role: str) -> str:
        """Name whom somebody in this role can consult."""
        return self.binnen_voor.get(role, self.binnen)


class LineData(Strict):
    """One line of advice."""

    id: str
    outcomes: tuple[Uitkomst, ...] = Field(alias="for", min_length=1)
    when: Condition | None = None
    kind: Kind
    title: str = ""
    """Of a card."""
    text: str
    term: str = ""
    """Term of `{datum}` in the text; `uitkomst` is that of the outcome."""
    contact: Contact = ""
    """With whom the line proposes contact; held back where that is dangerous (§8.3)."""
    later: bool = False
    """Shown on request."""
    fixed: bool = False
    """Reviewed text, kept word for word."""
    source: Sources

    @model_validator(mode="after")
    def _sound(self) -> LineData:
        places = set(_PLACE.findall(self.text))
        if places - {"datum", "binnen"}:
            raise ValueError("only {datum} and {binnen} are filled in")
        if ("datum" in places) != bool(self.term):
            raise ValueError("a line has {datum} and a term, or neither")
        if (self.kind == "kaart") != bool(self.title):
            raise ValueError("a card has a title, and nothing else has one")
        acute = {"U6", "U6b"} & set(self.outcomes) and self.kind in {"titel", "tekst"}
        if len(self.text) > (LIMIT_ACUTE if acute else LIMIT_CARD):
            raise ValueError("too long for one message")
        return self


class AdviceData(Strict):
    """One file `<dialog>.advies.yaml`."""

    sectors: Mapping[Sector, SectorData]
    lines: tuple[LineData, ...]

    @model_validator(mode="after")
    def _sound(self) -> AdviceData:
        faults = list(self._faults())
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if set(self.sectors) != set(VALUE_LISTS["SECTOR"]):
            yield "every sector stands in the table"
        if len({line.id for line in self.lines}) != len(self.lines):
            yield "an id stands twice"
        outcomes = {code for line in self.lines for code in line.outcomes}
        for outcome in sorted(outcomes):
            titles = [line for line in self.lines if line.kind == "titel" and outcome in line.outcomes]
            if not titles or titles[-1].when is not None:
                yield f"{outcome} has a title without a condition, and that one last"
        also: Mapping[str, frozenset[str]] = {
            "uitkomst": frozenset(outcomes),
            "rij": frozenset(),
            "urgentie": frozenset(VALUE_LISTS["URG"]),
            "vlaggen": frozenset(VALUE_LISTS["F"]),
            "sector": frozenset(VALUE_LISTS["SECTOR"]),
            "gebonden": frozenset({"ja", "nee", "onbekend", "eigen"}),
            "kinderen_nu": frozenset({"bekende", "bij_ons", "bron", "onbekend"}),
            "arts_nodig": _DOCTOR,
            "schade": frozenset({"ja", "nee", "onbekend"}),
            "leeftijden": frozenset({"0-3", "4-11", "12-15", "16-17", "18-22", "onbekend"}),
            "hulp_wacht": frozenset({"true", "false"}),
        }
        for line in self.lines:
            if line.when is not None:
                yield from (f"{line.id}: {fault}" for fault in KINDCHECK.faults(line.when, also))


class PartData(Strict):
    """One thing to do in an acute situation."""

    text: str
    contact: Contact = ""


def _parts(value: object) -> object:
    several = value if isinstance(value, (list, tuple)) else [value]
    return tuple({"text": part} if isinstance(part, str) else part for part in several)


Parts = Annotated[tuple[PartData, ...], BeforeValidator(_parts), Field(min_length=1)]


class SituationData(Strict):
    """One row of the call-first table (kindcheck.md §3.1)."""

    code: Ac
    label: str
    eerst: Parts
    ook: Parts
    niet_doen: Parts
    source: Sources


class GroupData(Strict):
    """A group of the list in which situations are chosen."""

    name: str
    codes: tuple[Ac, ...]


class FittingData(Strict):
    """Which situation belongs to the facts although nobody ticked it (§8.2 U6b)."""

    code: Ac
    when: Condition
    source: Sources


class AcuteWords(Strict):
    """How the lines of a block begin."""

    eerst: str
    ook: str
    niet_doen: str


class AcuteData(Strict):
    """The file `acuut.yaml`."""

    words: AcuteWords
    groups: tuple[GroupData, ...]
    situations: tuple[SituationData, ...]
    fitting: tuple[FittingData, ...]

    @model_validator(mode="after")
    def _sound(self) -> AcuteData:
        codes = [situation.code for situation in self.situations]
        if sorted(codes) != sorted(VALUE_LISTS["AC"]):
            raise ValueError("every situation stands in the table once")
        if sorted(code for group in self.groups for code in group.codes) != sorted(codes):
            raise ValueError("every situation stands in one group")
        also = {"arts_nodig": _DOCTOR}
        faults = [f"{rule.code}: {fault}" for rule in self.fitting for fault in KINDCHECK.faults(rule.when, also)]
        if faults:
            raise ValueError("; ".join(faults))
        return self

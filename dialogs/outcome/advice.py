"""What the assistant says with an outcome: one next step first, the rest on request, nothing that is dangerous here.

With F_NIET_EERST_GEZIN no line proposes contact with parents or family (kindcheck.md §8.3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dialogs.loading.yaml_files import CONTENT, ContentError, Fault, load_model
from dialogs.model import NOT_ASKED, Value
from dialogs.outcome.advice_book import OTHER_SECTOR, OWN_TERM, AcuteData, AdviceData, LineData, PartData, SectorData
from dialogs.outcome.outcomes import Tables, Term, Verdict, beyond
from dialogs.questions.conditions import Lookup, Test, compile_condition

STEPS = 4
"""How many steps come at once (conversations.md §5.1)."""
_MORE: Mapping[str, Value] = {
    "kinderen_nu": NOT_ASKED,
    "arts_nodig": NOT_ASKED,
    "schade": NOT_ASKED,
    "leeftijden": (),
    "hulp_wacht": False,
}
"""Answers, and what was said besides, that change the advice but are no variables of the table, and what they are in a
check without a conversation (kindcheck.md §3 KC-A3, KC-A4, R4, R70, R145)."""


@dataclass(frozen=True, slots=True)
class Card:
    """A fixed text that is offered by its title (kindcheck.md §8.4)."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say. With U6 and U6b each text is a message of its own; otherwise title, steps and texts fit one card."""

    title: str
    steps: tuple[str, ...]
    texts: tuple[str, ...]
    later: tuple[str, ...]
    """On request; steps that were one too many come first."""
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class AdviceBook:
    """The advice of one dialog, compiled. Immutable."""

    data: AdviceData
    tables: Tables
    _lines: Mapping[str, tuple[tuple[Test, LineData], ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        unknown = {line.term for line in self.data.lines} - {"", OWN_TERM} - set(self.tables.data.terms)
        if unknown:
            raise ValueError(f"no term {', '.join(sorted(unknown))}")
        lines = {
            outcome: tuple((_test(line), line) for line in self.data.lines if outcome in line.outcomes)
            for outcome in self.tables.data.rank
        }
        object.__setattr__(self, "_lines", lines)

    def sector(self, sector: str) -> SectorData:
        """Give where a sector stands; an unknown one counts as `overig`."""
        return {str(code): data for code, data in self.data.sectors.items()}.get(sector) or self.data.sectors["overig"]


@dataclass(frozen=True)
class AcuteTable:
    """The call-first table, compiled. Immutable."""

    data: AcuteData
    _fitting: tuple[tuple[Test, str], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        fitting = tuple((compile_condition(rule.when), rule.code) for rule in self.data.fitting)
        object.__setattr__(self, "_fitting", fitting)


def load_advice(dialog: str, tables: Tables, directory: Path = CONTENT) -> AdviceBook:
    """Load what is said with the outcomes of a dialog. Raises ContentError with file and line."""
    path = directory / f"{dialog}.advies.yaml"
    data = load_model(path, AdviceData)
    try:
        return AdviceBook(data, tables)
    except ValueError as error:
        raise ContentError([Fault(path.name, 1, str(error))]) from None


def load_acute(directory: Path = CONTENT) -> AcuteTable:
    """Load the call-first table. Raises ContentError with file and line."""
    return AcuteTable(load_model(directory / "acuut.yaml", AcuteData))


def advise(
    book: AdviceBook,
    facts: Lookup,
    verdict: Verdict,
    sector: str,
    *,
    role: str = "",
    date: Callable[[Term], str] | None = None,
    changed: Mapping[str, int] | None = None,
) -> Advice:
    """Choose what to say with a verdict.

    `date` writes the date of a term; without it `{datum}` stays in every line. `changed` holds terms of the
    municipality, by name.
    """
    data = book.sector(sector)
    look = _look(facts, verdict, sector or OTHER_SECTOR, data)
    held_back = _held_back(facts, verdict)
    chosen = [line for test, line in book._lines[verdict.outcome] if line.contact not in held_back and test(look)]

    def text(line: LineData) -> str:
        filled = line.text.replace("{binnen}", data.within(role))
        term = _term(book.tables, line, verdict, changed)
        return filled if date is None or term is None else filled.replace("{datum}", date(term))

    steps = [text(line) for line in chosen if line.kind == "stap" and not line.later]
    return Advice(
        title=next(line.text for line in chosen if line.kind == "titel"),
        steps=tuple(steps[:STEPS]),
        texts=tuple(text(line) for line in chosen if line.kind == "tekst" and not line.later),
        later=(*steps[STEPS:], *(text(line) for line in chosen if line.later)),
        cards=tuple(Card(line.id, line.title, text(line)) for line in chosen if line.kind == "kaart"),
    )


def acute_codes(table: AcuteTable, facts: Lookup) -> tuple[str, ...]:
    """Name the situations to answer: those that were ticked and those that fit the facts (§8.2), in table order."""
    ticked = facts("ac")
    look = beyond(facts, _answered(facts))
    found = {code for test, code in table._fitting if test(look)}
    found.update(ticked if isinstance(ticked, tuple) else ())
    return tuple(situation.code for situation in table.data.situations if situation.code in found)


def acute_block(table: AcuteTable, codes: Sequence[str], *, family: bool = True) -> list[tuple[str, ...]]:
    """Give the block of each situation in the order of the table: at most four lines, who to call first on top.

    `family=False` leaves out what proposes contact with parents (F_NIET_EERST_GEZIN). Unknown codes give nothing.
    """
    words = table.data.words
    return [
        tuple(
            line
            for line in (
                _capital(situation.label),
                _line(words.eerst, situation.eerst, family=family),
                _line(words.ook, situation.ook, family=family),
                _line(words.niet_doen, situation.niet_doen, family=family),
            )
            if line
        )
        for situation in table.data.situations
        if situation.code in codes
    ]


def _test(line: LineData) -> Test:
    return compile_condition(line.when) if line.when is not None else lambda _: True


def _look(facts: Lookup, verdict: Verdict, sector: str, data: SectorData) -> Lookup:
    more: dict[str, Value] = {
        "uitkomst": verdict.outcome,
        "rij": verdict.row,
        "urgentie": verdict.urgency,
        "vlaggen": verdict.flags,
        "sector": sector,
        "gebonden": data.gebonden,
    }
    return beyond(facts, more | _answered(facts))


def _answered(facts: Lookup) -> dict[str, Value]:
    """What was answered besides the variables of the table; a check without a conversation has only those."""
    found: dict[str, Value] = {}
    for name, absent in _MORE.items():
        try:
            found[name] = facts(name)
        except KeyError:
            found[name] = absent
    return found


def _held_back(facts: Lookup, verdict: Verdict) -> frozenset[str]:
    held = {"gezin"} if "F_NIET_EERST_GEZIN" in verdict.flags else set()
    if facts("KIND_NIET_SPREKEN") is True:
        held.add("kind")
    return frozenset(held)


def _term(tables: Tables, line: LineData, verdict: Verdict, changed: Mapping[str, int] | None) -> Term | None:
    if not line.term or line.term == OWN_TERM:
        return verdict.term
    return tables.term(line.term, calendar_days=verdict.calendar_days, changed=changed)


def _line(words: str, parts: Sequence[PartData], *, family: bool) -> str:
    shown = [part.text for part in parts if family or part.contact != "gezin"]
    if not shown:
        return ""
    # A sentence that ends in a question mark keeps it.
    return words.replace("{tekst}", "; ".join(shown)).replace("?.", "?")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""The overview of the vijf basisvragen: facts in, colours, conclusion, actions and gaps out. Pure; the day is given.

A colour says how complete the agreements are. It says nothing about how the children are (basisvragen.md §0).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dialogs.basisvragen.colours import ActionRule, ColourBook, QuestionColours
from dialogs.model import UNKNOWN, Value
from dialogs.policy import Facts
from dialogs.questions.conditions import Lookup
from dialogs.workdays import add_working_days

Colour = Literal["groen", "oranje", "rood"]
SELF = "ik"
"""The owner who fills it in."""
_NOBODY = frozenset({"", "niemand", "allemaal", UNKNOWN})


@dataclass(frozen=True, slots=True)
class Coloured:
    """One of the five questions with its colour."""

    question: str
    title: str
    colour: Colour
    reasons: tuple[str, ...]
    """Each in one sentence; one that says what is well when it is green."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that made the colour."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. Without an owner it is no action but an open point (R104)."""

    id: str
    question: str
    code: str
    about: str
    owner: str
    """`ik`, a ROL code, or empty."""
    due: date
    ground: str = ""
    """GROND code of a share; `niet` while there is none."""
    shares: bool = False
    waits: bool = False
    """Held back until Veilig Thuis gave an advice (kindcheck.md §8.3)."""
    without_family: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What of one question is not known or was not reached; `labels` name it."""

    question: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it."""

    questions: tuple[Coloured, ...]
    row: str
    conclusion: str
    """With `{datum}` where the day to look back belongs."""
    actions: tuple[Action, ...]
    without_owner: tuple[Action, ...]
    waiting: tuple[Action, ...]
    """Actions towards parents or family that must not be done yet."""
    review: date | None
    """The day that was agreed on; None: none."""

    def colour(self, question: str) -> Colour:
        """The colour of `BV1` to `BV5`. KeyError for another."""
        return {each.question: each.colour for each in self.questions}[question]


_URGENT = frozenset({"1", "2"})
"""Conclusions that hold whatever was not talked about yet."""


def overview(
    book: ColourBook, facts: Facts, today: date, gaps: Sequence[Gap] = (), untouched: Collection[str] = ()
) -> Overview:
    """Colours, the first conclusion that fits, and what to do, each with its date.

    Of the questions in `untouched` nothing was answered: they keep the colour of "weet ik niet", nothing is said of
    them but that, and talking about them is the only thing to do.
    """
    review = _review(facts)
    late = review is not None and review > proposed_day(book, facts, today)
    look, known = (_beyond(each, {"dag_laat": late}) for each in (facts, facts.known_only()))
    questions = tuple(_coloured(book, question, look, known) for question in book.data.vragen)
    questions = tuple(
        replace(each, reasons=(book.data.onbesproken,), rules=()) if each.question in untouched else each
        for each in questions
    )
    look = _beyond(look, {"alles_groen": all(each.colour == "groen" for each in questions)})
    row = next(row for row in book.data.conclusies if book.holds(row, look))
    if untouched and row.id not in _URGENT:
        row = book.data.conclusies[-1]
    actions = [_action(rule, look, today) for rule in book.needed(look) if rule.vraag not in untouched]
    actions += [_gap_action(book, gap, today) for gap in gaps]
    ready = [action for action in actions if not action.waits]
    return Overview(
        questions=questions,
        row=row.id,
        conclusion=row.text,
        actions=tuple(sorted((a for a in ready if a.owner), key=lambda action: action.due)),
        without_owner=tuple(action for action in ready if not action.owner),
        waiting=tuple(action for action in actions if action.waits),
        review=review,
    )


def proposed_day(book: ColourBook, facts: Lookup, today: date) -> date:
    """When to look back where nobody names a day: 6 weeks, 2 with a baby or violence now, 12 if lasting and stable."""
    weeks = next(int(rule.weken) for rule in book.data.terugkijken if book.holds(rule, facts))
    return today + timedelta(weeks=weeks)


def _coloured(book: ColourBook, question: QuestionColours, look: Lookup, known: Lookup) -> Coloured:
    """A colour with its reasons. `known` sees only what is known: what does not hold there is told as not known."""
    if question.id == "BV1" and look("kinderen") == "nee":
        return Coloured(question.id, question.titel, "groen", (question.geen,))
    rules: tuple[tuple[Colour, tuple[object, ...]], ...] = (("rood", question.rood), ("oranje", question.oranje))
    for colour, of_colour in rules:
        held = [rule for rule in (question.rood if colour == "rood" else question.oranje) if book.holds(rule, look)]
        if held and of_colour:
            found = tuple(
                rule.onbekend if rule.onbekend and not book.holds(rule, known) else rule.text for rule in held
            )
            return Coloured(question.id, question.titel, colour, found, tuple(rule.id for rule in held))
    return Coloured(question.id, question.titel, "groen", (question.groen,))


def _action(rule: ActionRule, look: Lookup, today: date) -> Action:
    held = look("niet_eerst_gezin") == "ja"
    grounds = look("gronden")
    ground = grounds.get(rule.id, "niet") if isinstance(grounds, Mapping) else "niet"
    return Action(
        id=rule.id,
        question=rule.vraag,
        code=rule.code,
        about=rule.wat,
        owner=rule.eigenaar or _owner(rule.id, look),
        due=add_working_days(today, int(rule.werkdagen)),
        ground=ground if rule.delen else "",
        shares=rule.delen,
        waits=held and rule.gezin == "wacht",
        without_family=held and rule.gezin == "erbuiten",
    )


def _owner(action: str, look: Lookup) -> str:
    """One named owner, or nobody: "wij allemaal" is none until one of them is named (R104)."""
    for name in ("eigenaren_een", "eigenaren"):
        answers = look(name)
        who = answers.get(action, "") if isinstance(answers, Mapping) else ""
        if who not in _NOBODY:
            return who
    return ""


def _gap_action(book: ColourBook, gap: Gap, today: date) -> Action:
    rule = book.data.gaten
    due = add_working_days(today, int(rule.werkdagen))
    return Action(f"gat.{gap.question}", gap.question, rule.code, ", ".join(gap.labels), SELF, due)


def _review(facts: Lookup) -> date | None:
    if not facts("DATUM_BEKEND"):
        return None
    return date.fromisoformat(str(facts("evaluatiedatum")))


def _beyond(facts: Lookup, more: Mapping[str, Value]) -> Lookup:
    def look(name: str) -> Value:
        return more[name] if name in more else facts(name)

    return look

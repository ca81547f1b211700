"""The tasks that go with a signal, from taken.yaml: what to do, by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import AfterValidator

from dialogs.model import Value
from dialogs.questions.conditions import Condition, Lookup, compile_condition
from dialogs.questions.schema import Item, Sources, Strict
from dialogs.signaal.signal import Signal
from dialogs.signaal.signal_parts import Actie
from dialogs.workdays import add_working_days

FIND_OUT: Final = "ACT_UITVRAAG"
"""Finding out what is not known."""
_ASKED_AS: Final = {"op_codes": "op", "op_ernst": "op", "op_duur": "blijvend", "leeftijden": "jongste"}
"""What questions ask, by the variable of kindcheck.md §7 that they set."""
Days = Annotated[str, AfterValidator(lambda text: str(int(text)))]


class TaskRule(Strict):
    """One task, when it belongs to the outcome."""

    code: str
    werkdagen: Days
    als_eerste_stap: bool = False
    """It is the first step of the outcome, and due on the day that was told with it (kindcheck.md §8.2)."""
    when: Condition
    source: Sources


class StepRule(Strict):
    """A step of an outcome that its owner comes back on; no code of the record stands for it."""

    stap: str
    werkdagen: Days
    when: Condition
    source: Sources


class Review(Strict):
    """When to look back, in weeks."""

    gewoon: Days
    jong_of_geweld: Days
    source: Sources


class TaskBook(Strict):
    """taken.yaml."""

    taken: tuple[TaskRule, ...]
    stappen: tuple[StepRule, ...]
    evaluatie: Review


def tasks_for(
    book: TaskBook, lookup: Lookup, owner: str, today: date, first_step: date | None = None
) -> tuple[Actie, ...]:
    """The tasks that fit, each with its owner and date; `first_step` is the day that was told with the outcome."""
    return tuple(
        Actie.model_validate({"code": rule.code, "eigenaar": owner, "op": _day(rule, today, first_step)})
        for rule in book.taken
        if compile_condition(rule.when)(lookup)
    )


def _day(rule: TaskRule, today: date, first_step: date | None) -> date:
    if rule.als_eerste_stap and first_step is not None:
        return first_step
    return add_working_days(today, int(rule.werkdagen))


def steps_for(book: TaskBook, signal: Signal, today: date) -> tuple[tuple[str, date], ...]:
    """The steps of the outcome of a logged signal, each with its day: the injury seen, the report made."""
    seen: Mapping[str, Value] = {
        "uitkomst": signal.kindcheck_uitkomst,
        "kindsignalen": tuple(sign.code for sign in signal.kindsignalen),
    }
    return tuple(
        (rule.stap, add_working_days(today, int(rule.werkdagen)))
        for rule in book.stappen
        if compile_condition(rule.when)(seen.__getitem__)
    )


def to_find_out(unknown: tuple[str, ...], owner: str, due: date) -> tuple[Actie, ...]:
    """One task for each thing that is not known: "weet ik niet" is never the end (kindcheck.md §1 rule 3)."""
    return tuple(
        Actie.model_validate({"code": FIND_OUT, "eigenaar": owner, "op": due, "over": name}) for name in unknown
    )


def variable_of(asked: str) -> str:
    """The variable that a question sets, by the name of what it asks."""
    return _ASKED_AS.get(asked, asked)


def names_of_unknowns(items: Iterable[Item]) -> Mapping[str, str]:
    """What each variable is called in a task, as in the outcome: the short name of the first question that sets it."""
    named = [(variable_of(item.variable), item.short) for item in items if item.variable and "{" not in item.short]
    return dict(reversed(named))


def review_date(book: TaskBook, facts: Lookup, today: date) -> date:
    """When to look back: sooner with a baby on the way or at home, or with violence now (basisvragen.md BV5)."""
    young: Value = facts("jongste")
    soon = young in {"ongeboren", "0-3"} or facts("geweld") in {"nu", "herhaald"}
    weeks = int(book.evaluatie.jong_of_geweld if soon else book.evaluatie.gewoon)
    return today + timedelta(weeks=weeks)

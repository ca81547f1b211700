"""The tasks that go with a signal, from taken.yaml: what to do, by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator

from dialogs.model import Value
from dialogs.questions.conditions import Condition, Lookup, compile_condition
from dialogs.questions.schema import Sources, Strict
from dialogs.signaal.signal_parts import Actie
from dialogs.workdays import add_working_days

Days = Annotated[str, AfterValidator(lambda text: str(int(text)))]


class TaskRule(Strict):
    """One task, when it belongs to the outcome."""

    code: str
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
    evaluatie: Review


def tasks_for(book: TaskBook, lookup: Lookup, owner: str, today: date) -> tuple[Actie, ...]:
    """The tasks that fit, each with its owner and date."""
    return tuple(
        Actie.model_validate({"code": rule.code, "eigenaar": owner, "op": add_working_days(today, int(rule.werkdagen))})
        for rule in book.taken
        if compile_condition(rule.when)(lookup)
    )


def to_find_out(unknown: tuple[str, ...], owner: str, due: date) -> tuple[Actie, ...]:
    """One task for each thing that is not known: "weet ik niet" is never the end (kindcheck.md §1 rule 3)."""
    return tuple(
        Actie.model_validate({"code": "ACT_UITVRAAG", "eigenaar": owner, "op": due, "over": name}) for name in unknown
    )


def review_date(book: TaskBook, facts: Lookup, today: date) -> date:
    """When to look back: sooner with a baby on the way or at home, or with violence now (basisvragen.md BV5)."""
    young: Value = facts("jongste")
    soon = young in {"ongeboren", "0-3"} or facts("geweld") in {"nu", "herhaald"}
    weeks = int(book.evaluatie.jong_of_geweld if soon else book.evaluatie.gewoon)
    return today + timedelta(weeks=weeks)

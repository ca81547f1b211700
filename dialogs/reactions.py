"""Sentences that react to what somebody writes or answers: they name a trap or a consequence, and the check goes on.

A sentence never changes an answer or an outcome. It comes once in a kindcheck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.model import Block
from dialogs.questions.asking import day
from dialogs.turn import Turn
from dialogs.workdays import add_working_days

_CHECK = "kindcheck"
_READ = "uitspraken"
_TOLD = "gezegd"
_CARDS = "kaarten_gezegd"


def take_in(turn: Turn) -> None:
    """Keep with the kindcheck which sayings the message held: their ids, never the words."""
    for place, run in enumerate(turn.stack):
        known = run.given.get(_READ, ())
        new = tuple(name for name in _heard(turn) if name not in known)
        if new and run.dialog == _CHECK:
            turn.stack[place] = replace(run, given={**run.given, _READ: (*known, *new)})


def _heard(turn: Turn) -> tuple[str, ...]:
    """The sayings of the message: what the reading found, and what is told of the work itself."""
    reading = turn.input.reading
    return (*reading.remarks, *turn.library.told.hear(reading.text))


def waits(turn: Turn) -> bool:
    """Whether the message tells something of the work itself to which the kindcheck on top reacts, and did not yet."""
    run = turn.run
    if run.dialog != _CHECK:
        return False
    due = turn.library.reactions.due(turn.path(run).facts, turn.library.told.hear(turn.input.reading.text), ())
    return any(each.uitspraak and each.id not in run.given.get(_TOLD, ()) for each in due)


def tell_cards(turn: Turn) -> None:
    """Say the fixed text that belongs to what is read, in that turn, once in a kindcheck (kindcheck.md §5, §8.4)."""
    check = turn.find_run(_CHECK)
    if check is None:
        return
    told = check.given.get(_CARDS, ())
    reading, sector = turn.input.reading, turn.context.profile.sector
    fit = [*turn.library.dangers.cards_of(reading), *turn.library.heard.cards_of(reading, sector)]
    new = [card for card in fit if card.id not in told]
    for card in new:
        turn.say([Block("titel", card.title), Block("tekst", card.text)], kind="kaart")
    if new:
        given = {**check.given, _CARDS: (*told, *(card.id for card in new))}
        turn.stack[turn.stack.index(check)] = replace(check, given=given)


def mark_told(turn: Turn, names: Sequence[str]) -> None:
    """Keep with the kindcheck on top that what these sentences say was said in other words."""
    run = turn.run
    told = run.given.get(_TOLD, ())
    if new := tuple(name for name in names if name not in told):
        turn.change(given={**run.given, _TOLD: (*told, *new)})


def tell(turn: Turn) -> bool:
    """Say what fits the kindcheck on top and was not said yet. True when something was said."""
    run = turn.run
    if run.dialog != _CHECK:
        return False
    told = run.given.get(_TOLD, ())
    book = turn.library.reactions
    due = book.due(turn.path(run).facts, run.given.get(_READ, ()), told)
    for each in due:
        if _is_answered(turn, each.uitspraak):
            continue
        due_on = add_working_days(turn.context.today, int(each.werkdagen))
        text = each.text.replace("{datum}", day(turn, due_on.isoformat()))
        turn.say([Block("tekst", text)], kind="uitleg")
    if due:
        turn.change(given={**run.given, _TOLD: (*told, *(each.id for each in due))})
    return bool(due)


def _is_answered(turn: Turn, saying: str) -> bool:
    """Whether an answer of practice said the same in this turn."""
    name = turn.library.practice.for_told((saying,)) if saying else ""
    return bool(name) and any(reply.item == f"praktijk:{name}" for reply in turn.replies)

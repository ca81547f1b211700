"""Keeping what was begun as a concept: by `stop`, or as something else begins. Going on with it: `concepts.py`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.basisvragen import overview_message
from dialogs.model import UNKNOWN, Block, Run, Stack
from dialogs.outcome.if_right import as_told, heavier_if_right, say_if_right
from dialogs.outcome.outcome_message import title, unknown_due, unknowns
from dialogs.outcome.outcomes import Verdict
from dialogs.questions.asking import day, last_questions, short
from dialogs.questions.questionnaire import Path
from dialogs.starting import CHECK_DIALOG
from dialogs.summary import unconfirmed
from dialogs.turn import Turn

KEPT = timedelta(days=28)
"""How long a concept lives (signal_schema.md §1, retention)."""
_NOW = "KC-A1"
"""The question whether there is danger now."""
_SHOWN = 6
"""So many open questions are named when somebody stops."""


def park(turn: Turn, *, quietly: bool = False) -> None:
    """`stop`: keep what was begun, say the outcome so far and what is open (phrase stop.bewaard)."""
    if not turn.stack:
        if not quietly:
            turn.say_phrase("niets.open")
        return
    stack: Stack = tuple(turn.stack)
    turn.parked.append(stack)
    if quietly:
        turn.stack.clear()
        turn.preface(turn.phrases.text("concept.geparkeerd", dialoog=called(turn, stack)))
        return
    if turn.questionnaire.dialog.finish == "overzicht" and turn.run.answers:
        overview_message.tell(turn, halfway=True)
    until = (turn.context.now + KEPT).date()
    blocks = [Block("tekst", turn.phrases.text("stop.bewaard", datum=day(turn, until.isoformat())))]
    check = turn.find_run(CHECK_DIALOG)
    main = check or stack[0]
    blocks += _so_far(turn, main)
    blocks += unconfirmed(turn, main) if check else []
    rest = _left_open(turn, main)
    turn.stack.clear()
    turn.say(blocks, kind="kaart")
    if check:
        say_if_right(turn, _with_doubt(turn, check) or check)
    turn.say([*rest, Block("tekst", turn.phrases.text("stop.erger"))], kind="kaart")


def park_if_full(turn: Turn) -> None:
    """Room for one more run: at most three stand on each other."""
    if len(turn.stack) >= 3:
        park(turn, quietly=True)


def keep_forms(turn: Turn, dialogs: Collection[str]) -> None:
    """Another form is opened: what was answered in one is kept as a concept (phrase 23); an empty one goes."""
    left = [run for run in turn.stack if run.dialog in dialogs]
    turn.stack = [run for run in turn.stack if run.dialog not in dialogs]
    for run in left:
        if run.answers or run.pending:
            turn.parked.append((run,))
            turn.preface(turn.phrases.text("concept.geparkeerd", dialoog=called(turn, (run,))))


def called(turn: Turn, stack: Sequence[Run]) -> str:
    """What the lowest of it is called; a form by what it is for, and the signal that it is about."""
    run = stack[0]
    questionnaire = turn.library.questionnaires[run.dialog]
    dialog, form = questionnaire.dialog, run.given.get("wat", ("",))[0]
    if dialog.finish != "formulier":
        return dialog.title
    options = questionnaire.item(dialog.track_item).options if dialog.track_item else ()
    named = next((option.label for option in options if option.code == form), "")
    about = run.given.get("kenmerk", (UNKNOWN,))[0]
    title = turn.phrases.text("concept.formulier", dialoog=dialog.title, wat=named) if named else dialog.title
    return title if about == UNKNOWN else turn.phrases.text("concept.over", dialoog=title, kenmerk=about)


def _so_far(turn: Turn, main: Run) -> list[Block]:
    """The outcome so far. Danger that was read and is not answered counts as doubt (conversations.md, "Nooit stil")."""
    path = turn.path(main)
    verdict = turn.verdict(main, path)
    if verdict is None or not (path.answers or main.acute):
        return []
    doubt = _with_doubt(turn, main)
    if doubt:
        main = doubt
        verdict = turn.verdict(main) or verdict
    said = turn.phrases.text("samenvatting.voorlopig", titel=title(turn, turn.path(main), verdict))
    return [Block("tekst", said), *([Block("tekst", turn.phrases.text("gelezen.poort_open"))] if doubt else [])]


def _with_doubt(turn: Turn, main: Run) -> Run | None:
    """The run in which danger that was read and is not answered counts as doubt; None where there is none."""
    open_gate = any(step.item.gate for step in turn.path(main).open)
    doubt = main.acute and open_gate and main.answers.get(_NOW) != ("ja",)
    return replace(main, answers={**main.answers, _NOW: ("twijfel",)}) if doubt else None


def _left_open(turn: Turn, main: Run) -> list[Block]:
    """What is open, each with a day; the danger question first, and today (kindcheck.md §2.1.6)."""
    path = turn.path(main)
    verdict = turn.verdict(main, path)
    if verdict is None:
        open_points = ", ".join(unknowns(turn, path))
        return [Block("tekst", turn.phrases.text("samenvatting.onbekend", lijst=open_points))] if open_points else []
    if not (main.answers or main.proposals or main.acute):
        return []
    stop = turn.library.questionnaires[main.dialog].dialog.stop
    gate = [step for step in path.open if step.item.gate]
    later = [step for step in (*path.unknown, *last_questions(path, stop)) if not step.item.gate]
    named = [step for step in later if step in path.unknown or {step.key, step.item.id} & {*stop.first, *stop.last}]
    today = turn.phrases.text("datum.vandaag", datum=day(turn, turn.context.today.isoformat()))
    by = _due_by(turn, main, path, verdict)
    points = [(short(turn, step), today) for step in gate] + [(short(turn, step), by) for step in named]
    if not points:
        return []
    lines = tuple(turn.phrases.text("gelezen.punt", vraag=what, datum=when) for what, when in points[:_SHOWN])
    blocks = [Block("tekst", turn.phrases.text("gelezen.nog_open")), Block("punten", lines=lines)]
    if more := len(gate) + len(later) - len(lines):
        blocks.append(Block("tekst", turn.phrases.text("gelezen.nog_meer", aantal=str(more), datum=by)))
    return blocks


def _due_by(turn: Turn, main: Run, path: Path, verdict: Verdict) -> str:
    """The day for what is open: with danger that was read and not confirmed the one that counts if it is right."""
    then = heavier_if_right(turn, main)
    return unknown_due(turn, turn.path(as_told(turn, main)), then) if then else unknown_due(turn, path, verdict)

"""Danger that is read in a message: answered in that very turn, whatever was being talked about (kindcheck.md §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs import additions, progress
from dialogs.advice import acute_block
from dialogs.model import Answer, Block, Run
from dialogs.reasons import answers_of, reasons_of
from dialogs.turn import Turn

UNCLEAR = "AC?"
"""An acute word that names no situation of the call-first table."""
_NOW = "KC-A1"
"""The question whether there is danger now."""
LOOKS_ACUTE = "AC~"
"""Danger by likeness to written examples: it opens the gate, once in a run."""


def new_concepts(turn: Turn) -> tuple[str, ...]:
    """Acute concepts of the message that did not open the gate in this run yet."""
    check = turn.find_run(progress.CHECK_DIALOG)
    handled = check.acute if check else ()
    return tuple(code for code in turn.input.reading.acute if code not in handled)


def looks_acute(turn: Turn) -> bool:
    """No acute word, but the message resembles messages about danger: asked once in a run, never decided."""
    if turn.input.reading.urgency != "acuut":
        return False
    check = turn.find_run(progress.CHECK_DIALOG)
    return check is None or not {LOOKS_ACUTE, *turn.input.reading.acute} & set(check.acute)


def answer(turn: Turn, concepts: Sequence[str]) -> bool:
    """Say first who to call, then ask the danger question; what the message said besides waits for a yes.

    False where only likeness sees danger and the user said already that there is: the numbers are said and nothing is
    asked, for a "no" now would undo that answer. The message then counts for whatever it was typed for.
    """
    check = turn.find_run(progress.CHECK_DIALOG)
    if check is not None and set(concepts) == {LOOKS_ACUTE} and check.answers.get(_NOW) == ("ja",):
        turn.stack[turn.stack.index(check)] = replace(check, acute=(*check.acute, *concepts))
        _say_who_to_call(turn, concepts)
        return False
    read = turn.input.reading.proposals
    _kindcheck_on_top(turn, answers_of(read), reasons_of(read))
    run = turn.run
    dialog = turn.questionnaire.dialog
    gate = {item.id for item in dialog.items if item.gate}
    turn.change(
        announced="" if run.announced in dialog.stop.at_once else run.announced,  # new danger is told anew
        answers={key: value for key, value in run.answers.items() if key not in gate},
        withdrawn={key: value for key, value in run.withdrawn.items() if key not in gate},
        acute=(*run.acute, *concepts),
        given={**run.given, "acuut_gelezen": ("ja",)},
    )
    _say_who_to_call(turn, concepts)
    progress.ask_gate(turn)
    return True


def _say_who_to_call(turn: Turn, concepts: Sequence[str]) -> None:
    for block in call_first(turn, concepts):
        turn.say([block], kind="acuut")


def open_gate(turn: Turn) -> None:
    """An answer says that it is not safe now: who to call first, then the danger question (basisvragen.md BV1.4)."""
    _kindcheck_on_top(turn, {}, {})
    run = turn.run
    dialog = turn.questionnaire.dialog
    gate = {item.id for item in dialog.items if item.gate}
    turn.change(
        announced="" if run.announced in dialog.stop.at_once else run.announced,  # new danger is told anew
        answers={key: value for key, value in run.answers.items() if key not in gate},
        withdrawn={key: value for key, value in run.withdrawn.items() if key not in gate},
        given={**run.given, "veilig_nu": ("nee",)},
        mode="vragen",
    )
    turn.say([Block("tekst", turn.phrases.text("basis.niet_veilig"))], kind="acuut")
    progress.ask_gate(turn)


def call_first(turn: Turn, concepts: Sequence[str]) -> list[Block]:
    """The numbers and what not to do; for a known situation its own lines (kindcheck.md §3.1)."""
    by_likeness = set(concepts) == {LOOKS_ACUTE}
    blocks = [Block("tekst", turn.phrases.text("acuut.lijkt" if by_likeness else "acuut.gelezen"))]
    known = tuple(code for code in concepts if code not in {UNCLEAR, LOOKS_ACUTE})
    blocks += [Block("punten", lines=tuple(lines)) for lines in acute_block(turn.library.acute, known)]
    return blocks


def _kindcheck_on_top(turn: Turn, proposals: dict[str, Answer], reasons: dict[str, tuple[str, ...]]) -> None:
    place = next((n for n, run in enumerate(turn.stack) if run.dialog == progress.CHECK_DIALOG), None)
    if place is None:
        if len(turn.stack) >= 3:
            turn.stack.pop()
        beside = bool(turn.stack) and turn.questionnaire.dialog.finish == "overzicht"
        progress.start(turn, progress.CHECK_DIALOG, proposals=proposals, reasons=reasons)
        turn.change(aside=beside)
        return
    run: Run = turn.stack.pop(place)
    moved = bool(turn.stack[place:])
    fitting = {key: value for key, value in proposals.items() if turn.library.questionnaires[run.dialog].has(key)}
    open_ones = additions.unheard(turn.library.questionnaires[run.dialog], run, fitting, turn.input.reading)
    kept = {key: value for key, value in reasons.items() if key in open_ones}
    turn.stack.append(
        replace(
            run,
            aside=moved or run.aside,
            proposals={**run.proposals, **open_ones},
            reasons={**run.reasons, **kept},
        )
    )

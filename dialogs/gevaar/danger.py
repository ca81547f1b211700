"""Danger that is read in a message: answered in that very turn, whatever was being talked about (kindcheck.md §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs import progress, reactions, starting
from dialogs.gevaar.gate import ask_gate, kindcheck_on_top
from dialogs.gevaar.parent_in_crisis import IN_CRISIS, in_crisis, is_all_danger
from dialogs.model import Block
from dialogs.outcome.advice import acute_block
from dialogs.questions.asking import short
from dialogs.reasons import answers_of, reasons_of
from dialogs.turn import Turn

UNCLEAR = "AC?"
"""An acute word that names no situation of the call-first table."""
NOW = "KC-A1"
"""The question whether there is danger now."""
LOOKS_ACUTE = "AC~"
"""Danger by likeness to written examples: it opens the gate, once in a run."""
_HARM = "AC+"
"""What a marker of harm begins with; what was read follows. Each opens the gate once in a run."""
JUDGED = f"{_HARM}oordeel"
"""Danger by the user's own judgement, whatever the answer to the danger question was before."""
_PRESENT = "aanwezig"
_TOLD = frozenset({"signaal", "kindcheck"})
_HARMS = frozenset({"huiselijk_geweld", "letsel", "seksueel", "suicidaliteit"})
"""Categories of harm; every danger of the reading is one too (understanding.md, "gevaar")."""


def new_concepts(turn: Turn) -> tuple[str, ...]:
    """Acute concepts of the message that did not open the gate in this run yet."""
    check = turn.find_run(starting.CHECK_DIALOG)
    handled = check.acute if check else ()
    return tuple(code for code in turn.input.reading.acute if code not in handled)


def looks_acute(turn: Turn) -> bool:
    """No acute word, but the message resembles messages about danger: asked once in a run, never decided."""
    if turn.input.reading.urgency != "acuut":
        return False
    check = turn.find_run(starting.CHECK_DIALOG)
    return check is None or not {LOOKS_ACUTE, *turn.input.reading.acute} & set(check.acute)


def tells_of_harm(turn: Turn) -> tuple[str, ...]:
    """Harm that is read as going on, no acute word in it: asked about, each once in a run (kindcheck.md §1 rule 1)."""
    reading = turn.input.reading
    about_somebody = reading.urgency != "geen" or (reading.intent in _TOLD and not reading.text.rstrip().endswith("?"))
    if not about_somebody:
        return ()
    check = turn.find_run(starting.CHECK_DIALOG)
    handled = check.acute if check else ()
    read = [name for name, status in reading.categories.items() if name in _HARMS and status == _PRESENT]
    read += dangers(turn)
    return tuple(f"{_HARM}{name}" for name in read if f"{_HARM}{name}" not in handled)


def dangers(turn: Turn) -> list[str]:
    """The dangers of the reading that are there now (understanding.md, "gevaar")."""
    return [name for name, status in turn.input.reading.danger.items() if status == _PRESENT]


def of_dangers(turn: Turn, harm: Sequence[str]) -> tuple[str, ...]:
    """Those markers of harm behind which a danger of the reading stands, and not only a category."""
    return tuple(f"{_HARM}{name}" for name in dangers(turn) if f"{_HARM}{name}" in harm)


def is_harm(turn: Turn) -> bool:
    """Whether a message that worries tells of harm that is going on, told before or not."""
    reading = turn.input.reading
    return reading.urgency != "geen" and any(reading.categories.get(name) == _PRESENT for name in _HARMS)


def concepts_told(turn: Turn) -> tuple[str, ...]:
    """All danger of a message that worries: acute words, likeness and dangers, answered in this run before or not."""
    reading = turn.input.reading
    if reading.urgency == "geen":
        return ()
    if reading.acute:
        return reading.acute
    looks = (LOOKS_ACUTE,) if reading.urgency == "acuut" else ()
    return (*looks, *(f"{_HARM}{name}" for name in dangers(turn)))


def begins_a_check(turn: Turn) -> bool:
    """Whether a first message begins the kindcheck, and so the danger question, by what it tells."""
    reading = turn.input.reading
    told = bool(reading.proposals or reading.remarks) or reading.urgency != "geen"
    return told or reading.intent in _TOLD


def answer(turn: Turn, concepts: Sequence[str]) -> bool:
    """Say first who to call, then ask the danger question; what the message said besides waits for a yes.

    Where no acute word sees danger and the user said already that there is, nothing is asked: a "no" now would undo
    that answer. False where only likeness sees it: the message then counts for whatever it was typed for.
    """
    check = turn.find_run(starting.CHECK_DIALOG)
    read = turn.input.reading.proposals
    not_kept = _text_not_kept(turn)
    if check is not None and all(map(_is_soft, concepts)) and check.answers.get(NOW) == ("ja",):
        turn.stack[turn.stack.index(check)] = replace(check, acute=(*check.acute, *concepts))
        _say_who_to_call(turn, concepts)
        if set(concepts) == {LOOKS_ACUTE}:
            return False
        kindcheck_on_top(turn, answers_of(read), reasons_of(read))
        turn.preface(not_kept)
        progress.advance(turn)
        return True
    kindcheck_on_top(turn, answers_of(read), reasons_of(read))
    run = turn.run
    dialog = turn.questionnaire.dialog
    gate = {item.id for item in dialog.items if item.gate}
    told = (IN_CRISIS,) if in_crisis(turn.input.reading) and IN_CRISIS not in {*run.acute, *concepts} else ()
    turn.change(
        announced="" if run.announced in dialog.stop.at_once else run.announced,  # new danger is told anew
        answers={key: value for key, value in run.answers.items() if key not in gate},
        withdrawn={key: value for key, value in run.withdrawn.items() if key not in gate},
        acute=tuple(dict.fromkeys((*run.acute, *concepts, *told))),
        given={**run.given, "acuut_gelezen": ("ja",)},
    )
    _say_who_to_call(turn, concepts)
    reactions.tell_cards(turn)
    turn.preface(not_kept)
    ask_gate(turn)
    return True


def answer_again(turn: Turn, concepts: Sequence[str]) -> None:
    """Say who to call where this danger was told before, and ask of danger again unless the user said that there is."""
    check = turn.find_run(starting.CHECK_DIALOG)
    if check is None or check.answers.get(NOW) != ("ja",):
        answer(turn, concepts)
        return
    _say_who_to_call(turn, concepts)
    progress.advance(turn)


def _text_not_kept(turn: Turn) -> str:
    """That a message which told of danger was not taken as the text that was asked; empty where none was asked.

    Who thinks that a text went out waits for an answer that never comes.
    """
    if not turn.stack or turn.run.mode != "vragen" or len(turn.run.asked) != 1:
        return ""
    questionnaire, (key,) = turn.questionnaire, turn.run.asked
    if not questionnaire.has(key) or questionnaire.item(key).type != "text":
        return ""
    return turn.phrases.text("acuut.tekst_niet_bewaard", vraag=short(turn, questionnaire.step(key)))


def _is_soft(concept: str) -> bool:
    """No acute word stands behind it."""
    return concept == LOOKS_ACUTE or concept.startswith(_HARM)


def _say_who_to_call(turn: Turn, concepts: Sequence[str]) -> None:
    for block in call_first(turn, concepts):
        turn.say([block], kind="acuut")


def call_first(turn: Turn, concepts: Sequence[str]) -> list[Block]:
    """The numbers and what not to do; for a known situation its own lines (kindcheck.md §3.1)."""
    reading = turn.input.reading
    name = "acuut.lijkt" if all(map(_is_soft, concepts)) else "acuut.gelezen"
    known = tuple(code for code in concepts if code != UNCLEAR and not _is_soft(code))
    if in_crisis(reading) or IN_CRISIS in known:
        name = "acuut.ouder_in_crisis" if is_all_danger(reading) else name
        known = (*known, IN_CRISIS)
    blocks = [Block("tekst", turn.phrases.text(name))]
    blocks += [Block("punten", lines=tuple(lines)) for lines in acute_block(turn.library.acute, known)]
    return blocks

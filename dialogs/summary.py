"""Reading back: what was understood from a message, what was answered so far, and what will be logged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from dialogs.corrections.additions import waits
from dialogs.model import SKIPPED, Answer, Block, Run
from dialogs.outcome.balance import balance
from dialogs.outcome.outcome_message import step_line, title, unknowns
from dialogs.questions.asking import answer_text, short
from dialogs.questions.questionnaire import Path, Step
from dialogs.reasons import of_one, rests_on_likeness, told
from dialogs.signaal import grounds
from dialogs.signaal.record import is_shielded, wants_to_share
from dialogs.turn import Turn

EDIT: Final = "wijzig:"
"""What a press beside an answer of the summary begins with; the key of its question follows."""


def lines(turn: Turn, run: Run, path: Path) -> list[str]:
    """Each answer on the path in one line, in the order of the questions."""
    return [line for line, _ in _answered(turn, run, path)]


def _answered(turn: Turn, run: Run, path: Path) -> list[tuple[str, Step]]:
    """The same, each with its question."""
    return [
        (f"{step.item.noted or short(turn, step)}: {answer_text(turn, run, step, answer)}", step)
        for step in path.steps
        if (answer := path.answers.get(step.key)) and answer != (SKIPPED,)
    ]


def proposal_lines(turn: Turn, run: Run, steps: list[Step]) -> list[str]:
    """What was read from a message and waits for a yes; what only looks like it says so, with the example."""
    said = []
    for step in steps:
        answer = run.proposals[step.key]
        doubtful = tuple(code for code in answer if of_one(step.key, code) in run.reasons)
        if sure := tuple(code for code in answer if code not in doubtful):
            line = _proposal_line(turn, run, step, sure)
            if rests_on_likeness(run, step.key):
                line = turn.phrases.text("lezen.misschien", wat=line, reden=told(turn, run.reasons, step.key))
            said.append(line)
        for code in doubtful:
            reason = told(turn, run.reasons, of_one(step.key, code))
            line = _proposal_line(turn, run, step, (code,))
            said.append(turn.phrases.text("lezen.misschien", wat=line, reden=reason))
    return said


def _proposal_line(turn: Turn, run: Run, step: Step, answer: Answer) -> str:
    return f"{short(turn, step)}: {answer_text(turn, run, step, answer)}"


def unticked(turn: Turn, run: Run) -> list[Block]:
    """Danger that a message named and that nobody ticked: it stays in sight (conversations.md, "Nooit stil")."""
    labels = _unticked_labels(turn, run)
    return [Block("tekst", turn.phrases.text("gelezen.gevaar", lijst="; ".join(labels)))] if labels else []


def other_children(turn: Turn, run: Run, shown: Sequence[Step]) -> list[Block]:
    """With one child that was read: that the others are named too (kindcheck.md §4.2 KC-G2, R22).

    The ages are asked no more once they were read, and a brother or sister nobody told of would stay unseen.
    """
    ages = [step.key for step in shown if step.item.type == "ages" and step.key not in run.answers]
    alone = any(len(run.proposals[key]) == 1 for key in ages)
    return [Block("tekst", turn.phrases.text("prefill.meer_kinderen"))] if alone else []


def unconfirmed(turn: Turn, run: Run) -> list[Block]:
    """What was read and waits for a yes, danger included: not known, and not lost (kindcheck.md §1 rule 4).

    Others may see it: the written example that it looks like is about another child, and stays out.
    """
    path = turn.path(run)
    questionnaire = turn.library.questionnaires[run.dialog]
    waiting = [
        questionnaire.step(key) for key in run.proposals if key not in path.answers or waits(questionnaire, run, key)
    ]
    said = [
        f"{short(turn, step)}: {answer_text(turn, run, step, run.proposals[step.key])}"
        for step in waiting
        if not step.item.gate
    ]
    said += _unticked_labels(turn, run)
    if not said:
        return []
    return [Block("tekst", turn.phrases.text("gelezen.onbevestigd")), Block("punten", lines=tuple(said))]


def _unticked_labels(turn: Turn, run: Run) -> list[str]:
    ticked = turn.path(run).raw.get("ac", ())
    ticked = ticked if isinstance(ticked, tuple) else ()
    read = set(run.acute) - set(ticked)
    return [situation.label for situation in turn.library.acute.data.situations if situation.code in read]


def so_far(turn: Turn, run: Run) -> None:
    """`samenvatting`: the answers, what is not known, and the outcome so far."""
    path = turn.path(run)
    said = lines(turn, run, path)
    if not said or not run.answers:
        turn.say_phrase("samenvatting.leeg")
        return
    name = turn.library.questionnaires[run.dialog].dialog.title
    blocks = [
        Block("titel", turn.phrases.text("samenvatting.titel", dialoog=name)),
        Block("punten", lines=tuple(said)),
        *unticked(turn, run),
    ]
    if open_points := unknowns(turn, path):
        blocks.append(Block("tekst", turn.phrases.text("samenvatting.onbekend", lijst=", ".join(open_points))))
    verdict = turn.verdict(run, path)
    if verdict is not None:
        blocks.append(Block("tekst", turn.phrases.text("samenvatting.voorlopig", titel=title(turn, path, verdict))))
        blocks += step_line(turn, verdict)
    blocks.append(Block("tekst", turn.phrases.text("samenvatting.wijzig")))
    turn.say(blocks, kind="uitleg")
    if weighed := balance(turn, run, path):
        turn.say(weighed, kind="uitleg")


def to_confirm(turn: Turn, run: Run, path: Path, kindcheck: Run | None) -> tuple[list[Block], str]:
    """The whole of what will be logged, and a mark of it that the confirmation must carry.

    Who confirms must see all: nothing is left out or folded away (conversations.md §5.1).
    """
    blocks = [Block("titel", turn.phrases.text("log.titel"))]
    said: dict[str, str] = {}
    for line, step in _answered(turn, run, path):
        if step.item.type == "text":
            text = path.answers[step.key][0]
            blocks += [Block("tekst", f"{short(turn, step)}:", codes=(EDIT + step.key,)), Block("quote", text)]
        else:
            said[line] = EDIT + step.key if step.key in run.answers else ""
    if kindcheck is not None:
        check = turn.path(kindcheck)
        verdict = turn.verdict(kindcheck, check)
        # the kindcheck may have told vastleggen one: it is said once, and changed where it was asked
        said |= {line: EDIT + step.key for line, step in _answered(turn, kindcheck, check) if not said.get(line)}
        if verdict is not None:
            told = [turn.phrases.text("log.uitkomst", titel=title(turn, check, verdict))]
            told += [block.text for block in step_line(turn, verdict)]
            said |= dict.fromkeys(told, "")
    blocks.append(Block("punten", lines=tuple(said), codes=tuple(said.values())))
    blocks += _not_asked(turn, kindcheck) if kindcheck is not None else []
    shielded = kindcheck is not None and is_shielded(turn, turn.path(kindcheck))
    shared = wants_to_share(path) and not shielded
    if not shielded and grounds.chosen(path.raw) and (why := grounds.fault(path.raw)):
        blocks.append(Block("tekst", turn.phrases.text(f"log.geen_grond.{why}")))
    blocks.append(Block("tekst", turn.phrases.text("log.gedeeld" if shared else "log.alleen_jij")))
    blocks.append(Block("tekst", turn.phrases.text("log.geen_melding")))
    return blocks, _mark(blocks)


def _not_asked(turn: Turn, kindcheck: Run) -> list[Block]:
    """What was skipped: who reads it must not take silence for a good sign (kindcheck.md §2)."""
    steps = turn.library.questionnaires[kindcheck.dialog].unasked(turn.path(kindcheck))
    named = ", ".join(short(turn, step) for step in steps)
    return [Block("tekst", turn.phrases.text("log.niet_gevraagd", lijst=named))] if named else []


def _mark(blocks: list[Block]) -> str:
    shown = "\n".join(f"{block.kind}|{block.text}|{'|'.join(block.lines)}" for block in blocks)
    return hashlib.sha256(shown.encode()).hexdigest()[:12]

"""Reading back: what was understood from a message, what was answered so far, and what will be logged."""

from __future__ import annotations

import hashlib

from dialogs import grounds
from dialogs.asking import answer_text, short
from dialogs.balance import balance
from dialogs.model import SKIPPED, Block, Run
from dialogs.outcome_message import step_line, title, unknowns
from dialogs.questionnaire import Path, Step
from dialogs.reasons import rests_on_likeness, told
from dialogs.record import is_shielded, wants_to_share
from dialogs.turn import Turn


def lines(turn: Turn, run: Run, path: Path) -> list[str]:
    """Each answer on the path in one line, in the order of the questions."""
    said = []
    for step in path.steps:
        answer = path.answers.get(step.key)
        if answer and answer != (SKIPPED,):
            said.append(f"{short(turn, step)}: {answer_text(turn, run, step, answer)}")
    return said


def proposal_lines(turn: Turn, run: Run, steps: list[Step]) -> list[str]:
    """What was read from a message and waits for a yes; what only looks like it says so, with the example."""
    said = []
    for step in steps:
        line = f"{short(turn, step)}: {answer_text(turn, run, step, run.proposals[step.key])}"
        if rests_on_likeness(run, step.key):
            line = turn.phrases.text("lezen.misschien", wat=line, reden=told(turn, run.reasons, step.key))
        said.append(line)
    return said


def so_far(turn: Turn, run: Run) -> None:
    """`samenvatting`: the answers, what is not known, and the outcome so far."""
    path = turn.path(run)
    said = lines(turn, run, path)
    if not said or not run.answers:
        turn.say_phrase("samenvatting.leeg")
        return
    blocks = [
        Block("titel", turn.phrases.text("samenvatting.titel", dialoog=turn.questionnaire.dialog.title)),
        Block("punten", lines=tuple(said)),
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
    said: list[str] = []
    for step in path.steps:
        answer = path.answers.get(step.key)
        if not answer or answer == (SKIPPED,):
            continue
        label = short(turn, step)
        if step.item.type == "text":
            blocks += [Block("tekst", f"{label}:"), Block("quote", answer[0])]
        else:
            said.append(f"{label}: {answer_text(turn, run, step, answer)}")
    if kindcheck is not None:
        check = turn.path(kindcheck)
        verdict = turn.verdict(kindcheck, check)
        said += lines(turn, kindcheck, check)
        if verdict is not None:
            said.append(turn.phrases.text("log.uitkomst", titel=title(turn, check, verdict)))
            said += [block.text for block in step_line(turn, verdict)]
    blocks.append(Block("punten", lines=tuple(dict.fromkeys(said))))  # the kindcheck may have told vastleggen one
    shielded = kindcheck is not None and is_shielded(turn, turn.path(kindcheck))
    shared = wants_to_share(path) and not shielded
    if not shielded and grounds.chosen(path.raw) and (why := grounds.fault(path.raw)):
        blocks.append(Block("tekst", turn.phrases.text(f"log.geen_grond.{why}")))
    blocks.append(Block("tekst", turn.phrases.text("log.gedeeld" if shared else "log.alleen_jij")))
    blocks.append(Block("tekst", turn.phrases.text("log.geen_melding")))
    return blocks, _mark(blocks)


def _mark(blocks: list[Block]) -> str:
    shown = "\n".join(f"{block.kind}|{block.text}|{'|'.join(block.lines)}" for block in blocks)
    return hashlib.sha256(shown.encode()).hexdigest()[:12]

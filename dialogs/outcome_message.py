"""Telling the outcome: the advice of the table, why, what is not known yet, and what can be done next."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dialogs.advice import acute_block, advise
from dialogs.asking import answer_text, day, short
from dialogs.kindcheck_variables import USES
from dialogs.model import Block, Prompt, Run
from dialogs.outcomes import Verdict, due
from dialogs.questionnaire import Path
from dialogs.turn import Turn

_WHY = 4
_UNKNOWN = 6
ACUTE = frozenset({"U6", "U6b"})


def tell(turn: Turn, run: Run, path: Path, verdict: Verdict) -> None:
    """Tell the outcome for the first time, or again when it became heavier."""
    if verdict.outcome in ACUTE:
        _tell_acute(turn, path, verdict)
    else:
        _tell_card(turn, run, path, verdict)
    turn.change(announced=verdict.outcome)


def stays(turn: Turn, verdict: Verdict, path: Path) -> None:
    """The questions are over and the outcome is the one that was told."""
    blocks = [Block("tekst", turn.phrases.text("uitkomst.blijft", titel=title(turn, path, verdict)))]
    turn.say(blocks, prompt=menu(turn, path), item="uitkomst", outcome=verdict.outcome)


def title(turn: Turn, path: Path, verdict: Verdict) -> str:
    """The outcome as the user knows it (labels.md, U)."""
    return advise(turn.library.advice, path.facts, verdict, turn.context.profile.sector).title


def reasons(turn: Turn, run: Run, path: Path, verdict: Verdict) -> list[str]:
    """The answers that led to the outcome, one line each: "geweld thuis: ja, nu"."""
    lines = []
    named = set(verdict.because).union(*(USES.get(name, frozenset()) for name in verdict.because))
    for step in path.steps:
        answer = path.answers.get(step.key)
        if answer and step.item.variable in named:
            lines.append(f"{short(turn, step)}: {answer_text(turn, run, step, answer)}")
    return lines


def unknowns(turn: Turn, path: Path) -> list[str]:
    """What the user does not know yet (F_ONBEKEND): never read as no."""
    return [short(turn, step) for step in path.unknown]


def due_text(turn: Turn, verdict: Verdict) -> str:
    """The date of the first step, in words; empty where there is none."""
    if verdict.term is None:
        return ""
    moment = due(verdict.term, turn.context.now, turn.context.today, None)
    return day(turn, _as_date(moment).isoformat())


def menu(turn: Turn, path: Path) -> Prompt:
    """What can be done with an outcome."""
    phrase = "uitkomst.menu_open" if path.open else "uitkomst.menu"
    return turn.open_prompt("uitkomst", "uitkomst", turn.phrases.options(phrase), turn.phrases.text(phrase))


def _tell_acute(turn: Turn, path: Path, verdict: Verdict) -> None:
    """First line the action and the number; the call-first block of each situation; then whether the call was made."""
    advice = advise(turn.library.advice, path.facts, verdict, turn.context.profile.sector)
    codes = path.facts("ac")
    blocks = [Block("titel", advice.title)]
    per_situation = acute_block(turn.library.acute, codes if isinstance(codes, tuple) else ())
    blocks += [Block("punten", lines=tuple(lines)) for lines in per_situation]
    blocks += [Block("tekst", text) for text in (*advice.texts, *advice.steps)]
    turn.say(blocks, prompt=call_prompt(turn), kind="acuut", item="acuut", outcome=verdict.outcome)


def call_prompt(turn: Turn) -> Prompt:
    """Whether the call was made; the run waits for that."""
    options = turn.phrases.options("acuut.gebeld_vraag")
    return turn.open_prompt("acuut", "acuut", options, turn.phrases.text("acuut.gebeld_vraag"))


def _tell_card(turn: Turn, run: Run, path: Path, verdict: Verdict) -> None:
    advice = advise(turn.library.advice, path.facts, verdict, turn.context.profile.sector)
    date_text = due_text(turn, verdict)
    blocks = [Block("titel", advice.title)]
    why = reasons(turn, run, path, verdict)[:_WHY]
    if why:
        blocks.append(Block("tekst", turn.phrases.text("uitkomst.hierdoor", lijst="; ".join(why))))
    blocks += [Block("tekst", text.replace("{datum}", date_text)) for text in advice.texts]
    if advice.steps:
        blocks.append(Block("stappen", lines=tuple(step.replace("{datum}", date_text) for step in advice.steps)))
    open_points = unknowns(turn, path)
    if open_points:
        shown = ", ".join(open_points[:_UNKNOWN])
        blocks.append(
            Block("tekst", turn.phrases.text("onbekend.open", lijst=shown, datum=_unknown_due(turn, verdict)))
        )
    blocks.append(Block("tekst", turn.phrases.text("uitkomst.slot")))
    turn.say(blocks, prompt=menu(turn, path), kind="kaart", item="uitkomst", outcome=verdict.outcome)


def _unknown_due(turn: Turn, verdict: Verdict) -> str:
    return due_text(turn, verdict) or day(turn, turn.context.today.isoformat())


def _as_date(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        from zoneinfo import ZoneInfo

        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(ZoneInfo("Europe/Amsterdam")).date()
    return moment

"""Draaglast and draagkracht of the parent, next to how vulnerable each child is (R9).

What helps is named next to what weighs and never taken off it: nothing here changes an outcome (R35).
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.model import NOT_ASKED, Block, Run
from dialogs.questions.asking import answer_text, instance_label, short
from dialogs.questions.questionnaire import Path
from dialogs.turn import Turn

_WEIGHS: Mapping[str, frozenset[str]] = {
    "geweld": frozenset({"vroeger", "nu", "herhaald"}),
    "eerder": frozenset({"signalen", "melding"}),
    "hulp_aanvaard": frozenset({"deels", "nee"}),
}
"""Answers besides problems and events that add to the burden."""
_HELPS: Mapping[str, frozenset[str]] = {
    "zorg_nu": frozenset({"gedeeld"}),
    "netwerk": frozenset({"familie", "buren", "anders"}),
    "hulp_aanvaard": frozenset({"ja"}),
    "hulp_effect": frozenset({"ja"}),
    "verloskundige": frozenset({"ja"}),
}
"""Answers that tell of what a parent can lean on."""


def balance(turn: Turn, run: Run, path: Path) -> list[Block]:
    """The three lists; nothing for another dialog, or where no parent has a problem and nothing happens."""
    if run.dialog != "kindcheck":
        return []
    problems = _problems(turn, path)
    events = path.facts("gebeurtenis")
    happens = [turn.labels.label(code) for code in events] if isinstance(events, tuple) else []
    burden = [*problems, *happens, *_answers(turn, run, path, _WEIGHS)]
    if not burden:
        return []
    nothing = [turn.phrases.text("balans.niets")]
    blocks = [Block("titel", turn.phrases.text("balans.titel"))]
    for name, lines in (
        ("last", burden),
        ("kracht", _answers(turn, run, path, _HELPS) or nothing),
        ("kind", _children(turn, run, path) or nothing),
    ):
        blocks += [Block("tekst", turn.phrases.text(f"balans.{name}")), Block("punten", lines=tuple(lines))]
    return [*blocks, Block("tekst", turn.phrases.text("balans.slot"))]


def _problems(turn: Turn, path: Path) -> list[str]:
    """Each problem with how heavy and how lasting it is, as far as that was asked."""
    op = path.facts("op")
    lasting = path.raw.get("op_duur")
    durations = lasting if isinstance(lasting, Mapping) else {}
    said = []
    for code, severity in op.items() if isinstance(op, Mapping) else ():
        known = [
            turn.labels.label(each) for each in (severity, durations.get(code, NOT_ASKED)) if each != NOT_ASKED
        ]  # fmt: skip
        label = turn.labels.label(code)
        said.append(turn.phrases.text("balans.probleem", wat=label, hoe=", ".join(known)) if known else label)
    return said


def _answers(turn: Turn, run: Run, path: Path, wanted: Mapping[str, frozenset[str]]) -> list[str]:
    """Answers among the wanted ones. What a rule does not take for an answer (kindcheck.md §7.1) is none here."""
    ruled = path.facts.policy.defaults
    return [
        f"{short(turn, step)}: {answer_text(turn, run, step, answer)}"
        for step in path.steps
        if (answer := path.answers.get(step.key))
        and answer[0] in wanted.get(step.item.variable, ())
        and (step.item.variable not in ruled or path.facts(step.item.variable) == answer[0])
    ]


def _children(turn: Turn, run: Run, path: Path) -> list[str]:
    """One line for each child: its age, and what was said of it alone."""
    ages = next((step for step in path.steps if step.item.variable == "leeftijden" and step.key in path.answers), None)
    keys = path.facts("kinderen_lijst")
    bands = path.answers[ages.key] if ages else ()
    lines = []
    for key in keys if isinstance(keys, tuple) else ():
        known = [answer_text(turn, run, ages, (bands[int(key.removeprefix("kind")) - 1],))] if ages else []
        known += [
            f"{_about(step.item.short)}: {answer_text(turn, run, step, path.answers[step.key])}"
            for step in path.steps
            if step.instance == key and step.key in path.answers
        ]
        lines.append(turn.phrases.text("balans.kind_regel", kind=instance_label(turn, key), wat="; ".join(known)))
    if path.facts("zwanger") == "ja":
        lines.append(turn.phrases.text("balans.ongeboren"))
    return lines


def _about(text: str) -> str:
    """The name of a question without the child that it is about: that stands at the head of the line."""
    return text.replace("{instance}", "").strip().rstrip(":")

"""Cards that are made of the answers: what to lay before somebody who thinks along, and the outline of a report.

Shown, copied or read out by phone, and not kept (signal_schema.md §4 rule 8). No names, no address: they are made of
codes and of texts that the user confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dialogs.model import SKIPPED, UNKNOWN, Block, Run
from dialogs.outcome.outcome_message import step_line
from dialogs.questions.asking import answer_text, day, short
from dialogs.questions.questionnaire import Path
from dialogs.summary import unconfirmed
from dialogs.turn import Turn

_CONSULT: Sequence[tuple[str, Sequence[str]]] = (
    ("kinderen", ("leeftijden", "kwetsbaar_per_kind", "zwanger", "verloskundige")),
    ("thuis", ("op_codes", "op_ernst", "op_duur", "zorg_nu", "geweld", "dodelijk", "getuige")),
    ("kind", ("ks", "mobiel", "kind_gezien", "kind_gesproken")),
    ("vroeger", ("eerder", "patronen")),
    ("betrokken", ("partijen_lijst", "regisseur", "hulp_aanvaard", "hulp_effect")),
    ("nu", ("gebeurtenis", "gesprek_ouders")),
)
"""The sections of the consult card and the answers that belong in each (kindcheck.md §6 KC-T4)."""

_REPORT: Sequence[tuple[str, Sequence[str]]] = (
    ("feiten", ("ks", "geweld", "dodelijk", "getuige", "op_codes", "op_ernst")),
    ("kinderen", ("leeftijden", "kwetsbaar_per_kind", "zwanger", "kind_gezien", "kind_gesproken")),
    ("vroeger", ("eerder", "patronen", "gebeurtenis")),
    ("gedaan", ("hulp_aanvaard", "hulp_effect", "gesprek_ouders", "hulp_zelf")),
)
"""The sections of the outline for a report: facts, children, history, own help (kindcheck.md §8.2, U5)."""


def consult_card(turn: Turn, check: Run, question: str) -> list[Block]:
    """What somebody who thinks along needs, and the user's own question."""
    blocks = [*_start(turn, "kaart.overleg"), *_step(turn, check)]
    blocks += [*_sections(turn, check, _CONSULT), *unconfirmed(turn, check)]
    blocks += _advice_noted(turn, check)
    if question:
        blocks += [Block("tekst", turn.phrases.text("kaart.vraag")), Block("quote", question)]
    return [*blocks, Block("tekst", turn.phrases.text("kaart.niet_bewaard"))]


def report_outline(turn: Turn, check: Run, fact: str = "") -> list[Block]:
    """What a report to Veilig Thuis asks for, as far as it is known. It is no report."""
    blocks = [*_start(turn, "kaart.verslag"), *_step(turn, check)]
    if fact:
        blocks += [Block("tekst", turn.phrases.text("kaart.zelf_gezien")), Block("quote", fact)]
    blocks += _sections(turn, check, _REPORT)
    return [*blocks, Block("tekst", turn.phrases.text("kaart.verslag_slot"))]


def _advice_noted(turn: Turn, check: Run) -> list[Block]:
    """What somebody else advised already, with whom and when (kindcheck.md §6 KC-T5); the text in the user's words."""
    noted = check.given.get("consult")
    if not noted:
        return []
    source, on, text = noted
    asked = turn.library.questionnaires["advies"].items["KC-T5"].options
    who = next((option.label for option in asked if option.code == source), source)
    said = turn.phrases.text("kaart.advies", wie=who, datum=day(turn, on))
    return [Block("tekst", said), *([Block("quote", text)] if text and text not in {SKIPPED, UNKNOWN} else [])]


def _step(turn: Turn, check: Run) -> list[Block]:
    """The step of the meldcode that comes now."""
    verdict = turn.verdict(check)
    return step_line(turn, verdict) if verdict else []


def _start(turn: Turn, title: str) -> list[Block]:
    profile = turn.context.profile
    today = day(turn, turn.context.today.isoformat())
    rol = turn.labels.label(profile.rol) if profile.rol else turn.phrases.text("waarde.onbekend")
    return [
        Block("titel", turn.phrases.text(title)),
        Block("tekst", turn.phrases.text("kaart.ik", rol=rol, datum=today)),
    ]


def _sections(turn: Turn, check: Run, sections: Sequence[tuple[str, Sequence[str]]]) -> list[Block]:
    path = turn.path(check)
    open_points = {step.key for step in path.unknown}
    blocks = []
    for name, variables in sections:
        said = _lines(turn, check, path, variables, open_points)
        if said:
            blocks += [Block("tekst", turn.phrases.text(f"kaart.{name}")), Block("punten", lines=tuple(said))]
    unknown = [short(turn, step) for step in path.unknown]
    if unknown:
        blocks.append(Block("tekst", turn.phrases.text("samenvatting.onbekend", lijst=", ".join(unknown))))
    return blocks


def _lines(turn: Turn, check: Run, path: Path, variables: Sequence[str], open_points: Collection[str]) -> list[str]:
    """What was answered; what is not known yet stands in a line of its own."""
    return [
        f"{short(turn, step)}: {answer_text(turn, check, step, path.answers[step.key])}"
        for step in path.steps
        if step.item.variable in variables and step.key in path.answers and step.key not in open_points
    ]

"""The page of basisvragen.md §7 as text for a phone: pseudonymous, made on demand, shown and not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dialogs.basisvragen.overview import Overview
from dialogs.model import NOT_ASKED, SKIPPED, UNKNOWN, Block, Run
from dialogs.questions.asking import answer_text, day
from dialogs.questions.questionnaire import Path, Step
from dialogs.turn import Turn

_PARTS: Mapping[str, Sequence[str]] = {
    "kinderen": ("BV1.1-LEEFTIJD", "BV1.2", "BV1.3", "BV4.7-WACHT", "BV4.7-WAT"),
    "beeld": ("BV2.3", "BV2.1", "BV2.1-OUDER", "BV2.2"),
    "aard": ("BV3", "BV3.1", "BV3.4"),
    "regie": ("BV4", "BV4.1", "BV4.3", "BV4.3-WAT", "BV4.11-WIJK"),
    "grens": ("BV1.7", "BV4.7", "BV4.10-WAT", "BV5.5-GRENS", "BV5.5-WAAROM"),
    "terugkijken": ("BV5.1", "BV5.2", "BV5.10"),
}
"""Which answers stand under which heading."""
_MAKER = ("ik",)
_NAMES = ("Veilig Thuis", "Raad ")


def one_page(
    turn: Turn, run: Run, path: Path, view: Overview, steps: Mapping[str, Step], actions: Sequence[str]
) -> list[Block]:
    """The page. A household that fled or whose address is secret is shown without any organisation."""
    phrases, profile = turn.phrases, turn.context.profile
    maker = turn.labels.label(profile.rol or "anders")
    made = phrases.text("pagina.gemaakt", datum=day(turn, turn.context.today.isoformat()), rol=maker)
    blocks = [Block("titel", phrases.text("pagina.titel")), Block("tekst", made)]
    shielded = bool(path.facts("AFGESCHERMD"))
    for heading, items in _PARTS.items():
        said = [text for item in items if (text := _answer(turn, run, path, steps, item, shielded=shielded))]
        if said:  # a line for each: on a phone a row of them runs together
            blocks.append(Block("tekst", phrases.text(f"pagina.{heading}", tekst="").rstrip()))
            blocks.append(Block("punten", lines=tuple(said)))
        else:
            unknown = phrases.text("pagina.onbekend")
            blocks.append(Block("tekst", phrases.text(f"pagina.{heading}", tekst=unknown)))
    if actions:
        blocks += [Block("tekst", phrases.text("pagina.acties")), Block("punten", lines=tuple(actions))]
    blocks.append(Block("tekst", phrases.text("basis.groen")))
    return blocks


def _answer(turn: Turn, run: Run, path: Path, steps: Mapping[str, Step], item: str, *, shielded: bool) -> str:
    found = [step for step in steps.values() if step.item.id == item]
    told = []
    for step in found:
        answer = path.answers.get(step.key, ())
        if not answer or set(answer) <= {UNKNOWN, SKIPPED, NOT_ASKED}:
            continue
        if shielded and step.item.type == "organisation":
            continue
        told.append(step)
    if not told:
        return ""
    if len(told) == 1 and path.answers[told[0].key] == _MAKER:  # whoever else reads the page knows no "ik"
        text = turn.labels.label(turn.context.profile.rol or "anders")
    elif len(told) == 1:
        text = answer_text(turn, run, told[0], path.answers[told[0].key])
    else:
        counted = Counter(answer_text(turn, run, step, path.answers[step.key]) for step in told)
        text = ", ".join(f"{times} × {said}" if times > 1 else said for said, times in counted.items())
    name = turn.phrases.text(f"pagina.kop.{item}")
    return f"{name} {_in_a_line(text) if told[0].item.options else text}" if name else text


def _in_a_line(labels: str) -> str:
    """Labels behind a word begin with a small letter, but for names and abbreviations."""
    parts = labels.split(", ")
    return ", ".join(
        part if part[1:2].isupper() or part.startswith(_NAMES) else part[:1].lower() + part[1:] for part in parts
    )

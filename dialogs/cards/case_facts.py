"""What is known of one case, in words: made of a running kindcheck or of a stored signal. No name, no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dialogs.dates import written_day
from dialogs.labels import Labels
from dialogs.model import NOT_ASKED, SKIPPED, UNKNOWN, Run
from dialogs.phrasebook import Phrasebook
from dialogs.questions.asking import answer_text, day, short
from dialogs.signaal.signal import Signal
from dialogs.turn import Turn

NO_CHILD_TALK = frozenset({"KS_SEKSUEEL", "KS_ONTHULLING", "KS_UITBUITING", "KS_EER"})
"""Signals with which nobody proposes a talk with the child (kindcheck.md §8.3, M P41)."""
NOT_FIRST = "F_NIET_EERST_GEZIN"
_SECTIONS: Mapping[str, Sequence[str]] = {
    "kinderen": ("leeftijden", "kwetsbaar_per_kind", "zwanger"),
    "thuis": ("op_codes", "op_ernst", "op_duur", "zorg_nu", "geweld", "dodelijk", "getuige"),
    "kind": ("ks", "mobiel"),
    "vroeger": ("eerder", "patronen"),
    "betrokken": ("partijen_lijst", "regisseur", "hulp_aanvaard", "hulp_effect"),
    "nu": ("gebeurtenis", "kind_gezien", "kind_gesproken", "gesprek_ouders"),
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case. Every line can be read out by phone."""

    step: str
    """STAP code."""
    outcome: str
    rol: str
    """Of who has the case: decides the numbers of the steps."""
    lines: Mapping[str, tuple[str, ...]]
    """By section: kinderen, thuis, kind, vroeger, betrokken, nu."""
    unknown: tuple[str, ...] = ()
    not_first: bool = False
    """Nobody goes to the family before Veilig Thuis advised (kindcheck.md §8.3)."""
    no_child_talk: bool = False
    facts: str = ""
    """What was seen, as it was confirmed."""
    opinion: str = ""
    consults: tuple[str, ...] = ()
    """Each advice: from whom, on which day, and what it was."""
    tasks: tuple[tuple[str, date], ...] = ()
    """What is still to do: the label and the day."""
    reference: str = ""
    weighed: Mapping[str, str] = field(default_factory=dict)
    """What is known of the weighing questions, by the variable of the kindcheck."""


def facts_of_run(turn: Turn, check: Run) -> CaseFacts:
    """What a kindcheck knows so far."""
    path = turn.path(check)
    verdict = turn.verdict(check, path)
    open_points = {step.key for step in path.unknown}
    lines = {
        name: tuple(
            f"{short(turn, step)}: {answer_text(turn, check, step, path.answers[step.key])}"
            for step in path.steps
            if step.item.variable in variables and step.key in path.answers and step.key not in open_points
        )
        for name, variables in _SECTIONS.items()
    }
    signs = path.facts("ks")
    noted = check.given.get("consult")
    consults: tuple[str, ...] = ()
    if noted:
        source, on, text = noted
        said = text if text not in {SKIPPED, UNKNOWN, ""} else ""
        consults = (_consult(turn.phrases, turn.phrases.text(f"feit.met.{source}"), day(turn, on), said),)
    return CaseFacts(
        step=verdict.step if verdict else "1_in_kaart",
        outcome=verdict.outcome if verdict else "",
        rol=turn.context.profile.rol,
        lines=lines,
        unknown=tuple(short(turn, step) for step in path.unknown),
        not_first=bool(verdict and NOT_FIRST in verdict.flags) and "advies_veilig_thuis" not in check.given,
        no_child_talk=isinstance(signs, tuple) and bool(NO_CHILD_TALK & set(signs)),
        consults=consults,
        weighed={name: str(path.raw[name]) for name in _WEIGHED if name in path.raw},
    )


_WEIGHED = ("vermoeden_prof", "structureel", "hulp_zelf", "hulp_aanvaard", "hulp_effect", "gesprek_ouders")


def facts_of_signal(
    labels: Labels, phrases: Phrasebook, names: Mapping[str, str], signal: Signal, rol: str, today: date, step: str = ""
) -> CaseFacts:
    """What a stored signal says; `names` are what the questions of the kindcheck are about, by variable.

    `step`: the step that was noted since, as STAP code.

    No organisation of a household whose address is secret (signal_schema.md §4 rule 12).
    """
    label = labels.label
    said = signal.kindcheck_antwoorden
    parties = () if signal.afgeschermd else tuple(p.organisatie for p in signal.betrokken if p.organisatie != UNKNOWN)
    lines = {
        "kinderen": tuple(_child(phrases, labels, kind.key, kind.leeftijdsband) for kind in signal.kinderen),
        "thuis": (
            *(phrases.text("balans.probleem", wat=label(p.code), hoe=label(p.ernst)) for p in signal.ouderproblemen),
            *_answered(phrases, labels, "geweld", signal.geweld),
            *_answered(phrases, labels, "getuige", signal.getuige),
        ),
        "kind": tuple(label(sign.code) for sign in signal.kindsignalen),
        "vroeger": (
            *_answered(phrases, labels, "eerder", said.eerder),
            *(label(pattern.code) for pattern in signal.patronen),
        ),
        "betrokken": (
            *(party.replace("_", " ") for party in parties),
            *_answered(phrases, labels, "hulp_aanvaard", said.hulp_aanvaard),
            *_answered(phrases, labels, "hulp_effect", said.hulp_effect),
        ),
        "nu": tuple(label(event.code) for event in signal.gebeurtenissen),
    }
    advised = any(each.met == "veilig_thuis_advies" for each in signal.consult)
    return CaseFacts(
        step=step or signal.meldcode_stap,
        outcome=signal.kindcheck_uitkomst,
        rol=rol,
        lines=lines,
        unknown=tuple(
            names[act.over] for act in signal.acties if act.over in names and act.status == "open" and act.over
        ),
        not_first=NOT_FIRST in signal.vlaggen and not advised,
        no_child_talk=bool(NO_CHILD_TALK & {sign.code for sign in signal.kindsignalen}),
        facts=signal.feiten,
        opinion=signal.duiding or "",
        consults=tuple(
            _consult(
                phrases,
                phrases.text(f"feit.met.{each.met}"),
                written_day(phrases, each.datum, today),
                each.advies or "",
            )
            for each in signal.consult
        ),
        tasks=tuple((label(act.code), act.op) for act in signal.acties if act.status == "open"),
        reference=signal.signaal_id,
        weighed={
            "vermoeden_prof": said.vermoeden_prof,
            "structureel": said.structureel,
            "hulp_zelf": said.hulp_zelf,
            "hulp_aanvaard": said.hulp_aanvaard,
            "hulp_effect": said.hulp_effect,
            "gesprek_ouders": signal.gesprek_ouders,
        },
    )


def _child(phrases: Phrasebook, labels: Labels, key: str, band: str) -> str:
    return f"{phrases.text('instantie.kind', nummer=key.removeprefix('kind'))}: {labels.label(band)}"


def _answered(phrases: Phrasebook, labels: Labels, name: str, value: str) -> tuple[str, ...]:
    """A line for what was answered; nothing for what was not asked."""
    if value in {NOT_ASKED, UNKNOWN, "nvt"}:
        return ()
    return (phrases.text(f"feit.{name}", waarde=phrases.text(f"feit.waarde.{value}")),)


def _consult(phrases: Phrasebook, who: str, on: str, text: str) -> str:
    said = phrases.text("kaart.advies", wie=who, datum=on)
    return f"{said} {text}" if text else said.rstrip(":") + "."

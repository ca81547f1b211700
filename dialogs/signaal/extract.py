"""Inspection: what a stored signal says of one person, and nothing of anybody else (signal_schema.md §4 rule 10).

Never of the household. Left out until the aandachtsfunctionaris or a lawyer releases it: what a child disclosed and
said, the talk with the child, other adults, advice that was asked, who told it, and what is shielded.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from dialogs.dates import written_day
from dialogs.labels import Labels
from dialogs.model import Block
from dialogs.phrasebook import Phrasebook
from dialogs.signaal.signal import Signal

PARENT: Final = "ouder"
_NOT_SHOWN: Final = frozenset({"KS_ONTHULLING"})
_OLDER: Final = frozenset({"16-17", "18-22"})
_DECIDES_TOO: Final = frozenset({"12-15"})
_MOTHER_FATHER: Final = frozenset({"moeder", "vader"})


def refusal(signal: Signal, person: str, asked_by: str, *, child_agrees: bool) -> str:
    """Why an extract is not made, as a phrase; empty: it may be made.

    `person` is `ouder`, or the key of a child; `asked_by` is `ouder` or `jongere`.
    """
    if person == PARENT:
        return ""
    child = next((kind for kind in signal.kinderen if kind.key == person), None)
    if child is None or child.leeftijdsband == "ongeboren":
        return "uittreksel.welk_kind"
    if child.leeftijdsband in _OLDER and asked_by != "jongere":
        return "uittreksel.jongere_zelf"
    if child.leeftijdsband in {*_DECIDES_TOO, "onbekend"} and asked_by != "jongere" and not child_agrees:
        return "uittreksel.kind_beslist"
    return ""


def extract(
    phrases: Phrasebook, labels: Labels, signal: Signal, person: str, today: date, parent: str = ""
) -> list[Block]:
    """The extract for one person. `parent` is moeder or vader, for an extract about that parent."""
    who = labels_of(phrases, person, parent)
    day = written_day(phrases, today, today)
    blocks = [
        Block("titel", phrases.text("kaart.titel.uittreksel")),
        Block("tekst", phrases.text("uittreksel.wie", wie=who, datum=day, kenmerk=signal.signaal_id)),
    ]
    lines = (
        _of_parent(phrases, labels, signal, parent) if person == PARENT else _of_child(phrases, labels, signal, person)
    )
    about = "uittreksel.over_ouder" if person == PARENT else "uittreksel.over_kind"
    if lines:
        blocks += [Block("tekst", phrases.text(about)), Block("punten", lines=tuple(lines))]
    else:
        blocks.append(Block("tekst", phrases.text("uittreksel.niets")))
    blocks.append(Block("tekst", phrases.text("uittreksel.zonder")))
    owner = phrases.text("uittreksel.organisatie")
    return [*blocks, Block("tekst", phrases.text("uittreksel.recht", organisatie=owner)),
            Block("tekst", phrases.text("kaart.slot"))]  # fmt: skip


def labels_of(phrases: Phrasebook, person: str, parent: str) -> str:
    """Who an extract is for, by role."""
    if person == PARENT:
        return parent if parent in _MOTHER_FATHER else phrases.text("uittreksel.ouder")
    return phrases.text("instantie.kind", nummer=person.removeprefix("kind"))


def _of_child(phrases: Phrasebook, labels: Labels, signal: Signal, key: str) -> list[str]:
    """The child's own age band, and the signals that are surely of this child."""
    child = next(kind for kind in signal.kinderen if kind.key == key)
    only_one = len(signal.kinderen) == 1
    lines = [phrases.text("uittreksel.leeftijd", band=labels.label(child.leeftijdsband))]
    for sign in signal.kindsignalen:
        own = sign.kind == key or (sign.kind is None and only_one)
        if own and sign.code not in _NOT_SHOWN:
            lines.append(labels.label(sign.code))
    return lines


def _of_parent(phrases: Phrasebook, labels: Labels, signal: Signal, parent: str) -> list[str]:
    """Problems that stand under this parent's own role; where it is not known whose they are, they are left out."""
    lines = [
        phrases.text("balans.probleem", wat=labels.label(each.code), hoe=labels.label(each.ernst))
        for each in signal.ouderproblemen
        if parent and each.wie == parent
    ]
    if lines or signal.gesprek_ouders == "ja":
        lines.append(phrases.text("uittreksel.gesprek", tekst=labels.label(signal.gesprek_ouders)))
    return lines


def children_to_choose(signal: Signal) -> Collection[str]:
    """The children of whom an extract can be made."""
    return tuple(kind.key for kind in signal.kinderen if kind.leeftijdsband != "ongeboren")

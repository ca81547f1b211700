"""All wording in one snapshot per dialog, as the user reads it: a change of text is one readable diff.

SNAPSHOTS=write python -m pytest tests/transcripts/test_wording.py     writes them anew
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.text import field_lines
from dialogs.basisvragen.colours import ColourData
from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.model import Input, Reading, Run
from dialogs.outcome.advice_book import AcuteData, AdviceData
from dialogs.questions.asking import field
from dialogs.questions.questionnaire import Step
from dialogs.questions.schema import Item
from dialogs.sources import told_sources
from dialogs.starting import start
from dialogs.turn import Turn
from tests.dialogs.messages import LIMITS
from tests.dialogs.played import Played, engine
from tests.sentences import PHRASES

SNAPSHOTS = Path(__file__).parent / "snapshots"
HEAD = (
    "# Written by tests/transcripts/test_wording.py (SNAPSHOTS=write). Read the diff; change the YAML, not this file.\n"
)
DIALOGS = ("advies", "balie", "basisvragen", "kennismaking", "kindcheck", "twijfel", "vastleggen")
INSTANCES = {
    "op_codes": "OP_VERSLAVING",
    "kinderen_lijst": "kind1",
    "partijen_codes": "huisarts",
    "problemen_lijst": "OP_VERSLAVING",
    "acties_lijst": "regisseur",
    "acties_allemaal": "regisseur",
    "acties_delen": "regie_melden",
}


def turn_of(dialog: str) -> tuple[Turn, Run]:
    talk = Played()
    turn = Turn(engine().library, talk.session, Input(Reading(text="")), talk.context)
    return turn, start(turn, dialog)


def questions(dialog: str) -> Iterator[str]:
    turn, run = turn_of(dialog)
    for item in engine().library.questionnaires[dialog].dialog.items:
        instance = INSTANCES.get(item.for_each, "")
        step = Step(f"{item.id}/{instance}" if instance else item.id, item, instance, deep=False)
        yield f"== {item.id}"
        if isinstance(item.text, dict):
            yield from (f"[{track}] {text}" for track, text in item.text.items())
            yield from list(field_lines(field(turn, run, step), several=False))[1:]
        else:
            yield from field_lines(field(turn, run, step), several=False)
        yield f"opnieuw: {item.again or '-'}"
        yield f"waarom:  {item.why}"
        yield f"kort:    {item.short}"
        if item.noted:
            yield f"vast:    {item.noted}"
        yield ""


def advice() -> Iterator[str]:
    book = load_model(CONTENT / "kindcheck.advies.yaml", AdviceData)
    yield "== advies"
    for line in book.lines:
        title = f"{line.title} | " if line.title else ""
        yield f"{line.id} ({line.kind}; {', '.join(line.outcomes)}): {title}{line.text}"
    yield ""
    yield "== wie bel je eerst"
    table = load_model(CONTENT / "acuut.yaml", AcuteData)
    for row in table.situations:
        yield f"{row.code} {row.label}"
        for name, parts in (("eerst", row.eerst), ("ook", row.ook), ("niet doen", row.niet_doen)):
            yield f"  {name}: {'; '.join(part.text for part in parts)}"


def colours() -> Iterator[str]:
    book = load_model(CONTENT / "basisvragen.kleuren.yaml", ColourData)
    yield "== kleuren"
    for question in book.vragen:
        yield f"{question.id} {question.titel}: groen, {question.groen}"
        yield from (f"  rood: {rule.text}" for rule in question.rood)
        yield from (f"  oranje: {rule.text}" for rule in question.oranje)
    yield ""
    yield "== conclusies"
    yield from (f"{row.id}: {row.text}" for row in book.conclusies)
    yield ""
    yield "== acties"
    yield from (f"{action.id}: {engine().library.labels.label(action.code)} | {action.wat}" for action in book.acties)


def spoken() -> Iterator[str]:
    """What reacts, and the instruction of each sector."""
    library = engine().library
    yield "== reacties"
    yield from (f"{each.id}: {each.text}" for each in library.reactions.data.reacties)
    for sector in library.instructions.data.sectoren:
        yield ""
        yield f"== uitleg kindcheck, {sector}"
        yield library.instructions.text(sector)


def practice() -> Iterator[str]:
    """Every answer with its variants; what a sector reads stands behind what decides it."""
    for theme in engine().library.practice.themes.values():
        yield f"== {theme.titel}"
        for answer in theme.antwoorden:
            yield f"-- {answer.id}: {answer.kort}"
            yield answer.tekst
            for each in answer.varianten:
                who = ", ".join(
                    (
                        *each.sectoren,
                        *each.gebonden,
                        *each.gevraagd,
                        *(("artsen",) if each.artsen else ()),
                        *(("anderen",) if each.anderen else ()),
                        *(("geweld",) if each.geweld else ()),
                    )
                )
                yield f"   [{who}]"
                yield each.tekst
            if answer.landschap:
                yield f"   [sociale kaart: {answer.landschap.zoek}] {answer.landschap.anders}"
            yield f"   bron: {told_sources(engine().library.phrases, answer.source)}"
            yield ""


def phrases() -> Iterator[str]:
    for name, phrase in PHRASES.items():
        yield f"== {name} ({phrase.kind})"
        yield phrase.text
        if phrase.one:
            yield f"[1] {phrase.one}"
        yield from (f"  {number}) {label}" for number, label in enumerate(phrase.options.values(), 1))
        yield ""


def wording(name: str) -> str:
    lines = {"zinnen": phrases, "praktijk": practice}.get(name, lambda: questions(name))()
    more = {"kindcheck": advice, "basisvragen": colours, "zinnen": spoken}
    told = [HEAD, *lines, *(more[name]() if name in more else ())]
    return "\n".join(told).rstrip("\n") + "\n"


@pytest.mark.parametrize("name", [*DIALOGS, "zinnen", "praktijk"])
def test_the_wording_is_that_of_the_snapshot(name: str) -> None:
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(wording(name), encoding="utf-8")
    assert wording(name) == path.read_text(encoding="utf-8"), f"{path.name}: write it anew with SNAPSHOTS=write"


@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_question_fits_a_telephone(dialog: str) -> None:
    """Rule 12: at most 300 characters without the options; rule 1: no long sentences; rule 2: one question."""
    turn, run = turn_of(dialog)
    for item in engine().library.questionnaires[dialog].dialog.items:
        text = question_text(turn, run, item)
        assert len(text) <= LIMITS["normaal"], item.id
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            assert len(sentence.split()) <= 26, f"{item.id}: {sentence}"


def question_text(turn: Turn, run: Run, item: Item) -> str:
    instance = INSTANCES.get(item.for_each, "")
    return field(turn, run, Step(item.id, item, instance, deep=False)).text


@pytest.mark.parametrize("name", sorted(PHRASES))
def test_a_phrase_keeps_the_length_of_its_kind(name: str) -> None:
    phrase = PHRASES[name]
    limit = LIMITS["uitleg"] + 30 if phrase.kind == "uitleg" else LIMITS[phrase.kind]  # room for what is filled in
    assert len(phrase.text) <= limit


def test_the_word_veilig_is_never_a_verdict() -> None:
    """Rule 7: only in the name, in the fixed line, and where kindcheck.md fixes a question with it."""
    fixed = (
        "Veilig Thuis",
        "School en Veiligheid",
        "zeker veilig is",
        "kind intussen veilig",
        "kinderen nu veilig zijn",
        "veiliger geworden",
        # basisvragen.md: BV1.4, the life domain, BV5.6 and the last row of §6
        "Op dit moment veilig:",
        "Nu veilig",
        "nu veilig:",
        "de veiligheid",
        "schat veiligheid in",
        "De veiligheid",
        "Veiligheid",
        "Dit zegt niet dat het kind veilig is",
        # what a professional answered, as theirs (KC-G5)
        "olgens wie dit vastlegt nu veilig",
        "olgens wie het signaal gaf nu veilig",
    )
    danger = (
        "onveilig",
        "niet veilig",
        "veilig_thuis",
        "Niet veilig",
        "veilig kan",
        "dit veilig doet",
        "veilig contact",
    )
    for name in (*DIALOGS, "zinnen"):
        for line in wording(name).splitlines():
            rest = "" if line.startswith("==") else line
            for allowed in (*fixed, *danger):
                rest = rest.replace(allowed, "")
            assert "veilig" not in rest.lower(), line

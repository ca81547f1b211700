"""Every module, card and repair has a transcript that shows it."""

from __future__ import annotations

import pytest

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.outcome.advice_book import AdviceData, LineData
from tests.dialogs.played import engine
from tests.transcripts.transcript import CONVERSATIONS, Step, load

STEPS: list[Step] = [step for path in sorted(CONVERSATIONS.glob("*.yaml")) for step in load(path).stappen]
ASKED = {step.vraag.partition("/")[0] for step in STEPS if step.vraag}
HELD = {part for step in STEPS for part in step.bevat}
SHORT = 3
"""A number says nothing of a card."""
SAID = {name for step in STEPS for name in step.zegt}
COMMANDS = {
    engine().library.phrases.command(step.jij.lower().replace("?", "").replace(",", "")) for step in STEPS if step.jij
}
MODULES = [item.id for item in engine().library.questionnaires["kindcheck"].dialog.items if item.id.startswith("KC-D-")]
CARDS = [line for line in load_model(CONTENT / "kindcheck.advies.yaml", AdviceData).lines if line.kind == "kaart"]
REPAIRS = (
    "terug", "wijzig", "waarom", "snap_niet", "samenvatting", "stop", "verder", "twijfel", "advies", "overlegkaart",
    "verslag", "vastleggen", "boos", "paniek", "geduld", "concepten", "kindcheck", "basisvragen", "gegevens",
    "instructie", "meldcode", "gesprekskaart", "raadslijst", "overdrachtskaart", "afschaalkaart", "praktijk",
    "leren_aan", "leren_uit", "hulp", "wie_ben_jij", "mens", "dank", "groet",
)  # fmt: skip
REPAIR_SENTENCES = (
    "nietbegrepen.1", "nietbegrepen.2", "nietbegrepen.3", "nietbegrepen.keuze", "correctie.klaar", "terug.niets",
    "knop.oud", "uitleg.anders", "weetniet", "weetniet.weer", "datum.voorbij", "acuut.toch_niet",
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_asked_in_a_transcript(module: str) -> None:
    assert module in ASKED


@pytest.mark.parametrize("card", CARDS, ids=[card.id for card in CARDS])
def test_every_card_is_shown_in_a_transcript(card: LineData) -> None:
    """Two cards with one title differ in their text, of which the transcript of each names a part."""
    assert card.title.upper() in HELD
    assert any(part in card.text for part in HELD if len(part) > SHORT)


@pytest.mark.parametrize("command", REPAIRS)
def test_every_command_is_typed_in_a_transcript(command: str) -> None:
    assert command in COMMANDS


@pytest.mark.parametrize("sentence", REPAIR_SENTENCES)
def test_every_repair_is_heard_in_a_transcript(sentence: str) -> None:
    assert sentence in SAID

"""Commands that somebody types: known by their words, with what is open taken into account, and carried out."""

from __future__ import annotations

from dialogs import asides, concepts, hidden_words, learning, parking, progress, starting
from dialogs.basisvragen.basisvragen_start import begin
from dialogs.basisvragen.overview_choice import shows_answer
from dialogs.cards.documents import DocumentKind, wanted
from dialogs.corrections import keeping, repairs
from dialogs.helping import say_help
from dialogs.model import Block
from dialogs.praktijk import meldcode_talk, practice_talk
from dialogs.replies import meaning
from dialogs.replies.answering import Answering
from dialogs.summary import so_far
from dialogs.turn import Turn
from dialogs.zorglandschap import lookup

_NEEDS_A_RUN = frozenset(
    {"terug", "wijzig", "waarom", "waarom_denk", "samenvatting", "snap_niet", "overlegkaart", "verslag", "vastleggen"}
)
_AS_FILE = {
    "overlegkaart": "overleg",
    "verslag": "verslag",
    "gesprekskaart": "gesprek",
    "raadslijst": "raad",
    "overdrachtskaart": "overdracht",
    "afschaalkaart": "afschalen",
}
"""Commands that show a card, which may be asked for as a file."""
_ABOUT_A_NAME = frozenset({"naam_weg", "geen_naam"})
_MAY_BE_CHOICES = frozenset({"twijfel", "stop", "verder", "wijzig"})
_UNMISTAKABLE = frozenset({"stop", "verder", "wijzig"})
"""Commands whose words may be a choice of the open question; said like this they are the command."""


def about_a_name(turn: Turn) -> bool:
    """`naam weg: ...`, `geen naam: ...` or `... is geen naam`: what is said of a word that was or was not hidden."""
    typed = hidden_words.as_typed(turn.input.reading)
    found = turn.phrases.command_with(typed, _ABOUT_A_NAME) or turn.phrases.about_a_word(typed, _ABOUT_A_NAME)
    if found is None:
        return False
    name, words = found
    if not turn.stack:
        if name == "naam_weg":
            learning.forget(turn)
        turn.say_phrase("niets.open")
    elif name == "naam_weg":
        hidden_words.missed(turn, words)
    else:
        Answering(turn).no_name(words)
    return True


def carried_out(turn: Turn) -> bool:
    """Whether the message is a command; then it is answered."""
    folded, document = wanted(turn.input.reading.folded)
    name = turn.phrases.command(folded)
    if document and name not in _AS_FILE:
        folded, name = turn.input.reading.folded, None
    running = bool(turn.stack)
    if name is None and running and turn.run.mode == "vragen" and not Answering(turn).strict_label():
        name = turn.phrases.command_behind_yes(folded)
    name = keeping.meant(turn, name, folded)
    if hidden_words.hears(turn, name):
        return True
    if name is None:
        for opening in ("wijzig ", "verander "):
            if running and folded.startswith(opening):
                if not repairs.change_named(turn, folded.removeprefix(opening)):
                    repairs.choose_what_to_change(turn)
                return True
        return shows_answer(turn, folded)
    if name in _MAY_BE_CHOICES and folded not in _UNMISTAKABLE and running and Answering(turn).strict_label():
        return False  # the open question has a choice that says this: "stoppen" with the help
    if name == "terug" and running and turn.run.mode == "kaarten":
        return False  # offered there: back to the outcome
    if name in _NEEDS_A_RUN and not running:
        turn.say_phrase("niets.open")
        return True
    _carry_out(turn, name, document)
    return True


def _carry_out(turn: Turn, name: str, document: DocumentKind) -> None:
    match name:
        case "waarom_denk":
            repairs.why_read(turn)
        case "terug":
            repairs.back(turn)
        case "wijzig":
            repairs.choose_what_to_change(turn)
        case "waarom":
            repairs.why(turn)
        case "snap_niet":
            repairs.explain(turn)
        case "samenvatting":
            so_far(turn, asides.beside(turn))
            repairs.repeat_question(turn)
        case "stop":
            parking.park(turn)
        case "houden":
            keeping.keep(turn)
        case "verder":
            concepts.resume_last(turn)
        case "concepten":
            concepts.show(turn)
        case "wis_concept":
            concepts.discard(turn)
        case "twijfel" | "advies":
            asides.begin(turn, name)
        case "overlegkaart" | "verslag":
            repairs.show_card(turn, name, document)
        case "gesprekskaart" | "raadslijst" | "overdrachtskaart":
            meldcode_talk.show_card(turn, _AS_FILE[name], document)
            repairs.repeat_question(turn)
        case "afschaalkaart":
            meldcode_talk.scale_down(turn)
            turn.change(given={**turn.run.given, "document": (document,)} if document else turn.run.given)
        case "meldcode":
            meldcode_talk.begin(turn)
        case "vastleggen":
            repairs.log_now(turn)
        case "kindcheck":
            meaning.start_check_of_message(turn)
        case "instructie":
            turn.say([Block("tekst", turn.library.instructions.text(turn.context.profile.sector))], kind="uitleg")
            repairs.repeat_question(turn)
        case "verwacht":
            lookup.expectations(turn)
            repairs.repeat_question(turn)
        case "praktijk":
            practice_talk.show_themes(turn)
        case "basisvragen":
            begin(turn)
        case "gegevens":
            parking.park_if_full(turn)
            starting.start(turn, starting.PROFILE_DIALOG)
            progress.advance(turn)
        case "leren_aan" | "leren_uit":
            learning.choose(turn, wanted=name == "leren_aan")
            repairs.repeat_question(turn)
        case "hulp":
            say_help(turn)
            repairs.repeat_question(turn)
        case "geduld":
            turn.say_phrase(name)  # who asked to wait is not asked again: the question stays open
        case _:
            turn.say_phrase(name, coordinator=turn.context.landscape.coordinator, kanaal=turn.context.channel)
            repairs.repeat_question(turn)

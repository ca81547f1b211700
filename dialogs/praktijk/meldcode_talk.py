"""The meldcode beside one case: the steps in the numbers of this work, what comes now, the weighing and the cards."""

from __future__ import annotations

from typing import Final

from dialogs import parking, progress, starting
from dialogs.cards.case_cards import CARDS, CaseCards
from dialogs.cards.case_facts import CaseFacts, facts_of_run
from dialogs.cards.documents import AskCard, DocumentKind
from dialogs.cards.handing_out import hand_out
from dialogs.corrections import repairs
from dialogs.model import Answer
from dialogs.praktijk.meldcode_page import DIALOG, SCALING_DOWN, stand_of
from dialogs.turn import Turn

_WITHOUT_CASE: Final = frozenset({"gesprek", "raad"})
"""Cards that help before anything is known."""
_FROM_CHECK: Final = ("vermoeden_prof", "structureel", "hulp_zelf", "hulp_aanvaard", "hulp_effect")


def begin(turn: Turn) -> None:
    """`meldcode`: what the kindcheck that is open already knows, is not asked again."""
    turn.stack = [run for run in turn.stack if run.dialog != DIALOG]
    check = turn.find_run(starting.CHECK_DIALOG)
    known: dict[str, Answer] = {}
    if check is not None:
        facts = facts_of_run(turn, check)
        known = {name: (facts.weighed[name],) for name in _FROM_CHECK if name in facts.weighed}
        known["uitkomst"] = (facts.outcome,)
        known["overlegd"] = ("ja",) if "consult" in check.given else ("nee",)
        known["niet_eerst"] = ("ja",) if facts.not_first else ("nee",)
        if "advies_veilig_thuis" in check.given:
            known["advies_veilig_thuis"] = ("ja",)
    parking.park_if_full(turn)
    run = starting.start(turn, DIALOG)
    turn.change(given={**run.given, **known})
    progress.advance(turn)


def choose(turn: Turn, code: str) -> None:
    """Carry out a choice below the page."""
    run = turn.run
    match code:
        case "weeg":
            kept = {key: answer for key, answer in run.answers.items() if not key.startswith("KM-W")}
            turn.change(answers=kept, given={**run.given, "weeg": ("ja",)}, mode="vragen")
            progress.advance(turn)
        case "afschalen":
            scale_down(turn, run.given.get("kenmerk", ("",))[0])
        case "wijzig":
            repairs.choose_what_to_change(turn)
        case "klaar":
            turn.stack.pop()
            turn.say_phrase("meldcode.klaar")
            repairs.repeat_question(turn)
        case _:
            show_card(turn, code)
            progress.advance(turn)


def show_card(turn: Turn, name: str, document: DocumentKind = "") -> None:
    """One card: of the kindcheck that is open, else of the signal that this is about."""
    check = turn.find_run(starting.CHECK_DIALOG)
    reference = turn.run.given.get("kenmerk", ("",))[0] if turn.stack else ""
    card = next((each for each in CARDS if each == name), None)
    if card is not None and reference and check is None:
        turn.effects.append(AskCard(card, reference, document))
    elif card is not None and (check is not None or card in _WITHOUT_CASE):
        facts = facts_of_run(turn, check) if check is not None else _nothing_known(turn)
        blocks = CaseCards(turn.phrases, turn.labels).card(card, facts, turn.context.today)
        hand_out(turn, blocks, f"kaart.{name}", document)
    else:
        turn.say_phrase("kaart.zonder_kindcheck")


def _nothing_known(turn: Turn) -> CaseFacts:
    """A card without a case: what always holds. Whether the family may be next is what the open run says."""
    run = turn.run if turn.stack and turn.run.dialog == DIALOG else None
    where = stand_of(run, turn.path(run)) if run else None
    not_first = where is not None and where.states["3_gesprek"] == "eerst_advies"
    return CaseFacts(where.now if where else "1_in_kaart", "", turn.context.profile.rol, lines={}, not_first=not_first)


def scale_down(turn: Turn, reference: str = "") -> None:
    """`afschaalkaart`: the four agreements, then the card (R71)."""
    parking.park_if_full(turn)
    run = starting.start(turn, SCALING_DOWN)
    if reference:
        turn.change(given={**run.given, "kenmerk": (reference,)})
    progress.advance(turn)

"""Two readings of a first message that are nearly as likely: one question with both as choices (understanding.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dialogs import concepts, parking, progress, starting
from dialogs.basisvragen.basisvragen_start import begin
from dialogs.heard_book import tells_of_family
from dialogs.helping import say_help
from dialogs.model import Answer, Field, Menu, Option, Prompt
from dialogs.praktijk import practice_talk
from dialogs.praktijk.practice_beside import question_beside
from dialogs.reasons import answers_of, reasons_of
from dialogs.replies.other_questions import OTHER, answer_other
from dialogs.turn import Turn, menu_token

KIND: Final = "bedoeling"
_SAME: Final = frozenset({"signaal", "kindcheck"})
"""Both begin the kindcheck: nothing to ask."""
_OTHER: Final = "overig"
_PRACTICE: Final = "meldcode"


def asks_what_is_meant(turn: Turn) -> bool:
    """Ask which of two it is; a worry, and two that lead to the same thing, are not asked about.

    A saying that the kindcheck reacts to ("the court gave no measure") is one of a case, so it is a worry.
    """
    reading = turn.input.reading
    intents = {reading.intent, reading.other_intent}
    labels = {option.code: option for option in turn.phrases.options(KIND)}
    worry = bool(reading.categories or reading.danger or reading.remarks) or reading.urgency != "geen"
    worry = worry or tells_of_family(reading)
    if worry or not intents <= labels.keys() or intents <= _SAME:
        return False
    options = tuple(labels[name] for name in (reading.intent, reading.other_intent) if name != _OTHER)
    _ask(turn, (*options, labels[_OTHER]))
    return True


def typed(turn: Turn) -> bool:
    """A typed answer to that question; anything else is read as a new message."""
    menu = turn.session.menu
    if menu is None or menu.kind != KIND:
        return False
    labels = {option.code: option.label for option in turn.phrases.options(KIND)}
    folded = turn.input.reading.folded.rstrip(".)")
    number = int(folded) - 1 if folded.isdecimal() else -1
    code = menu.options[number] if 0 <= number < len(menu.options) else ""
    code = code or next((c for c in menu.options if labels[c].lower().startswith(folded) and len(folded) > 3), "")
    if not code:
        return False
    chosen(turn, code)
    return True


def chosen(turn: Turn, code: str) -> None:
    """Go on with what was meant. Of a worry, what was read is proposed; nothing else of the message was kept."""
    menu = turn.session.menu
    turn.session = replace(turn.session, menu=None)
    if code in _SAME and menu is not None:
        start_check(turn, menu.proposals, menu.reasons, menu.about)
    elif code == _PRACTICE and menu is not None and menu.about:
        practice_talk.answer(turn, menu.about)
    elif code == "basisvragen":
        begin(turn)
    elif code == "zoeken":
        turn.say_phrase("start.zoeken")
    elif code in OTHER:
        answer_other(turn, code)
    elif code == "hulp":
        say_help(turn)
    else:
        concepts.greet(turn)


def start_check(
    turn: Turn, proposals: Mapping[str, Answer], reasons: Mapping[str, tuple[str, ...]], asked: str = ""
) -> None:
    """Begin the kindcheck with what a message said; what was open becomes a concept. `asked` is answered in it."""
    parking.park(turn, quietly=True)
    run = starting.start(turn, starting.CHECK_DIALOG, proposals=proposals, reasons=reasons)
    if asked:
        turn.change(given={**run.given, progress.ASKED: (asked,)})
    turn.preface(turn.phrases.text("start.goed"))
    progress.advance(turn)


def start_check_of_message(turn: Turn) -> None:
    """Begin it with what this message said. A question of practice beside it is answered behind the danger question."""
    read = turn.input.reading.proposals
    start_check(turn, answers_of(read), reasons_of(read), question_beside(turn))


def _ask(turn: Turn, options: tuple[Option, ...]) -> None:
    number = turn.session.menus + 1
    read = turn.input.reading.proposals
    menu = Menu(
        KIND,
        tuple(option.code for option in options),
        number,
        answers_of(read),
        reasons_of(read),
        question_beside(turn),
    )
    turn.session = replace(turn.session, menu=menu, menus=number)
    prompt = Prompt(menu_token(turn.session), (Field(KIND, turn.phrases.text(KIND), options),))
    turn.say([], prompt=prompt, item=KIND)

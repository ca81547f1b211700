"""What was chosen at a prompt that is no question: what was read back, a call, the outcome, a card, what is logged."""

from __future__ import annotations

from dialogs import asides, parking, progress, starting
from dialogs.basisvragen.basisvragen_start import begin
from dialogs.corrections import keeping, repairs
from dialogs.gevaar.gate import ask_gate
from dialogs.model import Mode
from dialogs.outcome import outcome_message
from dialogs.replies.confirming import log_signal
from dialogs.summary import EDIT, to_confirm
from dialogs.turn import Turn
from dialogs.understanding.normalise import fold


def proposal(turn: Turn, code: str) -> None:
    """What was read is right, or not."""
    run = turn.run
    if code == "ja":
        shown = {step.key for step in progress.shown_proposals(turn, run, turn.path())}
        taken = {key: value for key, value in run.proposals.items() if key in shown}
        rest = {key: value for key, value in run.proposals.items() if key not in shown}
        turn.change(answers={**run.answers, **taken}, proposals=rest, mode="vragen")
        outcome_message.add(turn, run)
        progress.advance(turn)
        return
    waiting = [step.key for step in progress.shown_proposals(turn, run, turn.path())]
    if turn.input.reading.folded in turn.phrases.words.no and set(waiting) <= set(run.answers):
        keeping.without_additions(turn, waiting)
    elif len(waiting) == 1:
        repairs.withdraw(turn, waiting[0])
    else:
        repairs.choose_what_to_change(turn, waiting)


def unsure(turn: Turn, mode: Mode) -> None:
    """Not to know is an answer here too (kindcheck.md §1 rule 3): what was read is asked, and doubt is a route."""
    if mode == "uitkomst":
        asides.begin(turn, "twijfel")
        return
    run = turn.run
    shown = [step.key for step in progress.shown_proposals(turn, run, turn.path())]
    asked = [key for key in shown if key not in run.answers or turn.questionnaire.item(key).type == "choice"]
    if not asked:
        keeping.without_additions(turn, shown)
        return
    rest = {key: value for key, value in run.proposals.items() if key not in shown}
    answers = {key: value for key, value in run.answers.items() if key not in asked}
    turn.change(answers=answers, proposals=rest, mode="vragen")
    turn.preface(turn.words("prefill.weetniet"))
    progress.advance(turn)


def called(turn: Turn, code: str) -> None:
    """Whether a call was made, in danger."""
    turn.change(mode="vragen")
    if code == "niet_acuut":
        gate = {item.id for item in turn.questionnaire.dialog.items if item.gate}
        withdrawn = {k: v for k, v in turn.run.withdrawn.items() if k not in gate}
        answers = {k: v for k, v in turn.run.answers.items() if k not in gate}
        turn.change(answers=answers, withdrawn=withdrawn, announced="", asked=())
        turn.preface(turn.phrases.text("acuut.toch_niet"))
        ask_gate(turn)
        return
    if code == "niemand":
        turn.say_phrase("acuut.niemand")
    else:
        turn.say_phrase("acuut.daarna")
    progress.advance(turn)


def with_outcome(turn: Turn, code: str) -> None:
    """What to do with the outcome."""
    match code:
        case "vastleggen":
            progress.start_log(turn)
            progress.advance(turn)
        case "doorvragen":
            turn.change(deeper=True, mode="vragen")
            progress.advance(turn)
        case "waarom":
            repairs.why(turn)
        case "overlegkaart":
            repairs.show_card(turn, "overlegkaart")
        case "meer":
            repairs.tell_more(turn)
        case "basisvragen":
            begin(turn)
        case _:
            parking.park(turn)


def card(turn: Turn, code: str) -> None:
    """A card that was chosen, or back."""
    if code == "terug":
        progress.advance(turn)
    else:
        repairs.tell_more(turn, code)


def typed_card(turn: Turn) -> str | None:
    """A card by its number or a part of its title."""
    text = turn.input.reading.folded.rstrip(".)")
    codes = turn.run.asked
    if text.isdecimal():
        return codes[int(text) - 1] if 0 < int(text) <= len(codes) else None
    titles = {fold(card.title): card.id for card in outcome_message.cards(turn, turn.path())}
    fits = {code for title, code in titles.items() if len(text) >= 4 and text in title}
    return fits.pop() if len(fits) == 1 else turn.phrases.choice("uitkomst.kaarten", text)


def confirmed(turn: Turn, code: str) -> None:
    """Whether it is logged as it was shown."""
    if code == "ja" and not _shows_what_is(turn):
        turn.preface(turn.phrases.text("log.veranderd"))
        progress.confirm(turn)
    elif code == "ja":
        log_signal(turn)
    elif code == "wijzig":
        repairs.choose_what_to_change(turn)
    elif code.startswith(EDIT):
        repairs.withdraw(turn, code.removeprefix(EDIT))
    elif code == "niet":
        turn.stack.clear()
        turn.say_phrase("log.niet")
    else:  # a button that nobody was shown throws nothing away
        progress.confirm(turn)


def _shows_what_is(turn: Turn) -> bool:
    """A yes counts for what was shown, and for nothing else (a new version may have changed it since)."""
    run = turn.run
    _, mark = to_confirm(turn, run, turn.path(run), turn.find_run(starting.CHECK_DIALOG))
    return run.pending == (mark,)

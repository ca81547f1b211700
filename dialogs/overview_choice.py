"""What the user chose to do with the overview of the vijf basisvragen."""

from __future__ import annotations

from dialogs import overview_message, repairs
from dialogs.model import Block, Note
from dialogs.sources import told_sources
from dialogs.turn import Turn


def overview_choice(turn: Turn, code: str) -> None:
    """Carry out a choice of the menu below the overview."""
    match code:
        case "pagina":
            overview_message.show_page(turn)
        case "waarom":
            _why(turn)
        case "wijzig":
            repairs.choose_what_to_change(turn)
        case _:
            _close(turn)


def _why(turn: Turn) -> None:
    """Each colour that is not green, with its reasons and their sources."""
    _, view = overview_message.view_of(turn, turn.run)
    rules = {
        rule.id: rule for question in turn.library.colours.data.vragen for rule in (*question.rood, *question.oranje)
    }
    lines = tuple(
        turn.phrases.text(
            "basis.waarom_regel",
            nummer=each.question[2:],
            reden=rules[rule].text,
            bron=told_sources(turn.phrases, rules[rule].source),
        )
        for each in view.questions
        for rule in each.rules
    )
    blocks = [Block("tekst", turn.phrases.text("basis.waarom")), Block("punten", lines=lines)]
    turn.say(blocks, prompt=overview_message.menu(turn), kind="uitleg", item="overzicht")


def _close(turn: Turn) -> None:
    """The overview is over; a kindcheck below it is told again, one that only asked about danger is put away."""
    run = turn.stack.pop()
    turn.effects.append(Note("basisvragen.done", run.id))
    turn.say_phrase("basis.klaar")
    if turn.stack and not turn.run.announced:
        turn.stack.clear()
    elif turn.stack:
        turn.preface("")
        repairs.repeat_question(turn)

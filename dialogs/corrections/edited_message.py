"""A message that was edited or taken back: it changes the last answer, or nothing, and that is said."""

from __future__ import annotations

from dialogs.corrections import repairs
from dialogs.replies.answering import Answering
from dialogs.turn import Turn


def edited(turn: Turn) -> None:
    """An edit of the last answer corrects it; of an older message it changes nothing, and that is said."""
    if not turn.stack or turn.input.message != turn.session.last_message:
        turn.say_phrase("bericht.bewerkt_oud")
        return
    run = turn.run
    given = [key for key in run.answers if key in turn.path(run).answers]
    if given:
        turn.change(answers={k: v for k, v in run.answers.items() if k != given[-1]}, asked=(given[-1],), mode="vragen")
    turn.preface(turn.phrases.text("bericht.bewerkt"))
    Answering(turn).typed()


def taken_back(turn: Turn) -> None:
    """A message that was taken back takes its answer with it, if it was the last one."""
    if not turn.stack or turn.input.message != turn.session.last_message:
        turn.say_phrase("bericht.verwijderd_oud")
        return
    turn.preface(turn.phrases.text("bericht.verwijderd"))
    repairs.back(turn)

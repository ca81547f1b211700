"""The user said yes to what was shown: the record is made, and the receipt is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from dialogs import starting
from dialogs.basisvragen.basisvragen_start import remember
from dialogs.effects import LogSignal, Note
from dialogs.model import Block, Run
from dialogs.outcome.outcomes import due
from dialogs.replies import households
from dialogs.signaal.record import signal_from, wants_to_share
from dialogs.turn import Turn

_NO_TASK: Final = frozenset({"minuten", "uren", "maanden"})
"""Terms in these are no working day's task: whether the call was made, and whether something changed since."""


def log_signal(turn: Turn) -> None:
    """Make the signal of the runs in the stack. It is immutable from here on; the runs are over."""
    log_run = turn.run
    check = turn.find_run(starting.CHECK_DIALOG)
    log_path = turn.path(log_run)
    signal = signal_from(turn, log_path, check)
    share = wants_to_share(log_path) and not signal.afgeschermd
    turn.effects.append(LogSignal(signal, share, _look_again(turn, check)))
    turn.effects.append(Note("signal.log", signal.signaal_id))
    if check is not None:
        remember(turn, check)
    turn.stack.clear()
    households.tell_of_the_other(turn)
    turn.session = replace(turn.session, about=signal.signaal_id)  # "advies" or "meldcode" now is of this signal
    reader = turn.context.landscape.team_for(signal.gebied or "", today=turn.context.today)
    if share:
        name = reader.name if reader else turn.phrases.text("log.ontvanger_onbekend")
        text = turn.phrases.text("log.klaar_gedeeld", kenmerk=signal.signaal_id, ontvanger=name)
    else:
        text = turn.phrases.text("log.klaar", kenmerk=signal.signaal_id)
    blocks = [Block("tekst", text), Block("tekst", turn.phrases.text("log.geen_melding"))]
    turn.say(blocks, outcome=signal.kindcheck_uitkomst, signal=signal.signaal_id, item="klaar")


def _look_again(turn: Turn, check: Run | None) -> date | datetime | None:
    verdict = turn.verdict(check) if check is not None else None
    if verdict is None or verdict.term is None or verdict.term.unit not in _NO_TASK:
        return None
    return due(verdict.term, turn.context.now, turn.context.today)

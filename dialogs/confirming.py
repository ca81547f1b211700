"""The user said yes to what was shown: the record is made, and the receipt is given."""

from __future__ import annotations

from dialogs import progress
from dialogs.basisvragen_start import remember
from dialogs.model import Block, LogSignal, Note
from dialogs.record import signal_from, wants_to_share
from dialogs.turn import Turn


def log_signal(turn: Turn) -> None:
    """Make the signal of the runs in the stack. It is immutable from here on; the runs are over."""
    log_run = turn.run
    check = turn.find_run(progress.CHECK_DIALOG)
    log_path = turn.path(log_run)
    signal = signal_from(turn, log_path, check)
    share = wants_to_share(log_path) and not signal.afgeschermd
    turn.effects.append(LogSignal(signal, share))
    turn.effects.append(Note("signal.log", signal.signaal_id))
    if check is not None:
        remember(turn, check)
    turn.stack.clear()
    reader = turn.context.landscape.team_for(signal.gebied or "")
    if share:
        name = reader.name if reader else turn.phrases.text("log.ontvanger_onbekend")
        text = turn.phrases.text("log.klaar_gedeeld", kenmerk=signal.signaal_id, ontvanger=name)
    else:
        text = turn.phrases.text("log.klaar", kenmerk=signal.signaal_id)
    blocks = [Block("tekst", text), Block("tekst", turn.phrases.text("log.geen_melding"))]
    turn.say(blocks, outcome=signal.kindcheck_uitkomst, signal=signal.signaal_id, item="klaar")

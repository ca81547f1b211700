"""What has to be known before anything of a kindcheck is logged or shared: whether the family fled (R94, rule 12)."""

from __future__ import annotations

from dataclasses import replace

from dialogs.model import Run
from dialogs.questions.questionnaire import Path, Step
from dialogs.signaal.record import is_shielded
from dialogs.turn import Turn


def asked_before_log(turn: Turn, check: Run) -> list[Step]:
    """The open questions that go before the log; none where no place may stand in the record anyway."""
    path = turn.path(check)
    return [] if is_shielded(turn, path) else _open(turn, check, path)


def waits_for_log(turn: Turn, check: Run) -> bool:
    """Whether something goes before the log: such a question, or what was read and would open one once confirmed."""
    if is_shielded(turn, turn.path(check)):
        return False
    dialog = turn.library.questionnaires[check.dialog].dialog
    about = [{dialog.track_item: (who,)} for who in dialog.track_of] or [{}]  # it may not be known yet who it is about
    told = [replace(check, answers={**who, **check.proposals, **check.answers}) for who in about]
    return any(_open(turn, check, turn.path(run)) for run in (check, *told))


def _open(turn: Turn, check: Run, path: Path) -> list[Step]:
    wanted = turn.library.questionnaires[check.dialog].dialog.before_log
    return [step for step in path.open if step.item.id in wanted]

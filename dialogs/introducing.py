"""Behind the danger question: who the professional is, and the privacy notice, each once (conversations.md §4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dialogs.effects import SaveProfile
from dialogs.model import Run
from dialogs.starting import PROFILE_DIALOG, start
from dialogs.turn import Turn

_DANGER: Final = "KC-A1"
"""The danger question."""
_NO_DANGER: Final = ("nee",)
_ASKED: Final = "kennismaking"
"""The dialog of the profile; in a kindcheck's `given`: it was begun."""


def asks_who(turn: Turn, run: Run) -> bool:
    """Begin the profile behind the danger question. Without it, the notice; True when something is asked first."""
    if turn.context.profile.rol or _ASKED in run.given or len(turn.stack) >= 3:
        waiting = [run, *(run for stack in turn.parked for run in stack)]
        if run.answers.get(_DANGER) == _NO_DANGER and not any(leads_to_a_call(turn, each) for each in waiting):
            tell_privacy(turn)
        return False
    turn.change(given={**run.given, _ASKED: ("ja",)})
    start(turn, PROFILE_DIALOG)
    return True


def tell_privacy(turn: Turn) -> None:
    """Say once in two sentences what happens to what is typed, at the head of the next message.

    Where somebody has to be called first it waits (conversations.md §1 rule 3).
    """
    profile = turn.context.profile
    if profile.privacy_verteld:
        return
    profile = replace(profile, privacy_verteld=True)
    turn.context = replace(turn.context, profile=profile)
    turn.effects.append(SaveProfile(profile))
    turn.preface_apart(turn.words("privacy.kort", kanaal=turn.context.channel))


def leads_to_a_call(turn: Turn, run: Run) -> bool:
    """Whether what was read, once confirmed, is danger after all."""
    read = replace(run, answers={**run.proposals, **run.answers})
    verdict = turn.verdict(read)
    return verdict is not None and verdict.outcome in turn.library.questionnaires[run.dialog].dialog.stop.at_once

"""Beginning a run, and the dialogs that the conversation begins by itself. What comes next in it: `progress.py`."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.given import known_of_profile
from dialogs.model import Answer, Run
from dialogs.turn import Turn

PROFILE_DIALOG = "kennismaking"
LOG_DIALOG = "vastleggen"
CHECK_DIALOG = "kindcheck"
DESK_DIALOG = "balie"


def start(
    turn: Turn,
    dialog: str,
    *,
    proposals: Mapping[str, Answer] | None = None,
    reasons: Mapping[str, tuple[str, ...]] | None = None,
) -> Run:
    """Put a new run on top. What its questions already know comes from the profile."""
    questionnaire = turn.library.questionnaires[dialog]
    run = Run(
        id=turn.context.new_id(f"run.{dialog}.{len(turn.stack)}"),
        dialog=dialog,
        version=questionnaire.dialog.version,
        started=turn.context.now,
        proposals={key: value for key, value in (proposals or {}).items() if questionnaire.has(key)},
        reasons={key: value for key, value in (reasons or {}).items() if questionnaire.has(key)},
        given=known_of_profile(turn.context.profile),
    )
    turn.stack.append(run)
    return run

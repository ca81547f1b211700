"""What counts if that what was read is right: said to who stops before it was confirmed. It decides no outcome.

Danger in a message does not wait for a yes (kindcheck.md §1 rule 1): who calls first and whom not to speak is said, in
the sentences of the outcome that would follow (kindcheck.md §8.2, §8.3).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dialogs.corrections import additions
from dialogs.model import Block, Run
from dialogs.outcome.outcome_message import ACUTE, acute_blocks, advice_steps, in_messages
from dialogs.outcome.outcomes import Verdict
from dialogs.turn import Turn

_NOT_FIRST: Final = "F_NIET_EERST_GEZIN"
_STEPS: Final = 3
"""So many steps at most: whom not to speak yet, and who to call, stand in front."""


def as_told(turn: Turn, run: Run) -> Run:
    """The run as it is if all that was read is right. Whom it is about is left open where nobody said it."""
    questionnaire = turn.library.questionnaires[run.dialog]
    track = questionnaire.dialog.track_item
    whom = {track: (questionnaire.item(track).unknown,)} if track else {}
    more = {
        key: added
        for key, said in run.proposals.items()
        if key in run.answers and (added := additions.with_more(questionnaire, run, key, said)) is not None
    }
    return replace(run, answers={**whom, **run.proposals, **run.answers, **more}, proposals={})


def heavier_if_right(turn: Turn, run: Run) -> Verdict | None:
    """The outcome that would follow, where it says to call first or not to speak the family; None if not."""
    if not run.proposals:
        return None
    now, then = turn.verdict(run), turn.verdict(as_told(turn, run))
    if now is None or then is None:
        return None
    calls = then.outcome in ACUTE and now.outcome not in ACUTE
    return then if calls or (_NOT_FIRST in then.flags and _NOT_FIRST not in now.flags) else None


def say_if_right(turn: Turn, run: Run) -> None:
    """Say it in the fixed sentences of that outcome, headed by the condition."""
    then = heavier_if_right(turn, run)
    if then is None:
        return
    head = Block("tekst", turn.phrases.text("gelezen.als_het_klopt"))
    told = as_told(turn, run)
    if then.outcome not in ACUTE:
        turn.say([head, Block("stappen", lines=advice_steps(turn, turn.path(told), then)[:_STEPS])], kind="kaart")
        return
    for message in in_messages([head, *acute_blocks(turn, told, then)]):
        turn.say(message, kind="acuut")

"""What is told of a call after the question about it: "ik krijg niemand te pakken", with another question open."""

from __future__ import annotations

from typing import Final

from dialogs import starting
from dialogs.corrections import repairs
from dialogs.outcome.outcome_message import ACUTE
from dialogs.replies import prompt_choices
from dialogs.turn import Turn

_OF_THE_CALL: Final = "acuut.gebeld_vraag"
_HEARD_ELSEWHERE: Final = frozenset({"acuut", "verborgen", "vrijgeven"})
"""Where the call is what is asked, or where words are a text that waits."""
_TELLS: Final = {"gebeld": "acuut.daarna", "niemand": "acuut.niemand"}


def hears_of_the_call(turn: Turn) -> bool:
    """Answer what a message says of the call, then ask again what was open (conversations.md §3 nr 6, §5.2 rule 2).

    A call that fails is no less urgent because the danger question was asked meanwhile.
    """
    check = turn.find_run(starting.CHECK_DIALOG)
    if check is None or check.announced not in ACUTE or turn.run.mode in _HEARD_ELSEWHERE:
        return False
    code = turn.phrases.choice_later(_OF_THE_CALL, turn.input.reading.folded)
    if code == "niet_acuut" and turn.run is check:
        prompt_choices.called(turn, code)
        return True
    if code not in _TELLS:
        return False
    turn.say_phrase(_TELLS[code])
    repairs.repeat_question(turn)
    return True

"""A free text with hidden words that waits for what its writer decides: shown again until that is said."""

from __future__ import annotations

from typing import Final

from dialogs.model import Block, Run
from dialogs.turn import Turn

_SHOWN: Final = frozenset({"verborgen", "vrijgeven"})


def waits_for(run: Run) -> str:
    """Key of the question whose text waits, whatever was asked in between; empty when none does."""
    if not run.pending:
        return ""
    return run.held or (run.asked[0] if run.mode in _SHOWN and run.asked else "")


def is_shown(run: Run) -> bool:
    """Whether the open prompt is about a text that waits."""
    return run.mode in _SHOWN and bool(waits_for(run))


def hold(turn: Turn, key: str, text: str, marks: tuple[str, ...]) -> None:
    """Let the text of this question wait, and show it as it would be kept."""
    turn.change(pending=(text, *marks), held=key)
    show(turn)


def let_go(turn: Turn) -> None:
    """It was decided: nothing waits any more."""
    turn.change(mode="vragen", pending=(), held="")


def show(turn: Turn) -> None:
    """The text as it would be kept, and the choices."""
    key, text = waits_for(turn.run), turn.run.pending[0]
    options = turn.phrases.options("privacy.verborgen")
    prompt = turn.open_prompt("verborgen", "verborgen", options, turn.phrases.text("privacy.verborgen_vraag"))
    turn.change(asked=(key,))
    blocks = [
        Block("tekst", turn.phrases.text("privacy.zo")),
        Block("quote", text),
        Block("tekst", turn.phrases.text("privacy.verborgen")),
    ]
    turn.say(blocks, prompt=prompt, item="verborgen")

"""What others should hear of a change: the one place where an effect of a change meets the messages to everybody."""

from __future__ import annotations

from bot.acts.here import Here
from dialogs.model import Reply
from knowledge.edits.effect import Effect


def tell_others(here: Here, effect: Effect) -> tuple[Reply, ...]:
    """How to tell who goes elsewhere from now on. The effect holds old, new and routes: a draft can be made of it."""
    if not effect.who_does_what:
        return ()
    return (here.reply("landschap.vertel_anderen", naam=effect.name),)

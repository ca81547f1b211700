"""Which change to the landscape a message asks for. Words that a conversation knows too count only when they fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.acts import landscape_changes, landscape_form, landscape_reviews, landscape_saving, reminder_moves, reminders
from bot.acts.here import Done, Here, Withheld, reference_in
from bot.acts.landscape_map import landscape_map
from bot.acts.landscape_wish import read_change, read_ending
from bot.rights import Act, may
from dialogs.offer import Offer
from dialogs.understanding.normalise import fold
from knowledge.edits.naming import called

RIGHT: Final[Act] = "landschap.wijzigen"
COMMANDS: Final = frozenset(
    {"landschap", "landschap_wijzig", "landschap_voeg_toe", "landschap_hef_op", "landschap_bevestig",
     "landschap_ongedaan", "landschap_geschiedenis", "landschap_verlopen"}
)  # fmt: skip
_WITH_DATA: Final = frozenset({"landschap_wijzig", "landschap_voeg_toe"})
"""What may hold a number, an address or a name of an organisation."""
_LONGEST_COMMAND: Final = 5
PHRASES: Final = frozenset(
    {landscape_changes.SAVE, landscape_changes.WHICH, landscape_changes.FUNCTION, landscape_changes.DAY,
     landscape_saving.UNDO, landscape_reviews.WHAT_NOW}
)  # fmt: skip
"""The offers of a change, by the phrase that asks."""


def command(here: Here, folded: str) -> str:
    """The command that a message begins with; empty when it begins with none of these."""
    begins = here.words.phrases.act_beginning(folded)
    first = _first_word(here, folded)
    if begins is None or (first and may(here.person, RIGHT, here.scope)):
        return first
    return begins[0] if begins[0] in COMMANDS else ""


def hear(here: Here, name: str, withheld: Withheld) -> Done | None:
    """Do a command, if this person may; None when the words are something else after all.

    What was hidden of the message comes in only here, and only for who may change the landscape.
    """
    typed = _behind(here, name)
    if not may(here.person, RIGHT, here.scope):
        return _no(here) if _fits(here, name, typed) and not here.busy else None
    done = run(replace(here, withheld=withheld) if name in _WITH_DATA else here, name, typed)
    if done is None and name == "landschap_bevestig" and not typed:
        return _confirm_task(here)
    return done


def run(here: Here, name: str, typed: str) -> Done | None:
    """What a command does with the words behind it."""
    return _DO[name](here, typed)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """What was chosen of an offer."""
    if not may(here.person, RIGHT, here.scope):
        return _no(here)
    match offer.phrase:
        case landscape_changes.SAVE:
            return landscape_saving.save(here, offer, code)
        case landscape_saving.UNDO:
            return landscape_saving.undone(here, offer, code)
        case landscape_reviews.WHAT_NOW:
            return _of_task(here, offer, code)
        case _:
            return landscape_changes.choose(here, offer, code)


def _no(here: Here) -> Done:
    return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)


def _of_task(here: Here, offer: Offer, code: str) -> Done:
    if code == "bevestig":
        return _confirm_task(replace(here, about=offer.about)) or here.say("herinnering.onbekend")
    if code == "klaar":
        return reminders.done(here, offer.about)
    return reminder_moves.begin(here, "later", offer.about)


def _confirm_task(here: Here) -> Done | None:
    """`bevestig` of the entry of a task that was looked at just now."""
    task = here.tx.task_called(here.scope, here.about) if here.about.startswith("R-") else None
    if task is None or task.kind not in landscape_reviews.KINDS:
        return None
    return landscape_changes.assure(here, task.object.partition(".")[0])


def _assure(here: Here, typed: str) -> Done | None:
    town = landscape_map(here).town(here.today)
    return landscape_changes.assure(here, typed) if called(town, typed) else None


def _undo(here: Here, typed: str) -> Done | None:
    reference, rest = reference_in(fold(typed), ("W",))
    return landscape_saving.undo(here, reference) if not rest else None


def _history(here: Here, typed: str) -> Done | None:
    return landscape_saving.history(here, typed)


def _overdue(here: Here, typed: str) -> Done | None:
    return landscape_reviews.overdue(here, landscape_map(here).town(here.today)) if not typed else None


_DO: Final[Mapping[str, Callable[[Here, str], Done | None]]] = {
    "landschap": lambda here, typed: here.say("landschap.hoe") if not typed else None,
    "landschap_wijzig": landscape_changes.change,
    "landschap_voeg_toe": landscape_form.begin,
    "landschap_hef_op": landscape_changes.end,
    "landschap_bevestig": _assure,
    "landschap_ongedaan": _undo,
    "landschap_geschiedenis": _history,
    "landschap_verlopen": _overdue,
}


def _fits(here: Here, name: str, typed: str) -> bool:
    """Whether somebody who may not do it can only have meant this, so that a no is better than another reading."""
    town = landscape_map(here).town(here.today)
    match name:
        case "landschap_wijzig":
            return read_change(here, town, typed) is not None
        case "landschap_hef_op" | "landschap_bevestig":
            return bool(called(town, read_ending(here, typed).entry, partly=False))
        case "landschap_voeg_toe":
            return not here.busy
        case "landschap_ongedaan":
            return bool(reference_in(fold(typed), ("W",))[0])
        case _:
            return not typed


def _first_word(here: Here, folded: str) -> str:
    """Which command a first word is that the conversation knows too."""
    first = folded.partition(" ")[0]
    words = here.words.phrases.get("landschap.begin").words
    return next((name for name, forms in words.items() if first in forms), "")


def _behind(here: Here, name: str) -> str:
    """The words behind a command, as they were typed."""
    tokens = here.typed.split()
    for length in range(min(len(tokens), _LONGEST_COMMAND), 0, -1):
        if here.words.phrases.act(fold(" ".join(tokens[:length]))) == name:
            return " ".join(tokens[length:])
    return " ".join(tokens[1:]) if tokens and _first_word(here, fold(tokens[0])) == name else ""

"""Which act a message asks for, whether this person may do it, and doing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.acts import (
    broadcasts,
    case_cards,
    family_forms,
    landscape_form,
    landscape_hearing,
    own_signals,
    reminder_changes,
    working,
)
from bot.acts.handlers import HANDLERS, INVITE
from bot.acts.here import Done, Here, Withheld, reference_in
from bot.keys import normalise_reference
from bot.rights import Act, may, only_runs
from dialogs.cards.case_cards import CARDS
from dialogs.cards.documents import wanted
from dialogs.model import Answer

_CODE: Final = "code"
_FOR_ANOTHER: Final = "waarnemer_voor"
"""The one command with two colleagues."""
_SIGNAL: Final = ("S", "Z", "HH")
_CARDS: Final = {f"kaart_{name}": name for name in CARDS}
_OF_CASE: Final[Mapping[str, str]] = {
    "meldcode": case_cards.STEPS,
    "advies": "advies_noteren",
    "overlegkaart": "kaart_overleg",
    "gesprekskaart": "kaart_gesprek",
    "verslag": "kaart_verslag",
    "raadslijst": "kaart_raad",
    "overdrachtskaart": "kaart_overdracht",
}
"""What a command of the conversation means with the reference of a signal."""
_OF_REMINDER: Final[Mapping[str, str]] = {
    "open": "taak_open",
    "herinner": "taak_later",
    "overdragen": "taak_overdragen",
    "overnemen": "taak_overnemen",
    "niet_overnemen": "taak_niet_overnemen",
    "taak_klaar": "taak_klaar",
    "taak_vervalt": "taak_vervalt",
    "taak_later": "taak_later",
    "taak_verzet": "taak_verzet",
}
"""What a command means with the reference of a reminder. Without one these words belong to the conversation."""
_REMINDER_RIGHT: Final = HANDLERS["herinner"][0]
_LIKE_ONE: Final = re.compile(
    r"(?<![\w-])(?:S|Z|HH|R|B|T|U)-(?:[A-Z]{8}|(?=[A-Z]*\d)[0-9A-Z]{4,10})(?![\w-])", re.IGNORECASE
)
"""What looks like a reference; of letters alone only with as many as one has ("T-shirts" is none)."""
_NAME: Final = frozenset({"naam"})
_TAKE_BACK: Final = "intrekken"
"""Of an access; with the reference of a signal that signal is meant."""
_S: Final = re.compile(r"\bS[\s-]+[0-9A-Z]{8}\b", re.IGNORECASE)
_R: Final = re.compile(r"\bR[\s-]+[0-9A-Z]{8}\b", re.IGNORECASE)
_B: Final = re.compile(r"\bB[\s-]+[0-9A-Z]{8}\b", re.IGNORECASE)
_CASE_WORK: Final = ("balie.", "huishouden.")
"""How the rights begin that are about work on a case."""
_BELOW_A_CASE: Final = "balie.wat_verder"
"""The choices below a case that somebody works on, each called after its command."""
_WITH_TAIL: Final = frozenset({"herinner", "stil"})
"""Commands after which more is said."""

_FORM_RIGHTS: Final[Mapping[str, Act]] = {
    "antwoord": "signaal.antwoorden",
    "koppelen": "huishouden.koppelen",
    "bericht": "bericht.maken",
    case_cards.EXTRACT: "signaal.eigen",
    **dict.fromkeys(own_signals.FORMS, "signaal.eigen"),
    **dict.fromkeys(family_forms.FORMS, "gezin.vertellen"),
    **dict.fromkeys(landscape_form.FORMS, landscape_hearing.RIGHT),
}


def hear(here: Here, folded: str, withheld: Withheld = Withheld()) -> Done | None:  # noqa: B008 - frozen
    """Do what a typed message asks for; None when it is no command of these.

    `withheld` is what the reading took out of it. Where a conversation is open, a card without a reference is of what
    that is about.
    """
    if _is_mistyped(here, folded, withheld):
        return replace(here.say("toegang.kenmerk_onbekend"), used=_NAME)
    if (asked := _of_case(here, folded)) is not None:
        return asked
    first, _, rest = folded.partition(" ")
    if first == INVITE:
        return run(here, INVITE, "", rest)
    if _R.search(folded):  # with its letter: a bare one is of a signal
        reminder, about = reference_in(folded, ("R",))
        if reminder:
            return _of_reminder(here, reminder, about)
    if _B.search(folded) and not here.words.moments.asks(here.typed):
        broadcast, about = reference_in(folded, ("B",))
        if broadcast:
            return _of_broadcast(here, broadcast, about)
    if may(here.person, _REMINDER_RIGHT, here.scope) and (changed := reminder_changes.heard(here)) is not None:
        return changed
    begins = here.words.phrases.act_beginning(folded)
    if begins is not None and begins[0] in _WITH_TAIL:
        return run(here, begins[0], "", begins[1])
    if about_map := landscape_hearing.command(here, folded):
        return landscape_hearing.hear(here, about_map, withheld)
    reference, words = reference_in(folded, _SIGNAL)
    other, bare = reference_in(words, ("T", "U"))
    name = here.words.phrases.act(bare)
    if name is None and reference and here.words.phrases.command(bare) == "kindcheck":
        name = "hercheck"  # with a reference it is done again in that household; alone it begins a new one
    second, without = reference_in(bare, ("T",))
    if second and here.words.phrases.act(without) == _FOR_ANOTHER:
        name, other = _FOR_ANOTHER, f"{other} {second}"
    if name is None and reference:
        name = _offered_as(here, bare)
    if name == _TAKE_BACK and reference and (_S.search(folded) or not _may_run(here, name)):
        name = "signaal_wissen"
    if name is None and first in ("koppel", "koppelen"):
        name, other = "koppelen", bare.partition(" ")[2]
    if name is None or name in _OF_REMINDER.values():
        return None
    return run(here, name, reference, other)


def _is_mistyped(here: Here, folded: str, withheld: Withheld) -> bool:
    """Whether a command stands with what looks like a reference and is none: it is never done without the reference.

    Of letters alone it may have been taken for a name, and hidden.
    """
    hidden = tuple(name for name in withheld.names if _LIKE_ONE.fullmatch(name))
    if all(normalise_reference(each) for each in (*_LIKE_ONE.findall(folded), *hidden)):
        return False
    words = (word for word in folded.split() if not _LIKE_ONE.fullmatch(word))
    return here.words.phrases.act_beginning(" ".join(words)) is not None


def _of_broadcast(here: Here, reference: str, words: str) -> Done:
    """What follows the command is the new text of a correction, as it was typed."""
    begins = here.words.phrases.act_beginning(words)
    name = begins[0] if begins and begins[0].startswith("bericht_") else "bericht_stand"
    found = _B.search(here.typed)
    return run(replace(here, typed=here.typed[found.end() :] if found else ""), name, reference, "")


def _of_case(here: Here, folded: str) -> Done | None:
    """A card or the steps of a stored signal, perhaps as a file; None where no signal is meant.

    The same words without a reference belong to the conversation, unless nothing is open and a case was just looked at.
    """
    words, document = wanted(folded)
    reference, bare = reference_in(words, _SIGNAL)
    name = _OF_CASE.get(here.words.phrases.command(bare) or "")
    if name is None or (not reference and (here.busy or not here.about)):
        return None
    if document and name in _CARDS and may(here.person, HANDLERS[name][0], here.scope):
        return case_cards.show(here, reference or here.about, _CARDS[name], document)
    return run(here, name, reference, "")


def _of_reminder(here: Here, reference: str, words: str) -> Done:
    other, bare = reference_in(words, ("T",))
    begins = here.words.phrases.act_beginning(bare)
    wanted = here.words.phrases.get("herinnering.wat_nu").words
    short = next((code for code, forms in wanted.items() for form in forms if f"{bare} ".startswith(f"{form} ")), "")
    name = _OF_REMINDER.get(begins[0] if begins else f"taak_{short}", "taak_open")
    return run(replace(here, typed=_R.sub(" ", here.typed)), name, reference, other)


def run(here: Here, name: str, reference: str, rest: str) -> Done:
    """Do one command, if this person may."""
    right, about_one, handler = HANDLERS[name]
    if not may(here.person, right, here.scope):
        return _may_not(here, right)
    if about_one and not reference:
        reference = here.about
        if not reference:
            return here.say("balie.welk", opdracht=_spoken(here, name))
    return handler(here, reference, rest)


def form_filled(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """Do what a form was for, if this person still may."""
    right = _FORM_RIGHTS.get(given["wat"][0], "balie.werken")
    if not may(here.person, right, here.scope):
        return _may_not(here, right)
    match given["wat"][0]:
        case case_cards.STEPS:
            return case_cards.note_step(here, given, said)
        case case_cards.EXTRACT:
            return case_cards.make_extract(here, given, said)
        case form if form in own_signals.FORMS:
            return own_signals.fill_in(here, given, said)
        case "bericht":
            return broadcasts.compose(here, said, given["kenmerk"][0])
        case form if form in landscape_form.FORMS:
            return landscape_form.fill_in(here, given, said)
        case _:
            return working.fill_in(here, given, said)


def _may_run(here: Here, name: str) -> bool:
    return may(here.person, HANDLERS[name][0], here.scope)


def _may_not(here: Here, right: Act) -> Done:
    """Why not: who runs the assistant is told what the role is for, and is not sent to the coordinator."""
    if right.startswith(_CASE_WORK) and only_runs(here.person, here.scope):
        return here.say("toegang.geen_zaak")
    return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)


def typed_code(folded: str) -> str:
    """The code that somebody without access types; empty when the message is none."""
    first, _, rest = folded.partition(" ")
    return rest if first == _CODE and rest else ""


def _offered_as(here: Here, words: str) -> str | None:
    """The command behind a choice that stands below a case: what a button says can be typed with the reference too."""
    return None if words.isdecimal() else here.words.phrases.choice(_BELOW_A_CASE, words)


def _spoken(here: Here, name: str) -> str:
    """How a command is typed."""
    return here.words.phrases.act_form(name)

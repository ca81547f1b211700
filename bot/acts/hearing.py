"""Which act a message asks for, whether this person may do it, and doing it. Each command names its right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.acts import (
    broadcast_progress,
    broadcasts,
    calendar_feed,
    case_cards,
    changed,
    closing,
    counts,
    desk,
    family_forms,
    feedback,
    handing_on,
    joined,
    joining,
    landscape_form,
    landscape_hearing,
    lessons,
    next_action,
    no_shows,
    quiet_hours,
    reminder_moves,
    reminder_offers,
    reminders,
    splitting,
    timeline,
    undelivered,
    working,
)
from bot.acts.here import Done, Here, Withheld, reference_in
from bot.rights import Act, may
from dialogs.case_cards import CARDS
from dialogs.documents import wanted
from dialogs.model import Answer
from dialogs.offer import Offer
from dialogs.understanding.normalise import fold

_INVITE: Final = "uitnodigen"
_CODE: Final = "code"
_FOR_ANOTHER: Final = "waarnemer_voor"
"""The one command with two colleagues."""
_SIGNAL: Final = ("S", "Z", "HH")
_CARDS: Final = {f"kaart_{name}": name for name in CARDS}
_OF_CASE: Final[Mapping[str, str]] = {
    "meldcode": case_cards.STEPS,
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
_R: Final = re.compile(r"\bR[\s-]+[0-9A-Z]{8}\b", re.IGNORECASE)
_B: Final = re.compile(r"\bB[\s-]+[0-9A-Z]{8}\b", re.IGNORECASE)
_WITH_TAIL: Final = frozenset({"herinner", "stil"})
"""Commands after which more is said."""

_Handler = Callable[[Here, str, str], Done]
"""An act with the reference that it is about and the other words."""


def _form(name: str) -> _Handler:
    return lambda here, reference, _: working.begin(here, name, reference)


def _card(name: str) -> _Handler:
    return lambda here, reference, _: case_cards.show(here, reference, name)


def _tell(name: str) -> _Handler:
    return lambda here, reference, _: family_forms.begin(here, name, reference)


def _of_landscape(name: str) -> _Handler:
    """A command about the landscape; without what it is about, how to say that."""
    return lambda here, _, rest: landscape_hearing.run(here, name, rest) or here.say("landschap.hoe")


HANDLERS: Final[Mapping[str, tuple[Act, bool, _Handler]]] = {
    # command: (right, whether it is about one signal, what it does)
    "lijst": ("balie.lijst", False, lambda here, _, __: desk.new_signals(here)),
    "eigen": ("balie.eigen", False, lambda here, _, __: next_action.own_cases(here)),
    "open": ("balie.openen", True, lambda here, reference, _: desk.open_signal(here, reference)),
    "oppakken": ("balie.oppakken", True, lambda here, reference, _: desk.take(here, reference)),
    "niet_van_ons": ("balie.terug", True, lambda here, reference, _: desk.not_ours(here, reference)),
    "overdragen": ("balie.werken", True, lambda here, reference, rest: handing_on.hand_on(here, reference, rest)),
    "overnemen": ("balie.overnemen", True, lambda here, reference, _: handing_on.accept(here, reference, yes=True)),
    "niet_overnemen": (
        "balie.overnemen",
        True,
        lambda here, reference, _: handing_on.accept(here, reference, yes=False),
    ),
    "vraag": ("balie.werken", True, _form("vraag")),
    "regie": ("balie.werken", True, _form("regie")),
    "bewaker": ("balie.werken", True, _form("bewaker")),
    "plan": ("balie.werken", True, _form("plan")),
    "sluiten": ("balie.werken", True, lambda here, reference, _: closing.begin(here, reference)),
    "splitsen": ("balie.werken", True, lambda here, reference, _: splitting.begin(here, reference)),
    "terugkoppeling": ("balie.werken", True, _form("terugkoppeling")),
    "tijdlijn": ("gezin.lezen", True, lambda here, reference, _: timeline.show(here, reference)),
    "hercheck": ("gezin.vertellen", True, lambda here, reference, _: changed.again(here, reference)),
    "veranderd": ("gezin.vertellen", True, _tell("veranderd")),
    "niet_gekomen": ("gezin.vertellen", True, _tell("niet_gekomen")),
    "gekomen": ("gezin.vertellen", True, _tell("gekomen")),
    "afspraak": ("gezin.vertellen", True, _tell("afspraak")),
    "uit_beeld": ("gezin.lezen", False, lambda here, _, __: no_shows.overdue(here)),
    "geprobeerd": ("gezin.vertellen", True, _tell("geprobeerd")),
    "geweigerd": ("gezin.vertellen", True, _tell("geweigerd")),
    "doorverwezen": ("gezin.vertellen", True, _tell("doorverwezen")),
    "inschatting": ("gezin.vertellen", True, _tell("inschatting")),
    "terugkijken": ("gezin.vertellen", True, _tell("terugkijken")),
    "lessen": ("lessen", False, lambda here, _, __: lessons.show(here)),
    "antwoord": ("signaal.antwoorden", True, lambda here, reference, _: working.begin_answer(here, reference)),
    "status": ("signaal.eigen", False, lambda here, reference, _: feedback.status(here, reference)),
    "koppelen": ("huishouden.koppelen", False, joined.begin),
    "toegang": ("toegang.lijst", False, lambda here, _, __: joining.everybody(here)),
    "mijn_toegang": ("signaal.eigen", False, lambda here, _, __: joining.mine(here)),
    "intrekken": ("toegang.intrekken", False, lambda here, _, rest: joining.revoke(here, rest)),
    "waarnemer": ("toegang.waarnemer", False, lambda here, _, rest: joining.deputy(here, rest)),
    "waarnemer_voor": ("toegang.waarnemer_voor", False, lambda here, _, rest: joining.deputy_for(here, rest)),
    "leidinggevende": ("toegang.waarnemer", False, lambda here, _, rest: joining.manager(here, rest)),
    "aantallen": ("aantallen", False, lambda here, _, __: counts.counts(here)),
    "uitbox": ("uitbox", False, lambda here, _, __: undelivered.show(here)),
    "uitbox_opnieuw": ("uitbox", False, lambda here, _, rest: undelivered.again(here, rest)),
    "herinner": ("herinnering", False, lambda here, _, __: reminders.make(here)),
    "taken": ("herinnering", False, lambda here, _, __: reminders.listed(here)),
    "taak_open": ("herinnering", True, lambda here, reference, _: reminders.show(here, reference)),
    "taak_klaar": ("herinnering", True, lambda here, reference, _: reminders.done(here, reference)),
    "taak_vervalt": ("herinnering", True, lambda here, reference, _: reminders.cancel(here, reference)),
    "taak_later": ("herinnering", True, lambda here, reference, _: reminder_moves.begin(here, "later", reference)),
    "taak_verzet": ("herinnering", True, lambda here, reference, _: reminder_moves.begin(here, "verzet", reference)),
    "taak_overdragen": ("herinnering", True, reminder_moves.hand_over),
    "taak_overnemen": (
        "herinnering",
        True,
        lambda here, reference, _: reminder_moves.answer_offer(here, reference, yes=True),
    ),
    "taak_niet_overnemen": (
        "herinnering",
        True,
        lambda here, reference, _: reminder_moves.answer_offer(here, reference, yes=False),
    ),
    "stil": ("herinnering", False, lambda here, _, rest: quiet_hours.set_hours(here, rest)),
    "bericht": ("bericht.maken", False, lambda here, _, __: broadcasts.begin(here)),
    "berichten": ("bericht.maken", False, lambda here, _, __: broadcast_progress.listed(here)),
    "bericht_stand": ("bericht.maken", True, lambda here, reference, _: broadcast_progress.progress(here, reference)),
    "bericht_stop": ("bericht.maken", True, lambda here, reference, _: broadcast_progress.stop(here, reference)),
    "bericht_opnieuw": ("bericht.maken", True, lambda here, reference, _: broadcast_progress.again(here, reference)),
    "bericht_verbeter": ("bericht.maken", True, lambda here, reference, _: broadcast_progress.correct(here, reference)),
    "bericht_terug": ("bericht.maken", True, lambda here, reference, _: broadcast_progress.take_back(here, reference)),
    "bericht_goed": ("bericht.maken", True, lambda here, reference, _: broadcasts.approve(here, reference, yes=True)),
    "bericht_af": ("bericht.maken", True, lambda here, reference, _: broadcasts.approve(here, reference, yes=False)),
    "bericht_gelezen": ("bericht.lezen", True, lambda here, reference, _: broadcast_progress.read(here, reference)),
    "afmelden": ("bericht.lezen", False, lambda here, _, __: broadcast_progress.opt_out(here)),
    "aanmelden": ("bericht.lezen", False, lambda here, _, __: broadcast_progress.opt_in(here)),
    "weekoverzicht": ("bericht.lezen", False, lambda here, _, __: broadcast_progress.weekly(here)),
    "agenda": ("herinnering", False, lambda here, _, __: calendar_feed.give(here)),
    "agenda_uit": ("herinnering", False, lambda here, _, __: calendar_feed.stop(here)),
    case_cards.STEPS: ("signaal.eigen", True, lambda here, reference, _: case_cards.begin_steps(here, reference)),
    case_cards.EXTRACT: ("signaal.eigen", True, lambda here, reference, _: case_cards.begin_extract(here, reference)),
    "kaart_overleg": ("signaal.eigen", True, _card("overleg")),
    "kaart_gesprek": ("signaal.eigen", True, _card("gesprek")),
    "kaart_verslag": ("signaal.eigen", True, _card("verslag")),
    "kaart_raad": ("signaal.eigen", True, _card("raad")),
    "kaart_overdracht": ("signaal.eigen", True, _card("overdracht")),
    **{name: (landscape_hearing.RIGHT, False, _of_landscape(name)) for name in sorted(landscape_hearing.COMMANDS)},
    _INVITE: ("toegang.uitnodigen", False, lambda here, _, rest: joining.invite(here, rest)),
}
"""Every command. A test walks over all of them with every role."""

_FORM_RIGHTS: Final[Mapping[str, Act]] = {
    "antwoord": "signaal.antwoorden",
    "koppelen": "huishouden.koppelen",
    "bericht": "bericht.maken",
    case_cards.EXTRACT: "signaal.eigen",
    **dict.fromkeys(family_forms.FORMS, "gezin.vertellen"),
    **dict.fromkeys(landscape_form.FORMS, landscape_hearing.RIGHT),
}


def hear(here: Here, folded: str, withheld: Withheld = Withheld()) -> Done | None:  # noqa: B008 - frozen
    """Do what a typed message asks for; None when it is no command of these.

    `withheld` is what the reading took out of it. Where a conversation is open, a card without a reference is of what
    that is about.
    """
    if (asked := _of_case(here, folded)) is not None:
        return asked
    first, _, rest = folded.partition(" ")
    if first == _INVITE:
        return run(here, _INVITE, "", rest)
    if _R.search(folded):  # with its letter: a bare one is of a signal
        reminder, about = reference_in(folded, ("R",))
        if reminder:
            return _of_reminder(here, reminder, about)
    if _B.search(folded):
        broadcast, about = reference_in(folded, ("B",))
        if broadcast:
            return _of_broadcast(here, broadcast, about)
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
    if name is None and first in ("koppel", "koppelen"):
        name, other = "koppelen", bare.partition(" ")[2]
    if name is None or name in _OF_REMINDER.values():
        return None
    return run(here, name, reference, other)


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
        return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)
    if about_one and not reference:
        reference = here.about
        if not reference:
            return here.say("balie.welk", opdracht=_spoken(here, name))
    return handler(here, reference, rest)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """Do what was chosen of an offer."""
    if offer.phrase == "terugkoppeling.vast":
        if code != "versturen" or not may(here.person, "balie.werken", here.scope):
            return here.say("terugkoppeling.niet_verstuurd")
        return feedback.send(here, offer.about, offer.data)
    if offer.phrase in (broadcasts.WHAT_NOW, broadcasts.SURE, broadcast_progress.CORRECT):
        if not may(here.person, "bericht.maken", here.scope):
            return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)
        if offer.phrase == broadcast_progress.CORRECT:
            return broadcast_progress.choose(here, offer, code)
        return broadcasts.choose(here, offer, code)
    if offer.phrase in landscape_hearing.PHRASES:
        return landscape_hearing.choose(here, offer, code)
    if offer.phrase == splitting.PHRASE and may(here.person, "balie.werken", here.scope):
        return splitting.choose(here, offer.about, code)
    if offer.phrase in reminder_offers.PHRASES:
        if not may(here.person, "herinnering", here.scope):
            return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)
        return reminder_offers.choose(here, offer, code)
    return run(here, code, offer.about, "")


def typed_moment(here: Here, offer: Offer) -> Done | None:
    """A moment in the user's own words where one is asked for; None when it is none."""
    if offer.phrase == broadcasts.WHEN:
        return broadcasts.said_moment(here, offer)
    return reminder_offers.typed_moment(here, offer)


def chosen(here: Here, offer: Offer, folded: str) -> str:
    """The choice that a typed message makes: its number or its label; empty when it makes none."""
    phrase = here.words.phrases.get(offer.phrase)
    typed = folded.rstrip(".)")
    for number, code in enumerate(offer.options, 1):
        label = offer.labels[number - 1] if offer.labels else phrase.options[code]
        forms = {str(number), fold(label), code, *map(fold, phrase.words.get(code, ()))}
        if typed in forms:
            return code
    return ""


def form_filled(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """Do what a form was for, if this person still may."""
    right = _FORM_RIGHTS.get(given["wat"][0], "balie.werken")
    if not may(here.person, right, here.scope):
        return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)
    match given["wat"][0]:
        case case_cards.STEPS:
            return case_cards.note_step(here, given, said)
        case case_cards.EXTRACT:
            return case_cards.make_extract(here, given, said)
        case "bericht":
            return broadcasts.compose(here, said)
        case form if form in landscape_form.FORMS:
            return landscape_form.fill_in(here, given, said)
        case _:
            return working.fill_in(here, given, said)


def typed_code(folded: str) -> str:
    """The code that somebody without access types; empty when the message is none."""
    first, _, rest = folded.partition(" ")
    return rest if first == _CODE and rest else ""


def _spoken(here: Here, name: str) -> str:
    """How a command is typed."""
    return here.words.phrases.act_form(name)

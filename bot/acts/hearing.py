"""Which act a message asks for, whether this person may do it, and doing it. Each command names its right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.acts import counts, desk, feedback, joined, joining, undelivered, working
from bot.acts.here import Done, Here, reference_in
from bot.rights import Act, may
from dialogs.model import Answer, Offer
from dialogs.understanding.normalise import fold

_INVITE: Final = "uitnodigen"
_CODE: Final = "code"
_FOR_ANOTHER: Final = "waarnemer_voor"
"""The one command with two colleagues."""
_SIGNAL: Final = ("S", "Z")

_Handler = Callable[[Here, str, str], Done]
"""An act with the reference that it is about and the other words."""


def _form(name: str) -> _Handler:
    return lambda here, reference, _: working.begin(here, name, reference)


HANDLERS: Final[Mapping[str, tuple[Act, bool, _Handler]]] = {
    # command: (right, whether it is about one signal, what it does)
    "lijst": ("balie.lijst", False, lambda here, _, __: desk.new_signals(here)),
    "eigen": ("balie.eigen", False, lambda here, _, __: desk.own_cases(here)),
    "open": ("balie.openen", True, lambda here, reference, _: desk.open_signal(here, reference)),
    "oppakken": ("balie.oppakken", True, lambda here, reference, _: desk.take(here, reference)),
    "niet_van_ons": ("balie.terug", True, lambda here, reference, _: desk.not_ours(here, reference)),
    "overdragen": ("balie.werken", True, lambda here, reference, rest: desk.hand_on(here, reference, rest)),
    "overnemen": ("balie.overnemen", True, lambda here, reference, _: desk.accept(here, reference, yes=True)),
    "niet_overnemen": ("balie.overnemen", True, lambda here, reference, _: desk.accept(here, reference, yes=False)),
    "vraag": ("balie.werken", True, _form("vraag")),
    "regie": ("balie.werken", True, _form("regie")),
    "bewaker": ("balie.werken", True, _form("bewaker")),
    "plan": ("balie.werken", True, _form("plan")),
    "sluiten": ("balie.werken", True, _form("sluiten")),
    "terugkoppeling": ("balie.werken", True, _form("terugkoppeling")),
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
    _INVITE: ("toegang.uitnodigen", False, lambda here, _, rest: joining.invite(here, rest)),
}
"""Every command. A test walks over all of them with every role."""

_FORM_RIGHTS: Final[Mapping[str, Act]] = {"antwoord": "signaal.antwoorden", "koppelen": "huishouden.koppelen"}


def hear(here: Here, folded: str) -> Done | None:
    """Do what a typed message asks for; None when it is no command of these."""
    first, _, rest = folded.partition(" ")
    if first == _INVITE:
        return run(here, _INVITE, "", rest)
    reference, words = reference_in(folded, _SIGNAL)
    other, bare = reference_in(words, ("T", "U"))
    name = here.words.phrases.act(bare)
    second, without = reference_in(bare, ("T",))
    if second and here.words.phrases.act(without) == _FOR_ANOTHER:
        name, other = _FOR_ANOTHER, f"{other} {second}"
    if name is None and first in ("koppel", "koppelen"):
        name, other = "koppelen", bare.partition(" ")[2]
    if name is None:
        return None
    return run(here, name, reference, other)


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
    return run(here, code, offer.about, "")


def chosen(here: Here, offer: Offer, folded: str) -> str:
    """The choice that a typed message makes: its number or its label; empty when it makes none."""
    phrase = here.words.phrases.get(offer.phrase)
    typed = folded.rstrip(".)")
    for number, code in enumerate(offer.options, 1):
        forms = {str(number), fold(phrase.options[code]), code, *map(fold, phrase.words.get(code, ()))}
        if typed in forms:
            return code
    return ""


def form_filled(here: Here, given: Mapping[str, Answer], said: Mapping[str, Answer]) -> Done:
    """Do what a form was for, if this person still may."""
    right = _FORM_RIGHTS.get(given["wat"][0], "balie.werken")
    if not may(here.person, right, here.scope):
        return here.say("toegang.mag_niet", coordinator=here.landscape.coordinator)
    return working.fill_in(here, given, said)


def typed_code(folded: str) -> str:
    """The code that somebody without access types; empty when the message is none."""
    first, _, rest = folded.partition(" ")
    return rest if first == _CODE and rest else ""


def _spoken(here: Here, name: str) -> str:
    """How a command is typed."""
    return here.words.phrases.act_form(name)

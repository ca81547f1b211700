"""Every command of the acts: the right that it takes, whether it is about one signal, and what does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    family_plan,
    feedback,
    handing_on,
    joined,
    joining,
    landscape_hearing,
    lessons,
    next_action,
    no_shows,
    not_ours,
    own_signals,
    quiet_hours,
    reminder_changes,
    reminder_moves,
    reminders,
    retention,
    splitting,
    timeline,
    undelivered,
    working,
)
from bot.acts.here import Done, Here
from bot.acts.whose import mine
from bot.rights import Act, may

INVITE: Final = "uitnodigen"
"""Its words are no sentence of the content: they hold a role."""

Handler = Callable[[Here, str, str], Done]
"""An act with the reference that it is about and the other words."""


def _form(name: str) -> Handler:
    return lambda here, reference, _: working.begin(here, name, reference)


def _card(name: str) -> Handler:
    return lambda here, reference, _: case_cards.show(here, reference, name)


def _tell(name: str) -> Handler:
    return lambda here, reference, _: family_forms.begin(here, name, reference)


def _of_landscape(name: str) -> Handler:
    """A command about the landscape; without what it is about, how to say that."""
    return lambda here, _, rest: landscape_hearing.run(here, name, rest) or here.say("landschap.hoe")


def _open(here: Here, reference: str, _: str) -> Done:
    """Whose work it is reads it at the desk; who wrote it reads it too, also what nobody else sees."""
    works = may(here.person, "balie.openen", here.scope)
    return (own_signals.show(here, reference, works=works)) or desk.open_signal(here, reference)


def _not_ours(here: Here, reference: str, _: str) -> Done:
    """Of who works on it: nobody lets go before another holds it. What nobody took, goes to the other teams."""
    works_on_it = mine(here, reference) is not None
    return not_ours.begin(here, reference) if works_on_it else desk.not_ours(here, reference)


HANDLERS: Final[Mapping[str, tuple[Act, bool, Handler]]] = {
    # command: (right, whether it is about one signal, what it does)
    "lijst": ("balie.lijst", False, lambda here, _, __: desk.new_signals(here)),
    "eigen": ("balie.eigen", False, lambda here, _, __: next_action.own_cases(here)),
    "open": ("signaal.eigen", True, _open),
    "signaal_delen": ("signaal.eigen", True, lambda here, reference, _: own_signals.begin_sharing(here, reference)),
    "signaal_verbeteren": (
        "signaal.eigen",
        True,
        lambda here, reference, _: own_signals.begin_correcting(here, reference),
    ),
    "signaal_wissen": (
        "signaal.eigen",
        True,
        lambda here, reference, _: own_signals.begin_withdrawing(here, reference),
    ),
    "oppakken": ("balie.oppakken", True, lambda here, reference, _: desk.take(here, reference)),
    "niet_van_ons": ("balie.terug", True, _not_ours),
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
    "gezinsplan": ("balie.werken", True, lambda here, reference, _: family_plan.begin(here, reference)),
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
    "advies_noteren": ("gezin.vertellen", True, _tell("advies")),
    "geweigerd": ("gezin.vertellen", True, _tell("geweigerd")),
    "doorverwezen": ("gezin.vertellen", True, _tell("doorverwezen")),
    "inschatting": ("gezin.vertellen", True, _tell("inschatting")),
    "terugkijken": ("gezin.vertellen", True, _tell("terugkijken")),
    retention.FORM: ("gezin.vertellen", True, _tell(retention.FORM)),
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
    "herinner": ("herinnering", False, lambda here, _, __: reminder_changes.heard(here) or reminders.make(here)),
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
    INVITE: ("toegang.uitnodigen", False, lambda here, _, rest: joining.invite(here, rest)),
}
"""Every command. A test walks over all of them with every role."""

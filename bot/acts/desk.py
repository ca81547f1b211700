"""The receiving desk: which signals there are, opening one, taking it, giving it back."""

from __future__ import annotations

from bot.acts import agreed
from bot.acts.areas import read_areas
from bot.acts.card import card
from bot.acts.counts import rounded
from bot.acts.family import VIOLENCE, family_of, has_history
from bot.acts.here import Done, Here, Notice
from bot.acts.task_kinds import DESK
from bot.acts.timeline import below
from bot.acts.whose import asked_of_team, is_asked, new_cases, organisation_of, stands_in, visible
from bot.model import Role
from bot.storage.desk import DeskCase
from bot.storage.tables import NEW, TAKEN
from dialogs.model import Block, Field, Option, Prompt, Reply
from dialogs.offer import Offer

OFFER = "aanbod"
"""What the token of an offer starts with."""
UNREADABLE = "balie.onleesbaar"
"""Says that a case is there whose key is gone."""


def new_signals(here: Here) -> Done:
    """`nieuwe signalen`: those of the own districts that nobody took; nothing of class D."""
    cases, asked = new_cases(here), asked_of_team(here)
    if not cases and not asked:
        return here.say("balie.leeg")
    here.audit("desk.list", here.scope.gemeente)
    withdrawn = here.tx.withdrawals(here.place, [signal.reference for case in cases for signal in case.signals])
    lines = tuple(
        here.text(
            _line_of(case, "balie.regel_ingetrokken" if signal.reference in withdrawn else "balie.regel"),
            kenmerk=signal.reference,
            datum=here.moment(case.opened)[0],
            uiterlijk=here.day(signal.feedback_due) if signal.feedback_due else here.text("regie.geen_dag"),
        )
        for case in cases
        for signal in case.signals
    )
    lines += tuple(
        here.text(_line_of(case, "balie.aangeboden_regel"), kenmerk=case.signals[-1].reference) for case in asked
    )
    head = Block("tekst", here.text("balie.lijst", aantal=str(len(lines))))
    about = next((case.signals[0].reference for case in (*cases, *asked) if case.readable), "")
    return Done((Reply((head, Block("punten", lines=lines))),), about=about)


def _line_of(case: DeskCase, phrase: str) -> str:
    """The phrase for a case in a list: of one that cannot be read only that it is there."""
    return phrase if case.readable else UNREADABLE


def open_signal(here: Here, reference: str) -> Done:
    """`open S-…`: the whole record. Who opens it stands in the audit trail from then on."""
    case = visible(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    wanted = reference if reference.startswith("S-") else case.signals[-1].reference
    signal = here.tx.signal(here.place, wanted, here.person.id, here.now)
    if signal is None:
        return here.say("balie.onbekend")
    options: tuple[str, ...]
    if case.handler != here.person.id:
        options = ("oppakken", "niet_van_ons") if case.state == NEW else _taking_over(here, case)
        phrase = "balie.wat_nu"
    else:
        options = ("vraag", "regie", "bewaker", "plan", "terugkoppeling", "sluiten") if case.state == TAKEN else ()
        phrase = "balie.wat_verder"
    offer, prompt = make_offer(here, phrase, options, wanted)
    family = family_of(here, wanted) if has_history(here, wanted) else None
    before = below(here, family) if family is not None else ()
    shown = Reply(card(here, case, signal), None if before else prompt, "kaart", "balie")
    if not before:
        return Done((shown,), offer=offer, about=wanted)
    return Done((shown, Reply(before, prompt, "kaart", "eerder")), offer=offer, about=wanted)


def _taking_over(here: Here, case: DeskCase) -> tuple[str, ...]:
    """What somebody can do with a case of a colleague: say yes or no to an offer, and as its waarnemer take it over."""
    if case.state != TAKEN:
        return ()
    if is_asked(here, case):
        return ("overnemen", "niet_overnemen")
    return ("overnemen",) if stands_in(here, case.handler) else ()


def take(here: Here, reference: str) -> Done:
    """`ik pak het op`: one gets it; who comes second hears who has it."""
    case = visible(here, reference, taken_too=True)
    if case is None:
        return here.say("balie.onbekend")
    if not here.tx.take_case(here.scope, case.reference, here.now):
        now = here.tx.desk_case(here.place, case.reference)
        has_it = now is not None and now.handler
        if now is None or not has_it:
            return here.say("balie.onbekend")
        who = here.text("basis.jij") if now.handler == here.person.id else here.who(now.handler)
        return here.say("balie.al_opgepakt", kenmerk=reference, wie=who)
    here.audit("case.take", case.reference)
    for signal in case.signals:
        here.tx.own_tasks(here.place, signal.reference, here.person.id, DESK)
    who = here.who(here.person.id)
    told = tuple(
        Notice(
            signal.owner,
            here.reply(
                "terugkoppeling.opgepakt",
                kenmerk=signal.reference,
                wie=who,
                uiterlijk=here.day(signal.feedback_due) if signal.feedback_due else here.text("regie.geen_dag"),
            ),
            f"taken.{signal.reference}.{here.person.id}",
        )
        for signal in case.signals
    )
    replies = [here.reply("balie.opgepakt", kenmerk=reference)]
    records = [here.tx.signal(here.place, each.reference, here.person.id, here.now) for each in case.signals]
    for record in filter(None, records):
        agreed.of_case(here, record.signaal_id, record)
    if any(record is not None and record.geweld in VIOLENCE for record in records):
        replies.append(here.reply("balie.basiszorg"))
    return Done(tuple(replies), told, about=reference)


def not_ours(here: Here, reference: str) -> Done:
    """`hoort niet bij ons` of what nobody took: the other teams see it from now on; it never disappears."""
    case = visible(here, reference)
    if case is None or not here.tx.return_case(here.scope, case, organisation_of(here)):
        return here.say("balie.onbekend")
    here.audit("case.return", case.reference)
    for signal in case.signals:
        here.tx.own_tasks(here.place, signal.reference, "", DESK)
    told = [
        Notice(
            signal.owner,
            here.reply("terugkoppeling.gezocht", kenmerk=signal.reference),
            f"returned.{signal.reference}.{organisation_of(here)}",
        )
        for signal in case.signals
    ]
    after = here.tx.desk_case(here.place, case.reference)
    told += call_team(here, after or case, f"returned.{case.reference}.{len(case.returned_by)}")
    return Done((here.reply("balie.teruggegeven", kenmerk=reference),), tuple(told))


def call_team(here: Here, case: DeskCase, purpose: str) -> list[Notice]:
    """Tell everybody who reads these districts that there is work; nobody there: the coordinator hears a count."""
    readers = []
    for member in here.tx.members(here.place, Role.WIJKTEAM):
        areas = read_areas(here.landscape, (member.membership,), here.today)
        of_area = areas is None or not case.area or case.area in {here.tx.area(here.place, each) for each in areas}
        if of_area and member.membership.organisatie not in case.returned_by:
            readers.append(member.person)
    if readers:
        return [Notice(each, here.reply("taak.nieuw"), f"{purpose}.{each}") for each in dict.fromkeys(readers)]
    return call_coordinators(here, purpose)


def call_coordinators(here: Here, purpose: str) -> list[Notice]:
    """Counts only, no case."""
    open_now = rounded(here.tx.count_cases(here.place).get(NEW, 0), here.words.phrases)
    text = here.reply("taak.zonder_eigenaar", aantal=open_now)
    return [
        Notice(member.person, text, f"{purpose}.{member.person}")
        for member in here.tx.members(here.place, Role.COORDINATOR)
    ]


def make_offer(
    here: Here,
    phrase: str,
    codes: tuple[str, ...],
    about: str,
    data: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
) -> tuple[Offer | None, Prompt | None]:
    """A choice that waits for the next message; none without options. `labels` where the phrase does not have them."""
    if not codes:
        return None, None
    named = {option.code: option.label for option in here.words.phrases.options(phrase)}
    named |= dict(zip(codes, labels, strict=False))
    number = here.offers + 1
    field = Field(OFFER, here.text(phrase) if not data else "", tuple(Option(code, named[code]) for code in codes))
    return Offer(number, phrase, codes, about, data, labels), Prompt(f"{OFFER}.{number}", (field,))

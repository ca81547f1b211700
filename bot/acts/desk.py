"""The receiving desk: which signals there are, opening one, taking it, giving it back, handing it on warm."""

from __future__ import annotations

from bot.acts import agreed
from bot.acts.areas import read_areas
from bot.acts.card import card
from bot.acts.counts import rounded
from bot.acts.here import Done, Here, Notice
from bot.acts.task_kinds import DESK
from bot.model import Role, Scope
from bot.storage.desk import DeskCase
from bot.storage.tables import CLOSED, NEW, TAKEN
from dialogs.model import Block, Field, Option, Prompt, Reply
from dialogs.offer import Offer

_VIOLENCE = frozenset({"vroeger", "nu", "herhaald"})
OFFER = "aanbod"
"""What the token of an offer starts with."""


def new_signals(here: Here) -> Done:
    """`nieuwe signalen`: those of the own districts that nobody took; nothing of class D."""
    cases = _new(here)
    if not cases:
        return here.say("balie.leeg")
    here.audit("desk.list", here.scope.gemeente)
    lines = tuple(
        here.text(
            "balie.regel",
            kenmerk=signal.reference,
            datum=here.moment(case.opened)[0],
            uiterlijk=here.day(signal.feedback_due) if signal.feedback_due else here.text("regie.geen_dag"),
        )
        for case in cases
        for signal in case.signals
    )
    head = Block("tekst", here.text("balie.lijst", aantal=str(len(lines))))
    return Done((Reply((head, Block("punten", lines=lines))),), about=cases[0].signals[0].reference)


def own_cases(here: Here) -> Done:
    """`mijn zaken`: what somebody works on, and what waits for a yes."""
    cases = here.tx.desk_mine(here.scope)
    if not cases:
        return here.say("balie.eigen_leeg")
    lines = tuple(_own_line(here, case) for case in cases)
    head = Block("tekst", here.text("balie.eigen", aantal=str(len(lines))))
    return Done((Reply((head, Block("punten", lines=lines))),), about=cases[0].signals[0].reference)


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
        options = ("oppakken", "niet_van_ons") if case.state == NEW else ()
        phrase = "balie.wat_nu"
    else:
        options = ("vraag", "regie", "bewaker", "plan", "terugkoppeling", "sluiten") if case.state == TAKEN else ()
        phrase = "balie.wat_verder"
    offer, prompt = make_offer(here, phrase, options, wanted)
    shown = Reply(card(here, case, signal), prompt, "kaart", "balie")
    return Done((shown,), offer=offer, about=wanted)


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
    if any(record is not None and record.geweld in _VIOLENCE for record in records):
        replies.append(here.reply("balie.basiszorg"))
    return Done(tuple(replies), told, about=reference)


def not_ours(here: Here, reference: str) -> Done:
    """`hoort niet bij ons`: the other teams see it from now on; it never disappears."""
    case = visible(here, reference)
    if case is None or not here.tx.return_case(here.scope, case, _organisation(here)):
        return here.say("balie.onbekend")
    here.audit("case.return", case.reference)
    for signal in case.signals:
        here.tx.own_tasks(here.place, signal.reference, "", DESK)
    told = [
        Notice(
            signal.owner,
            here.reply("terugkoppeling.gezocht", kenmerk=signal.reference),
            f"returned.{signal.reference}.{_organisation(here)}",
        )
        for signal in case.signals
    ]
    after = here.tx.desk_case(here.place, case.reference)
    told += call_team(here, after or case, f"returned.{case.reference}.{len(case.returned_by)}")
    return Done((here.reply("balie.teruggegeven", kenmerk=reference),), tuple(told))


def hand_on(here: Here, reference: str, to: str) -> Done:
    """`draag over S-… aan T-…`: done when the other says yes (R117)."""
    case = mine(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    row = here.tx.access_called(here.scope, to) if to else None
    other = here.tx.person(row.person) if row and row.revoked_at is None else None
    roles = {m.role for m in other.memberships if m.gemeente == here.scope.gemeente} if other else set()
    if other is None or other.id == here.person.id or not roles & {Role.WIJKTEAM, Role.REGISSEUR}:
        return here.say("balie.ander_niet")
    here.tx.offer_case(here.scope, case.reference, other.id)
    here.audit("case.offer", case.reference)
    notice = Notice(
        other.id, here.reply("taak.kijk", kenmerk=reference), f"offer.{case.reference}.{here.now.isoformat()}"
    )
    return Done((here.reply("balie.aangeboden", kenmerk=reference),), (notice,), about=reference)


def accept(here: Here, reference: str, *, yes: bool) -> Done:
    """`neem over` or `neem niet over`: until the yes the old behandelaar keeps it."""
    case = here.tx.desk_case(here.place, reference)
    if case is None or case.next_handler != here.person.id:
        return here.say("balie.onbekend")
    old = case.handler
    key = f"{case.reference}.{here.now.isoformat()}"
    if not yes:
        here.tx.decline_case(here.scope, case.reference)
        here.audit("case.decline", case.reference)
        notice = Notice(old, here.reply("balie.niet_overgenomen_oud", kenmerk=reference), f"declined.{key}")
        return Done((here.reply("balie.niet_overgenomen", kenmerk=reference),), (notice,))
    if not here.tx.accept_case(here.scope, case.reference, here.now):
        return here.say("balie.onbekend")
    here.audit("case.accept", case.reference)
    told = [Notice(old, here.reply("balie.overgenomen_oud", kenmerk=reference), f"accepted.{key}")]
    for signal in case.signals:
        here.tx.own_tasks(here.place, signal.reference, here.person.id, DESK)
        text = here.reply("terugkoppeling.overgedragen", kenmerk=signal.reference, wie=here.who(here.person.id))
        told.append(Notice(signal.owner, text, f"handed.{signal.reference}.{here.person.id}"))
    return Done((here.reply("balie.overgenomen", kenmerk=reference),), tuple(told), about=reference)


def visible(here: Here, reference: str, *, taken_too: bool = False) -> DeskCase | None:
    """A case that somebody may see: new and of the own districts, or the own one, or of whom one stands in for.

    `taken_too`: also one of the own districts that a colleague has, to say who; that opens nothing.
    """
    case = here.tx.desk_case(here.place, reference)
    if case is None or case.state == CLOSED:
        return case if case is not None and case.handler == here.person.id else None
    if here.person.id in (case.handler, case.next_handler) or _stands_in(here, case.handler):
        return case
    if case.state == NEW:
        return case if any(each.reference == case.reference for each in _new(here)) else None
    return case if taken_too and _of_own_area(here, case) else None


def mine(here: Here, reference: str) -> DeskCase | None:
    """A case that somebody works on now."""
    case = here.tx.desk_case(here.place, reference)
    return case if case is not None and case.state == TAKEN and case.handler == here.person.id else None


def call_team(here: Here, case: DeskCase, purpose: str) -> list[Notice]:
    """Tell everybody who reads these districts that there is work; nobody there: the coordinator hears a count."""
    readers = []
    for member in here.tx.members(here.place, Role.WIJKTEAM):
        areas = read_areas(here.landscape, (member.membership,))
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


def _new(here: Here) -> list[DeskCase]:
    own = [m for m in here.person.memberships if m.gemeente == here.scope.gemeente and m.role is Role.WIJKTEAM]
    if not own:
        return []
    cases = here.tx.desk_new(Scope(here.scope.gemeente), read_areas(here.landscape, own))
    return [case for case in cases if _organisation(here) not in case.returned_by]


def _of_own_area(here: Here, case: DeskCase) -> bool:
    own = [m for m in here.person.memberships if m.gemeente == here.scope.gemeente and m.role is Role.WIJKTEAM]
    areas = read_areas(here.landscape, own) if own else ()
    return areas is None or case.area in {"", *(here.tx.area(here.place, each) for each in areas)}


def _stands_in(here: Here, handler: str) -> bool:
    rows = here.tx.access_of(handler) if handler else []
    return any(row.gemeente == here.scope.gemeente and row.deputy == here.person.id for row in rows)


def _organisation(here: Here) -> str:
    return next((m.organisatie for m in here.person.memberships if m.gemeente == here.scope.gemeente), "")


def _own_line(here: Here, case: DeskCase) -> str:
    reference = case.signals[-1].reference
    if case.next_handler == here.person.id:
        return here.text("balie.aangeboden_regel", kenmerk=reference)
    due = next((s.feedback_due for s in case.signals if s.feedback_at is None and s.feedback_due), None)
    feedback = here.text("balie.nog_terugkoppelen", datum=here.day(due)) if due else here.text("balie.teruggekoppeld")
    taken = here.moment(case.taken_at)[0] if case.taken_at else here.day(here.today)
    return here.text("balie.eigen_regel", kenmerk=reference, datum=taken, terugkoppeling=feedback)

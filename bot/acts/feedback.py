"""The answer back: receipt, who took it up, what was done in fixed sentences, when it is due, and status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from bot.acts import heard_back
from bot.acts.card import ground_line
from bot.acts.desk import call_coordinators, call_team, make_offer
from bot.acts.here import Done, Here, Notice
from bot.acts.task_kinds import FEEDBACK
from bot.acts.whose import mine
from bot.model import Role, Stage
from bot.storage.desk import DeskCase, DeskSignal
from bot.storage.records import SignalRow
from bot.storage.tables import CLOSED, TAKEN
from bot.storage.tasks import Task
from dialogs.model import Block, Reply
from dialogs.offer import Offer
from dialogs.workdays import AMSTERDAM, add_working_days, moment_of

PREVIEW: Final = "terugkoppeling.vast"
"""What stands under the sentences as they would go."""
DAYS = 5
"""Working days until then (signal_schema.md §4 rule 7), unless `beleid` says otherwise."""
TERM = "terugkoppeling_werkdagen"
FORM: Final = "terugkoppeling"
SENTENCES = ("gezien", "ouders", "afspraak", "hulp", "niet_gelukt", "niets")
"""What can be told, in this order; each is a fixed sentence."""
_MORNING = time(9)
_LATER = 5
"""Working days between two times that it is said to be late."""


def arrived(here: Here, reference: str, their_reference: str) -> list[Notice]:
    """A signal is at the desk: from now on feedback is owed, and the team hears that there is work."""
    due = add_working_days(here.today, here.landscape.terms.get(TERM, DAYS))
    here.tx.owe_feedback(here.place, reference, due)
    case = here.tx.desk_case(here.place, reference)
    task = Task(
        here.keys.derive("task", FEEDBACK, reference), FEEDBACK, reference, case.handler if case else here.person.id,
        moment_of(due, _MORNING),
    )  # fmt: skip
    here.tx.add_task(here.place, task, here.now)
    if case is None:  # another system has it; its people do not work here
        return []
    if case.handler:
        return [Notice(case.handler, here.reply("taak.kijk", kenmerk=reference), f"arrived.{reference}")]
    return call_team(here, case, f"arrived.{reference}.{their_reference}")


def receipt(here: Here, reference: str, their_reference: str, party: str) -> Reply:
    """`ontvangst`: who has it, since when, and until when somebody may wait for an answer."""
    case = here.tx.desk_case(here.place, reference)
    due = next((s.feedback_due for s in case.signals if s.reference == reference), None) if case else None
    due = due or add_working_days(here.today, here.landscape.terms.get(TERM, DAYS))
    day, hour = here.moment(here.now)
    text = here.text(
        "ontvangst",
        kenmerk=reference,
        partij=party,
        datum=day,
        tijd=hour,
        zaak=their_reference,
        uiterlijk=here.day(due),
    )
    return Reply((Block("tekst", text), Block("tekst", here.text("log.geen_melding"))), signal=reference)


def heard_elsewhere(here: Here, reference: str, stage: Stage, party: str) -> list[Notice]:
    """What people in another system made of a signal, for who gave it; a finished case owes nothing more."""
    if stage == "afgerond":
        for task in here.tx.tasks_of(here.place, reference):
            if task.kind == FEEDBACK:
                here.tx.end_task(here.place, task.id, "klaar")
    text = here.reply(f"terugkoppeling.{stage}_elders", kenmerk=reference, partij=party)
    return [Notice(here.person.id, text, f"elsewhere.{reference}.{stage}")]


def owed(case: DeskCase) -> bool:
    """Whether somebody who signalled still has to hear something."""
    return any(each.feedback_at is None for each in case.signals)


def preview(here: Here, case: DeskCase, reference: str, chosen: Sequence[str]) -> Done:
    """Show the fixed sentences as they would go, with the ground; they go after a yes."""
    codes = tuple(code for code in SENTENCES if code in chosen)
    if not codes:
        return here.say("terugkoppeling.niet_verstuurd")
    signal = here.tx.signal(here.place, case.signals[-1].reference, here.person.id, here.now)
    ground = ground_line(here, signal) if signal else ""
    offer, prompt = make_offer(here, PREVIEW, ("versturen", "wijzig", "niet"), reference, codes)
    blocks = (
        Block("titel", here.text("terugkoppeling.zo")),
        Block("punten", lines=_sentences(here, case, codes)),
        Block("tekst", here.text(PREVIEW, grond=ground)),
    )
    return Done((Reply(blocks, prompt, "kaart", "balie"),), offer=offer, about=reference)


def choose(here: Here, offer: Offer, code: str) -> Done:
    """What was chosen under the sentences as they would go (conversations.md §2.6)."""
    case = mine(here, offer.about)
    if case is None:
        return here.say("balie.onbekend")
    if code == "versturen":
        return send(here, offer.about, offer.data)
    if code != "wijzig":
        return here.say("terugkoppeling.niet_verstuurd")
    before = here.reply("terugkoppeling.koos", lijst=" ".join(_sentences(here, case, offer.data)))
    return Done((before,), form={"wat": (FORM,), "kenmerk": (offer.about,)}, about=offer.about)


def show_again(here: Here, offer: Offer) -> Done | None:
    """The sentences once more, with the same choice; None where the case is of somebody else by now."""
    case = mine(here, offer.about)
    return preview(here, case, offer.about, offer.data) if case is not None else None


def send(here: Here, reference: str, codes: Sequence[str]) -> Done:
    """Send what was shown to everybody who signalled in this case."""
    case = mine(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    day, hour = here.moment(here.now)
    here.tx.note_feedback(here.place, case.reference, here.now)
    here.tx.write_work(here.place, case, **{heard_back.TOLD: " ".join(_told(case, codes))})
    here.audit("feedback.give", case.reference)
    told = []
    for signal in case.signals:
        for task in here.tx.tasks_of(here.place, signal.reference):
            if task.kind == FEEDBACK:
                here.tx.end_task(here.place, task.id, "klaar")
        head = here.text("terugkoppeling.kop", kenmerk=signal.reference, wie=here.who(here.person.id))
        blocks = (
            Block("tekst", head),
            Block("punten", lines=_sentences(here, case, codes)),
            Block("tekst", here.text("terugkoppeling.slot")),
        )
        told.append(
            Notice(
                signal.owner, Reply(blocks, signal=signal.reference), f"told.{signal.reference}.{here.now.isoformat()}"
            )
        )
    return Done((here.reply("terugkoppeling.verstuurd", datum=day, tijd=hour),), tuple(told), about=reference)


def status(here: Here, reference: str = "") -> Done:
    """What became of the own signals, newest first; of one when it is named, with the feedback in full."""
    rows = {row.reference: row for row in here.tx.signals(here.scope)}
    wanted = [reference] if reference else list(reversed(rows))[:_SHOWN]
    shown = [rows[each] for each in wanted if each in rows]
    if not shown and reference and here.tx.was_erased(here.place, reference):
        return here.say("status.gewist", kenmerk=reference)
    if not shown:
        return here.say("balie.onbekend") if reference else here.say("status.geen")
    cases = {row.reference: here.tx.desk_case(here.place, row.reference) for row in shown if row.shared}
    told = {name: heard_back.sentences(here, case, name) for name, case in cases.items() if case is not None}
    lines = []
    for row in shown:
        heard = told.get(row.reference, ()) if len(shown) == 1 else ()
        lines.append(_status_line(here, row, cases.get(row.reference), heard))
    head = () if reference else (Block("tekst", here.text("status.titel")),)
    blocks = (*head, Block("punten", lines=tuple(lines)), *_status_how(here, shown, told))
    return Done((Reply((*blocks, Block("tekst", here.text("status.slot"))), kind="uitleg", item="status"),))


def _status_how(here: Here, shown: Sequence[SignalRow], told: Mapping[str, Sequence[str]]) -> list[Block]:
    """How to go on with what is in the list: an own note, feedback that is not shown in full."""
    own = next((row.reference for row in shown if not row.shared), "")
    heard = next((name for name, lines in told.items() if lines), "") if len(shown) > 1 else ""
    names = {"status.prive_hoe": own, "status.gehoord_hoe": heard}
    return [Block("tekst", here.text(phrase, kenmerk=name)) for phrase, name in names.items() if name]


_SHOWN = 5


def task_due(here: Here, task: Task) -> tuple[list[Notice], date]:
    """What a due task says at this step, and the working day on which it says something again."""
    case = here.tx.desk_case(here.place, task.object)
    if case is None:
        return _late_elsewhere(here, task), add_working_days(here.today, _LATER if task.step else 1)
    signal = next((s for s in case.signals if s.reference == task.object), None)
    late_by = (here.today - signal.feedback_due).days if signal and signal.feedback_due else 0
    key = f"task.{task.id}.{task.step}"
    if task.step == 0:
        if not case.handler:
            told = call_team(here, case, key)
        else:
            told = [Notice(case.handler, here.reply("terugkoppeling.bijna", kenmerk=task.object), key)]
        return told, add_working_days(here.today, 1)
    return _late(here, task, case, signal, late_by), add_working_days(here.today, _LATER)


def _late_elsewhere(here: Here, task: Task) -> list[Notice]:
    """Another system has it, so nobody here can give the answer: once late, who signalled and the coordinator hear it.

    After that there is no more to say: it ends here.
    """
    if task.step > 1:
        here.tx.end_task(here.place, task.id, "vervallen")
    if task.step != 1:
        return []
    key = f"task.{task.id}.{task.step}"
    text = here.reply("taak.terugkoppeling_elders")
    told = [
        Notice(member.person, text, f"{key}.{member.person}")
        for member in here.tx.members(here.place, Role.COORDINATOR)
    ]
    row = next((row for row in here.tx.signals(here.scope) if row.reference == task.object), None)
    if row is not None and row.delivered_at is not None:
        said = here.reply("terugkoppeling.laat", kenmerk=task.object, datum=here.day(_due_of(here, row.delivered_at)))
        told.append(Notice(here.person.id, said, f"{key}.owner"))
    return told


def _late(here: Here, task: Task, case: DeskCase, signal: DeskSignal | None, late_by: int) -> list[Notice]:
    """Both sides get their half; after that who is above hears that a task is open, and no more (§4 rule 5)."""
    key = f"task.{task.id}.{task.step}"
    told: list[Notice] = []
    if task.step == 1 and signal is not None and signal.feedback_due is not None:
        due = here.day(signal.feedback_due)
        told.append(
            Notice(signal.owner, here.reply("terugkoppeling.laat", kenmerk=task.object, datum=due), f"{key}.owner")
        )
    if case.handler:
        days = here.text("terugkoppeling.een_dag" if late_by <= 1 else "terugkoppeling.dagen", aantal=str(late_by))
        text = here.reply("terugkoppeling.laat_ontvanger", kenmerk=task.object, dagen=days)
        told.append(Notice(case.handler, text, f"{key}.handler"))
    if task.step > 1 or not case.handler:
        above = _manager_of(here, case.handler) if case.handler else ""
        if above:
            told.append(Notice(above, here.reply("taak.bij_collega"), f"{key}.above"))
        else:
            told += call_coordinators(here, f"{key}.above")
    return told


def _manager_of(here: Here, person: str) -> str:
    rows = here.tx.access_of(person)
    manager = next((row.manager for row in rows if row.gemeente == here.scope.gemeente), "")
    return manager if here.has_access(manager) else ""


def _sentences(here: Here, case: DeskCase, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(here.text(f"terugkoppeling.{code}") for code in _told(case, codes))


def _told(case: DeskCase, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes of all sentences that go: what was chosen, and who has the regie if that is known."""
    return (*codes, "regie") if case.work.get("regie") == "ik" else tuple(codes)


def _status_line(here: Here, row: SignalRow, case: DeskCase | None, heard: Sequence[str]) -> str:
    known = {"kenmerk": row.reference, "datum": here.moment(row.created)[0]}
    if not row.shared:
        back = heard_back.withdrawn(here, row.reference)
        return " ".join(filter(None, (here.text("status.prive", **known), back)))
    if row.delivered_at is None or case is None:
        at = row.delivered_at
        said = _status_elsewhere(here, row.reference, _due_of(here, at), known) if at else ""
        said = said or here.text("status.onderweg", **known)
        return " ".join(filter(None, (said, heard_back.withdrawn_elsewhere(here, row.reference))))
    said = _status_here(here, row, case, known)
    back, asked = heard_back.withdrawn(here, row.reference), heard_back.question(here, case, row.reference)
    return " ".join(filter(None, (said, *heard, back, asked)))


def _status_here(here: Here, row: SignalRow, case: DeskCase, known: dict[str, str]) -> str:
    """Of a signal at the desk: who has it, what was told of it, or until when to wait for that."""
    signal = next((s for s in case.signals if s.reference == row.reference), None)
    heard_at = signal.feedback_at if signal else None
    heard = {"gehoord": here.moment(heard_at)[0]} if heard_at is not None else {}
    if case.state == CLOSED:
        return here.text("status.gesloten_gehoord" if heard else "status.gesloten", **known, **heard)
    due = signal.feedback_due if signal else None
    known |= {"uiterlijk": here.day(due) if due else here.text("regie.geen_dag")}
    late = f" {here.text('status.te_laat')}" if not heard and due is not None and due < here.today else ""
    if case.state != TAKEN:
        return here.text("status.aangekomen", **known) + late
    who = here.who(case.handler)
    if heard:
        return here.text("status.teruggekoppeld", wie=who, **known, **heard)
    return here.text("status.opgepakt", wie=who, **known) + late


def _status_elsewhere(here: Here, reference: str, due: date, known: Mapping[str, str]) -> str:
    """Of a signal in another system: what its people told of it, or until when to wait for that."""
    stage = here.tx.stage_of(here.place, reference)
    if stage != "ontvangen":
        return here.text(f"status.{stage}_elders", **known)
    late = f" {here.text('status.te_laat')}" if due < here.today else ""
    return here.text("status.aangekomen_elders", uiterlijk=here.day(due), **known) + late


def _due_of(here: Here, delivered_at: datetime) -> date:
    """Until when feedback is owed on what arrived at this moment."""
    return add_working_days(delivered_at.astimezone(AMSTERDAM).date(), here.landscape.terms.get(TERM, DAYS))

"""What was done for a family: advice, help tried or refused, a referral, an instrument. Each is on the time line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from bot.acts import agreed
from bot.acts.family import ADVICE, VEILIG_THUIS, Family, assessed_differently, family_of, note
from bot.acts.here import Done, Here, day_said
from bot.acts.task_kinds import REFERRAL, RETRY
from bot.acts.whose import mine
from bot.storage.tasks import Task
from dialogs.model import SKIPPED, UNKNOWN, Block, Reply
from dialogs.signaal.case_rules import FAMILY, is_young
from dialogs.workdays import add_working_days

_RETRY: Final = timedelta(weeks=6)
_RETRY_YOUNG: Final = timedelta(weeks=2)
"""When refused help is offered again if no day was given: as an evaluation (basisvragen.md BV5, own choice)."""
_WEIGH: Final = "4_wegen"
"""The step to which a case goes back when help is refused that was taken instead of a report (R64)."""
WEIGH_AGAIN: Final = "weeg_opnieuw"
"""In what is written down of a case: `ja` until it was weighed anew."""
_AGAIN: Final = 5
_ARRIVES: Final = 10
"""Working days until it is looked at whether a referral arrived, if no day was given (own choice)."""


ADVICE_FORM: Final = "advies"
"""The dialog in which an advice is noted, the same one as in a running kindcheck."""


def advised(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """`advies S-…`: what was advised about a stored signal, and by whom (kindcheck.md §6 KC-T5).

    Only with one of Veilig Thuis the family may be next (§8.3).
    """
    source = value.get("advies_van", "collega")
    said = value.get("advies", "")
    text = "" if said in {SKIPPED, UNKNOWN} else said
    note(here, family, ADVICE, dag=here.today.isoformat(), met=source, advies=text)
    blocks = [
        Block("tekst", here.text("advies.bij_signaal", kenmerk=family.reference, met=here.text(f"feit.met.{source}")))
    ]
    if family.hears_first and source != VEILIG_THUIS:
        blocks.append(Block("tekst", here.text("advies.nog_niet")))
    return Done((Reply(tuple(blocks)),), about=family.reference)


def tried(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """`geprobeerd`: what was tried and what it did (R86)."""
    hulp, effect = value.get("hulp", UNKNOWN), value.get("effect", UNKNOWN)
    note(here, family, "geprobeerd", dag=here.today.isoformat(), hulp=hulp, effect=effect)
    return here.say("geprobeerd.klaar", hulp=here.text(f"steun.{hulp}"), effect=here.text(f"effect.{effect}"))


def refused(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """`geweigerd`: help that was refused is offered again on a day (R112), and the weighing is open again (R64)."""
    hulp = value.get("hulp", UNKNOWN)
    again = retry_day(here, family, value.get("dag_opnieuw", ""))
    refuse(here, family, hulp, again)
    noted = here.text("geweigerd.klaar", hulp=here.text(f"steun.{hulp}"), datum=here.day(again))
    weigh = here.text("geweigerd.weeg", kenmerk=family.reference)
    return Done((Reply((Block("tekst", noted), Block("tekst", weigh))),), about=family.reference)


def refuse(here: Here, family: Family, hulp: str, again: date) -> None:
    """Write down that help was refused, and when it is offered again."""
    note(here, family, "geweigerd", dag=here.today.isoformat(), hulp=hulp, vervolg=again.isoformat())
    agreed.of_family(here, family, RETRY, again, hulp)
    case = mine(here, family.reference)
    if case is not None:
        here.tx.write_work(here.place, case, **{"stap": _WEIGH, WEIGH_AGAIN: "ja"})
        here.audit("case.step", case.reference, _WEIGH)


def retry_day(here: Here, family: Family, said: str) -> date:
    """The day that was given, or the one that follows from the youngest child."""
    if (day := day_said(said)) is not None:
        return day
    young = is_young((FAMILY,), family.bands)
    return here.today + (_RETRY_YOUNG if young else _RETRY)


def referred(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """`doorverwezen`: a referral with the day on which it is looked at whether it arrived (R99)."""
    party = value.get("partij", UNKNOWN)
    check = day_said(value.get("dag_controle", "")) or add_working_days(here.today, _ARRIVES)
    note(here, family, "verwezen", dag=here.today.isoformat(), partij=party, vervolg=check.isoformat())
    agreed.of_family(here, family, REFERRAL, check, party)
    return here.say("verwezen.klaar", partij=here.text(f"partij.{party}"), datum=here.day(check))


def arrived(here: Here, family: Family, task: Task, *, yes: bool) -> Done:
    """Whether somebody who was referred is at the other party. Not yet: it is asked again (R99)."""
    said = "ja" if yes else "nee"
    note(here, family, "aangekomen", dag=here.today.isoformat(), partij=task.subject, aangekomen=said)
    here.tx.end_task(here.place, task.id, "klaar")
    party = here.text(f"partij.{task.subject}")
    if yes:
        return here.say("verwezen.aangekomen", partij=party)
    again = add_working_days(here.today, _AGAIN)
    agreed.of_family(here, family, REFERRAL, again, task.subject)
    return here.say("verwezen.niet_aangekomen", partij=party, datum=here.day(again), kenmerk=family.reference)


def measured(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """`inschatting`: the conclusion of an instrument; two that differ on one home are said at once (R138)."""
    name, conclusion = value.get("instrument", UNKNOWN), value.get("conclusie", UNKNOWN)
    note(here, family, "meting", dag=here.today.isoformat(), instrument=name, conclusie=conclusion)
    blocks = [Block("tekst", here.text("meting.klaar", instrument=here.text(f"instrument.{name}")))]
    after = family_of(here, family.reference)
    if after is not None and assessed_differently(after):
        blocks.append(Block("tekst", here.text("patroon.metingen")))
    return Done((Reply(tuple(blocks)),), about=family.reference)

"""What parents and children want themselves, in their words, and whether the family makes a plan of its own (R109)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from bot.acts import agreed
from bot.acts.family import Family, family_of
from bot.acts.here import Done, Here
from bot.acts.interventions import refuse, retry_day
from bot.acts.task_kinds import FOLLOW_UP
from bot.acts.whose import mine
from bot.storage.desk import DeskCase
from dialogs.model import UNKNOWN, Block, Reply
from dialogs.workdays import add_working_days

FORM: Final = "gezinsplan"
"""By the name of its track in balie.yaml."""
_DAYS: Final = 10
"""Working days to ask them, as for what is not known of a family (basisvragen.md BV2)."""
_WHO: Final = ("ouders", "kinderen")


def begin(here: Here, reference: str) -> Done:
    """Ask for it, unless nobody goes to the family before an advice of Veilig Thuis (kindcheck.md §8.3)."""
    case, family = mine(here, reference), family_of(here, reference)
    if case is None or family is None:
        return here.say("balie.onbekend")
    if family.hears_first:
        return here.say("gezinsplan.eerst_advies")
    asks = "zonder_kind" if family.no_talk else "met_kind"
    return Done(form={"wat": (FORM,), "kenmerk": (reference,), "veld": (asks,)}, about=reference)


def fill_in(here: Here, case: DeskCase, reference: str, value: Mapping[str, str]) -> Done:
    """Keep their words with the case. What is not known becomes a task; a refusal stands, and is offered again."""
    family = family_of(here, reference)
    if family is None:
        return here.say("balie.onbekend")
    said = {who: value.get(f"plan_{who}", "") for who in _WHO}
    known = {who: text for who, text in said.items() if text not in ("", UNKNOWN)}
    own = value.get("plan_eigen", "niet_aangeboden")
    here.tx.write_work(here.place, case, **{f"plan_{who}": text for who, text in known.items()}, plan_eigen=own)
    here.audit("case.family_plan", case.reference)
    after = here.tx.desk_case(here.place, reference)
    blocks = [
        Block("tekst", here.text("gezinsplan.klaar", kenmerk=reference)),
        *lines(here, after.work if after else {}),
    ]
    missing = [who for who in _WHO if who not in known and not (who == "kinderen" and family.no_talk)]
    if missing:
        blocks.append(Block("tekst", _to_ask(here, family, missing)))
    if own == "geweigerd":
        again = retry_day(here, family, "")
        refuse(here, family, "plan", again)
        blocks.append(Block("tekst", here.text("gezinsplan.geweigerd", datum=here.day(again))))
    elif own == "niet_aangeboden":
        blocks.append(Block("tekst", here.text("gezinsplan.aanbieden")))
    return Done((Reply(tuple(blocks), kind="kaart", item="gezinsplan"),), about=reference)


def lines(here: Here, work: Mapping[str, str]) -> Iterable[Block]:
    """What stands with a case of the family's own words."""
    for who in _WHO:
        if text := work.get(f"plan_{who}"):
            yield Block("tekst", here.text(f"gezinsplan.{who}", tekst=text))
    if own := work.get("plan_eigen"):
        yield Block("tekst", here.text("gezinsplan.eigen", tekst=here.text(f"gezinsplan.eigen.{own}")))


def _to_ask(here: Here, family: Family, missing: list[str]) -> str:
    day = add_working_days(here.today, _DAYS)
    agreed.of_family(here, family, FOLLOW_UP, day, "ACT_UITVRAAG")
    who = here.text(f"gezinsplan.mist.{missing[0] if len(missing) == 1 else 'beide'}")
    return here.text("gezinsplan.mist", wie=who, datum=here.day(day))

"""Regie over a case: both kinds, who has to know of it and on what ground, and how many professionals there were.

Starting, moving and ending it is told to school, JGZ and GP, after the question on what ground (R106). Procesregie and
casusregie are two roles (R107). A family keeps a fixed face where it can (R108).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.acts import agreed
from bot.acts.family import Family, family_of, note
from bot.acts.here import Done, Here
from bot.acts.task_kinds import FOLLOW_UP
from bot.storage.desk import DeskCase
from dialogs.model import UNKNOWN, Answer, Block, Reply
from dialogs.workdays import add_working_days

TELL: Final = "regie_weten"
"""The form, by the name of its track in balie.yaml."""
_TELLS: Final = "ACT_REGIE_MELDEN"
_DAYS: Final = 5
"""Working days to tell it (conversations.md §2.6)."""
_KINDS: Final = ("casus", "proces")
_SOMEBODY: Final = frozenset({"ik", "ander", "gezin"})
_ASKS_FIRST: Final = frozenset({"nog_niet", UNKNOWN})


def write_down(here: Here, case: DeskCase, reference: str, value: Mapping[str, str]) -> Done:
    """Who has it, then of which kind and on what ground others hear it; that nobody has it any more is told too."""
    status = value.get("regie", UNKNOWN)
    who = ("ik" if value.get("regisseur") == "ik" else "ander") if status == "een" else status
    had = case.work.get("regie", "") in _SOMEBODY
    here.tx.write_work(here.place, case, regie=who)
    here.audit("case.regie", case.reference)
    name = "werk.regie" if who in _SOMEBODY else "werk.regie_geen"
    said = [here.reply(name, tekst=here.text(f"regie.tekst.{who}"), kenmerk=reference)]
    if who not in _SOMEBODY and not had:
        return Done(tuple(said))
    if who not in _SOMEBODY:
        said.append(here.reply("regie.stopt"))
    return Done(tuple(said), form=_form(reference, who), about=reference)


def moved(here: Here, case: DeskCase, reference: str) -> Done:
    """The case went to somebody else, and the regie with it if it lay with who worked on it."""
    if case.work.get("regie") != "ik":
        return Done()
    return Done((here.reply("regie.verandert"),), form=_form(reference, "ik"))


def ended(here: Here, case: DeskCase) -> tuple[Reply, ...]:
    """What is said when a case is closed in which somebody had it."""
    return (here.reply("regie.stopt"),) if case.work.get("regie") in _SOMEBODY else ()


def tell(here: Here, case: DeskCase, reference: str, given: Mapping[str, Answer], value: Mapping[str, str]) -> Done:
    """Note the kinds and the ground, and set the day by which school, JGZ and GP know it."""
    family = family_of(here, reference)
    if family is None:
        return here.say("balie.onbekend")
    who = given.get("stap", (UNKNOWN,))[0]
    blocks = _kinds(here, case, family, who, value.get("regie_soort", "")) if who in _SOMEBODY else []
    ground = value.get("grond_regie", UNKNOWN)
    day = add_working_days(here.today, _DAYS)
    agreed.of_family(here, family, FOLLOW_UP, day, _TELLS)
    here.tx.write_work(here.place, case, regie_grond=ground)
    here.audit("case.regie_told", case.reference, ground)
    asks = "regie.eerst_advies" if family.hears_first else "regie.eerst_grond"
    blocks.append(Block("tekst", here.text(asks if ground in _ASKS_FIRST else "regie.vertel", datum=here.day(day))))
    return Done((Reply(tuple(blocks)),), about=reference)


def changes_hands(here: Here, family: Family) -> Reply:
    """Before a hand-over: how many professionals this family then had (R108)."""
    return here.reply("gezicht.waarschuwing", nummer=str(faces(family) + 1))


def faces(family: Family) -> int:
    """How many professionals worked on this family, as far as it stands here."""
    return 1 + len(family.of_kind("wisseling"))


def _form(reference: str, who: str) -> dict[str, str | Answer]:
    return {"wat": (TELL,), "kenmerk": (reference,), "stap": (who,)}


def _kinds(here: Here, case: DeskCase, family: Family, who: str, said: str) -> list[Block]:
    """Each kind stands for itself: one that was written down earlier stays."""
    named = _KINDS if said == "allebei" else (said,) if said in _KINDS else ()
    for kind in named:
        here.tx.write_work(here.place, case, **{f"regie_{kind}": who})
        note(here, family, f"regie_{kind}", dag=here.today.isoformat(), wie_regie=who)
    spoken = {"wie": here.text(f"regie.bij.{who}")}
    blocks = [
        Block("tekst", here.text("regie.soort", soort=here.text(f"regie.naam.{kind}"), **spoken)) for kind in named
    ]
    known = {kind for kind in _KINDS if kind in named or f"regie_{kind}" in case.work}
    if named and (missing := [kind for kind in _KINDS if kind not in known]):
        blocks.append(Block("tekst", here.text("regie.mist", soort=here.text(f"regie.naam.{missing[0]}"))))
    return blocks

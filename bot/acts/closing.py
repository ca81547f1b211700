"""Closing a case: a reason of the list with a basis, safety shown or a follow-up arranged, and who keeps an eye (R113).

An unwilling or unreachable parent is no reason: it stays open, with who follows and a new try (R66, R94, R112).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.acts import agreed, regie
from bot.acts.changed import known
from bot.acts.family import Family, family_of
from bot.acts.feedback import owed
from bot.acts.here import NOT_WRITTEN, Done, Here, Notice
from bot.acts.interventions import refuse, retry_day
from bot.acts.looking_back import last
from bot.acts.task_kinds import AFTERCARE, DESK
from bot.acts.whose import mine
from bot.storage.desk import DeskCase
from dialogs.model import UNKNOWN, Answer, Block, Reply
from dialogs.signaal.signal import CLOSES_WITH_PROOF, PROOF

CLOSING: Final = frozenset({*PROOF, "geen_kinderen", "geen_zorg", "verhuisd_overdracht_bevestigd", "dubbel_signaal"})
"""The reasons of UITK. An unwilling or unreachable parent is none of them (R66, R94)."""
_SHOWN: Final = "hulp_werkt_veiligheid_aangetoond"
"""The reason that says that it became safer: an evaluation has to show it."""
_UNWILLING: Final = "blijft_open"
_NOBODY: Final = frozenset({"", "niemand", UNKNOWN})


def begin(here: Here, reference: str) -> Done:
    """`sluit S-…`: first who signalled hears what was done; then the reasons that fit this outcome."""
    case = mine(here, reference)
    if case is None:
        return here.say("balie.onbekend")
    if owed(case):
        return here.say("werk.eerst_terugkoppelen", kenmerk=reference)
    family = family_of(here, reference)
    proof = "ja" if family is None or _needs_proof(family) else "nee"
    form: dict[str, Answer] = {"wat": ("sluiten",), "kenmerk": (reference,), "bewijs": (proof,)}
    unseen = proof == "ja" and family is not None and last(family) is None
    said = (here.reply("werk.nog_niet_teruggekeken", kenmerk=reference),) if unseen else ()
    return Done(said, form=form, about=reference)


def fill_in(here: Here, case: DeskCase, reference: str, value: Mapping[str, str]) -> Done:
    """Close with a reason of the list and a basis (signal_schema.md §4 rule 6). Nothing else closes."""
    family = family_of(here, reference)
    reason = value.get("sluitreden") or value.get("sluitreden_vrij", "")
    basis = value.get("onderbouwing", "")
    basis = "" if basis in NOT_WRITTEN else basis
    if family is not None and reason == _UNWILLING:
        return _stays_open(here, family, value)
    proof = family is None or _needs_proof(family)
    if family is not None and proof and reason == _SHOWN and (why := _not_shown(here, family)):
        return why
    allowed = reason in PROOF if proof else reason in CLOSING
    watched = not proof or value.get("nazorg", "") not in _NOBODY
    if reason and not watched:
        return here.say("werk.zonder_nazorg", kenmerk=reference)
    if not (allowed and basis) or owed(case) or not here.tx.close_case(here.scope, case.reference):
        return here.say("werk.niet_gesloten", kenmerk=reference)
    here.tx.write_work(here.place, case, sluitreden=reason, sluit_onderbouwing=basis, nazorg=value.get("nazorg", ""))
    for signal in case.signals:
        for task in here.tx.tasks_of(here.place, signal.reference):
            if task.kind in DESK:
                here.tx.end_task(here.place, task.id, "vervallen")
    here.audit("case.close", case.reference)
    said = [here.reply("werk.gesloten", kenmerk=reference, reden=here.words.labels.label(reason))]
    if proof and family is not None:
        said.append(_aftercare(here, family, value))
    said += regie.ended(here, case)
    told = tuple(
        Notice(
            signal.owner, here.reply("terugkoppeling.afgerond", kenmerk=signal.reference), f"closed.{signal.reference}"
        )
        for signal in case.signals
    )
    return Done(tuple(said), told)


def _stays_open(here: Here, family: Family, value: Mapping[str, str]) -> Done:
    """A parent who does not want help: weigh again, who follows the child, and when it is offered again."""
    again = retry_day(here, family, value.get("dag_opnieuw", ""))
    follows = value.get("volgt", "niemand")
    refuse(here, family, "alle", again)
    if family.case is not None:
        here.tx.write_work(here.place, family.case, bewaker="niemand" if follows == UNKNOWN else follows)
    here.audit("case.stays_open", family.reference)
    blocks = [
        Block("tekst", here.text("werk.ouder_wil_niet", kenmerk=family.reference)),
        Block("tekst", here.text("werk.volgt", wie=here.text(f"bewaker.tekst.{_follower(follows)}"))),
        Block("tekst", here.text("werk.opnieuw_aanbieden", datum=here.day(again))),
    ]
    if follows in _NOBODY:
        blocks.append(Block("tekst", here.text("uitstel.niemand")))
    return Done((Reply(tuple(blocks), kind="uitleg", item="blijft_open"),), check=known(here, family))


def _follower(said: str) -> str:
    return "niemand" if said == UNKNOWN else said


def _not_shown(here: Here, family: Family) -> Done | None:
    """Why it is not shown that it became safer: nobody looked back, or it was not better (R113)."""
    before = last(family)
    if before is None:
        return here.say("werk.eerst_terugkijken", kenmerk=family.reference)
    if before.stand == "beter":
        return None
    stand = here.text(f"stand.{before.stand}")
    return here.say("werk.niet_aangetoond", kenmerk=family.reference, datum=here.day(before.day), stand=stand)


def _aftercare(here: Here, family: Family, value: Mapping[str, str]) -> Reply:
    """Who keeps an eye, and when (R72): a task that outlives the case."""
    day = retry_day(here, family, value.get("dag_nazorg", ""))
    owner = family.signal.bron_gebruiker if value["nazorg"] == "signaalgever" else here.person.id
    agreed.of_family(here, family, AFTERCARE, day, owner=owner)
    who = here.text(f"bewaker.tekst.{value['nazorg']}")
    return here.reply("werk.nazorg", wie=who, datum=here.day(day))


def _needs_proof(family: Family) -> bool:
    """Whether one of the signals has an outcome that closes with proof only."""
    return any(signal.kindcheck_uitkomst in CLOSES_WITH_PROOF for signal in family.signals)

"""Two signals of one household: joined when both professionals accept with a ground (signal_schema.md §4 rule 1).

Nothing is matched in the background: who invites gives the code, and tells outside the assistant which family it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from bot.acts.here import Done, Here, Notice
from bot.keys import CODE_LENGTH, new_code
from bot.storage.desk import DeskCase

VALID = timedelta(days=7)
"""How long a code can be used."""
_GROUNDS = frozenset({"toestemming_ouders", "toestemming_jongere", "acuut_gevaar_vitaal_belang", "wettelijke_taak"})


def begin(here: Here, reference: str, rest: str) -> Done:
    """`koppel S-…` invites; with a code behind it, it accepts. Both first give a ground."""
    case = own(here, reference)
    if case is None:
        return here.say("koppel.welk" if not reference else "koppel.onbekend")
    typed = "".join(rest.split()).replace("-", "").upper()
    code = typed if len(typed) == CODE_LENGTH else ""
    if code and here.tx.join_waiting(here.place, _hash(here, code), here.now) in (None, case.reference):
        return here.say("koppel.onbekend")
    return Done(form={"wat": ("koppelen",), "kenmerk": (reference,), "mijn_kenmerk": (code,)}, about=reference)


def fill_in(here: Here, reference: str, code: str, value: Mapping[str, str]) -> Done:
    """The ground is given: make the code, or use it."""
    ground = value.get("grond", "")
    case = own(here, reference)
    if ground not in _GROUNDS or case is None:
        return here.say("koppel.niet")
    given = json.dumps(
        {"grond": ground, "geinformeerd": value.get("geinformeerd", "nee"), "op": here.today.isoformat()}
    )
    if not code:
        made = new_code()
        here.tx.invite_to_join(here.scope, _hash(here, made), case.reference, given, here.now + VALID)
        here.audit("household.invite", case.reference)
        return here.say("koppel.code", code=made, datum=here.moment(here.now + VALID)[0])
    other = here.tx.join(here.scope, _hash(here, code), case.reference, given, here.now)
    if other is None:
        return here.say("koppel.onbekend")
    here.audit("household.join", case.reference)
    there = here.tx.desk_case(here.place, other)
    told = [
        Notice(signal.owner, here.reply("koppel.klaar", kenmerk=signal.reference), f"joined.{signal.reference}.{other}")
        for signal in (there.signals if there else ())
    ]
    for each in (case, there):
        if each is not None and each.handler:
            text = here.reply("taak.kijk", kenmerk=each.signals[-1].reference)
            told.append(Notice(each.handler, text, f"joined.{each.reference}.{other}.handler"))
    return Done((here.reply("koppel.klaar", kenmerk=reference),), tuple(told))


def own(here: Here, reference: str) -> DeskCase | None:
    """The case of a signal that somebody gave; a shielded one has none."""
    case = here.tx.desk_case(here.place, reference) if reference else None
    mine = case is not None and any(s.owner == here.person.id and s.reference == reference for s in case.signals)
    return case if mine else None


def _hash(here: Here, code: str) -> str:
    return here.keys.derive("join.code", code)

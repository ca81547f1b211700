"""Access by code: inviting, coming in, who stands in, and taking it away at once with what was open handed on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.acts.here import Done, Here, Notice, reference_in
from bot.acts.letting_go import hand_on
from bot.keys import Keyring, new_code
from bot.model import Role, Scope
from bot.rights import MAY_GIVE, may_give, roles_of
from bot.storage.access import AccessRow, Invited
from bot.storage.transaction import Transaction
from dialogs.model import Block, Reply
from dialogs.understanding.normalise import fold

VALID = timedelta(days=7)
"""How long a code can be used."""
_SHOWN = 8
"""So many organisations at most are named."""
_TRADE = {Role.WIJKTEAM: ("wijkteamlid", "wijkteam")}
"""What somebody's work is, where the role says it: it is not asked again."""


def code_hash(keys: Keyring, typed: str) -> str:
    """The pseudonym of a code as somebody types it."""
    return keys.derive("access.code", "".join(typed.split()).replace("-", "").upper())


def access_reference(keys: Keyring, gemeente: str, person: str) -> str:
    """How a municipality calls somebody's access."""
    return keys.reference("T", gemeente, person)


def called(here: Here, role: Role) -> str:
    """What people call a role; the access file and the code have a name of their own for it."""
    return here.text(f"toegang.functie.{role.value}")


def invite(here: Here, rest: str) -> Done:
    """`uitnodigen <rol> [organisatie]`: a code that is good once.

    The organisation says whose signals a wijkteam reads: one that is not known here would read all, so it is asked
    again. So is one of which something was hidden: what is left is no name of an organisation.
    """
    word, _, organisation = rest.partition(" ")
    role = next((each for each in Role if fold(word) in (each.value, fold(called(here, each)))), None)
    mine = [r for r in Role if any(r in MAY_GIVE.get(own, ()) for own in roles_of(here.person, here.scope))]
    names = ", ".join(called(here, each) for each in mine)
    if role is None:
        return here.say("toegang.welke_rol", rollen=names)
    if not may_give(here.person, role, here.scope):
        return here.say("toegang.rol_niet", rollen=names)
    found = here.landscape.organisation(organisation) if organisation else None
    if organisation and found is None and (here.hidden or role is Role.WIJKTEAM):
        known = ", ".join(_nearest(here.landscape.organisations, organisation))
        return here.say("toegang.welke_organisatie", rol=called(here, role), lijst=known)
    rol, sector = _TRADE.get(role, ("", ""))
    code = new_code()
    invited = Invited(role, found.name if found else organisation, (), rol, sector, here.person.id)
    until = here.now + VALID
    here.tx.invite(here.scope, code_hash(here.keys, code), invited, until)
    here.audit("access.invite", role.value)
    return here.say("toegang.code", code=code, datum=here.moment(until)[0])


def _nearest(names: Sequence[str], typed: str) -> Sequence[str]:
    """Those that share a word with what was typed first, otherwise as they come."""
    meant = frozenset(fold(typed).split())
    return sorted(names, key=lambda name: meant.isdisjoint(fold(name).split()))[:_SHOWN]


def come_in(
    tx: Transaction, keys: Keyring, scope: Scope, folded: str, person: str, now: datetime
) -> tuple[AccessRow, Invited] | None:
    """Use a typed code for this municipality. None when it opens nothing here."""
    invited = tx.use_invitation(scope, code_hash(keys, folded), person, now)
    if invited is None:
        return None
    row = AccessRow(
        scope.gemeente, person, access_reference(keys, scope.gemeente, person), invited.role, invited.organisatie,
        invited.gebieden, invited.rol, invited.sector, "", "", now,
    )  # fmt: skip
    tx.give_access(row)
    return row, invited


def welcome(here: Here, row: AccessRow, invited: Invited) -> Done:
    """Tell both: who came in, and who invited, that the code was used and by which reference to take it back."""
    here.audit("access.join", row.reference, invited.made_by)
    role = here.words.labels.label(row.rol) if row.rol else called(here, invited.role)
    said = here.reply("toegang.welkom", rol=role, kenmerk=row.reference)
    notice = Notice(invited.made_by, here.reply("toegang.binnen", kenmerk=row.reference), f"access.{row.reference}")
    return Done((said,), (notice,))


def everybody(here: Here) -> Done:
    """`toegang`: who has access here, without a name."""
    rows = here.tx.access_here(here.scope)
    if not rows:
        return here.say("toegang.niemand")
    lines = []
    for row in rows:
        if row.revoked_at is not None:
            lines.append(here.text("toegang.regel_weg", kenmerk=row.reference, datum=here.moment(row.revoked_at)[0]))
            continue
        found = here.tx.person(row.person)
        own = next((m for m in found.memberships if m.gemeente == here.scope.gemeente), None) if found else None
        role = own.role if own else row.role
        organisation = here.organisation(own.organisatie if own else row.organisatie)
        lines.append(
            here.text(
                "toegang.regel",
                kenmerk=row.reference,
                rol=called(here, role) if role else here.text("rol.onbekend"),
                organisatie=organisation or here.text("toegang.organisatie_leeg"),
                datum=here.moment(row.since)[0],
            )
        )
    here.audit("access.list", here.scope.gemeente)
    return Done((Reply((Block("tekst", here.text("toegang.lijst")), Block("punten", lines=tuple(lines)))),))


def mine(here: Here) -> Done:
    """`mijn toegang`: the own reference, role, and who stands in."""
    row = _own(here)
    roles = ", ".join(sorted(called(here, each) for each in roles_of(here.person, here.scope)))
    return here.say(
        "toegang.mijn",
        kenmerk=row.reference if row else access_reference(here.keys, here.scope.gemeente, here.person.id),
        rol=roles,
        waarnemer=here.text("toegang.met_waarnemer" if row and row.deputy else "toegang.zonder_waarnemer"),
        leidinggevende=here.text(
            "toegang.met_leidinggevende" if row and row.manager else "toegang.zonder_leidinggevende"
        ),
    )


def deputy(here: Here, rest: str) -> Done:
    """`waarnemer T-…`: a colleague of the same organisation sees the open tasks of somebody who is ill or away."""
    row, missing = _named(here, rest, "waarnemer")
    if row is None:
        return missing
    return _stand_in(here, here.person.id, row) or here.say("toegang.waarnemer_gezet")


def deputy_for(here: Here, rest: str) -> Done:
    """`waarnemer voor T-… T-…`: who runs it does it for somebody who is ill; both hear it, and no case is seen."""
    first, others = reference_in(rest, ("T",))
    second, _ = reference_in(others, ("T",))
    if not first or not second:
        return here.say("toegang.waarnemer_voor")
    away, unknown = _named(here, first, "")
    row, missing = _named(here, second, "")
    if away is None or row is None:
        return unknown if away is None else missing
    if not _may_let_go(here, away):
        return here.say("toegang.kenmerk_onbekend")
    refused = _stand_in(here, away.person, row)
    if refused:
        return refused
    purpose = f"deputy.{away.reference}.{here.now.isoformat()}"
    told = (
        Notice(away.person, here.reply("toegang.waarnemer_voor_jou", kenmerk=row.reference), purpose),
        Notice(row.person, here.reply("toegang.waarnemer_van", kenmerk=away.reference), purpose),
    )
    return Done((here.reply("toegang.waarnemer_gezet_voor", kenmerk=away.reference),), told)


def _stand_in(here: Here, person: str, row: AccessRow) -> Done | None:
    """Write down who stands in for somebody; what is said when that may not be."""
    own = _organisation(here, person)
    if row.person == person or not own or fold(_organisation(here, row.person)) != fold(own):
        return here.say("toegang.waarnemer_anders", organisatie=own or here.landscape.name)
    here.tx.set_deputy(here.scope, person, row.person)
    here.audit("access.deputy", row.reference)
    return None


def manager(here: Here, rest: str) -> Done:
    """`leidinggevende T-…`: who hears that a task of mine is open too long, and no more than that."""
    row, missing = _named(here, rest, "leidinggevende")
    if row is None:
        return missing
    if row.person == here.person.id:
        return here.say("toegang.kenmerk_onbekend")
    here.tx.set_manager(here.scope, here.person.id, row.person)
    here.audit("access.manager", row.reference)
    return here.say("toegang.leidinggevende_gezet")


def revoke(here: Here, rest: str) -> Done:
    """`intrekken T-…`: from now on nothing is shown any more, and what was open goes to the waarnemer."""
    row, missing = _named(here, rest, "intrekken")
    if row is None:
        return missing
    if row.person == here.person.id or not _may_let_go(here, row):
        return here.say("toegang.kenmerk_onbekend")
    if not here.tx.revoke(here.scope, row.person, here.now):
        return here.say("toegang.kenmerk_onbekend")
    here.audit("access.revoke", row.reference)
    purpose = f"access.revoked.{row.reference}.{here.now.isoformat()}"
    taken, told = hand_on(here, row, "revoked", purpose)
    return Done((here.reply("toegang.ingetrokken", kenmerk=row.reference, taken=here.text(taken)),), told)


def colleague(here: Here, to: str) -> str:
    """The person with this access, if they work for the own organisation; empty for anybody else."""
    row = here.tx.access_called(here.scope, to) if to else None
    own = _organisation(here, here.person.id)
    if row is None or row.revoked_at is not None or row.person == here.person.id or not own:
        return ""
    return row.person if fold(_organisation(here, row.person)) == fold(own) else ""


def _may_let_go(here: Here, row: AccessRow) -> bool:
    """Whether this person may give, and so take away, all that somebody has here."""
    target = here.tx.person(row.person)
    roles = roles_of(target, here.scope) if target else frozenset({row.role} if row.role else ())
    return all(may_give(here.person, each, here.scope) for each in roles)


def _own(here: Here) -> AccessRow | None:
    return next((row for row in here.tx.access_of(here.person.id) if row.gemeente == here.scope.gemeente), None)


def _named(here: Here, rest: str, command: str) -> tuple[AccessRow | None, Done]:
    reference, _ = reference_in(rest, ("T",))
    if not reference:
        return None, here.say("toegang.kenmerk_nodig", opdracht=command)
    row = here.tx.access_called(here.scope, reference)
    if row is None or row.revoked_at is not None:
        return None, here.say("toegang.kenmerk_onbekend")
    return row, Done()


def _organisation(here: Here, person: str) -> str:
    found = here.person if person == here.person.id else here.tx.person(person)
    own = next((m.organisatie for m in found.memberships if m.gemeente == here.scope.gemeente), "") if found else ""
    return here.organisation(own)

"""A municipality with its people, each in an own room: teachers, two wijkteams, a coordinator."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.access import AccessRule
from bot.app import Application, build
from bot.cases.wiring import Accounts
from bot.keys import normalise_reference
from bot.model import Activity, Delivered, Role, Scope
from bot.storage.records import OutboxRow
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.payloads import CaseOrder, encode_case
from tests.contracts.records import signal
from tests.shipped import ShippedLandscapes, library, make_reader
from tests.talk import CHANNEL, KEYRING, Talk, said

NOORD, MIDDEN, SCHOOL = "Wijkteam Noord", "wijkteam_midden", "basisschool"
PEOPLE: dict[str, tuple[str, Role, str, str]] = {
    "@juf": ("voorbeeldstad", Role.SIGNALLER, "leraar", SCHOOL),
    "@meester": ("voorbeeldstad", Role.SIGNALLER, "intern_begeleider", SCHOOL),
    "@wijk": ("voorbeeldstad", Role.WIJKTEAM, "wijkteamlid", NOORD),
    "@wijk2": ("voorbeeldstad", Role.WIJKTEAM, "gezinscoach", NOORD),
    "@midden": ("voorbeeldstad", Role.WIJKTEAM, "wijkteamlid", MIDDEN),
    "@regisseur": ("voorbeeldstad", Role.REGISSEUR, "casemanager", NOORD),
    "@coordinator": ("voorbeeldstad", Role.COORDINATOR, "anders", ""),
    "@beheerder": ("voorbeeldstad", Role.BEHEERDER, "anders", ""),
    "@elders": ("assen", Role.WIJKTEAM, "wijkteamlid", ""),
}
"""By name: municipality, role there, work, organisation."""


def rule(name: str, gemeente: str, role: Role, rol: str, organisatie: str) -> AccessRule:
    return AccessRule(
        kanaal=CHANNEL, gebruiker=name, gemeente=gemeente, functie=role, rol=rol,
        sector=library().labels.sector_of(rol), organisatie=organisatie,
    )  # fmt: skip


class Town(Talk):
    """One assistant and all these people."""

    def __init__(self, folder: Path, database: str = "", accounts: Accounts | None = None) -> None:
        self.folder = folder
        self.left_out: frozenset[str] = frozenset()
        """Who stands in the access file no more, from the next start."""
        super().__init__(folder, gemeenten=("voorbeeldstad", "assen"), database=database, accounts=accounts)

    def _start(self) -> Application:
        return build(
            library=library(),
            make_reader=make_reader,
            store=Store.open(self._url, KEYRING),
            keyring=KEYRING,
            landscapes=ShippedLandscapes(("voorbeeldstad", "assen")),
            rules=tuple(rule(name, *work) for name, work in PEOPLE.items() if name not in self.left_out),
            channels={CHANNEL: self.recorder},
            clock=self.clock,
            holder=f"test.{self._number}",
            accounts=self._accounts,
        )

    async def everybody_came_in(self) -> None:
        """Notices go to who was heard once."""
        for name in PEOPLE:
            await self.hear(name, "hallo")

    async def hear(self, who: str, text: str = "", **values: object) -> dict[str, str]:
        """What each room got after somebody said something."""
        return await self.after(self.activity(text, sender=who, conversation=f"room{who}", **values))  # type: ignore[arg-type]  # the names are those of an activity

    async def after(self, activity: Activity) -> dict[str, str]:
        before = len(self.recorder.sent)
        await self.give(activity)
        return self.rooms(before)

    def rooms(self, before: int) -> dict[str, str]:
        """What each room got since."""
        rooms: dict[str, str] = {}
        for outgoing in self.recorder.sent[before:]:
            room = outgoing.address.conversation.removeprefix("room")
            rooms[room] = rooms.get(room, "") + said([outgoing.reply]) + "\n"
        return rooms

    async def says(self, who: str, text: str) -> str:
        """What came back in the own room."""
        return (await self.hear(who, text)).get(who, "")

    async def sweep(self) -> dict[str, str]:
        """What each room got when due tasks were raised."""
        before = len(self.recorder.sent)
        await self.app.assistant.raise_due()
        await self.app.deliverer.drain()
        return self.rooms(before)

    def raw(self) -> bytes:
        """All that lies in the database."""
        return b"".join(path.read_bytes() for path in self.folder.glob("talk.sqlite3*"))

    def person(self, who: str) -> str:
        """The pseudonym of somebody."""
        return KEYRING.derive("person", CHANNEL, CHANNEL, who)

    async def log(
        self,
        owner: str = "@juf",
        *,
        number: int = 1,
        gebied: str | None = "duinrand",
        elsewhere: bool = False,
        channel: str = "embedded",
        deliver: bool = True,
        **changes: object,
    ) -> str:
        """A shared signal, delivered to the desk or (`elsewhere`) to a case system; its reference.

        `channel` is another case backend to deliver it to; without `deliver` it waits for an hour.
        """
        reference = KEYRING.reference("S", owner, str(number))
        person = self.person(owner)
        record = signal(
            reference,
            bron_gebruiker=person,
            gebied=gebied,
            delingsgrond=[
                {"met": "wijkteam", "grond": "toestemming_ouders", "vrij_gegeven": "ja", "datum": "2026-11-24",
                 "geinformeerd": True, "gevraagd_door": "leraar"}
            ],
            **{
                "evaluatiedatum": "2027-01-05",
                "huishouden": KEYRING.reference("HH", owner, str(number)),
                **changes,
            },
        )  # fmt: skip
        room = KEYRING.derive("conversation", CHANNEL, CHANNEL, f"room{owner}")
        order = CaseOrder("voorbeeldstad", person, reference, room)
        now = self.clock.now()

        def work(tx: Transaction) -> None:
            scope = Scope("voorbeeldstad", person=person)
            tx.save_signal(scope, record, person, True, now)
            if elsewhere:
                tx.mark_delivered(scope, reference, "zgw.voorbeeldstad", "ZAAK-1", now)
                return
            key = KEYRING.derive("case", reference)
            due = now if deliver else now + timedelta(hours=1)
            tx.enqueue([OutboxRow(key, key, channel, "case", due, encode_case(order), gemeente="voorbeeldstad")])

        await self.app.store.run(work)
        if elsewhere:
            await self.app.assistant.case_result(order, Delivered("ZAAK-1"))
        await self.app.deliverer.drain()
        return reference

    def audited(self, action: str) -> list[tuple[str, str]]:
        """Who did this, and with what."""
        rows = self.app.store.run_blocking(lambda tx: tx.audit_rows(Scope("voorbeeldstad", system=True)))
        return [(row.actor, row.object) for row in rows if row.action == action]

    def reasons(self, action: str) -> list[tuple[str, str]]:
        """Who did this, and why."""
        rows = self.app.store.run_blocking(lambda tx: tx.audit_rows(Scope("voorbeeldstad", system=True)))
        return [(row.actor, row.reason) for row in rows if row.action == action]

    async def reference_of(self, who: str) -> str:
        """How the municipality calls somebody's access."""
        found = re.search(r"\bT-\w{8}", await self.says(who, "mijn toegang"))
        assert found
        assert normalise_reference(found[0])
        return found[0]
